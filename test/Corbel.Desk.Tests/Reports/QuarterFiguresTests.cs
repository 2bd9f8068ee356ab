using Corbel.Core.Availability;
using Corbel.Core.Reports;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Releases;
using Corbel.Desk.Reports;
using Corbel.Desk.Sessions;
using Corbel.Desk.Tests.Availability;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Sessions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Reports;

/// <summary>A report with all that a quarter can hold, figure by figure against what lies in the database.</summary>
public sealed class QuarterFiguresTests
{
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;
    private static readonly Instant Began = TestDesk.At("2026-07-01T00:00:00Z");

    [Theory, OnEveryDatabase]
    public async Task Months_windows_outages_releases_and_sessions_are_those_of_the_database(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var now = desk.Clock.GetCurrentInstant();
        desk.Clock.Reset(Began);
        var measuring = await Measuring.Begin(desk, 1, ["london"], seconds: 300);
        desk.Clock.Reset(now);
        await Measure(desk, measuring);
        await Maintain(desk);
        var fixedOnes = await Deliver(desk);
        await Train(desk);
        desk.Clock.Reset(TestDesk.At("2026-10-01T09:30:00Z"));

        var issued = await desk.Get<IssueReport>()
            .Run(desk.Cast.Max.ToActor(), new(desk.Cast.Northwind.Id, new Quarter(2026, 3)));

        issued.Refused.ShouldBeNull();
        var rows = QuarterRowsJson.Read(issued.Value!.Rows);
        var report = QuarterReport.Of(rows);
        await using var db = desk.Read();
        long? Value(string id) => report.ById[id].Value;

        // July lost ten minutes of what 20 minutes of planned work left of it; August half a day; of September nobody knows two days.
        rows.Months.Select(x => (x.Month, x.Verdict))
            .ShouldBe([
                ("2026-07", MonthVerdict.Met),
                ("2026-08", MonthVerdict.Missed),
                ("2026-09", MonthVerdict.NotProven),
            ]);
        rows.Months[0].Measured.ShouldBe(new MonthFigures(31 * Day, 20 * Minute, 0, 10 * Minute, 0));
        (rows.Months[1].Measured!.Down, rows.Months[1].Measured!.Unknown).ShouldBe((12 * 60 * Minute, 0));
        rows.Months[2].Measured!.Down.ShouldBe(0);
        rows.Months[2].Measured!.Unknown.ShouldBeInRange((2 * Day) - (30 * Minute), 2 * Day);
        foreach (var month in rows.Months)
        {
            var of = NodaTime.Text.YearMonthPattern.Iso.Parse(month.Month).Value;
            var read = (await desk.Get<ReadMonth>().Run(db, of))!;
            month.Measured.ShouldBe(read.Figures);
            var sure = read.Figures.Month - read.Figures.Planned - read.Figures.Down - read.Figures.Unknown;
            Value($"availability.{month.Month}")
                .ShouldBe(sure * 100_000 / (read.Figures.Month - read.Figures.Planned), month.Month);
        }
        var windows = await db.MaintenanceWindows.OrderBy(x => x.FromAt).ToListAsync();
        rows.Maintenance.Select(x => (x.Title, x.From, x.To, x.AnnouncedAt, x.Planned))
            .ShouldBe(windows.Select((x, i) => (x.TitleNl, x.FromAt, x.ToAt, x.AnnouncedAt, i == 1)));
        rows.Maintenance[0].WhyNot.ShouldNotBeNull();
        (Value("maintenance.planned"), Value("maintenance.other"), Value("maintenance.cancelled")).ShouldBe((1, 1, 0));

        var outages = await db.Outages.OrderBy(x => x.FromAt).ToListAsync();
        rows.Outages.Select(x => (x.Component, x.From, x.To, x.Incident))
            .ShouldBe(outages.Select(x => ("Webapplicatie", x.FromAt, x.ToAt, (long?)7)));
        Value("outages").ShouldBe(outages.Count);
        Value("outages.seconds").ShouldBe((long)outages.Sum(x => (x.ToAt!.Value - x.FromAt).TotalSeconds));

        var reaches = await db.ReleaseReaches.Where(x => x.OrganisationId == desk.Cast.Northwind.Id).ToListAsync();
        rows.Releases.Select(x => (x.Name, x.Title, x.DeliveredAt))
            .ShouldBe([("ISMS.online 2026.7", "Sneller zoeken", reaches.ShouldHaveSingleItem().At)]);
        rows.Releases[0].Fixes.ShouldBe(fixedOnes);
        (Value("releases"), Value("releases.fixes")).ShouldBe((1, fixedOnes.Length));
        report.ById["releases.fixes"].Tickets.ShouldBe(fixedOnes);

        var sessions = await db
            .Sessions.Include(x => x.Attendees)
            .Where(x => x.State == SessionState.Held)
            .ToListAsync();
        rows.Sessions.Select(x => (x.HeldAt, x.Attended, x.Topics)).ShouldBe([(sessions[0].StartsAt, 2, "Roles")]);
        (Value("sessions"), Value("sessions.attended")).ShouldBe(
            (sessions.Count, sessions[0].Attendees.Count(x => x.Attended == true))
        );
        var entries = await db.SessionEntries.CountAsync();
        entries.ShouldBe(3, "two booked, one held");
        var ledger = rows.Ledger.Single(x => x.Bought == 4);
        (ledger.Booked, ledger.Held, ledger.Left).ShouldBe((1, 1, 2));
        Value($"sessions.left.{ledger.Kind}").ShouldBe(2);

        // The files bear the hash of the very page.
        var sheet = MiniExcelLibs.MiniExcel.Query(
            new MemoryStream(ReportFiles.Xlsx(rows, issued.Value.Number, issued.Value.Sha256)),
            sheetName: "report"
        );
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(issued.Value.Html));
        sheet
            .Cast<IDictionary<string, object>>()
            .Select(x => $"{x["A"]}={x["B"]}")
            .ShouldContain($"html-sha256={hash}");
    }

    private static Task Measure(TestDesk desk, Measuring measuring)
    {
        bool Within(Instant at, string from, string to) => at >= TestDesk.At(from) && at < TestDesk.At(to);
        bool Down(Instant at) =>
            Within(at, "2026-07-14T10:00:00Z", "2026-07-14T10:10:00Z")
            || Within(at, "2026-08-10T09:30:00Z", "2026-08-10T21:30:00Z");
        var checks = Enumerable
            .Range(0, 93 * 288)
            .Select(i => (Number: i + 1L, At: Began + Duration.FromMinutes(5 * i)))
            .Where(x => !Within(x.At, "2026-09-03T00:00:00Z", "2026-09-05T00:00:00Z"))
            .Select(x => new Check(
                x.Number,
                x.At.ToUnixTimeMilliseconds(),
                Down(x.At) ? CheckOutcome.Failed : CheckOutcome.Good
            ))
            .GroupBy(x => Instant.FromUnixTimeMilliseconds(x.At).InUtc().Date);
        return desk.Get<GroupWriter>()
            .Write(
                async (db, stop) =>
                {
                    foreach (var day in checks)
                        db.ProbeDays.Add(ProbeDay.Of(measuring.Probe, measuring.Places[0], day.Key, day));
                    var incident = new Incident
                    {
                        Id = Guid.CreateVersion7(),
                        Number = 7,
                        Title = "Down",
                        TitleNl = "Storing",
                        Severity = "1",
                        OpenedAt = TestDesk.At("2026-07-14T10:01:00Z"),
                    };
                    db.Incidents.Add(incident);
                    var component = (await db.Components.SingleAsync(stop)).Id;
                    foreach (
                        var (from, to) in new[]
                        {
                            ("2026-07-14T10:00:00Z", "2026-07-14T10:10:00Z"),
                            ("2026-08-10T09:30:00Z", "2026-08-10T21:30:00Z"),
                        }
                    )
                        db.Outages.Add(
                            new Outage
                            {
                                Id = Guid.CreateVersion7(),
                                ComponentId = component,
                                FromAt = TestDesk.At(from),
                                ToAt = TestDesk.At(to),
                                FoundAt = TestDesk.At(from),
                                IncidentId = incident.Id,
                            }
                        );
                }
            );
    }

    /// <summary>One in the morning of a working day, and one at night that counts as planned.</summary>
    private static Task Maintain(TestDesk desk) =>
        desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    foreach (var from in (string[])["2026-07-09T08:30:00Z", "2026-07-18T04:00:00Z"])
                        db.MaintenanceWindows.Add(
                            new MaintenanceWindow
                            {
                                Id = Guid.CreateVersion7(),
                                Title = $"Work {from}",
                                TitleNl = $"Werk {from}",
                                Text = "",
                                TextNl = "",
                                FromAt = TestDesk.At(from),
                                ToAt = TestDesk.At(from) + Duration.FromMinutes(20),
                                AnnouncedAt = Began,
                                EditedAt = Began,
                                PlannedBy = desk.Cast.Max.Id,
                            }
                        );
                    return Task.CompletedTask;
                }
            );

    private static async Task<long[]> Deliver(TestDesk desk)
    {
        var (max, keep) = (desk.Cast.Max.ToActor(), desk.Get<KeepOrders>());
        var product = (await keep.Product(max, "isms-online", "ISMS.online")).Value!.Id;
        await keep.Order(max, desk.Cast.Northwind.Id, "O-1", [new(product, Began, null)]);
        var draft = new ReleaseDraft(product, "2026.7", "Faster search", "Sneller zoeken", "* S", "* Z");
        var release = (await desk.Get<PlanRelease>().Run(max, draft)).Value!.Id;
        // One more is planned, and reaches nobody.
        await desk.Get<PlanRelease>().Run(max, draft with { Number = "2026.8" });
        var numbers = new List<long>();
        foreach (var who in (Corbel.Desk.People.Person[])[desk.Cast.Nora, desk.Cast.Rik])
        {
            var number = (await desk.Form(who, "Search is slow", "A minute.", "3")).Value!.Ticket!.Value;
            (await desk.Get<FixedIn>().Run(desk.Cast.Ada.ToActor(), number, release)).Refused.ShouldBeNull();
            numbers.Add(number);
        }
        await desk.Get<DeliverRelease>().Run(max, release, null);
        return [.. numbers];
    }

    private static async Task Train(TestDesk desk)
    {
        var cast = desk.Cast;
        await desk.Buy(training: 4, until: "2026-12-31T00:00:00Z");
        var held = (await desk.Book(await desk.Offer(), null, cast.Rik, cast.Roos)).Value!;
        (await desk.Book(await desk.Offer("2026-10-20T09:00:00Z"))).Refused.ShouldBeNull();
        desk.Clock.Reset(TestDesk.At("2026-07-20T11:00:00Z"));
        var minutes = new SessionMinutes([cast.Rik.Id, cast.Roos.Id], "Roles", "", []);
        (await desk.Get<HoldSession>().Run(cast.Ada.ToActor(), held.Id, minutes)).Refused.ShouldBeNull();
    }
}
