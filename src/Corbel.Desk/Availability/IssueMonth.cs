using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Corbel.Core.Availability;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Issues each month when it is over and late results have had their time: frozen, with its hash. Where results, windows or causes
/// make it other afterwards, a new revision says so; the one before stays.
/// </summary>
public sealed class IssueMonth(
    DeskOptions options,
    Database database,
    GroupWriter writer,
    ReadMonth months,
    JobLease lease,
    IClock clock
)
{
    public const string Kind = "availability-months";
    private static readonly Duration Hour = Duration.FromHours(1);

    /// <summary>Months that are looked at again: older ones are amended when they are asked for by name.</summary>
    private const int LookedAt = 4;

    internal async Task Run(Job planned, CancellationToken cancel)
    {
        if (await lease.Take(planned.Id, cancel) is not { } job)
            return;
        await Issue(LookedAt, cancel);
        await writer.Write(
            async (db, token) =>
            {
                if (await lease.Kept(db, job, token) is { } own)
                    own.DueAt = clock.GetCurrentInstant() + Hour;
            },
            cancel
        );
    }

    /// <summary>Issues and amends the latest months that are over; returns how many revisions were written.</summary>
    public async Task<int> Issue(int most, CancellationToken cancel = default)
    {
        var written = 0;
        List<YearMonth> measured;
        await using (var db = database.Read())
            measured = [.. (await months.Measured(db, cancel)).Take(most + 1)];
        foreach (var month in measured.AsEnumerable().Reverse())
            written += await writer.Write((db, token) => Issue(db, month, token), cancel) ? 1 : 0;
        return written;
    }

    private async Task<bool> Issue(DeskDb db, YearMonth month, CancellationToken cancel)
    {
        await db.Take(FindOutages.Lock, cancel);
        var now = Journal.Grain(clock.GetCurrentInstant());
        if (await months.Run(db, month, cancel) is not { IsOver: true } reading)
            return false;
        if (now.ToUnixTimeMilliseconds() < reading.Whole.To + (options.Availability.IssueAfterHours * 3_600_000L))
            return false;
        var name = NameOf(month);
        var last = await db
            .AvailabilityMonths.AsNoTracking()
            .Where(x => x.Month == name)
            .OrderByDescending(x => x.Revision)
            .FirstOrDefaultAsync(cancel);
        var figures = Figures(reading);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figures)));
        if (last?.Sha256 == hash)
            return false;
        var (why, dutch) = last is null ? ("", "") : Why(last.Figures, figures);
        db.AvailabilityMonths.Add(
            new AvailabilityMonth
            {
                Month = name,
                Revision = (last?.Revision ?? 0) + 1,
                Figures = figures,
                Sha256 = hash,
                IssuedAt = now,
                Why = why,
                WhyNl = dutch,
            }
        );
        return true;
    }

    /// <summary>2026-11.</summary>
    public static string NameOf(YearMonth month) => $"{month.Year:0000}-{month.Month:00}";

    /// <summary>The figures as canonical JSON: milliseconds, and shares in thousandths of one per cent.</summary>
    public static string Figures(MonthReading reading)
    {
        var (f, spec) = (reading.Figures, reading.Spec);
        var json = JsonSerializer.SerializeToElement(
            new
            {
                month = NameOf(reading.Month),
                zone = spec.Zone,
                policy = reading.PolicyVersion,
                expected = reading.Expected,
                length = f.Month,
                planned = f.Planned,
                excluded = f.Excluded,
                down = f.Down,
                unknown = f.Unknown,
                owed = f.Owed,
                upper = f.Upper,
                lower = f.Lower,
                coverage = f.Coverage,
                budget = f.Budget(reading.Expected),
                verdict = reading.Verdict switch
                {
                    MonthVerdict.Met => "met",
                    MonthVerdict.Missed => "missed",
                    _ => "not-proven",
                },
                outages = reading.Down.Items.Select(x => new[] { x.From, x.To }),
            }
        );
        return Encoding.UTF8.GetString(CanonicalJson.Write(json));
    }

    private static (string, string) Why(string before, string after)
    {
        using var one = JsonDocument.Parse(before);
        using var other = JsonDocument.Parse(after);
        (string Name, string En, string Nl)[] parts =
        [
            ("down", "downtime", "uitval"),
            ("unknown", "time not known", "onbekende tijd"),
            ("planned", "planned maintenance", "gepland onderhoud"),
            ("excluded", "excluded causes", "uitgesloten oorzaken"),
            ("expected", "the expectation", "de verwachting"),
        ];
        var changed = parts
            .Where(x =>
                one.RootElement.GetProperty(x.Name).GetInt64() != other.RootElement.GetProperty(x.Name).GetInt64()
            )
            .ToList();
        return changed.Count == 0
            ? (
                "What is behind the figures changed, not their sums.",
                "Wat achter de cijfers staat is veranderd, niet de sommen."
            )
            : (
                $"Changed since by what came later: {string.Join(", ", changed.Select(x => x.En))}.",
                $"Gewijzigd door wat later kwam: {string.Join(", ", changed.Select(x => x.Nl))}."
            );
    }
}
