using System.Text.Json.Nodes;
using Corbel.Web.Cli;
using Corbel.Web.Tests.Ui;

namespace Corbel.Web.Tests.Cli;

public class SlaDueTests
{
    private static readonly string Policy = Path.Combine(Repository.Root, "policies/isms-online.yaml");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("1", "2026-08-28T16:30:00Z", "2026-08-28T17:30:00Z")]
    [InlineData("1", "2026-07-15T09:10:00+01:00", "2026-07-15T10:00:00Z")]
    [InlineData("3", "2026-12-24T16:00:00Z", "2026-12-29T15:00:00Z")]
    [InlineData(null, "2026-08-28T16:30:00Z", "2026-08-28T17:30:00Z")]
    public void The_due_instant_stands_alone_on_its_line(string? severity, string received, string due)
    {
        Run(new(Policy, severity, received)).ShouldBe(0);
        _output.ToString().ShouldBe(due + Environment.NewLine);
    }

    [Fact]
    public void Explained_the_sum_stands_below_it()
    {
        Run(new(Policy, "1", "2026-08-28T17:30:00Z", Explain: true, Zone: "Europe/London")).ShouldBe(0);
        var lines = _output.ToString().Split(Environment.NewLine);
        lines[0].ShouldBe("2026-09-01T09:30:00Z");
        lines.ShouldContain("Due: Tue 1 Sep 2026 09:30 GMT (10:30 Europe/London)");
    }

    [Fact]
    public void In_Dutch_too()
    {
        Run(new(Policy, "1", "2026-08-28T17:30:00Z", Explain: true, Language: "nl")).ShouldBe(0);
        _output.ToString().ShouldContain("Uiterlijk: di 1 sep 2026 09:30 GMT");
    }

    [Fact]
    public void As_JSON_both()
    {
        Run(new(Policy, "1", "2026-08-28T16:30:00Z", Json: true)).ShouldBe(0);
        var json = JsonNode.Parse(_output.ToString())!;
        json["due"]!.GetValue<string>().ShouldBe("2026-08-28T17:30:00Z");
        json["sums"]!.AsArray().Count.ShouldBe(1);
        json["explanation"]!.AsArray().Count.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData(
        "1",
        "yesterday",
        "en",
        "Etc/UTC",
        2,
        "--received wants an instant such as 2026-08-28T16:30:00Z, not \"yesterday\"."
    )]
    [InlineData("1", "2026-08-28T16:30:00", "en", "Etc/UTC", 2, "--received wants an instant")]
    [InlineData("1", "2026-08-28T16:30:00Z", "de", "Etc/UTC", 2, "--language is en or nl, not \"de\".")]
    [InlineData(
        "1",
        "2026-08-28T16:30:00Z",
        "en",
        "London",
        2,
        "--zone wants an IANA zone such as Europe/London, not \"London\"."
    )]
    [InlineData(
        "4",
        "2026-08-28T16:30:00Z",
        "en",
        "Etc/UTC",
        1,
        "The policy promises no first response for severity \"4\". It does for: 1, 2, 3."
    )]
    [InlineData(
        "1",
        "1999-08-28T16:30:00Z",
        "en",
        "Etc/UTC",
        1,
        "1999-08-28T16:30:00Z lies outside the years 2000 to 2100 that the calendars cover."
    )]
    [InlineData("1", "2100-12-31T23:30:00Z", "en", "Etc/UTC", 1, "2100-12-31T23:30:00Z lies too near the year 2101")]
    public void What_it_cannot_do_it_says(
        string severity,
        string received,
        string language,
        string zone,
        int code,
        string sentence
    )
    {
        Run(new(Policy, severity, received, Language: language, Zone: zone)).ShouldBe(code);
        _output.ToString().ShouldBeEmpty();
        _error.ToString().ShouldStartWith(sentence);
    }

    [Fact]
    public void A_missing_file_is_refused_in_a_sentence()
    {
        Run(new("no/such.yaml", "1", "2026-08-28T16:30:00Z")).ShouldBe(1);
        _error.ToString().ShouldStartWith("The policy file no/such.yaml cannot be read: ");
    }

    private int Run(SlaDueOptions options) => SlaDue.Run(options, _output, _error);
}
