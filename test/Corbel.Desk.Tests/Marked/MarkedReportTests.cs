using System.Text;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Marked;
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
        (await ReportNow.Of(db, kept)).Value!.Html.ShouldBe(kept.Html, "nothing is withheld: byte for byte");

        (await desk.Marked(desk.Cast.Sam, number)).IsDone.ShouldBeTrue();

        var now = (await ReportNow.Of(db, kept)).Value!;
        now.Withheld.ShouldBe(1);
        var page = Encoding.UTF8.GetString(now.Html);
        page.ShouldNotContain(Word);
        page.ShouldNotContain($"id=\"i{number}\"");
        page.ShouldContain("Plain subject");
        page.ShouldContain(kept.Sha256);
        kept.Sha256.ShouldBe(FileStore.NameOf(kept.Html), "the hash can be checked still");
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

    /// <summary>Not because it is sealed: where the master key is away it lies there in plain.</summary>
    [Theory, OnEveryDatabase]
    public async Task A_report_is_issued_without_what_is_marked_sealed_or_not(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = await desk.Issue(desk.Cast.Sam, $"{Word} subject");
        var masters = desk.Get<MasterKeys>();
        masters.Add();
        await desk.Get<GroupWriter>().Write((db, cancel) => OwnerKeys.Make(db, Guid.NewGuid(), cancel));
        File.Move(masters.File, masters.File + ".away");
        (await desk.Marked(desk.Cast.Sam, number)).IsDone.ShouldBeTrue();
        (await desk.Ticket(number)).Subject.ShouldContain(Word);
        desk.Clock.Reset(TestDesk.At("2026-10-02T09:00:00Z"));

        var order = new ReportOrder(desk.Cast.Southbank.Id, Quarter.Parse("2026-Q3")!.Value);
        var issued = (await desk.Get<IssueReport>().Run(desk.Cast.Max.ToActor(), order)).Value!;

        Encoding.UTF8.GetString(issued.Rows).ShouldNotContain(Word);
        Encoding.UTF8.GetString(issued.Html).ShouldNotContain(Word);
        QuarterRowsJson.Read(issued.Rows).Issues.ShouldHaveSingleItem().Subject.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_issued_before_lies_sealed_and_opens_byte_for_byte(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = await desk.Issue(desk.Cast.Sam, $"{Word} subject");
        desk.Clock.Reset(TestDesk.At("2026-10-02T09:00:00Z"));
        var order = new ReportOrder(desk.Cast.Southbank.Id, Quarter.Parse("2026-Q3")!.Value);
        var max = desk.Cast.Max.ToActor();
        var issued = (await desk.Get<IssueReport>().Run(max, order)).Value!;
        // A second one of the same quarter says what it changed, and so reads the first.
        await desk.Get<IssueReport>().Run(max, order with { Why = "Once more." });
        var printed = await desk.Get<FileStore>().Keep(Encoding.UTF8.GetBytes($"%PDF {Word}"), default);
        await desk.Get<GroupWriter>()
            .Write(
                (db, cancel) =>
                    db.IssuedReports.ExecuteUpdateAsync(x => x.SetProperty(r => r.PdfSha256, printed), cancel)
            );

        (await desk.Marked(desk.Cast.Sam, number)).IsDone.ShouldBeTrue();
        await desk.RunJobs();

        async Task<List<IssuedReport>> Reports()
        {
            await using var db = desk.Read();
            return await db.IssuedReports.OrderBy(x => x.Number).ToListAsync();
        }
        var rows = await Reports();
        foreach (var row in rows)
        {
            foreach (var stored in (byte[][])[row.Rows, row.Html])
            {
                Sealed.OwnerOf(stored).ShouldBe(row.Id);
                stored.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Word)).ShouldBe(-1);
            }
            row.PdfSha256.ShouldBeNull();
        }
        (await desk.Get<FileStore>().ReadStored(printed, default)).ShouldBeNull("what was printed goes");
        (await desk.Check()).ShouldBeEmpty();
        (await desk.Get<RotateKeys>().Run()).Item1.ShouldBe(0);
        await using (var db = desk.Read())
            (await ReportNow.Of(db, rows[0])).Value!.Withheld.ShouldBe(1);
        var third = await desk.Get<IssueReport>().Run(max, order with { Why = "And again." });
        Sealed.OwnerOf(third.Value!.Rows).ShouldBeNull("it tells nothing of what is marked");

        // Without its key it stays shut, for whoever reads and whoever issues the next one.
        var masters = desk.Get<MasterKeys>();
        File.Move(masters.File, masters.File + ".away");
        await using (var db = desk.Read())
            (await ReportNow.Of(db, rows[0])).Refused!.Code.ShouldBe("report-key-away");
        (await desk.Check()).Count(x => x.What.Contains(masters.File, StringComparison.Ordinal)).ShouldBeGreaterThan(1);
        File.Move(masters.File + ".away", masters.File);

        // Once the mark is off, it is told again what was told.
        var sam = desk.Cast.Sam.ToActor();
        (await desk.Get<LowerMark>().Run(sam, number, null, default, "Not after all.")).IsDone.ShouldBeTrue();
        await using (var db = desk.Read())
            (await ReportNow.Of(db, rows[0])).Value!.Html.ShouldBe(issued.Html);
    }
}
