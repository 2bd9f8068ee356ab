using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Intake;

/// <summary>An answer finds its ticket by the signed token, and by nothing else; the token says where, never who.</summary>
public sealed class ThreadingTests
{
    private const string Sam = "sam@southbank.example";
    private const string Rik = "rik@northwind.example";

    private static async Task<HoldReason?> Hold(TestDesk desk, Guid custody)
    {
        await using var db = desk.Read();
        return (await db.Custodies.SingleAsync(x => x.Id == custody)).Hold;
    }

    [Theory, OnEveryDatabase]
    public async Task The_token_in_the_address_or_in_the_references_names_the_ticket(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Mail(Mails.From(Sam, "Severity 3: a thing", "Look."))).Ticket!.Value;
        var acknowledgement = (await desk.Outbox())[0].Message;
        var (id, reply) = (acknowledgement.MessageId!, acknowledgement.ReplyTo.Mailboxes.Single().Address);
        string[][] ways =
        [
            [$"To: {reply}"],
            [$"To: {reply.ToUpperInvariant()}"],
            [$"To: Somebody <x@other.example>, Desk <{reply}>"],
            [$"Cc: {reply}"],
            [$"Delivered-To: {reply}"],
            [$"X-Original-To: <{reply}>"],
            [$"In-Reply-To: <{id}>"],
            [$"References: <a@b.example> <{id}> <c@d.example>"],
            [$"In-Reply-To: <c@d.example>", $"References: <a@b.example>\n <{id}>\n <c@d.example>"],
        ];

        foreach (var way in ways)
            (await desk.Mail(Mails.From(Sam, "Re: something else", "An answer.", way))).Ticket.ShouldBe(
                number,
                way[^1]
            );

        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        (await desk.View(number)).Entries.Count(x => x.Entry.What is CustomerMessage).ShouldBe(ways.Length);
        // Answers are not acknowledged.
        (await desk.Outbox()).Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task What_only_looks_like_it_opens_an_issue_of_its_own(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var first = (await desk.Mail(Mails.From(Sam, "Severity 3: a thing", "Look."))).Ticket!.Value;
        var acknowledgement = (await desk.Outbox())[0].Message;
        var forged = ThreadToken.Sign(first, new byte[32]);
        var missing = ThreadToken.Sign(first + 500, desk.Get<DeskKeys>().Thread);
        var ours = acknowledgement.MessageId!;
        (string Subject, string[] Header)[] lookalikes =
        [
            (acknowledgement.Subject!, []),
            ($"Re: {acknowledgement.Subject}", []),
            ($"[{first}] [#{first}]", []),
            ("Forged", [$"To: support+{forged}@isms.online"]),
            ("No tag", [$"To: support+{first}@isms.online"]),
            ("A ticket that is none", [$"To: support+{missing}@isms.online"]),
            ("Forged id", [$"In-Reply-To: <t.{forged}.{Guid.NewGuid():n}@isms.online>"]),
            ("Changed id", [$"In-Reply-To: <{ours.Replace($"t.{first}", $"t.{first + 1}")}>"]),
            ("In a text", ["X-Note: " + ours]),
        ];

        var numbers = new HashSet<long?> { first };
        foreach (var (subject, header) in lookalikes)
            numbers.Add((await desk.Mail(Mails.From(Sam, subject, "Look.", header))).Ticket);

        numbers.Count.ShouldBe(lookalikes.Length + 1);
        numbers.ShouldNotContain((long?)null);
        (await desk.View(first)).Entries.ShouldAllBe(x => !(x.Entry.What is CustomerMessage));
    }

    [Theory, OnEveryDatabase]
    public async Task A_colleague_with_the_token_is_let_in_and_a_stranger_is_held(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx");
        var number = (await desk.Mail(Mails.From(Rik, "Ernst 3", "Kijk."))).Ticket!.Value;
        var to = $"To: {(await desk.Outbox())[0].Message.ReplyTo}";

        var colleague = await desk.Mail(Mails.From("roos@northwind.example", "Re: Ernst 3", "Bij mij ook.", to));

        colleague.Ticket.ShouldBe(number);
        (await desk.View(number)).Entries[^1].Entry.By.ShouldBe(Doer.Customer(desk.Cast.Roos.Id));
        string[] others = ["x@evil.example", Sam, "pia@partner.example", "ada@isms.example"];
        foreach (var other in others)
        {
            var held = await desk.Mail(
                Mails.From(
                    other,
                    "Re: Ernst 3",
                    "Let me in.",
                    to,
                    "Authentication-Results: mx; dmarc=pass header.from=evil.example"
                )
            );
            (held.State, held.Ticket).ShouldBe((CustodyState.Held, null), other);
            (await Hold(desk, held.Custody)).ShouldBe(
                other.StartsWith("ada", StringComparison.Ordinal) ? HoldReason.StaffByMail : HoldReason.StrangerOnThread
            );
        }
        (await desk.View(number)).Entries.Count(x => x.Entry.What is CustomerMessage).ShouldBe(1);
        (await desk.Outbox()).Count.ShouldBe(1);
        (await desk.Check()).ShouldBeEmpty();
    }
}
