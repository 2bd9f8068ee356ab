using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>What staff do with a message that was held: its clock counts from the receipt, however long it lay.</summary>
public sealed class PlaceHeldTests
{
    [Theory, OnEveryDatabase]
    public async Task Placed_as_an_issue_it_counts_from_its_receipt_and_is_acknowledged(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (place, ada) = (desk.Get<PlaceHeld>(), desk.Cast.Ada.ToActor());
        var held = await desk.Mail(
            Mails.From("roos@home.example", "Severity 2: slow", "All pages.", "Message-ID: <h@home>")
        );
        var late = await desk.Mail(Mails.From("roos@home.example", "Severity 1: down", "All pages."));
        desk.Clock.Advance(Duration.FromHours(3));

        var number = (await place.AsIssue(ada, held.Custody, desk.Cast.Roos.Id)).Value;
        var other = (await place.AsIssue(ada, late.Custody, desk.Cast.Roos.Id)).Value;

        var ticket = await desk.Ticket(number);
        (ticket.ReceivedAt, ticket.DueAt, ticket.Verdict).ShouldBe(
            (TestDesk.At("2026-07-15T09:00:00Z"), TestDesk.At("2026-07-15T13:00:00Z"), Verdict.Running)
        );
        (ticket.ReporterId, ticket.OrganisationId).ShouldBe((desk.Cast.Roos.Id, desk.Cast.Northwind.Id));
        (await desk.Ticket(other)).Verdict.ShouldBe(Verdict.Late);
        var mail = (await desk.Outbox())[0];
        (mail.Mail.Kind, mail.Mail.Recipient).ShouldBe((MailKind.Acknowledgement, "roos@northwind.example"));
        mail.Message.InReplyTo.ShouldBe("h@home");
        await using (var db = desk.Read())
        {
            var custody = await db.Custodies.SingleAsync(x => x.Id == held.Custody);
            (custody.State, custody.Hold, custody.TicketId, custody.EntryNumber).ShouldBe(
                (CustodyState.Taken, null, ticket.Id, 1)
            );
        }
        (await place.AsIssue(ada, held.Custody, desk.Cast.Roos.Id)).Refused!.Code.ShouldBe("not-held");
        (await place.Dismiss(ada, held.Custody)).Refused!.Code.ShouldBe("not-held");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Only_staff_place_and_only_for_people_of_customers_and_partners(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (place, cast) = (desk.Get<PlaceHeld>(), desk.Cast);
        var held = (await desk.Mail(Mails.From("roos@home.example", "Hello", "There"))).Custody;

        foreach (var by in new[] { cast.Nora, cast.Dirk, cast.Rik, cast.Pia })
        {
            (await place.AsIssue(by.ToActor(), held, cast.Roos.Id)).Refused!.Code.ShouldBe("not-held");
            (await place.OnTicket(by.ToActor(), held, 1001)).Refused!.Code.ShouldBe("not-held");
            (await place.Dismiss(by.ToActor(), held)).Refused!.Code.ShouldBe("not-held");
        }
        foreach (var reporter in new[] { cast.Ada.Id, Guid.NewGuid() })
            (await place.AsIssue(cast.Ada.ToActor(), held, reporter)).Refused!.Code.ShouldBe("no-such-customer");
        (await place.OnTicket(cast.Ada.ToActor(), held, 4711)).Refused!.Code.ShouldBe("no-such-ticket");
        (await place.AsIssue(cast.Ada.ToActor(), Guid.NewGuid(), cast.Roos.Id)).Refused!.Code.ShouldBe("not-held");

        (await place.Dismiss(cast.Ada.ToActor(), held)).IsDone.ShouldBeTrue();
        await using var db = desk.Read();
        (await db.Custodies.SingleAsync()).State.ShouldBe(CustodyState.Dismissed);
        (await db.Tickets.CountAsync()).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Put_on_a_ticket_it_is_the_reporters_word_unless_a_machine_wrote_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (place, ada) = (desk.Get<PlaceHeld>(), desk.Cast.Ada.ToActor());
        var word = await desk.Mail(Mails.From("sam@home.example", "More", "It is the proxy."));
        var away = await desk.Mail(
            Mails.From("sam@home.example", "Away", "Back soon.", "Auto-Submitted: auto-replied")
        );
        desk.Clock.Advance(Duration.FromMinutes(5));
        var number = (await desk.Form(desk.Cast.Sam, "Broken", "It is.", "1")).Value!.Ticket!.Value;

        (await place.OnTicket(ada, word.Custody, number)).Value.ShouldBe(number);
        (await place.OnTicket(ada, away.Custody, number)).Value.ShouldBe(number);

        var entries = (await desk.View(number)).Entries;
        entries[^2].Entry.What.ShouldBe(new CustomerMessage(Channel.Mail, word.Custody, Machine: false));
        entries[^2].Entry.By.ShouldBe(Doer.Customer(desk.Cast.Sam.Id));
        entries[^2].Words!.Text.ShouldBe("It is the proxy.");
        entries[^1].Entry.What.ShouldBe(new CustomerMessage(Channel.Mail, away.Custody, Machine: true));
        // The messages came before the ticket: its latest times stay what they were.
        var ticket = await desk.Ticket(number);
        (ticket.LastCustomerAt, ticket.LastEntryAt).ShouldBe((ticket.ReceivedAt, ticket.ReceivedAt));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_form_of_somebody_who_left_keeps_its_files_and_two_who_place_it_make_one_ticket(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var file = new IncomingFile("log.txt", "text/plain", [1, 2, 3]);
        await desk.Tamper($"UPDATE people SET deactivated_at = 1 WHERE id = {desk.Cast.Roos.Id}");
        var form = (await desk.Form(desk.Cast.Roos, "Broken", "See the log.", "2", files: file)).Value!;
        form.State.ShouldBe(CustodyState.Held);

        var placed = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => desk.Get<PlaceHeld>().AsIssue(desk.Cast.Ada.ToActor(), form.Custody, desk.Cast.Nora.Id))
        );

        var number = placed.Single(x => x.IsDone).Value;
        placed.Where(x => !x.IsDone).ShouldAllBe(x => x.Refused!.Code == "not-held");
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        var first = (await desk.View(number)).Entries[0];
        (first.Words!.Subject, first.Words.Text).ShouldBe(("Broken", "See the log."));
        first.Files.ShouldHaveSingleItem().Name.ShouldBe("log.txt");
        ((Receipt)first.Entry.What).StatedSeverity.ShouldBe("2");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Bytes_that_could_not_be_read_become_an_issue_all_the_same(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var held = await desk.Mail([0xff, 0xfe, 0x00, 0x01]);

        var number = (
            await desk.Get<PlaceHeld>().AsIssue(desk.Cast.Ada.ToActor(), held.Custody, desk.Cast.Rik.Id)
        ).Value;

        (await desk.Ticket(number)).Subject.ShouldBe("(zonder onderwerp)");
        (await desk.Check()).ShouldBeEmpty();
    }
}
