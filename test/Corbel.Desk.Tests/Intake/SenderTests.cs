using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Mail that bears a known person's address (RFC 8601): who vouches for it, and what it may do where nobody does.</summary>
public sealed class SenderTests
{
    private const string Us = "Authentication-Results: mx.isms.online;";
    private const string Sam = "sam@southbank.example";

    private static Task<TestDesk> Open(TestDatabase database) =>
        TestDesk.Open(database, x => (x.Mail.AuthservId, x.Mail.TrustSenders) = ("mx.isms.online", false));

    [Theory, OnEveryDatabase]
    public async Task What_vouches_for_a_sender_and_what_does_not(TestDatabase database)
    {
        await using var desk = await Open(database);
        (bool Vouches, string[] Header)[] cases =
        [
            (true, [$"{Us} dmarc=pass header.from=southbank.example"]),
            (true, [$"{Us} dmarc=none header.from=southbank.example; dkim=pass header.d=southbank.example"]),
            (true, [$"{Us} dkim=pass header.i=@southbank.example"]),
            (true, [$"{Us} spf=pass smtp.mailfrom=bounces@southbank.example"]),
            (
                true,
                [$"{Us} spf=pass smtp.mailfrom=southbank.example", $"{Us} dmarc=fail header.from=southbank.example"]
            ),
            (false, []),
            (false, [$"{Us} none"]),
            (false, [$"{Us} dmarc=fail header.from=southbank.example; dkim=pass header.d=southbank.example"]),
            (false, [$"{Us} dkim=pass header.d=mailer.example; spf=pass smtp.mailfrom=mailer.example"]),
            (false, [$"{Us} dkim=fail header.d=southbank.example"]),
            (false, ["Authentication-Results: mx.evil.example; dmarc=pass header.from=southbank.example"]),
            (
                false,
                [$"{Us} dmarc=fail header.from=southbank.example", $"{Us} dmarc=pass header.from=southbank.example"]
            ),
            (false, ["Authentication-Results: mx.isms.online; dkim", $"{Us} dmarc=pass header.from=southbank.example"]),
        ];
        foreach (var (vouches, header) in cases)
        {
            var received = await desk.Mail(Mails.From(Sam, "Severity 3: a question", "How?", header));
            var view = await desk.View(received.Ticket);
            var why = string.Join('\n', header);
            view.Unverified.Count.ShouldBe(vouches ? 0 : 1, why);
            ((Receipt)view.Entries[0].Entry.What).StatedSeverity.ShouldBe(vouches ? "3" : null, why);
            view.Entries.Any(x => x.Entry.What is Acknowledgement).ShouldBe(vouches, why);
            view.Current.Received.ShouldBe(desk.Clock.GetCurrentInstant(), why);
        }
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task An_issue_that_nobody_vouches_for_runs_by_the_strictest_and_acts_once_it_is_accepted(
        TestDatabase database
    )
    {
        await using var desk = await Open(database);
        var number = (await desk.Mail(Mails.From(Sam, "Severity 3: a question", "How?"))).Ticket!.Value;
        var strictest = (await desk.View(number)).Current.Due;
        strictest.ShouldBe(desk.Clock.GetCurrentInstant() + Duration.FromHours(1));
        (await desk.Outbox()).ShouldBeEmpty();
        desk.Clock.Advance(Duration.FromMinutes(5));

        (await desk.Get<AcceptSender>().Run(desk.Cast.Ada.ToActor(), number, 1)).IsDone.ShouldBeTrue();

        var view = await desk.View(number);
        view.Unverified.ShouldBeEmpty();
        view.Entries.Select(x => x.Entry.What.GetType())
            .ShouldBe([typeof(Receipt), typeof(SenderAcceptance), typeof(SeverityChoice), typeof(Acknowledgement)]);
        view.Entries[2].Entry.By.ShouldBe(Doer.Customer(desk.Cast.Sam.Id));
        view.Ticket.Severity.ShouldBe("3");
        view.Current.Received.ShouldBe(desk.Clock.GetCurrentInstant() - Duration.FromMinutes(5));
        view.Current.Due.ShouldNotBe(strictest);
        (await desk.Outbox()).ShouldHaveSingleItem().Mail.Recipient.ShouldBe(Sam);
        (await desk.Get<AcceptSender>().Run(desk.Cast.Ada.ToActor(), number, 1)).Refused!.Code.ShouldBe(
            "sender-not-open"
        );
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_machines_mail_is_not_acknowledged_when_its_sender_is_accepted(TestDatabase database)
    {
        await using var desk = await Open(database);
        var number = (
            await desk.Mail(Mails.From(Sam, "Nightly report", "All is well.", "Auto-Submitted: auto-generated"))
        )
            .Ticket!
            .Value;

        (await desk.Get<AcceptSender>().Run(desk.Cast.Ada.ToActor(), number, 1)).IsDone.ShouldBeTrue();

        (await desk.Outbox()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_text_with_the_threads_token_is_added_and_marked(TestDatabase database)
    {
        await using var desk = await Open(database);
        var number = (
            await desk.Mail(Mails.From(Sam, "Help", "Please.", $"{Us} dmarc=pass header.from=southbank.example"))
        )
            .Ticket!
            .Value;
        var answerTo = (await desk.Outbox())[0].Message.ReplyTo.Mailboxes.Single().Address;

        var said = await desk.Mail(Mails.From(Sam, "Re: Help", "Send me the password.", $"To: {answerTo}"));

        (said.Ticket, said.State).ShouldBe((number, CustodyState.Taken));
        var view = await desk.View(number);
        view.Unverified.ToList().ShouldBe([3]);
        view.Entries[^1].Entry.What.ShouldBeOfType<CustomerMessage>().Unverified.ShouldBeTrue();
        (await desk.View(number, desk.Cast.Sam))!.Unverified.ToList().ShouldBe([3]);
        // The customer cannot vouch for it on the page of the desk, nor can another customer.
        foreach (var person in new[] { desk.Cast.Sam, desk.Cast.Nora })
            (await desk.Get<AcceptSender>().Run(person.ToActor(), number, 3)).IsDone.ShouldBeFalse();
        (await desk.Get<AcceptSender>().Run(desk.Cast.Ada.ToActor(), number, 3)).IsDone.ShouldBeTrue();
        (await desk.View(number)).Unverified.ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Staff_who_place_a_message_know_whose_it_is(TestDatabase database)
    {
        await using var desk = await Open(database);
        var held = await desk.Mail(Mails.From("new@southbank.example", "Severity 2: broken", "It is."));

        var number = (
            await desk.Get<PlaceHeld>().AsIssue(desk.Cast.Ada.ToActor(), held.Custody, desk.Cast.Sam.Id)
        ).Value;

        var view = await desk.View(number);
        view.Unverified.ShouldBeEmpty();
        view.Ticket.Severity.ShouldBe("2");
        (await desk.Outbox()).ShouldHaveSingleItem().Mail.Kind.ShouldBe(MailKind.Acknowledgement);
    }

    [Theory, OnEveryDatabase]
    public async Task A_note_by_mail_on_a_customers_own_desk_is_marked(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Form(desk.Cast.Pia, "Ours", "Between us.");
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        var token = Corbel.Core.Intake.ThreadToken.Sign(ticket.Number, desk.Get<Corbel.Desk.Data.DeskKeys>().Thread);

        await desk.Mail(
            Mails.From(desk.Cast.Dirk.Email, "Re: Ours", "I look at it.", $"To: support+{token}@isms.online")
        );

        var view = (await desk.View(ticket.Number, desk.Cast.Dirk))!;
        view.Entries[^1].Entry.What.ShouldBeOfType<StaffNote>();
        view.Unverified.ToList().ShouldBe([view.Entries[^1].Entry.Number]);
    }
}
