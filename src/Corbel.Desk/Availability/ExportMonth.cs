using System.Globalization;
using System.Text.Json;
using Corbel.Core.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// A month for an auditor: every result, and apart from that what judges them, so that somebody else's program can work out the
/// verdict from nothing of ours. Times are milliseconds since 1970, UTC.
/// </summary>
public static class ExportMonth
{
    /// <summary>A day before the month: what was said then still speaks at its beginning.</summary>
    private const long Before = 86_400_000;
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The results as CSV: probe, place, sequence, at, outcome.</summary>
    public static async Task Results(DeskDb db, MonthReading month, TextWriter to, CancellationToken cancel)
    {
        var wide = month.Whole with { From = month.Whole.From - Before };
        var probes = await db.Probes.AsNoTracking().OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancel);
        var checks = await ReadSight.Checks(db, [.. probes.Select(x => x.Id)], wide, cancel);
        await to.WriteAsync("probe,place,sequence,at,outcome\n");
        foreach (var ((probe, place), list) in checks.OrderBy(x => x.Key.Probe).ThenBy(x => x.Key.Place))
        foreach (var check in list.Where(x => x.At >= wide.From && x.At < wide.To))
            await to.WriteAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{probe},{place},{check.Sequence},{check.At},{Word(check.Outcome)}\n"
                )
            );
    }

    /// <summary>What judges the results, and what the desk makes of them, as JSON.</summary>
    public static async Task<string> Frame(DeskDb db, MonthReading month, CancellationToken cancel)
    {
        var probes = await db.Probes.AsNoTracking().OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).ToListAsync(cancel);
        var places = await db.Places.AsNoTracking().OrderBy(x => x.AddedAt).ToListAsync(cancel);
        using var figures = JsonDocument.Parse(IssueMonth.Figures(month));
        return JsonSerializer.Serialize(
            new
            {
                month = IssueMonth.NameOf(month.Month),
                month.Whole.From,
                month.Whole.To,
                month.Expected,
                owed = Pairs(month.Owed),
                planned = Pairs(month.Planned),
                excluded = Pairs(month.Excluded),
                components = month.Components.Select(x => new
                {
                    x.Component.Id,
                    x.Component.Name,
                    x.Component.Counts,
                    from = At(x.Component.CreatedAt),
                    to = At(x.Component.RetiredAt),
                    planned = Pairs(month.PlannedOf.GetValueOrDefault(x.Component.Id, Spans.None)),
                }),
                probes = probes.Select(x => new
                {
                    x.Id,
                    component = x.ComponentId,
                    x.Kind,
                    x.Target,
                    x.IntervalSeconds,
                    x.Quorum,
                    places = places.Where(x.Asks).Select(p => p.Id),
                    from = At(x.CreatedAt),
                    to = At(x.RetiredAt),
                }),
                places = places.Select(x => new
                {
                    x.Id,
                    x.Name,
                    from = At(x.AddedAt),
                    to = At(x.RemovedAt),
                }),
                figures = figures.RootElement,
            },
            Indented
        );
    }

    private static string Word(CheckOutcome outcome) =>
        outcome switch
        {
            CheckOutcome.Good => "good",
            CheckOutcome.Failed => "failed",
            CheckOutcome.NoWayOut => "no-way-out",
            _ => "skewed",
        };

    private static IEnumerable<long[]> Pairs(Spans spans) => spans.Items.Select(x => new[] { x.From, x.To });

    private static long? At(Instant? at) => at?.ToUnixTimeMilliseconds();
}
