using System.Text;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>Of a marked ticket no mail says a word, and none goes to who may not see it.</summary>
public sealed class OutboxGuardTests
{
    private const string Word = "kanarie";

    [Theory, OnEveryDatabase]
    public async Task An_answer_on_a_marked_ticket_is_a_link_and_still_the_contact(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var mail = Mails.From("rik@northwind.example", $"[OFFICIAL-SENSITIVE] {Word}", $"{Word}", "Message-ID: <r@x>");
        var number = (await desk.Mail(mail)).Ticket!.Value;
        await desk.Send();
        var file = new IncomingFile($"{Word}.txt", "text/plain", Encoding.UTF8.GetBytes(Word));
        var ada = await desk.ActorOf(desk.Cast.Ada);
        (await desk.Get<Reply>().Run(ada, number, $"{Word} answer", files: [file])).IsDone.ShouldBeTrue();

        var (row, message) = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.Reply);
        message.Subject.ShouldBe($"Melding {number}: er is nieuws");
        message.TextBody!.Trim().ShouldEndWith($"https://desk.example/tickets/{number}");
        message.From.ToString().ShouldNotContain("Ada");
        message.InReplyTo.ShouldBe("r@x");
        message.MessageId.ShouldBe(row.MessageId);
        message.ReplyTo.Mailboxes.Single().Address.ShouldContain("+");
        message.To.Mailboxes.Single().Address.ShouldBe("rik@northwind.example");
        await Silent(desk);
        await desk.Send();
        (await Happened<Contact>(desk, number)).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task At_the_moment_of_marking_what_waits_is_drawn_back_and_what_left_is_written_down(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, rik) = (desk.Cast.Ada, desk.Cast.Rik);
        (await desk.Get<SetPreferences>().Run(ada.Id, "en", "Europe/London", mailNotices: true)).IsDone.ShouldBeTrue();
        var number = await desk.Issue(rik, $"{Word} subject", $"{Word} text");
        (await desk.Get<Assign>().Run(ada.ToActor(), number, ada.Id)).IsDone.ShouldBeTrue();
        await desk.Send();
        // Two wait: the answer to Rik, and what Rik wrote on, to Ada.
        (await desk.Get<Reply>().Run(ada.ToActor(), number, $"{Word} answer")).IsDone.ShouldBeTrue();
        (await desk.Form(rik, "", $"{Word} more", ticket: number)).IsDone.ShouldBeTrue();

        (await desk.Marked(rik, number)).IsDone.ShouldBeTrue();

