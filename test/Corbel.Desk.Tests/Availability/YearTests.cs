using System.Diagnostics;
using System.Text.Json;
using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Availability;

/// <summary>
/// A year of simulated probes with planted outages, gaps, liars, maintenance and excluded causes, handed out as an auditor's
/// files: a script that shares no code with the desk works out the same figures and verdicts.
/// </summary>
public sealed class YearTests
{
    private const long Interval = 300_000;
    private static readonly Instant Start = TestDesk.At("2025-01-01T00:00:00Z");

    [Fact]
    public async Task An_independent_script_recomputes_every_month()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        desk.Clock.Reset(Start);
        await Plant(desk);
        desk.Clock.Reset(TestDesk.At("2026-01-01T00:00:00Z"));
        var folder = Path.Combine(desk.Folder, "auditor");
        Directory.CreateDirectory(folder);
        var verdicts = new Dictionary<MonthVerdict, int>();
        for (var month = 1; month <= 12; month++)
        {
            await using var db = desk.Read();
            var read = Stopwatch.StartNew();
            var reading = (await desk.Get<ReadMonth>().Run(db, new(2025, month)))!;
            read.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            verdicts[reading.Verdict] = verdicts.GetValueOrDefault(reading.Verdict) + 1;
            var path = Path.Combine(folder, IssueMonth.NameOf(reading.Month));
            await using (var csv = new StreamWriter($"{path}.csv"))
                await ExportMonth.Results(db, reading, csv, default);
            await File.WriteAllTextAsync($"{path}.json", await ExportMonth.Frame(db, reading, default));
            var (code, said) = await Recompute(path);
            code.ShouldBe(0, said);
            using var own = JsonDocument.Parse(said);
            own.RootElement.GetProperty("verdict").GetString().ShouldNotBeNull();
            if (month == 3)
                await Catches(path);
            var (planned, down) = (reading.Figures.Planned / 60_000, reading.Figures.Down / 60_000);
            if (month == 5)
                // 00:30 to 02:15 in two windows that overlap; what was down until 02:30 overran.
                planned.ShouldBe(105);
            else
                // A window of one component takes no time off the product; one in office hours and one called off count nothing.
                planned.ShouldBe(0);
            if (month == 8)
                down.ShouldBeGreaterThan(50, "a window within office hours is downtime");
        }
        // All three are among them, so that none is right by chance.
        verdicts.Keys.Order().ShouldBe([MonthVerdict.Met, MonthVerdict.Missed, MonthVerdict.NotProven]);
    }

    /// <summary>A month of three places each half minute: 267,840 results, read and reckoned while somebody waits for a page.</summary>
    [Fact]
    public async Task A_month_of_half_minutes_is_read_quickly()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        desk.Clock.Reset(Start);
        var measuring = await Measuring.Begin(desk, 2, ["london", "paris", "oslo"], seconds: 30);
        var begin = Start.ToUnixTimeMilliseconds();
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    foreach (var place in measuring.Places)
                        for (var day = 0; day < 31; day++)
                            db.ProbeDays.Add(
                                ProbeDay.Of(
                                    measuring.Probe,
                                    place,
                                    new LocalDate(2025, 1, 1 + day),
                                    Enumerable
                                        .Range(0, 2880)
                                        .Select(i => new Check(
                                            (day * 2880) + i + 1,
                                            begin + (day * 86_400_000L) + (i * 30_000L),
                                            i % 977 == 5 ? CheckOutcome.Failed : CheckOutcome.Good
                                        ))
                                )
                            );
                    return Task.CompletedTask;
                }
            );
        desk.Clock.Reset(TestDesk.At("2025-02-10T00:00:00Z"));
        await using var db = desk.Read();
        await desk.Get<ReadMonth>().Run(db, new(2025, 1));
        var read = Stopwatch.StartNew();
        var month = (await desk.Get<ReadMonth>().Run(db, new(2025, 1)))!;
        read.Stop();
        TestContext.Current.SendDiagnosticMessage($"A month in {read.ElapsedMilliseconds} ms");
        month.Verdict.ShouldBe(MonthVerdict.Met);
        month.Figures.Down.ShouldBe(31 * 3 * 30_000L);
        // Generous: other tests run beside it.
        read.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    /// <summary>The script is no rubber stamp: one second taken from the desk's downtime is noticed.</summary>
    private static async Task Catches(string path)
    {
        var frame = await File.ReadAllTextAsync($"{path}.json");
        var down = JsonDocument.Parse(frame).RootElement.GetProperty("figures").GetProperty("down").GetInt64();
        await File.WriteAllTextAsync(
            $"{path}-wrong.json",
            frame.Replace($"\"down\": {down}", $"\"down\": {down - 1000}", StringComparison.Ordinal)
        );
        File.Copy($"{path}.csv", $"{path}-wrong.csv");
        (await Recompute($"{path}-wrong")).Code.ShouldBe(1);
    }

    private static async Task<(int Code, string Said)> Recompute(string path)
    {
        var start = new ProcessStartInfo(
            "node",
            [Repository.File("samples/availability/recompute.mjs"), $"{path}.csv", $"{path}.json"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, said + await errors);
    }

    private static async Task Plant(TestDesk desk)
    {
        var measuring = await Measuring.Begin(desk, 2, ["london", "paris", "oslo"], seconds: 300);
        var random = new Random(20250101);
        var begin = Start.ToUnixTimeMilliseconds();
        var end = TestDesk.At("2026-01-01T00:00:00Z").ToUnixTimeMilliseconds();
        List<Span> Some(int count, int mostMinutes) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ => begin + (long)(random.NextDouble() * (end - begin)))
                    .Select(x => new Span(x, x + random.Next(1, mostMinutes * 60_000))),
            ];
        List<(Span Down, string Components, Span[] Windows)> maintained =
        [
            (At(5, 11, 60, 150), "", [At(5, 11, 30, 120), At(5, 11, 90, 135)]),
            (At(7, 13, 150, 210), await OneComponent(desk), [At(7, 13, 120, 240)]),
            (At(8, 13, 660, 720), "", [At(8, 13, 650, 730)]),
        ];
        // In March the product is down for half a day, in June all places are silent for two days.
        long On(int month, int day) => Instant.FromUtc(2025, month, day, 9, 30).ToUnixTimeMilliseconds();
        var outages = Some(14, 40)
            .Append(new(On(3, 10), On(3, 10) + (12 * 3_600_000)))
            .Concat(maintained.Select(x => x.Down))
            .ToList();
        var silence = Some(4, 20).Append(new(On(6, 3), On(6, 5))).ToList();
        var days = new List<ProbeDay>();
        foreach (var (place, index) in measuring.Places.Select((x, i) => (x, i)))
        {
            var (lies, lost, gaps) = (Some(40, 30), Some(10, 300), Some(30, 20));
            var checks = new List<Check>();
            var number = 0L;
            for (var at = begin + 1 + (index * 70_000); at < end; at += Interval + random.Next(-5000, 5000))
            {
                number++;
                if (Within(silence, at) || Within(gaps, at))
                    continue;
                var outcome = Within(lost, at)
                    ? random.Next(5) == 0
                        ? CheckOutcome.Skewed
                        : CheckOutcome.NoWayOut
                    : Within(outages, at)
                        ? CheckOutcome.Failed
                        : Within(lies, at)
                            ? CheckOutcome.Failed
                            : CheckOutcome.Good;
                checks.Add(new(number, at, outcome));
            }
            days.AddRange(
                checks
                    .GroupBy(x => Instant.FromUnixTimeMilliseconds(x.At).InUtc().Date)
                    .Select(x => new ProbeDay
                    {
                        ProbeId = measuring.Probe,
                        PlaceId = place,
                        Day = x.Key,
                        Results = PackedResults.Add([], x),
                    })
            );
        }
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    db.ProbeDays.AddRange(days);
                    foreach (var (_, components, windows) in maintained)
                        db.MaintenanceWindows.AddRange(windows.Select(x => Window(desk, x, components)));
                    db.MaintenanceWindows.Add(Window(desk, At(9, 14, 60, 600), "", cancelled: true));
                    // Half an hour of the half day was somebody else's cause, and two people said so.
                    db.Exclusions.Add(
                        new Exclusion
                        {
                            Id = Guid.NewGuid(),
                            FromAt = Instant.FromUnixTimeMilliseconds(On(3, 10) + 3_600_000),
                            ToAt = Instant.FromUnixTimeMilliseconds(On(3, 10) + 5_400_000),
                            Cause = "The network of the data centre’s town",
                            CauseNl = "Het net van de stad van het datacentrum",
                            ProposedBy = desk.Cast.Max.Id,
                            ProposedAt = Start,
                            DecidedBy = desk.Cast.Olive.Id,
                            DecidedAt = Start,
                            Consented = true,
                        }
                    );
                    return Task.CompletedTask;
                }
            );
    }

    /// <summary>Minutes of a day; the clocks of the rule's zones are in the calendar's hands.</summary>
    private static Span At(int month, int day, int from, int to)
    {
        var midnight = Instant.FromUtc(2025, month, day, 0, 0);
        return Span.Of(midnight + Duration.FromMinutes(from), midnight + Duration.FromMinutes(to));
    }

    private static async Task<string> OneComponent(TestDesk desk)
    {
        await using var db = desk.Read();
        return (await db.Components.SingleAsync()).Id.ToString();
    }

    private static MaintenanceWindow Window(TestDesk desk, Span when, string components, bool cancelled = false)
    {
        var from = Instant.FromUnixTimeMilliseconds(when.From);
        return new()
        {
            Id = Guid.NewGuid(),
            Title = "Upgrade",
            TitleNl = "Upgrade",
            Text = "",
            TextNl = "",
            Components = components,
            FromAt = from,
            ToAt = Instant.FromUnixTimeMilliseconds(when.To),
            AnnouncedAt = from - Duration.FromDays(3),
            EditedAt = from - Duration.FromDays(4),
            CancelledAt = cancelled ? from - Duration.FromDays(1) : null,
            PlannedBy = desk.Cast.Max.Id,
        };
    }

    private static bool Within(List<Span> spans, long at) => spans.Exists(x => at >= x.From && at < x.To);
}
