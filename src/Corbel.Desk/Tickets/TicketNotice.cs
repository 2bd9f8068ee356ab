using System.Text;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Core.Time;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>Tells a person of the customer by mail where an issue went, in the name of the desk that has it. Automatic, and so never contact.</summary>
public sealed class TicketNotice(DeskAddress address, DeskKeys keys)
{
    /// <summary>A message of theirs became an issue of its own: its number, and by when a person answers.</summary>
    internal async Task<OutgoingMail> Split(
        DeskDb db,
        JournalWriter made,
        long from,
        Person to,
        Clock first,
        Instant now,
        CancellationToken cancel
    )
    {
        var reader = new Addressee(to.Language, to.Zone);
        var (number, nl) = (made.Row!.Number, reader.Language == Language.Nl);
        var said = At(made.State.ReceivedAt, reader);
        var text = new StringBuilder(Greeting(to, nl));
        text.Append(
            nl
                ? $"Uw bericht van {said} bij melding {from} gaat over iets anders. Het is nu een melding van zichzelf, met nummer {number}:\n"
                : $"Your message of {said} on ticket {from} is about something else. It is now a ticket of its own, number {number}:\n"
        );
        text.Append(address.TicketUrl(number)).Append("\n\n");
        if (first.EndedAt is { } answered)
            text.Append(
                nl
                    ? $"Wij hebben er op {At(answered, reader)} op geantwoord.\n"
                    : $"We answered it on {At(answered, reader)}.\n"
            );
        else if (first.Due is { } due)
        {
            text.Append(
                nl
                    ? $"Iemand van ons neemt uiterlijk contact met u op:\n  {At(due, reader)}\n\nWaarom dan:\n"
                    : $"A person contacts you by:\n  {At(due, reader)}\n\nWhy then:\n"
            );
            foreach (var line in ExplanationText.Lines(Explaining.Of(first)!, reader.Language, reader.Zone))
                text.Append("  ").Append(line).Append('\n');
        }
        var subject = nl ? $"Melding {number}: {made.Row.Subject}" : $"Ticket {number}: {made.Row.Subject}";
        return Mail(await address.Of(db, made.State.Desk, cancel), made, to, subject, text.ToString(), now);
    }

    /// <summary>Their issue goes on in another one.</summary>
    internal async Task<OutgoingMail> Merged(
        DeskDb db,
        JournalWriter into,
        long from,
        Person to,
        Instant now,
        CancellationToken cancel
    )
    {
        var (number, nl) = (into.Row!.Number, to.Language == "nl");
        var url = address.TicketUrl(number);
        var text =
            Greeting(to, nl)
            + (
                nl
                    ? $"Uw melding {from} gaat verder in melding {number}:\n{url}\n\nWat u op {from} antwoordt, komt daar terecht. De toezegging voor een eerste reactie op {from} blijft gelden.\n"
                    : $"Your ticket {from} goes on in ticket {number}:\n{url}\n\nWhat you answer to {from} arrives there. The first response promised on {from} is still owed.\n"
            );
        var subject = nl
            ? $"Melding {from} gaat verder in melding {number}"
            : $"Ticket {from} goes on in ticket {number}";
        return Mail(await address.Of(db, into.State.Desk, cancel), into, to, subject, text, now);
    }

    private OutgoingMail Mail(
        DeskAddress from,
        JournalWriter about,
        Person to,
        string subject,
        string text,
        Instant now
    )
    {
        var draft = TicketMail.Draft(MailKind.Notice, from, keys, about.Row!.Number, to, subject, text, now);
        return draft.ToMail(now, about.Ticket);
    }

    private static string Greeting(Person to, bool nl) => nl ? $"Beste {to.Name},\n\n" : $"Dear {to.Name},\n\n";

    private static string At(Instant instant, Addressee reader) => TimeText.Long(instant, reader.Zone, reader.Language);
}
