using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// The one way of a mail into the outbox, and again out of it (clause 11): what is about a marked ticket says nothing but
/// that there is news, and goes to nobody who may not see the ticket. Every write passes here, whoever wrote the mail.
/// </summary>
public sealed class OutboxGuard(DeskOptions options, Clearances clearances)
{
    /// <summary>
    /// Takes those mails out of what a work is about to write that may be about a marked ticket: all that name a ticket which
    /// this work has not at hand, unmarked. They are looked at once the rest is written, so that what was written counts.
    /// </summary>
    internal static List<OutgoingMail> Take(DeskDb db)
    {
        var mails = Take(db.Inserted, Tracked<Ticket>(db, EntityState.Unchanged, EntityState.Modified));
        foreach (var added in Tracked<OutgoingMail>(db, EntityState.Added).Where(x => x.TicketId is not null).ToList())
        {
            db.Entry(added).State = EntityState.Detached;
            mails.Add(added);
        }
        return mails;
    }

    /// <summary>The same of rows that are written without a context.</summary>
    internal static List<OutgoingMail> Take(List<object> rows, IEnumerable<Ticket> atHand)
    {
        if (!rows.Exists(x => x is OutgoingMail { TicketId: not null }))
            return [];
        var unmarked = rows.OfType<Ticket>().Concat(atHand).Where(x => x.Mark is null).Select(x => x.Id).ToHashSet();
        var taken = rows.OfType<OutgoingMail>().Where(x => x.TicketId is { } of && !unmarked.Contains(of)).ToList();
        rows.RemoveAll(x => x is OutgoingMail mail && taken.Contains(mail));
        return taken;
    }

    /// <summary>Those of some new mails that may be written, as they may be.</summary>
    internal async Task<List<OutgoingMail>> Pass(
        DeskDb db,
        IReadOnlyCollection<OutgoingMail> mails,
        CancellationToken cancel
    )
    {
        var marked = await Marked(db, mails, cancel);
        var passed = new List<OutgoingMail>();
        foreach (var mail in mails)
        {
            if (marked.GetValueOrDefault(mail.TicketId ?? Guid.Empty) is not { } ticket)
                passed.Add(mail);
            else if (await MayGo(db, mail, ticket.Number, ticket.Facts, cancel))
                passed.Add(mail);
        }
        return passed;
    }

    /// <summary>
    /// The same for mails that are about to leave: one written at the moment of marking, on another node, met no mark; and who
    /// was to get it may have been taken off the list since.
    /// </summary>
    internal async Task Leave(DeskDb db, IReadOnlyCollection<OutgoingMail> mails, CancellationToken cancel)
    {
        var marked = await Marked(db, mails, cancel);
        foreach (var mail in mails)
        {
            if (
                marked.GetValueOrDefault(mail.TicketId ?? Guid.Empty) is { } ticket
                && !await MayGo(db, mail, ticket.Number, ticket.Facts, cancel)
            )
                mail.State = MailState.LetGo;
        }
    }

    /// <summary>
    /// At the moment of marking: what waits or was given up loses its words and its uncleared readers, what was sent loses
    /// its copy here. What left with its words, or may have, is written down.
    /// </summary>
    internal async Task DrawBack(DeskDb db, JournalWriter journal, Instant now, CancellationToken cancel)
    {
        // Of a ticket that is only being made nothing waits; its mails meet the guard with it.
        if (journal.Row is not { } row)
            return;
        foreach (var mail in await db.MailsOf(row.Id).AsTracking().ToListAsync(cancel))
        {
            var left = mail.State == MailState.Sent || mail.Attempts > 0;
            if (left && mail.Kind != MailKind.MarkNotice && !BareMail.Is(mail))
                db.LeftBefore.Add(LeftBefore.Of(mail, row.Id, now));
            var goes = await MayGo(db, mail, row.Number, journal.Facts, cancel);
            if (!goes && mail.State is MailState.Waiting or MailState.Dead)
                mail.State = MailState.LetGo;
        }
    }

    /// <summary>Takes the words out of a mail, and says whether it may go to who it is for.</summary>
    private async Task<bool> MayGo(
        DeskDb db,
        OutgoingMail mail,
        long number,
        TicketFacts facts,
        CancellationToken cancel
    )
    {
        var address = Person.Normalize(mail.Recipient);
        var to = await db.People.AsNoTracking().SingleOrDefaultAsync(x => x.NormalizedEmail == address, cancel);
        // That an issue is marked says nothing of it; who logged it has to know.
        if (mail.Kind != MailKind.MarkNotice && !BareMail.Is(mail))
            BareMail.Make(mail, number, $"{options.Url.TrimEnd('/')}/tickets/{number}", to?.Language ?? "en");
        // The mail that makes the contact goes in any case: bare as it is it tells nobody anything.
        if (mail.EntryNumber is not null)
            return true;
        return to is { DeactivatedAt: null } && May.See(await clearances.ActorOf(db, to, cancel), facts);
    }

    private static async Task<Dictionary<Guid, Ticket>> Marked(
        DeskDb db,
        IReadOnlyCollection<OutgoingMail> mails,
        CancellationToken cancel
    )
    {
        var ids = mails.Where(x => x.TicketId is not null).Select(x => x.TicketId!.Value).Distinct().ToList();
        return ids.Count == 0
            ? []
            : await db
                .Tickets.AsNoTracking()
                .Include(x => x.Participants)
                .Include(x => x.Listed)
                .AsSplitQuery()
                .Where(x => ids.Contains(x.Id) && x.Mark != null)
                .ToDictionaryAsync(x => x.Id, cancel);
    }

    /// <summary>What a context holds, without the search for changes that the save makes anyhow.</summary>
    private static List<T> Tracked<T>(DeskDb db, params EntityState[] states)
        where T : class
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var found = db.ChangeTracker.Entries<T>().Where(x => states.Contains(x.State)).Select(x => x.Entity).ToList();
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        return found;
    }
}
