using System.Globalization;
using System.Text;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Reports;

/// <summary>Quarterly reports: frozen, the same as the policy page, told of by a link, for all customers in a run.</summary>
public sealed class IssueReportTests
{
    private static readonly Quarter Third = new(2026, 3);
    private static readonly Instant After = TestDesk.At("2026-10-01T09:30:00Z");

    private static void Go(TestDesk desk, Instant to) => desk.Clock.Reset(to);

    private static async Task<long> LateIssue(TestDesk desk, Person by, string subject)
    {
        var number = (await desk.Form(by, subject, "All of it.", "1")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(90));
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We are on it.", new ReplyMarks(Asks: true));
        return number;
    }

    private static async Task<IssuedReport> Issue(TestDesk desk, Organisation customer, string? why = null)
    {
        var made = await desk.Get<IssueReport>().Run(desk.Cast.Max.ToActor(), new(customer.Id, Third, why));
        made.Refused.ShouldBeNull();
        return made.Value!;
    }

    [Theory, OnEveryDatabase]
    public async Task The_report_and_the_policy_page_give_the_same_figures(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var late = await LateIssue(desk, desk.Cast.Sam, "Down");
        await desk.Form(desk.Cast.Sam, "A question", "How?", "3");
        await desk.Form(desk.Cast.Nora, "Of another customer", "Text", "2");
        Go(desk, After);

        var report = QuarterReport.Of(QuarterRowsJson.Read((await Issue(desk, desk.Cast.Southbank)).Rows));

        await using var db = desk.Read();
        var policy = (await desk.Get<PolicyShelf>().At(db, After, CancellationToken.None)).Policy;
        var when = Third.In(ReportingZone.Of(policy.Document));
        var scope = ContractScope.Of(desk.Cast.Max.ToActor(), desk.Cast.Southbank.Id);
        var clocks = await ContractTotals.Clocks(
            db,
            scope,
            TargetKind.FirstResponse,
            when,
            After,
            (severity, from, to) =>
                policy.Calendars[policy.FirstResponseTarget(severity)!.Calendar].Zones[0].Between(from, to),
            CancellationToken.None
        );
        clocks.Count.ShouldBe(2);
        foreach (var clock in clocks)
        {
            report.ById[$"responses.{clock.Severity}.kept"].Value.ShouldBe(clock.Kept);
            report.ById[$"responses.{clock.Severity}.late"].Value.ShouldBe(clock.Late);
            report.ById[$"responses.{clock.Severity}.median"].Value.ShouldBe((long?)clock.Median?.TotalSeconds);
        }
        var (ours, theirs) = await ContractTotals.Waiting(db, scope, when, After, CancellationToken.None);
        report.ById["waiting.desk.sum"].Value.ShouldBe((long)ours.Sum.TotalSeconds);
        report.ById["waiting.customer.times"].Value.ShouldBe(theirs.All);
        var issues = await ContractTotals.Issues(db, scope, when, CancellationToken.None);
        report.ById["issues"].Value.ShouldBe(issues.Sum(x => x.Count));
        report.ById["responses.1.late"].Tickets.ShouldBe([late]);
        var why = report.Rows.Responses.Single(x => x.Ticket == late).Why;
        why.ShouldContain(x => x.StartsWith("Guarantee of clause 9"));
        why.ShouldContain(x => x.StartsWith("Due: Wed 15 Jul 2026 10:00"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_issued_is_frozen_and_another_one_says_what_changed_and_why(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = await LateIssue(desk, desk.Cast.Sam, "Down");
        Go(desk, After);
        var first = await Issue(desk, desk.Cast.Southbank);
        await desk.Get<Resolve>().Run(desk.Cast.Ada.ToActor(), number, ResolutionOutcome.Solved, null);

        var again = await desk.Get<IssueReport>().Run(desk.Cast.Max.ToActor(), new(desk.Cast.Southbank.Id, Third));
        again.Refused!.Code.ShouldBe("report-why-missing");
        var second = await Issue(desk, desk.Cast.Southbank, "It was resolved <meanwhile>.");

        (first.Number, second.Number).ShouldBe((1, 2));
        await using var db = desk.Read();
        var kept = await db.IssuedReports.SingleAsync(x => x.Id == first.Id);
        kept.Html.ShouldBe(first.Html);
        kept.Sha256.ShouldBe(Corbel.Desk.Files.FileStore.NameOf(first.Html));
        ReportHtml.Write(QuarterRowsJson.Read(kept.Rows), new(1)).ShouldBe(kept.Html, "the rows are all it is made of");
        var page = Encoding.UTF8.GetString(second.Html);
        page.ShouldContain("It was resolved &lt;meanwhile&gt;.");
        page.ShouldContain("id=\"changes\"");
        QuarterDiff
            .Between(QuarterRowsJson.Read(first.Rows), QuarterRowsJson.Read(second.Rows))
            .Select(x => x.Figure.Id)
            .ShouldContain("issues.state.resolved");
    }

    [Theory, OnEveryDatabase]
    public async Task Only_managers_issue_and_only_of_a_quarter_that_is_over(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (issue, order) = (desk.Get<IssueReport>(), new ReportOrder(desk.Cast.Southbank.Id, Third));

        (await issue.Run(desk.Cast.Ada.ToActor(), order)).Refused!.Code.ShouldBe("report-not-for-you");
        (await issue.Run(desk.Cast.Max.ToActor(), order)).Refused!.Code.ShouldBe("quarter-not-over");
        (await issue.Preview(order)).IsDone.ShouldBeTrue();
        var partner = new ReportOrder(desk.Cast.Partnerhuis.Id, Third);
        (await issue.Preview(partner)).Refused!.Code.ShouldBe("no-such-customer");
        await using var db = desk.Read();
        (await db.IssuedReports.CountAsync()).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task The_administrators_get_a_link_in_their_language_and_nothing_of_the_report(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await LateIssue(desk, desk.Cast.Nora, "Geheim onderwerp");
        Go(desk, After);
        var report = await Issue(desk, desk.Cast.Northwind);

        await using var db = desk.Read();
        var mail = await db.Outbox.SingleAsync(x => x.Kind == MailKind.Report);
        mail.Recipient.ShouldBe(desk.Cast.Nora.Email);
        var mime = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(mail.Mime));
        mime.Subject.ShouldBe("Kwartaalrapport 2026-Q3");
        mime.TextBody!.ShouldContain("https://desk.example/reports");
        mime.TextBody!.ShouldNotContain("Geheim");
        mime.Attachments.ShouldBeEmpty();
        Encoding.UTF8.GetString(report.Html).ShouldContain("<html lang=\"nl\">");
    }

    [Theory, OnEveryDatabase]
    public async Task Maintenance_counts_as_planned_only_outside_office_hours_in_every_zone(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    // 08:30 UTC is 09:30 in London; the last one was announced an hour before.
                    db.MaintenanceWindows.Add(Window(desk, "2026-08-04T04:00:00Z", "2026-08-01T00:00:00Z"));
                    db.MaintenanceWindows.Add(Window(desk, "2026-08-05T08:30:00Z", "2026-08-01T00:00:00Z"));
                    db.MaintenanceWindows.Add(Window(desk, "2026-08-06T04:00:00Z", "2026-08-06T03:00:00Z"));
                    return Task.CompletedTask;
                }
            );
        Go(desk, After);

        var rows = QuarterRowsJson.Read((await Issue(desk, desk.Cast.Southbank)).Rows);

        rows.Maintenance.Select(x => (x.Planned, x.WhyNot))
            .ShouldBe([
                (true, null),
                (false, "It begins Wed 5 Aug 09:30, and the business hours end Wed 5 Aug 18:00 (Europe/London)."),
                (
                    false,
                    "Customers were told 1 h before it begins: Thursday 6 August 2026, 03:00 UTC. At least 24 h is asked."
                ),
            ]);
        QuarterReport.Of(rows).ById["maintenance.planned"].Value.ShouldBe(1);
    }

    private static MaintenanceWindow Window(TestDesk desk, string from, string announced) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Title = "Work",
            TitleNl = "Werk",
            Text = "",
            TextNl = "",
            FromAt = TestDesk.At(from),
            ToAt = TestDesk.At(from) + Duration.FromMinutes(20),
            AnnouncedAt = TestDesk.At(announced),
            EditedAt = TestDesk.At(announced),
            PlannedBy = desk.Cast.Max.Id,
        };

