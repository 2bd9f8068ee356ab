using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Policies;
using NodaTime.Text;

namespace Corbel.Desk.Tests.Policies;

public class PolicyFileTests
{
    private static readonly ImmutableSortedDictionary<string, HolidayList> Lists = HolidayFile.Lists(
        HolidayFile.Shipped
    );

    [Fact]
    public void The_shipped_policy_has_no_problems_and_computes()
    {
        var reading = PolicyFile.Read(PolicyFile.Shipped, "isms-online.yaml", Lists);
        reading.Problems.ShouldBeEmpty();
        reading.Sha256.Length.ShouldBe(64);
        var policy = CompiledPolicy.Compile(reading.Document!, Lists);
        var due = FirstResponse.Due(policy, "3", InstantPattern.General.Parse("2026-12-24T16:00:00Z").Value)!;
        due.Due.ToString().ShouldBe("2026-12-29T15:00:00Z");
        policy.Document.Severities.Keys.ShouldBe(["1", "2", "3"]);
        policy.Document.Channels.Telephone!.Number.ShouldBe("+44 1273 041 140");
        policy.Document.Readings.ShouldBe(new ReadingsSpec { WaitingStops = policy.Document.Readings.WaitingStops });
    }

    [Theory]
    // What is changed in the shipped file, and the one problem that it makes: line and column of the changed value.
    [InlineData(
        "within: 1 h,",
        "within: one hour,",
        "within[: ]",
        "targets[0].within: expected a length of time such as 1 h, 90 min, 4 h 30 min or 5 days; here stands \"one hour\"."
    )]
    [InlineData(
        "promise: guarantee,",
        "promise: garantee,",
        "promise[: ]",
        "targets[0].promise: this is none of the values that may stand here; here stands \"garantee\"; did you mean guarantee? It may be: expectation, guarantee."
    )]
    [InlineData(
        "percent: 99.5",
        "percent: most",
        "percent[: ]",
        "availability.percent: expected a number such as 99.5; here stands \"most\"."
    )]
    [InlineData(
        "percent: 99.5",
        "percent: 99.5\n  precent: 99",
        "precent",
        "availability.precent: this name is not known here; here stands \"precent\"; did you mean percent?"
    )]
    [InlineData(
        "sole-terms: true",
        "sole-terms: yes",
        "sole-terms[: ]",
        "terms.sole-terms: expected true or false; here stands \"yes\"."
    )]
    [InlineData(
        "weekdays: [09:00-18:00]",
        "weekdays: [9-18]",
        "weekdays: [",
        "calendars.business-hour.week.weekdays[0]: expected an opening such as 09:00-18:00"
    )]
    [InlineData(
        "weekdays: [09:00-18:00]",
        "weekdays: 09:00-18:00",
        "weekdays[: ]",
        "calendars.business-hour.week.weekdays: expected a list"
    )]
    [InlineData(
        "zone: Etc/GMT #",
        "zone: Etc/GTM #",
        "zone[: ]",
        "calendars.business-hour.zone: there is no such time zone in the IANA database; here stands \"Etc/GTM\"; did you mean Etc/GMT?"
    )]
    [InlineData(
        "warn-holidays-end-days: 365",
        "warn-holidays-end-days: a year",
        "warn-holidays-end-days[: ]",
        "readings.warn-holidays-end-days: expected a whole number; here stands \"a year\"."
    )]
    [InlineData(
        "  reports: quarter",
        "  reports:",
        "\n  reports:",
        "services.reports: this is none of the values that may stand here; here stands \"\"."
    )]
    [InlineData("  name: Alliantist", "  name:", "name:", "provider.name: nothing is written here; expected a text.")]
    [InlineData(
        "response-time:\n  clause: \"6.4\"",
        "response-time: \"6.4\"",
        "response-time[: ]",
        "response-time: expected names and values (name: value); here stands \"6.4\"."
    )]
    [InlineData(
        "format: 1",
        "format: 1\nformat: 1",
        "\nformat: 1\nformat",
        "format: this name stands here a second time; here stands \"format\"."
    )]
    [InlineData("  product: ISMS.online\n", "", "provider:\n  ", "provider.product: \"product\" is missing.")]
    [InlineData(
        "severity: 1, within",
        "severity: 2, within",
        "severity: 2, within: 4 h",
        "targets[1].severity: there are two targets of this kind for one severity; here stands \"2\"."
    )]
    public void A_problem_names_its_place_what_stands_there_and_what_may(
        string old,
        string changed,
        string at,
        string message
    )
    {
        var text = Replace(PolicyFile.Shipped, old, changed);
        var problem = PolicyFile.Read(text, "p.yaml", Lists).Problems.ShouldHaveSingleItem();
        problem.Error.ToString().ShouldStartWith(message);
        problem.ToString().ShouldStartWith($"p.yaml:{problem.Line}:{problem.Column}: ");
        problem.Line.ShouldBe(LineOf(text, changed, at), problem.ToString());
    }

