using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>Clearances: granted by two people, from a day until a day, and what happens where nobody has one.</summary>
public sealed class ClearanceTests
{
    private static readonly LocalDate Today = new(2026, 7, 15);

    [Theory, OnEveryDatabase]
    public async Task A_clearance_opens_marked_tickets_once_another_has_granted_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, grants) = (desk.Cast, desk.Get<GrantClearance>());
        var draft = desk.Draft(cast.Ada);
        (await grants.Propose(cast.Ada.ToActor(), draft)).Refused!.Code.ShouldBe("not-yours");
        (await grants.Propose(cast.Max.ToActor(), draft with { Kind = "xx" })).Refused!.Code.ShouldBe(
            "unknown-clearance"
        );
        (await grants.Propose(cast.Max.ToActor(), draft with { Sponsor = " " })).Refused!.Code.ShouldBe(
            "sponsor-missing"
        );
        (await grants.Propose(cast.Max.ToActor(), draft with { Person = cast.Nora.Id })).Refused!.Code.ShouldBe(
            "not-staff"
        );
        var past = draft with { From = Today.PlusDays(-9), Until = Today.PlusDays(-1) };
        (await grants.Propose(cast.Max.ToActor(), past)).Refused!.Code.ShouldBe("wrong-days");

        var proposed = (await grants.Propose(cast.Max.ToActor(), draft)).Value;
        (await Opens(desk, cast.Ada)).ShouldBeEmpty();
        (await grants.Grant(cast.Max.ToActor(), proposed)).Refused!.Code.ShouldBe("two-people");
        (await grants.Grant(cast.Ada.ToActor(), proposed)).Refused!.Code.ShouldBe("not-yours");
        (await grants.Grant(cast.Olive.ToActor(), proposed)).IsDone.ShouldBeTrue();
        (await Opens(desk, cast.Ada)).ShouldBe([MarkedDesk.Mark]);
        (await grants.Grant(cast.Olive.ToActor(), proposed)).Refused!.Code.ShouldBe("not-open");

        // Nobody grants their own, whoever proposed it.
        var own = (await grants.Propose(cast.Max.ToActor(), desk.Draft(cast.Olive))).Value;
        (await grants.Grant(cast.Olive.ToActor(), own)).Refused!.Code.ShouldBe("two-people");

        (await grants.End(cast.Max.ToActor(), proposed)).IsDone.ShouldBeTrue();
        (await Opens(desk, cast.Ada)).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task It_holds_from_its_first_day_to_the_end_of_its_last(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Draft(desk.Cast.Ada) with { From = Today.PlusDays(1), Until = Today.PlusDays(2) });
        (await Opens(desk, desk.Cast.Ada)).ShouldBeEmpty();
        desk.Clock.Reset(TestDesk.At("2026-07-16T00:00:00Z"));
        (await Opens(desk, desk.Cast.Ada)).ShouldBe([MarkedDesk.Mark]);
        desk.Clock.Reset(TestDesk.At("2026-07-17T23:59:59Z"));
        (await Opens(desk, desk.Cast.Ada)).ShouldBe([MarkedDesk.Mark]);
        desk.Clock.Reset(TestDesk.At("2026-07-18T00:00:00Z"));
        (await Opens(desk, desk.Cast.Ada)).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Managers_are_warned_of_what_nobody_on_duty_can_open_by_count_severity_and_due_time_alone(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await Plan(desk);
        var number = await desk.Issue(cast.Nora, "kanarie subject", "kanarie text", "1");
        (await desk.Marked(cast.Nora, number)).IsDone.ShouldBeTrue();
        await desk.Get<JobRunner>().RunDue(default);

        var warned = (await Mails(desk)).ShouldHaveSingleItem();
        warned.To.ShouldBe(cast.Max.Email);
        warned.Text.ShouldContain("severity 1, due ");
        warned.Text.ShouldNotContain("kanarie", Case.Insensitive);
        warned.Text.ShouldNotMatch($@"\b{number}\b");
        warned.Text.ShouldNotContain("Northwind");

        // The same one is told of again a day later, and not before.
        desk.Clock.AdvanceMinutes(6);
        await desk.Get<JobRunner>().RunDue(default);
        (await Mails(desk)).Count.ShouldBe(1);
        desk.Clock.AdvanceDays(1);
        await desk.Get<JobRunner>().RunDue(default);
        (await Mails(desk)).Count.ShouldBe(2);

        // Once somebody is cleared the list begins with them, and there is nothing to warn of.
        await desk.Clear(desk.Draft(cast.Ada) with { Until = Today.PlusDays(30) });
        desk.Clock.AdvanceDays(1);
        await desk.Get<JobRunner>().RunDue(default);
        (await Mails(desk)).Count.ShouldBe(2);
        await using var db = desk.Read();
        var ada = await desk.Get<Clearances>().ActorOf(db, cast.Ada);
        (await desk.Get<ReadTicket>().Run(db, ada, number)).ShouldNotBeNull();
        (await desk.Get<ReadTicket>().Run(db, cast.Max.ToActor(), number)).ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Who_is_away_is_not_on_duty(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await desk.Clear(desk.Draft(cast.Ada));
        await desk.Get<Corbel.Desk.Data.GroupWriter>()
            .Write(
                (db, token) =>
                    db
                        .People.Where(x => x.Id == cast.Ada.Id)
                        .ExecuteUpdateAsync(
                            set => set.SetProperty(x => x.AwayUntil, TestDesk.At("2026-07-15T12:00:00Z")),
                            token
                        )
            );
        await Plan(desk);
        var number = await desk.Issue(cast.Nora, "Broken", "It broke.", "2");
        (await desk.Marked(cast.Nora, number)).IsDone.ShouldBeTrue();
        await desk.Get<JobRunner>().RunDue(default);
        (await Mails(desk)).Count.ShouldBe(1);
        desk.Clock.AdvanceDays(2);
        await desk.Get<JobRunner>().RunDue(default);
        (await Mails(desk)).Count.ShouldBe(1);
    }

    /// <summary>Plans the look that comes round by itself, as a desk that serves does when it starts.</summary>
    private static async Task Plan(TestDesk desk)
    {
        var look = desk.Get<IEnumerable<JobKind>>().Where(x => x.Kind == UnservedMarked.Kind);
        await new StandingJobs(desk.Get<Corbel.Desk.Data.GroupWriter>(), look, desk.Clock).Plan(default);
        await desk.Get<JobRunner>().RunDue(default);
    }

    private static async Task<IReadOnlyCollection<string>> Opens(TestDesk desk, Person person) =>
        (await desk.ActorOf(person)).Opens;

    private static async Task<List<(string To, string Text)>> Mails(TestDesk desk)
    {
        await using var db = desk.Read();
        var mails = await db.Outbox.Where(x => x.MessageId.StartsWith("unserved.")).ToListAsync();
        return mails.ConvertAll(x =>
        {
            using var stream = new MemoryStream(x.Mime);
            var mime = MimeKit.MimeMessage.Load(stream);
            return (x.Recipient, $"{mime.Subject}\n{mime.TextBody}");
        });
    }
}
