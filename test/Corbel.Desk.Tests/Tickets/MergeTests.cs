using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Live;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>A ticket goes on in another one of the same organisation.</summary>
public sealed class MergeTests
{
    private static async Task<long> Logged(TestDesk desk, Person by, string severity = "1") =>
        (await desk.Form(by, $"Of {by.Name}", "Look.", severity)).Value!.Ticket!.Value;

    private static async Task Merge(TestDesk desk, long from, long into) =>
        (await desk.Get<MergeInto>().Run(desk.Cast.Ada.ToActor(), from, into)).IsDone.ShouldBeTrue();

    [Theory, OnEveryDatabase]
    public async Task Only_open_tickets_of_one_organisation_are_merged_and_never_in_a_circle(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, merge) = (desk.Cast.Ada.ToActor(), desk.Get<MergeInto>());
        var (x, y, z) = (
            await Logged(desk, desk.Cast.Rik),
            await Logged(desk, desk.Cast.Roos),
            await Logged(desk, desk.Cast.Rik)
        );
        var other = await Logged(desk, desk.Cast.Sam);

        (await merge.Run(ada, x, x)).Refused!.Code.ShouldBe("merge-into-itself");
        (await merge.Run(ada, x, other)).Refused!.Code.ShouldBe("merge-elsewhere");
        (await merge.Run(ada, x, 99999)).Refused!.Code.ShouldBe("no-such-ticket");
        (await merge.Run(desk.Cast.Rik.ToActor(), x, z)).Refused!.Code.ShouldBe("not-for-you");
        (await merge.Run(desk.Cast.Sam.ToActor(), x, other)).Refused!.Code.ShouldBe("no-such-ticket");
        await desk.Get<Resolve>().Run(ada, z, ResolutionOutcome.Solved);
        (await merge.Run(ada, x, z)).Refused!.Code.ShouldBe("merge-into-resolved");
        (await merge.Run(ada, x, y)).IsDone.ShouldBeTrue();
        (await merge.Run(ada, x, y)).Refused!.Why.En.ShouldContain($"{y}");
        (await merge.Run(ada, y, x)).Refused!.Code.ShouldBe("merged");
        (await merge.Run(ada, z, x)).Refused!.Code.ShouldBe("merged");
        (await merge.Run(ada, z, y)).IsDone.ShouldBeTrue();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Its_reporter_takes_part_sees_the_other_ticket_alone_and_gets_copies(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (rik, roos, ada) = (desk.Cast.Rik, desk.Cast.Roos, desk.Cast.Ada.ToActor());
        var (x, y, third) = (await Logged(desk, rik), await Logged(desk, roos), await Logged(desk, roos));

        await Merge(desk, x, y);

        await using (var db = desk.Read())
        {
            async Task<List<long>> Seen(Person person) =>
                await db.Tickets.VisibleTo(person.ToActor()).OrderBy(t => t.Number).Select(t => t.Number).ToListAsync();
            (await Seen(rik)).ShouldBe([x, y]);
            (await Seen(roos)).ShouldBe([y, third]);
            (await Seen(desk.Cast.Sam)).ShouldBeEmpty();
            (await Seen(desk.Cast.Pia)).ShouldBeEmpty();
            // What Roos may not see has no number for her either.
            var read = desk.Get<ReadTicket>();
            (await read.Run(db, roos.ToActor(), y))!.Numbers.ShouldBeEmpty();
            (await read.Run(db, rik.ToActor(), y))!.Numbers.Values.ShouldBe([x]);
            (await read.Run(db, rik.ToActor(), y))!.Participants.Values.ShouldBe([rik.Name]);
        }
        (await desk.Get<Reply>().Run(ada, y, "We see both.")).IsDone.ShouldBeTrue();
        var copies = (await desk.Outbox()).Where(m => m.Mail.Kind == MailKind.Reply).ToList();
        copies.Select(m => m.Mail.Recipient).ShouldBe([rik.Email, roos.Email], ignoreOrder: true);
        copies.ShouldAllBe(m => m.Message.Subject == $"Re: Of {roos.Name}");
        var told = (await desk.Outbox()).Single(m => m.Mail.Kind == MailKind.Notice);
        (told.Mail.Recipient, told.Message.Headers["Auto-Submitted"]).ShouldBe((rik.Email, "auto-generated"));
        told.Message.TextBody!.ShouldContain($"https://desk.example/tickets/{y}");
    }

