using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Intake;

/// <summary>
/// Somebody of a desk answers a customer by mail: with the token that a mail to that person held, and a signature of the domain
/// that was checked. One alone proves nothing: a token may be passed on, and a signature is on every mail.
/// </summary>
public sealed partial class Placement
{
    /// <summary>The thread that the sender's own token names; null where there is none.</summary>
    private async Task<Thread?> AnsweredBy(DeskDb db, ParsedMail mail, Person sender, CancellationToken cancel)
    {
        var number = mail
            .Recipients.Select(x => AgentToken.FromAddress(x, sender.Id, keys.Thread))
            .FirstOrDefault(x => x is not null);
        if (number is null)
            return null;
        var found = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(x => x.Number == number, cancel);
        return found is null ? null : await GoesOn(db, found, cancel) with { IsAnswered = true };
    }

    private bool Answers(Message message, Thread? thread) =>
        thread is { IsAnswered: true }
        && message.Mail is { } mail
        && SenderCheck.IsSigned(mail, options.AuthservId)
        && Fresh(message).Length > 0;

    /// <summary>What was written now, without the mail below it: that quotes the customer, or says how to answer.</summary>
    private static string Fresh(Message message)
    {
        var fresh = MessageText.Of(message.Text).Fresh;
        // What is nothing but a quotation is no answer.
        return fresh.Split('\n').All(x => x.Length == 0 || x.TrimStart().StartsWith('>')) ? "" : fresh;
    }

    private async Task<(Received, Change?)> Answer(
        DeskDb db,
        Message message,
        Thread thread,
        Person by,
        CancellationToken cancel
    )
    {
        var journal = (await JournalWriter.Load(db, db.Tickets, thread.Number, cancel))!;
        if (journal.State.MergedInto is not null)
            return await Answer(db, message, await GoesOn(db, journal.Row!, cancel), by, cancel);
        var terms = await policies.TermsOf(db, journal.Entries, cancel);
        var scene = new TicketScene(db, journal, terms, by.ToActor(), message.TakenAt);
        var files = message.Mail!.Files;
        var number = await reply.Within(scene, Fresh(message), new ReplyMarks(), files, message.Files, cancel);
        await journal.Fold(db, terms, message.TakenAt, cancel);
        Settle(db.Inserted, message, null, journal.Ticket, number);
        return (new Received(message.Id, CustodyState.Taken, thread.Number), journal.Change);
    }
}
