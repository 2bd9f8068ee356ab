using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Issues that came by telephone or chat, as staff write them down (clause 7).</summary>
public sealed class LogForPersonTests
{
    private static ToldIssue Call(TestDesk desk, Person who) =>
        new(
            Guid.NewGuid(),
            who.Id,
            Channel.Telephone,
            desk.Clock.GetCurrentInstant() - Duration.FromMinutes(20),
            "Nobody can sign in",
            "She says that it began at nine.",
            "1",
            null,
            null
        );

    private static ToldIssue Spoken(TestDesk desk, Person who) =>
        Call(desk, who) with
        {
            SpokeUntil = desk.Clock.GetCurrentInstant() - Duration.FromMinutes(12),
            Summary = "A certificate; it is being replaced.",
        };

    private static Task<Outcome<long>> Log(TestDesk desk, ToldIssue issue, Person? by = null) =>
        desk.Get<LogForPerson>().Run((by ?? desk.Cast.Ada).ToActor(), issue);

    private static async Task<List<Entry>> Journal(TestDesk desk, long number)
    {
        await using var db = desk.Read();
        var rows = await db
            .Journal.Where(x => db.Tickets.Any(t => t.Id == x.TicketId && t.Number == number))
            .OrderBy(x => x.Number)
            .Select(x => x.Bytes)
            .ToListAsync();
        return rows.ConvertAll(x => Core.Tickets.Journal.Read(x).Entry);
    }

