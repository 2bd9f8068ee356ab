using Corbel.Core.Intake;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>The reading "an unknown sender": held for staff; a word to the sender only where the address is proved.</summary>
public sealed class UnknownSenderTests
{
    private const string Us = "Authentication-Results: mx.isms.online;";

    private static string Mail(string from, params string[] header) =>
        Mails.From(from, "Hello", "Is anybody there?", header);

    [Theory, OnEveryDatabase]
    public async Task Only_an_aligned_DMARC_pass_that_our_own_server_noted_is_answered(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx.isms.online");
        string[][] silent =
        [
            [],
            [$"{Us} dmarc=fail header.from=a.example"],
            [$"{Us} dmarc=pass header.from=b.example"],
            [$"{Us} dmarc=pass"],
            [$"{Us} dmarc=none header.from=a.example"],
            [$"{Us} spf=pass smtp.mailfrom=a.example; dkim=pass header.d=a.example"],
            ["Authentication-Results: mx.evil.example; dmarc=pass header.from=a.example"],
            ["Authentication-Results: x.mx.isms.online; dmarc=pass header.from=a.example"],
            // Below the topmost of our own anybody may have written another.
            [$"{Us} dmarc=fail header.from=a.example", $"{Us} dmarc=pass header.from=a.example"],
            ["Authentication-Results: mx.isms.online; dmarc", $"{Us} dmarc=pass header.from=a.example"],
            [$"{Us} dmarc=pass header.from=a.example", "Auto-Submitted: auto-replied"],
            [$"{Us} dmarc=pass header.from=a.example", "List-Id: <list.a.example>"],
        ];
        foreach (var header in silent)
        {
            var received = await desk.Mail(Mail("x@a.example", header));
            (received.State, received.Ticket).ShouldBe((CustodyState.Held, null));
            (await desk.Outbox()).ShouldBeEmpty(string.Join('\n', header));
        }

        await desk.Mail(Mail("Xavier <X@a.example>", $"{Us} dmarc=pass (p=reject) header.from=a.example"));

        var (row, mail) = (await desk.Outbox()).ShouldHaveSingleItem();
        (row.Kind, row.Recipient, row.TicketId).ShouldBe((MailKind.UnknownSender, "x@a.example", null));
        mail.Headers["Auto-Submitted"].ShouldBe("auto-replied");
        // No promise: neither a time nor a number.
        mail.TextBody!.ShouldNotContain("2026");
        mail.Subject.ShouldBe("Re: Hello");
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(0);
        (await db.Custodies.CountAsync(x => x.Hold == HoldReason.UnknownSender)).ShouldBe(silent.Length + 1);
    }

    [Theory, OnEveryDatabase]
    public async Task Once_a_day_an_address_however_it_is_spelled(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "MX.isms.online");
        async Task<int> Answers(string from, int hours)
        {
            desk.Clock.Advance(Duration.FromHours(hours));
            await desk.Mail(Mail(from, $"{Us} dmarc=pass header.from=a.example"));
            return (await desk.Outbox()).Count;
        }

        (await Answers("x@a.example", 0)).ShouldBe(1);
        (await Answers("x@a.example", 1)).ShouldBe(1);
        (await Answers("X@A.example", 22)).ShouldBe(1);
        (await Answers("y@a.example", 0)).ShouldBe(2);
        (await Answers("x@a.example", 1)).ShouldBe(3);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Answers("z@a.example", 0)));
        (await desk.Outbox()).Count.ShouldBe(4);
    }

    [Theory, OnEveryDatabase]
    public async Task A_policy_may_refuse_them_politely(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx.isms.online");
        var text = PolicyFile.Shipped.Replace(
            "unknown-sender: hold",
            "unknown-sender: refuse",
            StringComparison.Ordinal
        );
        (await desk.Get<PostPolicy>().Run("refusing.yaml", text)).Value.ShouldBe(2);

        var proved = await desk.Mail(Mail("x@a.example", $"{Us} dmarc=pass header.from=a.example"));
        var other = await desk.Mail(Mail("y@a.example"));
        var staff = await desk.Mail(Mail("ada@isms.example"));

        (proved.State, other.State, staff.State).ShouldBe(
            (CustodyState.Dismissed, CustodyState.Dismissed, CustodyState.Held)
        );
        (await desk.Outbox())
            .Where(x => x.Mail.Kind == MailKind.UnknownSender)
            .ShouldHaveSingleItem()
            .Message.TextBody!.ShouldContain("not taken up as an issue");
        await using var db = desk.Read();
        (await db.Custodies.CountAsync()).ShouldBe(3);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Without_a_server_of_ours_named_nobody_is_believed(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        await desk.Mail(Mail("x@a.example", $"{Us} dmarc=pass header.from=a.example"));
        await desk.Mail(Mail("x@a.example", "Authentication-Results: ; dmarc=pass header.from=a.example"));

        (await desk.Outbox()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Staff_and_people_who_left_are_held_without_a_word(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx.isms.online");
        await desk.Tamper($"UPDATE people SET deactivated_at = 1 WHERE id = {desk.Cast.Roos.Id}");
        async Task<HoldReason?> Hold(string from)
        {
            var received = await desk.Mail(Mail(from));
            received.State.ShouldBe(CustodyState.Held);
            await using var db = desk.Read();
            return (await db.Custodies.SingleAsync(x => x.Id == received.Custody)).Hold;
        }

        (await Hold("Ada <ada@isms.example>")).ShouldBe(HoldReason.StaffByMail);
        (await Hold("max@isms.example")).ShouldBe(HoldReason.StaffByMail);
        (await Hold("roos@northwind.example")).ShouldBe(HoldReason.UnknownSender);
        // The address counts, not the name beside it.
        (await Hold("\"sam@southbank.example\" <x@evil.example>")).ShouldBe(HoldReason.UnknownSender);
        (await desk.Outbox()).ShouldBeEmpty();
    }
}
