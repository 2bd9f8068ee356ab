using System.Globalization;
using System.Text;
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
        var words = MailTexts.Reply(text.Trim(), ticket.Number, address.TicketUrl(ticket.Number), to.Language);
        return TicketMail.Draft(kind, address, keys, ticket.Number, to, subject, words, now).ToMail(now, ticket.Id);
    }
}