    [Fact]
    public async Task The_same_rows_are_the_same_page_and_csv_in_any_culture()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        await LateIssue(desk, desk.Cast.Sam, "=HYPERLINK(\"x\")");
        Go(desk, After);
        var rows = QuarterRowsJson.Read((await Issue(desk, desk.Cast.Southbank)).Rows);
        var (html, csv) = (ReportHtml.Write(rows, new(1)), ReportFiles.Csv(rows));
        var (culture, before) = (CultureInfo.GetCultures(CultureTypes.SpecificCultures), CultureInfo.CurrentCulture);
        try
        {
            foreach (var other in culture.Where((_, i) => i % 17 == 0).Append(new CultureInfo("ar-SA")))
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = other;
                ReportHtml.Write(rows, new(1)).ShouldBe(html, other.Name);
                ReportFiles.Csv(rows).ShouldBe(csv, other.Name);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
        Encoding
            .UTF8.GetString(csv)
            .ShouldContain("'=HYPERLINK", Case.Sensitive, "no spreadsheet takes it for a formula");
        var sheet = MiniExcelLibs.MiniExcel.Query(
            new MemoryStream(ReportFiles.Xlsx(rows, 1, "abc")),
            sheetName: "report"
        );
        sheet.Cast<IDictionary<string, object>>().Select(x => $"{x["A"]}={x["B"]}").ShouldContain("html-sha256=abc");
    }

