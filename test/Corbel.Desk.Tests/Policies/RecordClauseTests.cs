using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Records;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Policies;

/// <summary>What people write down of clauses: by whom, with which evidence, corrected and never changed, seen by whom.</summary>
public sealed class RecordClauseTests
{
    private static readonly IncomingFile Report = new("report.pdf", "application/pdf", [1, 2, 3]);

    private static Interval June => new(TestDesk.At("2026-06-01T00:00:00Z"), TestDesk.At("2026-07-01T00:00:00Z"));

    private static RecordDraft Availability(string percent = "99.871", Interval? when = null) =>
        new(
            "1.share",
            [],
            when ?? June,
            "June, measured",
            "",
            new Dictionary<string, string>
            {
                ["availability"] = percent,
                ["planned-maintenance"] = "45",
                ["excluded"] = "0",
            }
        );

    private static RecordDraft Session(params Guid[] customers) =>
        new(
            "5.sessions",
            customers,
            new(TestDesk.At("2026-07-14T09:00:00Z"), TestDesk.At("2026-07-14T10:30:00Z")),
            "First training",
            "",
            new Dictionary<string, string>
            {
                ["kind"] = "training",
                ["attended"] = "7",
                ["topics"] = "evidence",
            }
        );

    private static RecordDraft Quarterly(Guid customer) =>
        new(
            "8.reports",
            [customer],
            new(TestDesk.At("2026-04-01T00:00:00Z"), TestDesk.At("2026-07-01T00:00:00Z")),
            "Second quarter",
            "",
            new Dictionary<string, string>(),
            Report
        );

    private static Task<Outcome<IReadOnlyList<Guid>>> Write(TestDesk desk, RecordDraft draft, Person? by = null) =>
        desk.Get<RecordClause>().Run((by ?? desk.Cast.Max).ToActor(), draft);