    [Fact]
    public void Line_and_column_are_those_of_the_value()
    {
        var text = Replace(PolicyFile.Shipped, "promise: guarantee,", "promise: garantee,");
        var problem = PolicyFile.Read(text, "p.yaml", Lists).Problems.ShouldHaveSingleItem();
        var line = text.Split('\n')[problem.Line - 1];
        line[(problem.Column - 1)..].ShouldStartWith("garantee");
    }

    [Fact]
    public void All_problems_come_in_the_order_of_the_file()
    {
        var text = PolicyFile
            .Shipped.Replace("09:00-18:00", "9-18")
            .Replace("status-report, severity: 1,", "status-rapport, severity: 5,")
            .Replace("every: 5 days, calendar: business-hour", "every: 5 days, calendar: busines-hour")
            .Replace("percent: 99.5", "percent: 995");
        var problems = PolicyFile.Read(text, "p.yaml", Lists).Problems;
        problems
            .Select(p => p.Error.Path)
            .ShouldBe([
                "calendars.business-hour.week.weekdays[0]",
                "targets[3].kind",
                "targets[3].severity",
                "targets[4].calendar",
                "availability.percent",
            ]);
        problems.ShouldBe(problems.OrderBy(p => p.Line).ThenBy(p => p.Column));
    }

    [Theory]
    [InlineData("", "1:1: the file is empty.")]
    [InlineData("a: [1", "2:1: this is not YAML")]
    [InlineData("a: &x 1\nb: *x", "1:4: a policy file does without anchors and aliases")]
    [InlineData("a: 1\n---\nb: 2", "2:1: a policy file holds one document")]
    [InlineData("? [a, b]\n: 1", "1:3: a key is a single word")]
    public void What_is_no_plain_YAML_is_refused(string text, string message) =>
        PolicyFile
            .Read(text, "p.yaml", Lists)
            .Problems.ShouldHaveSingleItem()
            .ToString()
            .ShouldStartWith("p.yaml:" + message);

    [Theory]
    [InlineData("just text")]
    [InlineData("- a\n- b")]
    [InlineData("{}")]
    [InlineData("{ calendars: {}, severities: [], targets: {}, channels: 1 }")]
    [InlineData("calendars: { a: { zone: { b: c } } }")]
    public void What_is_no_policy_gives_problems_and_never_throws(string text)
    {
        var reading = PolicyFile.Read(text, "p.yaml", Lists);
        reading.Document.ShouldBeNull();
        reading.Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        PolicyFile.Read(new string('[', 5000), "p.yaml", Lists).Problems.ShouldHaveSingleItem();

    private static string Replace(string text, string old, string changed)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, old);
        return text[..at] + changed + text[(at + old.Length)..];
    }

    private static int LineOf(string text, string changed, string at)
    {
        var from = changed.Length == 0 ? 0 : Math.Max(0, text.IndexOf(changed, StringComparison.Ordinal) - 1);
        var mark = at.Replace("[: ]", ": ", StringComparison.Ordinal);
        var index = text.IndexOf(mark, from, StringComparison.Ordinal);
        index.ShouldBeGreaterThan(-1, mark);
        return text[..(index + mark.Length)].Count(c => c == '\n') + 1;
    }
}