    [Theory, OnEveryDatabase]
    public async Task By_itself_on_the_first_working_day_every_customer_gets_one(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await LateIssue(desk, desk.Cast.Sam, "Down");
        await desk.Get<GroupWriter>().Write((db, _) => Plan(db, QuarterEnds.Kind, desk.Clock.GetCurrentInstant()));

        await Work(desk);
        Go(desk, TestDesk.At("2026-10-01T08:59:00Z"));
        await Work(desk);
        (await Count(desk)).ShouldBe(0, "the desk is not open yet");
        Go(desk, TestDesk.At("2026-10-01T09:00:00Z"));
        await Work(desk);

        (await Count(desk)).ShouldBe(2, "Northwind and Southbank");
        await using var db = desk.Read();
        var run = await db.ReportRuns.SingleAsync();
        (run.State, run.Issued, run.Total, run.Quarter).ShouldBe((RunState.Done, 2, 2, "2026-Q3"));
        (await db.Jobs.Where(x => x.Kind == QuarterEnds.Kind).Select(x => x.DueAt).SingleAsync()).ShouldBe(
            TestDesk.At("2027-01-04T09:00:00Z"),
            "1 January is a holiday, then comes a weekend"
        );
    }

    [Theory, OnEveryDatabase]
    public async Task A_run_of_many_is_cancelled_and_goes_on_where_it_was(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var many = Environment.GetEnvironmentVariable("CORBEL_LONG") == "1" ? 500 : 30;
        var register = desk.Get<Register>();
        var each = many == 500 ? 5 : 0;
        for (var i = 2; i < many; i++)
        {
            var made = await register.Organisation(
                $"Customer {i}",
                Core.Access.OrganisationKind.Customer,
                [],
                "en",
                "Europe/London"
            );
            var who = await register.Person(
                made.Value!.Id,
                $"Person {i}",
                $"person@customer-{i}.example",
                Core.Access.Role.Administrator
            );
            for (var number = 0; number < each; number++)
            {
                var filed = await desk.Form(who.Value!, $"Issue {number}", "It does not work.", $"{1 + (number % 3)}");
                if (number % 2 == 0)
                    await desk.Get<Reply>()
                        .Run(desk.Cast.Ada.ToActor(), filed.Value!.Ticket!.Value, "Seen.", new ReplyMarks());
            }
        }
        Go(desk, After);
        // What the tickets planned for the time that has passed is no part of the run.
        await Work(desk);
        var taken = System.Diagnostics.Stopwatch.StartNew();
        var (runs, max) = (desk.Get<ReportRuns>(), desk.Cast.Max.ToActor());

        (await runs.Start(desk.Cast.Ada.ToActor(), Third)).Refused!.Code.ShouldBe("report-not-for-you");
        var run = (await runs.Start(max, Third)).Value;
        (await runs.Start(max, Third)).Refused!.Code.ShouldBe("reports-run-already");
        await desk.Get<JobRunner>().RunDue(default);
        var first = await Count(desk);
        first.ShouldBeInRange(1, many - 1, "one turn leaves the desk time for other work");
        (await runs.Cancel(max, run)).IsDone.ShouldBeTrue();
        await Work(desk);
        (await Count(desk)).ShouldBe(first, "cancelled is cancelled");
        (await runs.Resume(max, run)).IsDone.ShouldBeTrue();
        await Work(desk);

        (await Count(desk)).ShouldBe(many);
        await using var db = desk.Read();
        TestContext.Current.SendDiagnosticMessage(
            $"{database}: {many} reports on {await db.Tickets.CountAsync()} tickets in {taken.Elapsed.TotalSeconds:0.0} s"
        );
        (await db.IssuedReports.Select(x => x.OrganisationId).Distinct().CountAsync()).ShouldBe(many, "one each");
        var over = await db.ReportRuns.SingleAsync();
        (over.State, over.Issued, over.Total, over.Failed).ShouldBe((RunState.Done, many, many, ""));
        (await runs.Start(max, Third)).Refused!.Code.ShouldBe("reports-nothing-to-do");
    }

    private static async Task<int> Count(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.IssuedReports.CountAsync();
    }

    private static Task Plan(DeskDb db, string kind, Instant now)
    {
        db.Jobs.Add(
            new Job
            {
                Id = Guid.CreateVersion7(),
                Kind = kind,
                Key = kind,
                DueAt = now,
            }
        );
        return Task.CompletedTask;
    }

    /// <summary>Until nothing is due any more; the clock stands.</summary>
    private static async Task Work(TestDesk desk)
    {
        while (await desk.Get<JobRunner>().RunDue(default) > 0) { }
    }
}
