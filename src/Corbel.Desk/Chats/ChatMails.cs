using System.Globalization;
using System.Text;
using Corbel.Core.Intake;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Chats;

/// <summary>What goes to a visitor by mail: lines that came after they had left, and the transcript.</summary>
public sealed class ChatMails(DeskAddress address, DeskKeys keys)
{
    /// <summary>Lines of the desk that the person did not see. Each was a contact at its commit: this mail makes none.</summary>
    internal OutgoingMail Missed(Ticket ticket, Person to, IReadOnlyList<ChatLine> lines, Instant now)
    {
        var nl = to.Language == "nl";
        var text = new StringBuilder(
            nl ? "U was niet meer in de chat toen wij dit schreven:\n" : "You had left the chat when we wrote this:\n"
        );
        foreach (var line in lines)
            text.Append(CultureInfo.InvariantCulture, $"\n{line.Name}:\n{Said(line, nl)}\n");
        return Draft(MailKind.Reply, ticket, to, $"Re: {ticket.Subject}", text.ToString(), now);
    }

    /// <summary>All that was said, in order, each with its time in the reader's zone.</summary>
    internal OutgoingMail Transcript(Ticket ticket, Person to, IReadOnlyList<ChatLine> lines, Instant now)
    {
        var (nl, zone) = (to.Language == "nl", new Addressee(to.Language, to.Zone).Zone);
        var times = LocalDateTimePattern.Create(
            "d MMMM uuuu HH:mm",
            CultureInfo.GetCultureInfo(nl ? "nl-NL" : "en-GB")
        );
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{times.Format(line.At.InZone(zone).LocalDateTime)}, {line.Name}:\n{Said(line, nl)}\n\n"
            );
        text.Append(nl ? $"Tijden in {zone.Id}." : $"Times in {zone.Id}.").Append('\n');
        var subject = nl
            ? $"Uw chat met {address.Name}: melding {ticket.Number}"
            : $"Your chat with {address.Name}: ticket {ticket.Number}";
        return Draft(MailKind.Transcript, ticket, to, subject, text.ToString(), now);
    }

    private static string Said(ChatLine line, bool nl)
    {
        var files = line.Files.Select(x => nl ? $"[bestand: {x.Name}]" : $"[file: {x.Name}]");
        return string.Join('\n', files.Prepend(line.Text.Trim()).Where(x => x.Length > 0));
    }

    private OutgoingMail Draft(MailKind kind, Ticket ticket, Person to, string subject, string text, Instant now)
    {
        var unique = Guid.CreateVersion7(now.ToDateTimeOffset());
        return new MailDraft
        {
            Kind = kind,
            From = address,
            To = to.Email,
            ToName = to.Name,
            Subject = subject,
            Text = MailTexts.Reply(text.Trim(), ticket.Number, address.TicketUrl(ticket.Number), to.Language),
            MessageId = ThreadToken.MessageId(ticket.Number, keys.Thread, unique, address.Domain),
            ReplyTo = ThreadToken.Address(address.Support, ThreadToken.Sign(ticket.Number, keys.Thread)),
        }.ToMail(now, ticket.Id);
    }
}
