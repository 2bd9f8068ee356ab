using System.Text;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Mails as the tests write them, and what came of them.</summary>
internal static class Mails
{
    /// <summary>A plain mail from a person to the desk; more header lines stand before the text.</summary>
    public static string From(string from, string subject, string text, params string[] more)
    {
        string[] fields =
        [
            $"From: {from}",
            more.Any(x => x.StartsWith("To:", StringComparison.Ordinal)) ? "" : "To: support@isms.online",
            $"Subject: {subject}",
            more.Any(x => x.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
                ? ""
                : $"Message-ID: <{Guid.NewGuid():n}@test.example>",
            "Date: Wed, 15 Jul 2026 09:00:00 +0000",
            .. more,
        ];
        return string.Join('\n', fields.Where(x => x.Length > 0)) + "\n\n" + text + "\n";
    }

    /// <summary>A mail with a Content-Type of its own, in bytes of that charset.</summary>
    public static byte[] Raw(string header, string body, Encoding? encoding = null) =>
        [
            .. Encoding.UTF8.GetBytes(
                $"From: sam@southbank.example\nTo: support@isms.online\n{header}\n\n".ReplaceLineEndings("\r\n")
            ),
            .. (encoding ?? Encoding.UTF8).GetBytes(body.ReplaceLineEndings("\r\n")),
        ];

    /// <summary>A form of the portal, sent at the clock's present time.</summary>
    public static Task<Outcome<Corbel.Desk.Intake.Received>> Form(
        this TestDesk desk,
        Person by,
        string subject,
        string text,
        string? severity = null,
        long? ticket = null,
        Guid? key = null,
        params IncomingFile[] files
    ) => desk.Form(by, subject, text, ownDesk: false, severity, ticket, key, files);

    /// <summary>The same, for the provider or for the own desk.</summary>
    public static Task<Outcome<Corbel.Desk.Intake.Received>> Form(
        this TestDesk desk,
        Person by,
        string subject,
        string text,
        bool ownDesk,
        string? severity = null,
        long? ticket = null,
        Guid? key = null,
        params IncomingFile[] files
    ) =>
        desk.Get<ReceiveMessage>()
            .Form(
                new ArrivedForm(
                    by.ToActor(),
                    key ?? Guid.NewGuid(),
                    ticket,
                    subject,
                    text,
                    severity,
                    files,
                    desk.Clock.GetCurrentInstant()
                )
                {
                    OwnDesk = ownDesk,
                }
            );

    public static async Task<Ticket> Ticket(this TestDesk desk, long? number)
    {
        await using var db = desk.Read();
        return await db.Tickets.SingleAsync(x => x.Number == number);
    }

    /// <summary>The ticket as its reporter's own staff see it: all entries with their words and files.</summary>
    public static async Task<TicketView> View(this TestDesk desk, long? number) =>
        (await desk.View(number, desk.Cast.Ada))!;

    /// <summary>The ticket as a person sees it; null where there is none for this person.</summary>
    public static async Task<TicketView?> View(this TestDesk desk, long? number, Person by)
    {
        await using var db = desk.Read();
        return await desk.Get<ReadTicket>().Run(db, by.ToActor(), number!.Value);
    }

    /// <summary>What lies in the outbox, the oldest first.</summary>
    public static async Task<List<(OutgoingMail Mail, MimeMessage Message)>> Outbox(this TestDesk desk)
    {
        await using var db = desk.Read();
        var mails = await db.Outbox.ToListAsync();
        return
        [
            .. mails
                .Select(x => (Mail: x, Message: MimeMessage.Load(new MemoryStream(x.Mime))))
                .OrderBy(x => x.Mail.CreatedAt)
                .ThenBy(x => x.Mail.Kind)
                .ThenBy(x => x.Message.Subject, StringComparer.Ordinal),
        ];
    }

    public static Task<int> Send(this TestDesk desk) => desk.Get<MailSender>().SendDue(CancellationToken.None);

    /// <summary>Everything that <c>corbel check</c> would say.</summary>
    public static async Task<List<Finding>> Check(this TestDesk desk)
    {
        await using var db = desk.Read();
        var findings = new List<Finding>();
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            findings.Add(finding);
        return findings;
    }

    /// <summary>Changes the database behind the desk's back.</summary>
    public static Task Tamper(this TestDesk desk, FormattableString sql) =>
        desk.Get<GroupWriter>()
            .Write(
                async (db, cancel) =>
                {
                    await db.Database.ExecuteSqlAsync(sql, cancel);
                }
            );
}