        await Silent(desk);
        await using var db = desk.Read();
        var mails = await db.Outbox.ToListAsync();
        mails.Single(x => x.Kind == MailKind.Reply).State.ShouldBe(MailState.Waiting);
        mails.Single(x => x.Kind == MailKind.StaffNotice).State.ShouldBe(MailState.LetGo, "Ada is not cleared");
        var told = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.MarkNotice).Message;
        told.TextBody!.ShouldContain("gemarkeerd");
        var left = await db.LeftBefore.SingleAsync();
        left.Recipient.ShouldBe("rik@northwind.example");
        left.MessageId.ShouldBe(mails.Single(x => x.Kind == MailKind.Acknowledgement).MessageId);
        left.UnderWay.ShouldBeFalse();
        // What was bare when it left says nothing that could be written down when the mark comes again.
        await desk.Send();
        var nora = desk.Cast.Nora.ToActor();
        (await desk.Get<LowerMark>().Run(nora, number, null, default, "a mistake")).IsDone.ShouldBeTrue();
        (await desk.Marked(rik, number)).IsDone.ShouldBeTrue();
        (await db.LeftBefore.CountAsync()).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_mail_under_way_at_the_moment_of_marking_is_written_down_and_not_tried_again_with_its_words(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var number = await desk.Issue(desk.Cast.Rik, $"{Word} subject", $"{Word} text");
        var now = desk.Clock.GetCurrentInstant();
        var (data, guard) = (desk.Get<Database>(), desk.Get<OutboxGuard>());
        var claimed = await desk.Get<GroupWriter>().Write((db, token) => MailClaim.Due(data, db, guard, now, 8, token));
        claimed.ShouldHaveSingleItem();

        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();

        await using var read = desk.Read();
        var left = await read.LeftBefore.SingleAsync();
        (left.UnderWay, left.MailId).ShouldBe((true, claimed[0].Id));
        await Silent(desk);
    }

    [Theory, OnEveryDatabase]
    public async Task No_way_of_writing_a_mail_goes_past_the_guard(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await desk.Issue(desk.Cast.Rik, "Subject", "Text");
        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();
        var ticket = (await desk.Ticket(number)).Id;
        var writer = desk.Get<GroupWriter>();
        string[] people = ["rik@northwind.example", "roos@northwind.example", "ada@isms.example", "max@isms.example"];
        OutgoingMail[] All(MailKind kind) => [.. people.Select(x => Draft(desk, kind, ticket, x))];
        foreach (var kind in Enum.GetValues<MailKind>().Where(x => x != MailKind.MarkNotice))
        {
            await writer.Write(
                (db, _) =>
                {
                    db.Inserted.AddRange(All(kind));
                    return Task.CompletedTask;
                }
            );
            await writer.Write(
                (db, _) =>
                {
                    db.Outbox.AddRange(All(kind));
                    return Task.CompletedTask;
                }
            );
            await writer.Insert(All(kind));
        }

        await Silent(desk);
        var got = (await desk.Outbox()).Where(x => x.Mail.MessageId.StartsWith("try.", StringComparison.Ordinal));
        var to = got.Select(x => x.Mail.Recipient).Distinct().Order();
        to.ShouldBe(["ada@isms.example", "rik@northwind.example"]);
    }

    [Theory, OnEveryDatabase]
    public async Task A_mail_that_another_node_wrote_at_the_moment_of_marking_is_caught_on_its_way_out(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var number = await desk.Issue(desk.Cast.Rik, "Subject", "Text");
        await desk.Send();
        var ticket = (await desk.Ticket(number)).Id;
        await desk.Get<GroupWriter>()
            .Insert([
                Draft(desk, MailKind.Reply, ticket, "rik@northwind.example"),
                Draft(desk, MailKind.Warning, ticket, "max@isms.example"),
            ]);
        // As if it had been marked between the look of the one and the commit of the other.
        await desk.Tamper(
            $"UPDATE tickets SET mark = 'official-sensitive', needs_list = {true} WHERE number = {number}"
        );

        await desk.Send();

        await Silent(desk);
        await using var db = desk.Read();
        var states = await db.Outbox.ToDictionaryAsync(x => x.Kind, x => x.State);
        states[MailKind.Reply].ShouldBe(MailState.Sent);
        states[MailKind.Warning].ShouldBe(MailState.LetGo);
    }

    [Theory, OnEveryDatabase]
    public async Task An_unknown_senders_marked_subject_is_not_said_back(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx.isms.online");
        await desk.Mail(
            Mails.From(
                "x@nowhere.example",
                $"[OFFICIAL-SENSITIVE] {Word}",
                Word,
                "Authentication-Results: mx.isms.online; dmarc=pass header.from=nowhere.example"
            )
        );
        (await desk.Outbox()).ShouldHaveSingleItem().Mail.Kind.ShouldBe(MailKind.UnknownSender);
        await Silent(desk);
    }

    private static OutgoingMail Draft(TestDesk desk, MailKind kind, Guid ticket, string to) =>
        new MailDraft
        {
            Kind = kind,
            From = desk.Get<DeskAddress>(),
            Author = $"Ada {Word}",
            To = to,
            Subject = $"{Word} subject",
            Text = $"{Word} text",
            MessageId = $"try.{Guid.NewGuid():n}@x",
            Files = [($"{Word}.txt", "text/plain", Encoding.UTF8.GetBytes(Word))],
            Unsubscribe = $"https://desk.example/{Word}",
        }.ToMail(desk.Clock.GetCurrentInstant(), ticket);

    /// <summary>No mail of the outbox says the word, however it is encoded.</summary>
    private static async Task Silent(TestDesk desk)
    {
        foreach (var (mail, message) in await desk.Outbox())
        {
            Encoding.UTF8.GetString(mail.Mime).ShouldNotContain(Word, Case.Insensitive, $"{mail.Kind}");
            message.ToString().ShouldNotContain(Word, Case.Insensitive, $"{mail.Kind}");
            foreach (var part in message.BodyParts.OfType<MimePart>())
            {
                using var bytes = new MemoryStream();
                await part.Content!.DecodeToAsync(bytes);
                Encoding.UTF8.GetString(bytes.ToArray()).ShouldNotContain(Word, Case.Insensitive, $"{mail.Kind}");
            }
        }
    }

    private static async Task<int> Happened<T>(TestDesk desk, long number)
        where T : Happening
    {
        await using var db = desk.Read();
        var rows = await db
            .Journal.Where(x => db.Tickets.Any(t => t.Id == x.TicketId && t.Number == number))
            .ToListAsync();
        return rows.Count(x => Core.Tickets.Journal.Read(x.Bytes).Entry.What is T);
    }
}
