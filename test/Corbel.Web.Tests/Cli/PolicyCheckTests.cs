using Corbel.Web.Cli;
using Corbel.Web.Tests.Ui;
using NodaTime;

namespace Corbel.Web.Tests.Cli;

public sealed class PolicyCheckTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_good_policy_is_OK_with_what_should_be_known()
    {
        Run(Path.Combine(Repository.Root, "policies/isms-online.yaml"), new(2026, 1, 1)).ShouldBe(0);
        Lines(_output).ShouldBe(["OK", "warning: calendar business-hour: holidays not known after 2028."]);
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void A_year_before_the_holidays_end_it_says_so()
    {
        Run(Path.Combine(Repository.Root, "policies/isms-online.yaml"), new(2028, 1, 1)).ShouldBe(0);
        Lines(_output)[1]
            .ShouldBe("warning: calendar business-hour: holidays not known after 2028; get a newer list now.");
    }

    [Fact]
    public void Every_problem_has_a_line_with_its_place()
    {
        var good = File.ReadAllText(Path.Combine(Repository.Root, "policies/isms-online.yaml"));
        File.WriteAllText(
            _file,
            good.Replace("percent: 99.5", "percent: 0").Replace("promise: guarantee", "promise: perhaps")
        );
        Run(_file, new(2026, 1, 1)).ShouldBe(1);
        _output.ToString().ShouldBeEmpty();
        var lines = Lines(_error);
        lines.Length.ShouldBe(4);
        lines.ShouldAllBe(l => l.StartsWith(_file + ":", StringComparison.Ordinal));
        lines[^1]
            .ShouldEndWith("availability.percent: a percentage lies above 0 and goes up to 100; here stands \"0\".");
    }

    [Fact]
    public void A_missing_file_is_refused_in_a_sentence()
    {
        Run("no/such.yaml", new(2026, 1, 1)).ShouldBe(1);
        _error.ToString().ShouldStartWith("The policy file no/such.yaml cannot be read: ");
    }

    private int Run(string file, LocalDate today) => PolicyCheck.Run(file, today, _output, _error);

    private static string[] Lines(StringWriter text) =>
        text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
