using System.CommandLine;
using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary><c>corbel availability</c>: a month as it was measured, in words or as an auditor's files.</summary>
internal static class AvailabilityVerbs
{
    public static Command Availability() => new("availability", "What was measured (clause 1).") { Month() };

    private static Command Month()
    {
        var month = new Argument<string>("MONTH") { Description = "The month, such as 2026-11." };
        var json = CommonOptions.Json();
        var export = new Option<string?>("--export")
        {
            Description = "Write MONTH.csv with all results and MONTH.json with what judges them into this folder.",
            HelpName = "DIR",
        };
        return PlaceVerbs.Verb(
            new("month", "Print a month against the expectation.") { month, json, export },
            async (parsed, services, cancel) =>
            {
                if (YearMonthPattern.Iso.Parse(parsed.GetValue(month)!) is not { Success: true, Value: var named })
                    throw new RefusedException("A month is written 2026-11.");
                await using var db = services.GetRequiredService<Database>().Read();
                var reading =
                    await services.GetRequiredService<ReadMonth>().Run(db, named, cancel)
                    ?? throw new RefusedException("Nothing was measured in that month, or the policy states no share.");
                if (parsed.GetValue(export) is { } folder)
                {
                    Directory.CreateDirectory(folder);
                    var path = Path.Combine(folder, IssueMonth.NameOf(named));
                    await using (var csv = new StreamWriter($"{path}.csv"))
                        await ExportMonth.Results(db, reading, csv, cancel);
                    await File.WriteAllTextAsync($"{path}.json", await ExportMonth.Frame(db, reading, cancel), cancel);
                }
                Terminal.WriteLine(parsed.GetValue(json) ? IssueMonth.Figures(reading) : Words(reading));
            }
        );
    }

    private static string Words(MonthReading month)
    {
        var f = month.Figures;
        string Share(long? share) => share is { } value ? AmountWords.Percent(value / 1000m, Language.En) : "none";
        string Minutes(long milliseconds) =>
            FormattableString.Invariant($"{milliseconds / 60_000}.{milliseconds / 6000 % 10} min");
        var verdict = month.Verdict switch
        {
            MonthVerdict.Met => "met",
            MonthVerdict.Missed => "missed",
            _ => "not proven",
        };
        var word = month.Spec.Promise == Promise.Guarantee ? "Guarantee" : "Expectation";
        return $"""
            {IssueMonth.NameOf(month.Month)} ({month.Spec.Zone}){(month.IsOver ? "" : ", up to now")}
            {word}: {Share(month.Expected)}: {verdict}
            Available: {Share(f.Lower)} to {Share(f.Upper)}, measured: {Share(f.Coverage)}
            Down: {Minutes(f.Down)} of {Minutes(f.Budget(month.Expected))} that the {word.ToLowerInvariant()} leaves
            Not known: {Minutes(f.Unknown)}, planned: {Minutes(f.Planned)}, excluded causes: {Minutes(f.Excluded)}
            Outages: {month.Outages.Count}
            """;
    }
}
