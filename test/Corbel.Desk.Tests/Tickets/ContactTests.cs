using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>The reading "contact": what ends the first-response clock, and all that does not.</summary>
public sealed class ContactTests
{
    [Theory, OnEveryDatabase]
    public async Task In_the_portal_a_reply_is_contact_at_its_commit(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(60));

        var reply = (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, " On it. ")).Value;

        var ticket = await desk.Ticket(number);
        // At the due instant itself it is in time.
        (ticket.ContactAt, ticket.Verdict).ShouldBe((TestDesk.At("2026-07-15T10:00:00Z"), Verdict.Kept));
        var entries = (await desk.View(number)).Entries;
        entries[reply - 1].Words!.Text.ShouldBe("On it.");
        entries[^1].Entry.What.ShouldBe(new Contact(Channel.Portal, reply));
        entries[^1].Entry.By.ShouldBe(Doer.Staff(desk.Cast.Ada.Id));
        // The copy by mail makes no second contact when the relay takes it.
        desk.Clock.Advance(Duration.FromMinutes(5));
        (await desk.Send()).ShouldBe(2);
        (await desk.View(number)).Entries.Count.ShouldBe(entries.Count);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task By_mail_it_is_contact_only_when_the_relay_took_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Mail(Mails.From("sam@southbank.example", "Severity 1", "Down."))).Ticket!.Value;
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "On it.")).IsDone.ShouldBeTrue();

        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Running);
        desk.Clock.Advance(Duration.FromMinutes(61));
        (await desk.Send()).ShouldBe(2);

        var ticket = await desk.Ticket(number);
        (ticket.ContactAt, ticket.Verdict).ShouldBe((TestDesk.At("2026-07-15T10:01:00Z"), Verdict.Late));
        (await desk.View(number)).Entries[^1].Entry.By.ShouldBe(Doer.Desk);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_mail_that_never_goes_is_no_contact(TestDatabase database)
    {
        // Nobody listens on that port: the relay is away.
        await using var desk = await TestDesk.Open(
            database,
            x => (x.Mail.Smtp.Host, x.Mail.Smtp.Port, x.Mail.Smtp.Security) = ("127.0.0.1", 1, "none")
        );
        var number = (await desk.Mail(Mails.From("sam@southbank.example", "Severity 1", "Down."))).Ticket!.Value;
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "On it.")).IsDone.ShouldBeTrue();

        await desk.Send();

        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Running);
        await using var db = desk.Read();
        (await db.Outbox.CountAsync(x => x.State == MailState.Waiting && x.LastError != null)).ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task Notes_assignments_severities_acknowledgements_and_resolving_are_never_contact(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var number = (await desk.Mail(Mails.From("sam@southbank.example", "Severity 1", "Down."))).Ticket!.Value;
        await desk.Send();
        (await desk.Get<AddNote>().Run(ada, number, "Looks like the proxy.")).IsDone.ShouldBeTrue();
        (await desk.Get<Assign>().Run(ada, number, desk.Cast.Max.Id)).IsDone.ShouldBeTrue();
        (await desk.Get<SetSeverity>().Run(ada, number, "2", "Only some")).IsDone.ShouldBeTrue();
        (
            await desk.Get<Resolve>().Run(ada, number, ResolutionOutcome.NotAttributable, "Their proxy")
        ).IsDone.ShouldBeTrue();

        var ticket = await desk.Ticket(number);

        (ticket.ContactAt, ticket.Verdict, ticket.Status).ShouldBe((null, Verdict.Running, TicketStatus.Resolved));
        desk.Clock.Advance(Duration.FromMinutes(61));
        await desk.Get<Desk.Jobs.JobRunner>().RunDue(CancellationToken.None);
        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Late);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Each_slice_refuses_what_it_cannot_do_and_writes_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam, rik) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor(), desk.Cast.Rik.ToActor());
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        var (reply, note, assign) = (desk.Get<Reply>(), desk.Get<AddNote>(), desk.Get<Assign>());
        var (severity, resolve, reopen) = (desk.Get<SetSeverity>(), desk.Get<Resolve>(), desk.Get<Reopen>());
        async Task<string> Code(Task<Core.Outcome<int>> run) => (await run).Refused!.Code;

        (await Code(reply.Run(sam, number, "Hi"))).ShouldBe("not-for-you");
        (await Code(reply.Run(ada, number, "  "))).ShouldBe("text-missing");
        (await Code(reply.Run(ada, number + 1, "Hi"))).ShouldBe("no-such-ticket");
        (await Code(note.Run(sam, number, "Hi"))).ShouldBe("not-for-you");
        (await Code(note.Run(rik, number, "Hi"))).ShouldBe("no-such-ticket");
        (await Code(note.Run(ada, number, "\n"))).ShouldBe("text-missing");
        (await Code(assign.Run(sam, number, desk.Cast.Ada.Id))).ShouldBe("not-for-you");
        (await Code(assign.Run(ada, number, sam.Person))).ShouldBe("no-such-agent");
        (await Code(assign.Run(ada, number, Guid.NewGuid()))).ShouldBe("no-such-agent");
        (await Code(severity.Run(ada, number, "4", "x"))).ShouldBe("unknown-severity");
        (await Code(severity.Run(sam, number, "1", null))).ShouldBe("severity-unchanged");
        (await Code(severity.Run(ada, number, "2", " "))).ShouldBe("reason-missing");
        (await Code(severity.Run(rik, number, "2", "x"))).ShouldBe("no-such-ticket");
        (await Code(resolve.Run(sam, number, ResolutionOutcome.Solved))).ShouldBe("not-for-you");
        (await Code(resolve.Run(ada, number, ResolutionOutcome.NotAttributable, ""))).ShouldBe("reason-missing");
        (await Code(reopen.Run(ada, number))).ShouldBe("not-resolved");
        (await Code(reopen.Run(rik, number))).ShouldBe("no-such-ticket");
        (await Code(reopen.ByMessage(sam, number, 1))).ShouldBe("not-for-you");
        (await Code(reopen.ByMessage(ada, number, 1))).ShouldBe("no-such-message");
        (await Code(reopen.ByMessage(ada, number, 99))).ShouldBe("no-such-message");
        (await assign.Run(ada, number, null)).Value.ShouldBe(0);

        (await desk.View(number)).Entries.Count.ShouldBe(2);
        (await desk.Outbox()).Count.ShouldBe(1);
        (await resolve.Run(ada, number, ResolutionOutcome.Solved)).IsDone.ShouldBeTrue();
        (await Code(resolve.Run(ada, number, ResolutionOutcome.Solved))).ShouldBe("already-resolved");
        (await Code(reply.Run(ada, number, "Done.", resolve: true))).ShouldBe("already-resolved");
        (await desk.Outbox()).Count.ShouldBe(1);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Many_who_write_on_one_ticket_at_a_time_leave_one_chain(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, number) = (
            desk.Cast.Ada.ToActor(),
            (await desk.Form(desk.Cast.Sam, "A", "B", "1")).Value!.Ticket!.Value
        );

        var done = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => desk.Get<AddNote>().Run(ada, number, $"Note {i}"))
        );

        done.Select(x => x.Value).Order().ShouldBe(Enumerable.Range(3, 60));
        (await desk.Check()).ShouldBeEmpty();
    }
}