    [Theory, OnEveryDatabase]
    public async Task A_contact_on_the_other_ticket_gives_the_first_response_that_was_owed(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var (first, x, y) = (
            await Logged(desk, desk.Cast.Rik),
            await Logged(desk, desk.Cast.Rik),
            await Logged(desk, desk.Cast.Roos)
        );
        await Merge(desk, first, x);
        await Merge(desk, x, y);
        (await desk.Ticket(x)).Verdict.ShouldBe(Verdict.Running);
        desk.Clock.Advance(Duration.FromMinutes(30));

        var reply = (await desk.Get<Reply>().Run(ada, y, "On it.")).Value;
        await desk.Get<Reply>().Run(ada, y, "Still on it.");

        foreach (var number in new[] { first, x })
        {
            var ticket = await desk.Ticket(number);
            (ticket.ContactAt, ticket.Verdict).ShouldBe((TestDesk.At("2026-07-15T09:30:00Z"), Verdict.Kept));
            var elsewhere = (await desk.View(number)).Entries.Select(e => e.Entry.What).OfType<ContactElsewhere>();
            elsewhere.ShouldBe([new ContactElsewhere(Channel.Portal, (await desk.Ticket(y)).Id, reply)]);
        }
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task By_mail_the_contact_counts_when_the_relay_took_it_and_falls_when_it_came_back(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        async Task<long> Mailed() =>
            (await desk.Mail(Mails.From("sam@southbank.example", "Severity 1", "Down."))).Ticket!.Value;
        var (x, y) = (await Mailed(), await Mailed());
        await Merge(desk, x, y);
        await desk.Send();
        (await desk.Get<Reply>().Run(ada, y, "On it.")).IsDone.ShouldBeTrue();
        (await desk.Ticket(x)).ContactAt.ShouldBeNull();
        desk.Clock.Advance(Duration.FromMinutes(10));

        await desk.Send();
        (await desk.Ticket(x)).ContactAt.ShouldBe(TestDesk.At("2026-07-15T09:10:00Z"));
        (await desk.Check()).ShouldBeEmpty();

        var id = (await desk.Outbox()).Single(m => m.Mail.Kind == MailKind.Reply).Message.MessageId!;
        var report = await File.ReadAllTextAsync(
            Repository.File("test/Corbel.Desk.Tests/Intake/Samples/bounce-postfix.eml")
        );
        (await desk.Mail(report.Replace("MESSAGE-ID", id, StringComparison.Ordinal))).Ticket.ShouldBe(y);

        foreach (var number in new[] { x, y })
            (await desk.Ticket(number)).ContactAt.ShouldBeNull();
        (await desk.Ticket(x)).AwaitsAnswer.ShouldBeFalse();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_next_response_that_was_owed_stays_owed_until_a_contact_on_the_other_ticket(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        const string targets = "targets:\n";
        const string next =
            "  - { clause: \"9\", kind: next-response, severity: 1, within: 1 h, calendar: business-hour, promise: guarantee }\n";
        await desk.Post(Versions.Shipped(targets, targets + next));
        desk.Clock.Advance(Duration.FromMinutes(1));
        var (x, y) = (await Logged(desk, desk.Cast.Rik), await Logged(desk, desk.Cast.Roos));
        foreach (var number in new[] { x, y })
            (await desk.Get<Reply>().Run(ada, number, "Which browser?")).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromMinutes(1));
        (await desk.Form(desk.Cast.Rik, "", "Firefox.", null, x)).IsDone.ShouldBeTrue();

        await Merge(desk, x, y);

        var owed = await desk.Ticket(x);
        (owed.Status, owed.Queued, owed.NextDueKind).ShouldBe((TicketStatus.Merged, true, TargetKind.NextResponse));
        desk.Clock.Advance(Duration.FromMinutes(30));
        (await desk.Get<Reply>().Run(ada, y, "We see it too.")).IsDone.ShouldBeTrue();
        var given = await desk.Ticket(x);
        (given.Queued, given.NextDueAt).ShouldBe((false, null));
        await using var db = desk.Read();
        (
            await db.Clocks.SingleAsync(c => c.TicketId == given.Id && c.Kind == TargetKind.NextResponse)
        ).Verdict.ShouldBe(Verdict.Kept);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_written_to_the_old_one_arrives_at_the_other(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var x = (await desk.Mail(Mails.From(desk.Cast.Rik.Email, "Severity 1", "Down."))).Ticket!.Value;
        var y = await Logged(desk, desk.Cast.Roos);
        (await desk.Get<Reply>().Run(ada, x, "Which browser?")).IsDone.ShouldBeTrue();
        await desk.Send();
        var thread = (await desk.Outbox()).Last(m => m.Mail.Kind == MailKind.Reply).Message.MessageId;
        await Merge(desk, x, y);

        var mailed = await desk.Mail(
            Mails.From(desk.Cast.Rik.Email, "Re: Severity 1", "Firefox.", $"In-Reply-To: <{thread}>")
        );
        var written = await desk.Form(desk.Cast.Rik, "", "And Chrome.", null, x);

        (mailed.State, mailed.Ticket, written.Value!.Ticket).ShouldBe((CustodyState.Taken, y, y));
        var said = (await desk.View(y)).Entries.Where(e => e.Entry.What is CustomerMessage).ToList();
        said.Select(e => e.Author).ShouldBe([desk.Cast.Rik.Name, desk.Cast.Rik.Name]);
        // A stranger's answer to the old thread is held as ever.
        (
            await desk.Mail(Mails.From(desk.Cast.Sam.Email, "Re: x", "Let me in.", $"In-Reply-To: <{thread}>"))
        ).State.ShouldBe(CustodyState.Held);
        (await desk.Form(desk.Cast.Sam, "", "Let me in.", null, x)).Refused!.Code.ShouldBe("no-such-ticket");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task On_the_old_one_nothing_is_done_any_more(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, rik) = (desk.Cast.Ada.ToActor(), desk.Cast.Rik.ToActor());
        var (x, y) = (await Logged(desk, desk.Cast.Rik), await Logged(desk, desk.Cast.Roos));
        await Merge(desk, x, y);
        (await desk.Ticket(y)).AwaitsAnswer.ShouldBeTrue();

        (await desk.Get<Reply>().Run(ada, x, "Hello")).Refused!.Code.ShouldBe("merged");
        (await desk.Get<Resolve>().Run(ada, x, ResolutionOutcome.Solved)).Refused!.Code.ShouldBe("merged");
        (await desk.Get<Reopen>().Run(rik, x)).Refused!.Why.En.ShouldContain($"{y}");
        (await desk.Get<SetSeverity>().Run(rik, x, "2", null)).Refused!.Code.ShouldBe("merged");
    }

    [Theory, OnEveryDatabase]
    public async Task The_live_feed_tells_who_takes_part_and_nobody_else(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (x, y) = (await Logged(desk, desk.Cast.Rik), await Logged(desk, desk.Cast.Nora));
        await Merge(desk, x, y);
        await using var db = desk.Read();
        var facts = (await db.Tickets.Include(t => t.Participants).SingleAsync(t => t.Number == y)).Facts;
        var change = new Change(y, facts);

        change.VisibleTo(desk.Cast.Rik.ToActor()).ShouldBeTrue();
        change.VisibleTo(desk.Cast.Roos.ToActor()).ShouldBeFalse();
        change.VisibleTo(desk.Cast.Sam.ToActor()).ShouldBeFalse();
    }
}
