using Corbel.Core.Intake;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Tells who has a ticket by mail what the customer wrote, where that person asked for it. An answer to such a mail goes to the
/// customer in the person's name: its address holds a token of that person for that ticket.
/// </summary>
public sealed class StaffNotices(DeskAddress address, DeskKeys keys)
{
    private const int Longest = 4000;

    /// <summary>The customer wrote on a ticket.</summary>
    /// <param name="db">The database.</param>
    /// <param name="journal">The ticket's journal, with the message.</param>
    /// <param name="said">What the customer wrote.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task Said(DeskDb db, JournalWriter journal, Message said, Instant now, CancellationToken cancel)
    {
        if (journal.State.Assignee is not { } assignee)
            return;
        var person = await db
            .People.AsNoTracking()
            .SingleOrDefaultAsync(x => x.Id == assignee && x.MailNotices && x.DeactivatedAt == null, cancel);
        if (person is null)
            return;
        if (said.Channel == Channel.Chat && await ChatPresence.IsAgentThere(db, assignee, now, cancel))
            return;
        var row = journal.Row!;
        var reporter = await db.People.Where(x => x.Id == row.ReporterId).Select(x => x.Name).SingleAsync(cancel);
        var (number, nl) = (row.Number, person.Language == "nl");
        // What came encrypted leaves the desk in no open mail.
        var words = said.Mail?.Seal is { Opened: true } ? Sealed(nl) : said.Text;
        var text = words.Length > Longest ? $"{words[..Longest]} …" : words;
        var draft = new MailDraft
        {
            Kind = MailKind.StaffNotice,
            From = await address.Of(db, row.DeskId, cancel),
            To = person.Email,
            ToName = person.Name,
            Subject = $"[{number}] {row.Subject}",
            Text =
                (nl ? $"{reporter} schreef bij melding {number}:\n\n" : $"{reporter} wrote on ticket {number}:\n\n")
                + $"{text}\n\n-- \n"
                + Foot(number, nl),
            MessageId = $"staff.{Guid.CreateVersion7(now.ToDateTimeOffset()):n}@{address.Domain}",
            ReplyTo = AddressFor(number, person.Id),
        };
        journal.With(draft.ToMail(now, journal.Ticket));
    }

    /// <summary>The address by which this person answers this ticket.</summary>
    internal string AddressFor(long number, Guid person) =>
        ThreadToken.Address(address.Support, AgentToken.Sign(number, person, keys.Thread));

    private static string Sealed(bool nl) =>
        nl
            ? "(De e-mail kwam versleuteld binnen: lees hem in de helpdesk.)"
            : "(The mail came encrypted: read it at the desk.)";

    private string Foot(long number, bool nl) =>
        nl
            ? $"Antwoord op deze e-mail: uw tekst gaat in uw naam naar de klant. Of ga naar {address.TicketUrl(number)}\n"
            : $"Answer this mail, and your text goes to the customer in your name. Or go to {address.TicketUrl(number)}\n";
}
