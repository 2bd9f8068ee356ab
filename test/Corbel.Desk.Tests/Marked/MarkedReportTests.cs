using System.Text;
using Corbel.Core.Reports;
using Corbel.Desk.Reports;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>A report that was issued before an issue was marked tells nothing of it any more, in no form.</summary>
public sealed class MarkedReportTests
{
    private const string Word = "kanarie";

    [Theory, OnEveryDatabase]
    public async Task What_is_marked_after_a_report_was_issued_is_withheld_from_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = await desk.Issue(desk.Cast.Sam, $"{Word} subject");
        await desk.Issue(desk.Cast.Sam, "Plain subject");
        desk.Clock.Reset(TestDesk.At("2026-10-02T09:00:00Z"));
        var order = new ReportOrder(desk.Cast.Southbank.Id, Quarter.Parse("2026-Q3")!.Value);
        var issued = (await desk.Get<IssueReport>().Run(desk.Cast.Max.ToActor(), order)).Value!;
        Encoding.UTF8.GetString(issued.Html).ShouldContain(Word);
        await using var db = desk.Read();
        var kept = await db.IssuedReports.SingleAsync();
        (await ReportNow.Of(db, kept)).Html.ShouldBe(kept.Html, "nothing is withheld: byte for byte");

        (await desk.Marked(desk.Cast.Sam, number)).IsDone.ShouldBeTrue();

        var now = await ReportNow.Of(db, kept);
        now.Withheld.ShouldBe(1);
        var page = Encoding.UTF8.GetString(now.Html);
        page.ShouldNotContain(Word);
        page.ShouldNotContain($"id=\"i{number}\"");
        page.ShouldContain("Plain subject");
        page.ShouldContain(kept.Sha256);
        kept.Sha256.ShouldBe(Corbel.Desk.Files.FileStore.NameOf(kept.Html), "the hash can be checked still");
        var csv = Encoding.UTF8.GetString(ReportFiles.Csv(now.Rows, now.Withheld));
        csv.ShouldNotContain(Word);
        csv.ShouldContain("withheld,1");
        long? Received(QuarterRows rows) => QuarterReport.Of(rows).Sections[0].Figures[0].Value;
        Received(now.Rows).ShouldBe(Received(QuarterRowsJson.Read(kept.Rows)), "it counts as before");
        // One that is issued from now on never gets its subject.
        var again = await desk.Get<IssueReport>().Run(desk.Cast.Max.ToActor(), order with { Why = "It was marked." });
        Encoding.UTF8.GetString(again.Value!.Rows).ShouldNotContain(Word);
        Encoding.UTF8.GetString(again.Value!.Html).ShouldNotContain(Word);
    }
}
