using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Issues and messages by the portal's form.</summary>
public sealed class PortalFormTests
{
    [Theory, OnEveryDatabase]
    public async Task A_form_is_an_issue_with_its_severity_its_files_and_an_acknowledgement(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var file = new IncomingFile("../shot.png", "image/png", [1, 2, 3]);

        var received = (await desk.Form(desk.Cast.Sam, " Down ", "All of it.", "2", files: file)).Value!;

        received.State.ShouldBe(CustodyState.Taken);
        var ticket = await desk.Ticket(received.Ticket);
        (ticket.Channel, ticket.Severity, ticket.Subject).ShouldBe((Channel.Portal, "2", "Down"));
        ticket.DueAt.ShouldBe(TestDesk.At("2026-07-15T13:00:00Z"));
        var first = (await desk.View(received.Ticket)).Entries[0];
        first.Entry.What.ShouldBeOfType<Receipt>().Basis.ShouldBe(ReceivedBasis.Arrival);
        first.Words!.Text.ShouldBe("All of it.");
        first.Files.ShouldHaveSingleItem().Name.ShouldBe("shot.png");
        (await desk.Outbox()).ShouldHaveSingleItem().Mail.Kind.ShouldBe(MailKind.Acknowledgement);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Sent_twice_with_the_same_form_key_it_is_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var key = Guid.NewGuid();

        var twice = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => desk.Form(desk.Cast.Sam, "Down", "All of it.", "1", key: key))
        );
        var number = twice[0].Value!.Ticket!.Value;
        var answer = Guid.NewGuid();
        await desk.Form(desk.Cast.Sam, "", "One more thing.", ticket: number, key: answer);
        await desk.Form(desk.Cast.Sam, "", "One more thing.", ticket: number, key: answer);

        twice.ShouldAllBe(x => x.Value!.State == CustodyState.Taken && x.Value.Ticket == number);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        (await db.Custodies.CountAsync()).ShouldBe(2);
        (await desk.View(number)).Entries.Count(x => x.Entry.What is CustomerMessage).ShouldBe(1);
        // Another person's form with the same key is another form.
        (await desk.Form(desk.Cast.Rik, "Down", "All of it.", "1", key: key)).Value!.Ticket.ShouldNotBe(number);
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_taken_is_refused_and_leaves_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var number = (await desk.Form(cast.Rik, "A thing", "Look.", "3")).Value!.Ticket!.Value;
        var large = new IncomingFile("large.bin", "", new byte[FormCheck.LargestFile + 1]);
        async Task<string> Code(Task<Core.Outcome<Received>> form) => (await form).Refused!.Code;

        (await Code(desk.Form(cast.Sam, " ", "Text"))).ShouldBe("subject-missing");
        (await Code(desk.Form(cast.Sam, new string('x', 201), "Text"))).ShouldBe("subject-too-long");
        (await Code(desk.Form(cast.Sam, "Subject", " \n "))).ShouldBe("text-missing");
        (await Code(desk.Form(cast.Sam, "Subject", new string('x', 100_001)))).ShouldBe("text-too-long");
        (await Code(desk.Form(cast.Sam, "Subject", "Text", files: large))).ShouldBe("file-too-large");
        (await Code(desk.Form(cast.Sam, "Subject", "Text", "4"))).ShouldBe("unknown-severity");
        (await Code(desk.Form(cast.Sam, "Subject", "Text", ""))).ShouldBe("unknown-severity");
        (await Code(desk.Form(cast.Ada, "Subject", "Text"))).ShouldBe("not-a-customer");
        // Staff answer in the console: here their word would be written down as the customer's.
        (await Code(desk.Form(cast.Ada, "", "Text", ticket: number))).ShouldBe("not-a-customer");
        // Another customer's ticket, a colleague's, and one that is none look the same.
        (await Code(desk.Form(cast.Sam, "", "Text", ticket: number))).ShouldBe("no-such-ticket");
        (await Code(desk.Form(cast.Roos, "", "Text", ticket: number))).ShouldBe("no-such-ticket");
        (await Code(desk.Form(cast.Rik, "", "Text", ticket: number + 1))).ShouldBe("no-such-ticket");

        (await desk.View(number)).Entries.Count.ShouldBe(2);
        await using var db = desk.Read();
        (await db.Custodies.CountAsync()).ShouldBe(1);
        // The administrator sees it, and may write on it.
        (await desk.Form(cast.Nora, "", "Text", ticket: number)).Value!.Ticket.ShouldBe(number);
    }

    [Theory, OnEveryDatabase]
    public async Task Without_a_severity_the_words_count_and_else_the_strictest(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var words = await desk.Form(desk.Cast.Sam, "Sev 2: slow", "Pages.");
        var none = await desk.Form(desk.Cast.Sam, "Slow", "Pages.");
        var chosen = await desk.Form(desk.Cast.Sam, "Severity 1!", "Pages.", "3");

        (await desk.Ticket(words.Value!.Ticket)).Severity.ShouldBe("2");
        var ticket = await desk.Ticket(none.Value!.Ticket);
        (ticket.Severity, ticket.DueAt).ShouldBe((null, TestDesk.At("2026-07-15T10:00:00Z")));
        (await desk.Ticket(chosen.Value!.Ticket)).Severity.ShouldBe("3");
    }

    [Theory, OnEveryDatabase]
    public async Task A_form_by_somebody_who_left_meanwhile_is_held_or_refused(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Roos, "A thing", "Look.", "3")).Value!.Ticket!.Value;
        await desk.Tamper($"UPDATE people SET deactivated_at = 1 WHERE id = {desk.Cast.Roos.Id}");

        (await desk.Form(desk.Cast.Roos, "Another", "Look.", "1")).Value!.State.ShouldBe(CustodyState.Held);
        (await desk.Form(desk.Cast.Roos, "", "More.", ticket: number)).Refused!.Code.ShouldBe("no-such-ticket");

        (await desk.Ticket(number)).Verdict.ShouldBe(Verdict.Running);
    }
}