    [Theory, OnEveryDatabase]
    public async Task A_call_becomes_a_ticket_that_counts_from_when_it_began(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var number = (await Log(desk, Call(desk, desk.Cast.Sam))).Value;

        var ticket = await desk.Ticket(number);
        ticket.ReceivedAt.ShouldBe(TestDesk.At("2026-07-15T08:40:00Z"));
        (ticket.Channel, ticket.Basis, ticket.Courtesy).ShouldBe((Channel.Telephone, ReceivedBasis.ToldByStaff, false));
        (ticket.DueAt, ticket.ContactAt).ShouldBe((TestDesk.At("2026-07-15T10:00:00Z"), null));
        var receipt = (await Journal(desk, number))[0].What.ShouldBeOfType<Receipt>();
        (receipt.LoggedBy, receipt.Reporter).ShouldBe((desk.Cast.Ada.Id, desk.Cast.Sam.Id));
        await using var db = desk.Read();
        var custody = await db.Custodies.SingleAsync();
        (custody.Id, custody.TicketId, custody.Basis).ShouldBe(
            (receipt.Message!.Value, ticket.Id, ReceivedBasis.ToldByStaff)
        );
        (await db.Outbox.SingleAsync()).Kind.ShouldBe(MailKind.Acknowledgement);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Where_an_agent_spoke_with_the_person_the_call_is_the_contact_at_its_end(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var number = (await Log(desk, Spoken(desk, desk.Cast.Sam))).Value;

        var ticket = await desk.Ticket(number);
        (ticket.ContactAt, ticket.AwaitsAnswer).ShouldBe((TestDesk.At("2026-07-15T08:48:00Z"), false));
        ticket.Verdict.ShouldBe(Verdict.Kept);
        (await Journal(desk, number))
            .Select(x => x.What.GetType().Name)
            .ShouldBe(["Receipt", "StaffReply", "Contact", "Acknowledgement"]);
        await using var db = desk.Read();
        var mail = await db.Outbox.SingleAsync();
        System.Text.Encoding.UTF8.GetString(mail.Mime).ShouldContain("You spoke about it with one of us");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_registered_users_call_is_a_courtesy_call_and_their_chat_is_none(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var call = (await Log(desk, Call(desk, desk.Cast.Rik))).Value;
        var chat = (await Log(desk, Call(desk, desk.Cast.Rik) with { Channel = Channel.Chat })).Value;
        var entitled = (await Log(desk, Call(desk, desk.Cast.Nora))).Value;

        (await desk.Ticket(call)).Courtesy.ShouldBeTrue();
        (await desk.Ticket(chat)).Courtesy.ShouldBeFalse();
        await using var db = desk.Read();
        // Written only when true: the bytes of others do not name it.
        async Task<string> Bytes(long number) =>
            System.Text.Encoding.UTF8.GetString(
                await db
                    .Journal.Where(x => x.Number == 1 && db.Tickets.Any(t => t.Id == x.TicketId && t.Number == number))
                    .Select(x => x.Bytes)
                    .SingleAsync()
            );
        (await Bytes(call)).ShouldContain("\"courtesy\":true");
        (await Bytes(entitled)).ShouldNotContain("courtesy");
        var day = new Interval(TestDesk.At("2026-07-15T00:00:00Z"), TestDesk.At("2026-07-16T00:00:00Z"));
        var counts = await ContractTotals.Issues(db, ContractScope.Of(desk.Cast.Roos.ToActor()), day, default);
        counts.Sum(x => x.Count).ShouldBe(3, "sums of the whole organisation");
        counts.Single(x => x.Courtesy).Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_later_answer_goes_by_mail_and_is_the_contact_when_the_relay_takes_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await Log(desk, Call(desk, desk.Cast.Sam))).Value;

        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We called and nobody answered; here it is.");
        (await desk.Ticket(number)).ContactAt.ShouldBeNull();
        await desk.Get<MailSender>().SendDue(default);

        (await desk.Ticket(number)).ContactAt.ShouldBe(desk.Clock.GetCurrentInstant());
        var reply = (await Journal(desk, number)).Select(x => x.What).OfType<StaffReply>().ShouldHaveSingleItem();
        reply.Channel.ShouldBe(Channel.Mail);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Sending_the_form_twice_is_the_same_as_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var issue = Spoken(desk, desk.Cast.Sam);

        var first = await Log(desk, issue);
        var second = await Log(desk, issue);

        second.Value.ShouldBe(first.Value);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var now = desk.Clock.GetCurrentInstant();
        var call = Call(desk, desk.Cast.Sam);
        var spoken = Spoken(desk, desk.Cast.Sam);
        async Task Refused(string code, ToldIssue issue, Person? by = null) =>
            (await Log(desk, issue, by)).Refused.ShouldNotBeNull().Code.ShouldBe(code);

        await Refused("not-for-you", call, desk.Cast.Nora);
        await Refused("began-in-future", call with { BeganAt = now + Duration.FromSeconds(1) });
        await Refused(
            "began-too-long-ago",
            call with
            {
                BeganAt = now - Duration.FromDays(7) - Duration.FromSeconds(1),
            }
        );
        await Refused("channel-unknown", call with { Channel = Channel.Portal });
        await Refused("spoke-without-call", spoken with { Channel = Channel.Chat });
        await Refused("summary-missing", spoken with { Summary = " " });
        await Refused("call-ended-wrongly", spoken with { SpokeUntil = now + Duration.FromSeconds(1) });
        await Refused("call-ended-wrongly", spoken with { SpokeUntil = call.BeganAt - Duration.FromSeconds(1) });
        await Refused("no-such-customer", call with { Person = desk.Cast.Pia.Id });
        await Refused("no-such-customer", call with { Person = desk.Cast.Max.Id });
        await Refused("subject-missing", call with { Subject = "" });
        await Refused("text-missing", call with { Text = "" });
        await Refused("unknown-severity", call with { Severity = "9" });
        (await Log(desk, call with { BeganAt = now - Duration.FromDays(7) })).IsDone.ShouldBeTrue("the edge itself");
        (await Log(desk, call with { BeganAt = null })).IsDone.ShouldBeTrue("now");
    }

    [Theory, OnEveryDatabase]
    public async Task Disputes_are_counted_where_they_happened(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, sam) = (desk.Cast.Ada.ToActor(), desk.Cast.Sam.ToActor());
        var number = (await desk.Form(desk.Cast.Sam, "Slow", "All of it.", "1")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(5));
        (await desk.Get<SetSeverity>().Run(ada, number, "3", "One page only")).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromMinutes(5));
        (await desk.Get<ObjectToSeverity>().Run(sam, number, "No, all")).IsDone.ShouldBeTrue();

        var ticket = await desk.Ticket(number);
        (ticket.DisputedAt, ticket.ObjectedAt, ticket.DecidedAt).ShouldBe(
            (TestDesk.At("2026-07-15T09:05:00Z"), TestDesk.At("2026-07-15T09:10:00Z"), null)
        );
        await using var db = desk.Read();
        Task<DisputeCounts> Counts(Person reader, string from) =>
            ContractTotals.Disputes(
                db,
                ContractScope.Of(reader.ToActor()),
                new(TestDesk.At(from), TestDesk.At("2026-08-01T00:00:00Z")),
                default
            );
        (await Counts(desk.Cast.Ada, "2026-07-01T00:00:00Z")).ShouldBe(new(1, 1, 0));
        (await Counts(desk.Cast.Nora, "2026-07-01T00:00:00Z")).ShouldBe(new(0, 0, 0));
        (await Counts(desk.Cast.Sam, "2026-07-15T09:10:00Z")).ShouldBe(new(0, 1, 0));
        (await desk.Check()).ShouldBeEmpty();
    }
}