    private static async Task<ClauseRecord> Read(TestDesk desk, Guid id)
    {
        await using var db = desk.Read();
        return await db.ClauseRecords.SingleAsync(x => x.Id == id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_manager_records_a_month_with_its_figures(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var id = (await Write(desk, Availability())).Value!.ShouldHaveSingleItem();

        var record = await Read(desk, id);
        record.Figures.ShouldBe("""{"availability":99871,"excluded":0,"planned-maintenance":45}""");
        (record.FromAt, record.ToAt, record.OrganisationId).ShouldBe((June.Start, June.End, null));
        (record.RecordedBy, record.RecordedAt).ShouldBe((desk.Cast.Max.Id, desk.Clock.GetCurrentInstant()));
        (await Write(desk, Session(desk.Cast.Northwind.Id), desk.Cast.Olive)).IsDone.ShouldBeTrue("the owner too");
    }

    [Theory, OnEveryDatabase]
    public async Task What_does_not_fit_is_refused_and_nothing_is_written(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (north, provider) = (desk.Cast.Northwind.Id, desk.Cast.Provider.Id);
        async Task Refused(string code, RecordDraft draft, Person? by = null) =>
            (await Write(desk, draft, by)).Refused?.Code.ShouldBe(code);

        await Refused("not-for-you", Availability(), desk.Cast.Ada);
        await Refused("not-for-you", Availability(), desk.Cast.Nora);
        await Refused("not-recorded", Availability() with { Fact = "9.response.severity-1" });
        await Refused("concerns-everyone", Availability() with { Customers = [north] });
        await Refused("customer-missing", Session());
        await Refused("no-such-customer", Session(provider));
        await Refused("no-such-customer", Session(Guid.NewGuid()));
        await Refused("figure:availability", Availability("99.8712"));
        await Refused("title-missing", Availability() with { Title = " " });
        await Refused("file-missing", Quarterly(north) with { File = null });
        await Refused("not-a-period", Availability(when: new(June.Start, June.End - Duration.FromDays(1))));
        var july = new Interval(June.End, TestDesk.At("2026-08-01T00:00:00Z"));
        await Refused("not-over-yet", Availability(when: july));
        var mark = new Dictionary<string, string> { ["mark"] = "official-sensitive" };
        var marked = Session(north) with { Fact = "11.customer-says", Title = "", Figures = mark };
        await Refused("no-content", marked with { Text = "The plans of the bridge" });
        await Refused("no-content", marked with { File = Report });

        await using var db = desk.Read();
        (await db.ClauseRecords.AnyAsync()).ShouldBeFalse();
        (await Write(desk, marked)).IsDone.ShouldBeTrue("without content it is recorded");
    }

    [Theory, OnEveryDatabase]
    public async Task A_period_is_recorded_once_for_each_customer(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        (await Write(desk, Availability())).IsDone.ShouldBeTrue();
        (await Write(desk, Quarterly(desk.Cast.Northwind.Id))).IsDone.ShouldBeTrue();

        (await Write(desk, Availability("100"))).Refused!.Code.ShouldBe("recorded-before");
        (await Write(desk, Quarterly(desk.Cast.Northwind.Id))).Refused!.Code.ShouldBe("recorded-before");
        (await Write(desk, Quarterly(desk.Cast.Southbank.Id))).IsDone.ShouldBeTrue();
        (await Write(desk, Session(desk.Cast.Northwind.Id, desk.Cast.Southbank.Id))).Value!.Count.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task A_correction_takes_the_place_of_what_was_wrong_and_changes_nothing_of_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (record, max) = (desk.Get<RecordClause>(), desk.Cast.Max.ToActor());
        var wrong = (await Write(desk, Quarterly(desk.Cast.Northwind.Id))).Value![0];
        var before = await Read(desk, wrong);
        desk.Clock.Advance(Duration.FromHours(1));
        var right = Quarterly(desk.Cast.Southbank.Id) with { Title = "Second quarter, whole", File = null };

        (await record.Correct(max, wrong, "", right)).Refused!.Code.ShouldBe("reason-missing");
        (await record.Correct(desk.Cast.Ada.ToActor(), wrong, "why", right)).Refused!.Code.ShouldBe("not-for-you");
        (await record.Correct(max, Guid.NewGuid(), "why", right)).Refused!.Code.ShouldBe("no-such-record");
        var corrected = await Read(desk, (await record.Correct(max, wrong, "A page was missing", right)).Value);

        (corrected.Corrects, corrected.Reason, corrected.Title).ShouldBe(
            (wrong, "A page was missing", "Second quarter, whole")
        );
        corrected.OrganisationId.ShouldBe(desk.Cast.Northwind.Id, "a correction is about the same customer");
        corrected.FileSha256.ShouldBe(before.FileSha256, "the document stays where no other comes");
        (await Read(desk, wrong)).ShouldBeEquivalentTo(before);
        (await record.Correct(max, wrong, "again", right)).Refused!.Code.ShouldBe("already-corrected");
        await using var db = desk.Read();
        (await db.ClauseRecords.Standing(db).Select(x => x.Id).ToListAsync()).ShouldBe([corrected.Id]);
    }

    [Theory, OnEveryDatabase]
    public async Task What_should_never_have_been_written_is_withdrawn_and_its_period_is_free_again(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var (record, max) = (desk.Get<RecordClause>(), desk.Cast.Max.ToActor());
        var wrong = (await Write(desk, Availability())).Value![0];

        var withdrawal = await record.Correct(max, wrong, "Measured at the wrong place", null);

        await using var db = desk.Read();
        (await db.ClauseRecords.CountAsync()).ShouldBe(2);
        (await db.ClauseRecords.Standing(db).AnyAsync()).ShouldBeFalse();
        (await record.Correct(max, withdrawal.Value, "back", null)).Refused!.Code.ShouldBe("already-corrected");
        (await Write(desk, Availability("99.5"))).IsDone.ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_who_correct_at_a_time_one_is_refused(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var wrong = (await Write(desk, Availability())).Value![0];
        await using var other = desk.AnotherNode();
        TestDesk[] nodes = [desk, other];

        var outcomes = await Task.WhenAll(
            nodes.Select(x =>
                x.Get<RecordClause>().Correct(desk.Cast.Max.ToActor(), wrong, "both", Availability("99.1"))
            )
        );

        outcomes.Count(x => x.IsDone).ShouldBe(1);
        outcomes.Single(x => !x.IsDone).Refused!.Code.ShouldBe("already-corrected");
    }

    [Theory, OnEveryDatabase]
    public async Task The_query_and_the_pure_function_agree_on_who_reads_a_record(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Write(desk, Availability());
        await Write(desk, Session(desk.Cast.Northwind.Id, desk.Cast.Southbank.Id));
        await using var db = desk.Read();
        var all = await db.ClauseRecords.ToListAsync();
        all.Count.ShouldBe(3);
        foreach (var actor in desk.Cast.Everybody.Select(x => x.ToActor()))
            (await db.ClauseRecords.VisibleTo(actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                all.Where(x => May.SeeRecord(actor, x.OrganisationId)).Select(x => x.Id),
                ignoreOrder: true
            );
    }

    [Theory, OnEveryDatabase]
    public async Task The_check_misses_a_document_that_is_gone(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Write(desk, Quarterly(desk.Cast.Northwind.Id));
        (await desk.Check()).ShouldBeEmpty();
        var sha256 = Corbel.Desk.Files.FileStore.NameOf(Report.Bytes);

        if (database == TestDatabase.Sqlite)
            File.Delete(Path.Combine(desk.Folder, "files", sha256[..2], sha256));
        else
            await desk.Get<GroupWriter>()
                .Write((db, token) => db.StoredFiles.Where(x => x.Sha256 == sha256).ExecuteDeleteAsync(token));

        (await desk.Check()).ShouldHaveSingleItem().Where.ShouldBe($"file {sha256}");
    }
}
