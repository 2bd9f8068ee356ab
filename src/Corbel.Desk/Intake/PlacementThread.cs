using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Intake;

/// <summary>To which ticket a message belongs: a signed token says it, never a subject or a sender alone.</summary>
public sealed partial class Placement
{
    private async Task<Thread?> ThreadOf(DeskDb db, Message message, Person? sender, CancellationToken cancel)
    {
        if (message.Voicemail is { } voice)
            return
                voice.Ticket is { } open
                && await db.Tickets.AsNoTracking().SingleOrDefaultAsync(x => x.Number == open, cancel) is { } back
                ? await GoesOn(db, back, cancel)
                : null;
        if (message.Form is { Ticket: { } own })
        {
            // Who sends a form is signed in: the choke point says whether the ticket exists for this person.
            var seen = await db
                .Tickets.AsNoTracking()
                .VisibleTo(message.Form.By)
                .Include(x => x.Participants)
                .Include(x => x.Listed)
                .SingleOrDefaultAsync(x => x.Number == own, cancel);
            // Who works on it answers in the console: what comes by this form is the word of the side that logged it.
            return seen is null || sender is null || !May.Write(message.Form.By, seen.Facts)
                ? null
                : await GoesOn(db, seen, cancel);
        }
        if (message.Mail is not { } mail)
            return null;
        if (await ReturnedBy(db, mail, cancel) is { } returned)
            return returned;
        if (sender is not null && await AnsweredBy(db, mail, sender, cancel) is { } answered)
            return answered;
        var number = NamedBy(mail);
        var found = number is null
            ? null
            : await db.Tickets.AsNoTracking().SingleOrDefaultAsync(x => x.Number == number, cancel);
        return found is null ? null : await GoesOn(db, found, cancel);
    }

    /// <summary>
    /// The mark of a message that finds no place: what it states, or its thread bears. Where even the thread cannot be found
    /// out, what it states.
    /// </summary>
    internal async Task<string?> MarkOf(Message message, CancellationToken cancel)
    {
        await using var db = database.Read();
        Thread? thread = null;
        try
        {
            thread = await ThreadOf(db, message, await SenderOf(db, message, cancel), cancel);
        }
        catch (Exception failure) when (!Passing.Is(failure)) { }
        return await marking.Held(db, message, thread?.Facts.Mark, cancel);
    }

    /// <summary>The ticket whose token the mail bears: in an address it was sent to, or in a Message-ID of ours.</summary>
    private long? NamedBy(ParsedMail mail) =>
        mail.Recipients.Select(x => ThreadToken.FromAddress(x, keys.Thread)).FirstOrDefault(x => x is not null)
        ?? mail.References.Select(x => ThreadToken.FromMessageId(x, keys.Thread)).FirstOrDefault(x => x is not null);

    /// <summary>The thread of a ticket, or of the one that it goes on in: of one organisation, so its people belong there.</summary>
    internal static async Task<Thread> GoesOn(DeskDb db, Ticket ticket, CancellationToken cancel)
    {
        while (ticket.MergedInto is { } into)
            ticket = await db.Tickets.AsNoTracking().SingleAsync(x => x.Id == into, cancel);
        return new Thread(ticket.Number, ticket.Facts);
    }

    /// <summary>The ticket a message belongs to, as far as routing needs it.</summary>
    internal sealed record Thread(long Number, TicketFacts Facts)
    {
        /// <summary>The mail of ours that came back, and the address that it did not reach.</summary>
        public Returned? Returned { get; init; }
        public string? Unreached { get; init; }

        /// <summary>The sender's own token names it: it was written to be answered to the customer.</summary>
        public bool IsAnswered { get; init; }
    }
}
