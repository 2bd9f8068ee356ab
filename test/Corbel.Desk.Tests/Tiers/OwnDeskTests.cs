using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tiers;

/// <summary>Clause 3: a customer's own desk. What arrives there, who works on it, and whose figures it is in.</summary>
public sealed class OwnDeskTests
{
    [Theory, OnEveryDatabase]
    public async Task A_partner_users_issue_opens_on_its_customers_desk_whatever_way_it_comes(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var byForm = await desk.PartnersIssue();
        var byMail = (await desk.Mail(Mails.From("pia@partner.example", "Severity 1: down", "All of it.")))
            .Ticket!
            .Value;

        foreach (var number in (long[])[byForm, byMail])
        {
            var ticket = await desk.Ticket(number);
            (ticket.DeskId, ticket.OrganisationId, ticket.ReporterId).ShouldBe(
                (cast.Northwind.Id, cast.Partnerhuis.Id, cast.Pia.Id)
            );
            // The provider's document without its promises: the severity that was stated is known, no time is promised.
            (ticket.DueAt, ticket.NextDueAt).ShouldBe((null, null));
            (await desk.View(number, cast.Ada)).ShouldBeNull();
        }
        (await desk.Ticket(byMail)).Severity.ShouldBe("1");
        var mails = await desk.Outbox();
        mails.Count.ShouldBe(2);
        foreach (var (mail, message) in mails)
        {
            (mail.Kind, message.From.ToString()).ShouldBe(
                (MailKind.Acknowledgement, "\"Northwind\" <support@isms.online>")
            );
            message.TextBody!.ShouldContain("Northwind has");
            message.TextBody!.ShouldNotContain("Alliantist");
            message.TextBody!.ShouldNotContain("A person will contact you by");
        }
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_customers_people_log_with_the_provider_unless_they_choose_their_own_desk(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        foreach (var by in (Person[])[cast.Nora, cast.Rik, cast.Dirk])
        {
            var provider = (await desk.Form(by, "A", "B", ownDesk: false, "1")).Value!.Ticket;
            var own = (await desk.Form(by, "A", "B", ownDesk: true, "1")).Value!.Ticket;

            var full = await desk.Ticket(provider);
            (full.DeskId, full.DueAt).ShouldBe((null, TestDesk.At("2026-07-15T10:00:00Z")));
            (await desk.Ticket(own)).DeskId.ShouldBe(cast.Northwind.Id);
        }
        // Southbank has neither partners nor agents: its people are not sent where nobody looks.
        (await desk.Ticket((await desk.Form(cast.Sam, "A", "B", ownDesk: true)).Value!.Ticket)).DeskId.ShouldBeNull();
        (
            await desk.Ticket((await desk.Mail(Mails.From("rik@northwind.example", "A", "B"))).Ticket)
        ).DeskId.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Read_as_own_desk_first_only_administrators_log_with_the_provider(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        desk.Clock.Advance(Duration.FromMinutes(1));
        var text = PolicyFile.Shipped.Replace("who-may-log: registered-users", "who-may-log: own-desk-first");
        (await desk.Get<PostPolicy>().Run("own.yaml", text)).IsDone.ShouldBeTrue();

        foreach (var by in (Person[])[cast.Rik, cast.Dirk])
        {
            (await desk.Ticket((await desk.Form(by, "A", "B", "1")).Value!.Ticket)).DeskId.ShouldBe(cast.Northwind.Id);
            var mail = await desk.Mail(Mails.From(by.Email, "A", "B"));
            (await desk.Ticket(mail.Ticket)).DeskId.ShouldBe(cast.Northwind.Id);
        }
        (await desk.Ticket((await desk.Form(cast.Nora, "A", "B", "1")).Value!.Ticket)).DeskId.ShouldBeNull();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Its_people_work_there_as_staff_do_and_answer_in_the_customers_name(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, number) = (desk.Cast, await desk.PartnersIssue());
        var dirk = cast.Dirk.ToActor();

        (await desk.Get<Assign>().Run(dirk, number, cast.Nora.Id)).IsDone.ShouldBeTrue();
        (await desk.Get<Assign>().Run(dirk, number, cast.Ada.Id)).Refused!.Code.ShouldBe("no-such-agent");
        (await desk.Get<Assign>().Run(dirk, number, cast.Rik.Id)).Refused!.Code.ShouldBe("no-such-agent");
        (await desk.Get<AddNote>().Run(dirk, number, "Between us.")).IsDone.ShouldBeTrue();
        (await desk.Get<SetSeverity>().Run(dirk, number, "3", "It only looks so.")).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(cast.Nora.ToActor(), number, "Try this.", resolve: true)).IsDone.ShouldBeTrue();

        var entries = (await desk.View(number, cast.Dirk))!.Entries;
        entries
            .Where(x => x.Entry.By.Party == Party.Provider)
            .Select(x => x.Author)
            .Distinct()
            .ShouldBe(["Dirk Desk", "Nora Noord"]);
        var mail = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.Reply).Message;
        mail.From.ToString().ShouldBe("\"Nora Noord (Northwind)\" <support@isms.online>");
        mail.To.ToString().ShouldContain("pia@partner.example");
        // The answer of the partner user finds its thread by the token.
        var answer = await desk.Mail(
            Mails.From(
                "pia@partner.example",
                "Re: Broken",
                "It works.",
                $"To: {mail.ReplyTo.Mailboxes.Single().Address}"
            )
        );
        answer.Ticket.ShouldBe(number);
        (await desk.Get<Reopen>().Run(cast.Pia.ToActor(), number, "No, it does not.")).IsDone.ShouldBeTrue();
        var seen = (await desk.View(number, cast.Pia))!.Entries;
        seen.Any(x => x.Entry.What is StaffNote or Assignment).ShouldBeFalse();
        seen.Count.ShouldBe((await desk.View(number, cast.Dirk))!.Entries.Count - 2);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_else_works_there(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, number) = (desk.Cast, await desk.PartnersIssue());
        foreach (var by in (Person[])[cast.Olive, cast.Ada, cast.Rik, cast.Sam])
        {
            (await desk.View(number, by)).ShouldBeNull();
            (await desk.Get<Resolve>().Run(by.ToActor(), number, ResolutionOutcome.Solved)).Refused!.Code.ShouldBe(
                "no-such-ticket"
            );
        }
        foreach (var by in (Person[])[cast.Rik, cast.Sam, cast.Ada])
            (await desk.Get<Reply>().Run(by.ToActor(), number, "Mine now")).IsDone.ShouldBeFalse();
        (await desk.Get<AddNote>().Run(cast.Pia.ToActor(), number, "A note")).Refused!.Code.ShouldBe("not-for-you");
        // Who works on the desk does not speak there as the customer.
        (await desk.Form(cast.Dirk, "", "As if I were Pia", ticket: number)).Refused!.Code.ShouldBe("no-such-ticket");
        (await desk.View(number, cast.Dirk))!.Entries.Count.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task Mail_of_its_people_on_a_thread_there_is_a_note_that_the_provider_never_sees(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, number) = (desk.Cast, await desk.PartnersIssue());
        var token = (await desk.Outbox())[0].Message.ReplyTo.Mailboxes.Single().Address;

        var received = await desk.Mail(Mails.From("dirk@northwind.example", "Fwd", "To remember.", $"To: {token}"));

        received.Ticket.ShouldBe(number);
        (await desk.View(number, cast.Nora))!.Entries[^1].Entry.What.ShouldBeOfType<StaffNote>();
        (await desk.View(number, cast.Pia))!.Entries.Count.ShouldBe(2);
        await using var db = desk.Read();
        (await db.Custodies.VisibleTo(db, cast.Olive.ToActor()).AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task The_providers_figures_leave_it_out_and_nobody_else_reads_its_own(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await desk.Get<PostDeskPolicy>().Run("Northwind", "own.yaml", OwnPolicy.Text);
        await desk.PartnersIssue();
        await desk.Form(cast.Rik, "A", "B", "1");
        var (from, to) = (TestDesk.At("2026-07-01T00:00:00Z"), TestDesk.At("2026-10-01T00:00:00Z"));
        await using var db = desk.Read();
        async Task<int> Count(Person by, bool own = false) =>
            (own ? ContractScope.OnOwnDesk(by.ToActor()) : ContractScope.Of(by.ToActor())) is { } scope
                ? (
                    await ContractTotals.Clocks(
                        db,
                        scope,
                        TargetKind.FirstResponse,
                        new(from, to),
                        from,
                        (_, _, _) => 0,
                        default
                    )
                ).Sum(x => x.Decided + x.Running)
                : 0;

        (await Count(cast.Ada)).ShouldBe(1);
        (await Count(cast.Nora)).ShouldBe(1);
        (await Count(cast.Pia)).ShouldBe(0);
        (await Count(cast.Dirk, own: true)).ShouldBe(1);
        foreach (var by in (Person[])[cast.Ada, cast.Sam, cast.Pia])
            (await Count(by, own: true)).ShouldBe(0);
        (await ContractTotals.Issues(db, ContractScope.Of(cast.Ada.ToActor()), new(from, to), default))
            .Sum(x => x.Count)
            .ShouldBe(1);
        (await ContractTotals.Tiers(db, ContractScope.Of(cast.Nora.ToActor()), new(from, to), default)).ShouldBe(
            new TierCounts(1, 0, 0)
        );
        (await ContractTotals.Tiers(db, ContractScope.Of(cast.Ada.ToActor()), new(from, to), default)).ShouldBe(
            new TierCounts(null, 0, 0)
        );
        (
            await ContractTotals.Tiers(db, ContractScope.Of(cast.Pia.ToActor()), new(from, to), default)
        ).OnOwnDesk.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task A_held_message_placed_as_a_partner_users_issue_goes_to_that_desk(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var held = await desk.Mail(Mails.From("pia@home.example", "Hello", "There"));

        var number = (
            await desk.Get<PlaceHeld>().AsIssue(desk.Cast.Ada.ToActor(), held.Custody, desk.Cast.Pia.Id)
        ).Value;

        (await desk.Ticket(number)).DeskId.ShouldBe(desk.Cast.Northwind.Id);
        (await desk.View(number, desk.Cast.Ada)).ShouldBeNull();
        (await desk.Check()).ShouldBeEmpty();
    }
}
