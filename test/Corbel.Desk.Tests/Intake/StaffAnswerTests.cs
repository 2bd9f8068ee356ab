using Corbel.Core.Intake;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Intake;

/// <summary>An agent answers by mail: with a token of the agent's own and a signature of the domain, else it is held.</summary>
public sealed class StaffAnswerTests
{
    private const string Signed = "Authentication-Results: mx.isms.online; dkim=pass header.d=isms.example";
    private const string Sam = "sam@southbank.example";

    /// <summary>A ticket that Ada has, on which Sam wrote once more, and the notice of that to Ada.</summary>
    private static async Task<(TestDesk Desk, long Number, string AnswerTo)> Told(TestDatabase database)
    {
        var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx.isms.online");
        var number = (await desk.Mail(Mails.From(Sam, "It does not work", "Help."))).Ticket!.Value;
        var ada = desk.Cast.Ada;
        (await desk.Get<SetPreferences>().Run(ada.Id, "en", "Europe/London", mailNotices: true)).IsDone.ShouldBeTrue();
        (await desk.Get<Assign>().Run(ada.ToActor(), number, ada.Id)).IsDone.ShouldBeTrue();
        var to = (await desk.Outbox())[0].Message.ReplyTo.ToString();
        await desk.Mail(Mails.From(Sam, "Re: It does not work", "Still not.", $"To: {to}"));
        var notice = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.StaffNotice);
        notice.Mail.Recipient.ShouldBe(ada.Email);
        notice.Message.TextBody!.ShouldContain("Sam South wrote on ticket");
        notice.Message.TextBody!.ShouldContain("Still not.");
        return (desk, number, notice.Message.ReplyTo.Mailboxes.Single().Address);
    }

    [Theory, OnEveryDatabase]
    public async Task It_goes_to_the_customer_in_the_agents_name_without_what_it_quotes(TestDatabase database)
    {
        var (desk, number, answerTo) = await Told(database);
        await using var open = desk;
        var text =
            "We see it.\n\nOn 15 July 2026 at 09:00, Alliantist Support wrote:\n> Sam South wrote on ticket 1001:\n> Still not.";

        var received = await desk.Mail(
            Mails.From(desk.Cast.Ada.Email, "Re: [1001] It does not work", text, $"To: {answerTo}", Signed)
        );
        await desk.Send();

        (received.State, received.Ticket).ShouldBe((CustodyState.Taken, number));
        var view = await desk.View(number);
        var reply = view.Entries.Single(x => x.Entry.What is StaffReply);
        (reply.Author, reply.Words!.Text).ShouldBe(("Ada Agent", "We see it."));
        reply.Message.ShouldBe(received.Custody);
        view.Current.Verdict.ShouldBe(Verdict.Kept);
        var sent = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.Reply);
        sent.Mail.Recipient.ShouldBe(Sam);
        sent.Message.From.ToString().ShouldContain("Ada Agent");
        sent.Message.TextBody!.ShouldNotContain("Sam South wrote");
        // Nothing that lets somebody answer in Ada's name goes out.
        sent.Message.ToString().ShouldNotContain("+a1001");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task One_proof_alone_is_none(TestDatabase database)
    {
        var (desk, number, answerTo) = await Told(database);
        await using var open = desk;
        var thread = (await desk.Outbox())[0].Message.ReplyTo.Mailboxes.Single().Address;
        (string Who, string From, string[] Header)[] cases =
        [
            ("no signature", desk.Cast.Ada.Email, [$"To: {answerTo}"]),
            (
                "a signature of another domain",
                desk.Cast.Ada.Email,
                [$"To: {answerTo}", "Authentication-Results: mx.isms.online; dkim=pass header.d=else.example"]
            ),
            (
                "DMARC by the envelope alone",
                desk.Cast.Ada.Email,
                [$"To: {answerTo}", "Authentication-Results: mx.isms.online; dmarc=pass header.from=isms.example"]
            ),
            (
                "another server's word",
                desk.Cast.Ada.Email,
                [$"To: {answerTo}", Signed.Replace("mx.isms", "mx.evil", StringComparison.Ordinal)]
            ),
            ("another agent's token", desk.Cast.Max.Email, [$"To: {answerTo}", Signed]),
            ("the thread's token", desk.Cast.Ada.Email, [$"To: {thread}", Signed]),
            ("no token", desk.Cast.Ada.Email, [Signed]),
            ("a machine", desk.Cast.Ada.Email, [$"To: {answerTo}", Signed, "Auto-Submitted: auto-replied"]),
        ];
        foreach (var (who, from, header) in cases)
        {
            var received = await desk.Mail(Mails.From(from, "Re: It does not work", "We see it.", header));
            received.State.ShouldBe(CustodyState.Held, who);
        }
        var empty = await desk.Mail(Mails.From(desk.Cast.Ada.Email, "Re", "> Still not.", $"To: {answerTo}", Signed));
        (await desk.View(number))
            .Entries.Any(x => x.Entry.What is StaffReply && x.Words!.Text.Length == 0)
            .ShouldBeFalse();
        await using var db = desk.Read();
        (await db.Custodies.CountAsync(x => x.Hold == HoldReason.StaffByMail)).ShouldBeGreaterThanOrEqualTo(
            cases.Length
        );
    }

    [Theory, OnEveryDatabase]
    public async Task A_customer_who_learns_the_token_gains_nothing(TestDatabase database)
    {
        var (desk, number, answerTo) = await Told(database);
        await using var open = desk;

        var forged = await desk.Mail(
            Mails.From(
                Sam,
                "Re",
                "I am the agent.",
                $"To: {answerTo}",
                Signed.Replace("isms.example", "southbank.example", StringComparison.Ordinal)
            )
        );

        // Without a thread's token it is an issue of its own.
        forged.Ticket.ShouldNotBe(number);
        (await desk.View(number)).Entries.ShouldNotContain(x => x.Entry.What is StaffReply);
    }

    [Theory, OnEveryDatabase]
    public async Task Who_did_not_ask_for_notices_gets_none(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Mail(Mails.From(Sam, "It does not work", "Help."))).Ticket!.Value;
        (await desk.Get<Assign>().Run(desk.Cast.Ada.ToActor(), number, desk.Cast.Ada.Id)).IsDone.ShouldBeTrue();
        var to = (await desk.Outbox())[0].Message.ReplyTo.ToString();

        await desk.Mail(Mails.From(Sam, "Re: It does not work", "Still not.", $"To: {to}"));

        (await desk.Outbox()).ShouldNotContain(x => x.Mail.Kind == MailKind.StaffNotice);
    }
}
