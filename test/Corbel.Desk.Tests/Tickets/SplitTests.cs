using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>A message of the customer becomes a ticket of its own.</summary>
public sealed class SplitTests
{
    /// <summary>Severity 3 at 09:00, answered at 09:10; at 09:30 the customer writes about something else, with a file.</summary>
    private static async Task<(long Number, int Message)> Mixed(TestDesk desk, string text = "Severity 1: all are out.")
    {
        var number = (await desk.Form(desk.Cast.Rik, "Looks odd", "The logo.", "3")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(10));
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We look.");
        desk.Clock.Advance(Duration.FromMinutes(20));
        var file = new IncomingFile("screen.txt", "text/plain", "dark"u8.ToArray());
        await desk.Form(desk.Cast.Rik, "", text, null, number, null, file);
        return (number, (await desk.View(number)).Entries[^1].Entry.Number);
    }

    [Theory, OnEveryDatabase]
    public async Task It_counts_from_the_receipt_of_the_message_with_its_words_and_files(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var (number, message) = await Mixed(desk);
        desk.Clock.Advance(Duration.FromMinutes(5));

        var made = (await desk.Get<SplitOff>().Run(ada, number, new(message, "All are out"))).Value;

        var (old, view) = (await desk.View(number), await desk.View(made));
        old.Entries[^1].Entry.What.ShouldBe(new Split(view.Ticket.Id, message) { LeavesNothing = true });
        old.Ticket.AwaitsAnswer.ShouldBeFalse();
        var receipt = (Receipt)view.Entries[0].Entry.What;
        (receipt.SplitFrom, receipt.StatedSeverity, receipt.Reporter).ShouldBe((old.Ticket.Id, "1", desk.Cast.Rik.Id));
        (view.Ticket.Subject, view.Ticket.ReceivedAt, view.Current.Due).ShouldBe(
            ("All are out", TestDesk.At("2026-07-15T09:30:00Z"), TestDesk.At("2026-07-15T10:30:00Z"))
        );
        view.Entries[0].Words!.Text.ShouldBe("Severity 1: all are out.");
        view.Entries[0].Files.ShouldHaveSingleItem().Name.ShouldBe("screen.txt");
        // The same words under another salt: the two hashes do not give each other away.
        view.Entries[0].Entry.Content.ShouldNotBe(old.Entries.Single(x => x.Entry.Number == message).Entry.Content);
        view.Entries.ShouldNotContain(x => x.Entry.What is ContactElsewhere);
        var told = (await desk.Outbox()).Single(m => m.Mail.Kind == MailKind.Notice).Message;
        told.TextBody!.ShouldContain($"https://desk.example/tickets/{made}");
        told.TextBody!.ShouldContain("12:30 CEST");
        told.Subject.ShouldBe($"Melding {made}: All are out");
        (await desk.Get<SplitOff>().Run(ada, number, new(message))).Refused!.Code.ShouldBe("no-such-message");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_contact_since_the_message_counts_and_one_before_it_does_not(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var (number, message) = await Mixed(desk);
        desk.Clock.Advance(Duration.FromMinutes(10));
        var reply = (await desk.Get<Reply>().Run(ada, number, "Both are with us.")).Value;
        desk.Clock.Advance(Duration.FromMinutes(10));

        var made = (await desk.Get<SplitOff>().Run(ada, number, new(message))).Value;

        var view = await desk.View(made);
        (view.Current.EndedAt, view.Current.Verdict, view.Ticket.AwaitsAnswer).ShouldBe(
            (TestDesk.At("2026-07-15T09:40:00Z"), Verdict.Kept, false)
        );
        view.Entries.Select(x => x.Entry.What)
            .OfType<ContactElsewhere>()
            .ShouldBe([new ContactElsewhere(Channel.Portal, (await desk.Ticket(number)).Id, reply)]);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_reply_that_the_relay_takes_after_the_split_counts_too(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var number = (await desk.Mail(Mails.From("sam@southbank.example", "Severity 3", "Odd."))).Ticket!.Value;
        await desk.Send();
        var thread = (await desk.Outbox())[0].Message.MessageId;
        await desk.Mail(Mails.From("sam@southbank.example", "Re: x", "All out.", $"In-Reply-To: <{thread}>"));
        var message = (await desk.View(number)).Entries[^1].Entry.Number;
        (await desk.Get<Reply>().Run(ada, number, "Both are with us.")).IsDone.ShouldBeTrue();
        var made = (await desk.Get<SplitOff>().Run(ada, number, new(message, null, "1"))).Value;
        (await desk.View(made)).Current.EndedAt.ShouldBeNull();
        desk.Clock.Advance(Duration.FromMinutes(3));

        while (await desk.Send() > 0) { }

        (await desk.View(made)).Current.EndedAt.ShouldBe(TestDesk.At("2026-07-15T09:03:00Z"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Staff_choose_the_severity_with_a_reason_where_the_message_states_another(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, split) = (desk.Cast.Ada.ToActor(), desk.Get<SplitOff>());
        var (number, message) = await Mixed(desk);
        (await split.Run(ada, number, new(message, null, "9"))).Refused!.Code.ShouldBe("unknown-severity");
        (await split.Run(ada, number, new(message, null, "2"))).Refused!.Code.ShouldBe("reason-missing");

        var made = (await split.Run(ada, number, new(message, null, "2", "Some are out"))).Value;

        var view = await desk.View(made);
        (view.Talk.Claimed, view.Talk.Against, view.Current.Severity).ShouldBe(("1", "2", "1"));
        view.Ticket.Subject.ShouldBe("Severity 1: all are out.");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_first_message_needs_another_one_to_stay_and_only_the_customers_are_split(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, split) = (desk.Cast.Ada.ToActor(), desk.Get<SplitOff>());
        var alone = (await desk.Form(desk.Cast.Rik, "Odd", "The logo.", "3")).Value!.Ticket!.Value;
        (await split.Run(ada, alone, new(1))).Refused!.Code.ShouldBe("only-message");
        (await split.Run(ada, alone, new(2))).Refused!.Code.ShouldBe("no-such-message");
        (await split.Run(desk.Cast.Rik.ToActor(), alone, new(1))).Refused!.Code.ShouldBe("not-for-you");

        var (number, message) = await Mixed(desk);
        var made = (await split.Run(ada, number, new(1))).Value;

        (await desk.View(made)).Ticket.Subject.ShouldBe("Looks odd");
        // Now that one is the only one left.
        (await split.Run(ada, number, new(message))).Refused!.Code.ShouldBe("only-message");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Who_wrote_it_sees_what_became_of_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Rik, "Odd", "The logo.", "3")).Value!.Ticket!.Value;
        await desk.Form(desk.Cast.Nora, "", "Another thing.", null, number);

        var made = (await desk.Get<SplitOff>().Run(desk.Cast.Ada.ToActor(), number, new(3))).Value;

        var view = await desk.View(made);
        (view.Entries[0].Author, view.Ticket.Reporter!.Name).ShouldBe((desk.Cast.Nora.Name, desk.Cast.Rik.Name));
        view.Participants.Keys.ShouldBe([desk.Cast.Nora.Id]);
        await using var db = desk.Read();
        (await db.Tickets.VisibleTo(desk.Cast.Roos.ToActor()).CountAsync()).ShouldBe(0);
    }
}
