using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// What people who may not see a ticket from now on had of it before it was marked, as far as the desk knows: written down in
/// the access log at the moment of marking.
/// </summary>
internal static class SeenBefore
{
    public static async Task Write(
        DeskDb db,
        JournalWriter journal,
        IReadOnlySet<Guid> cleared,
        Guid? assignee,
        Instant now,
        CancellationToken cancel
    )
    {
        var ticket = journal.Ticket;
        // Whom, how it is known, and up to which entry.
        var had = new List<(Guid Person, string How, int? Entry)>();
        foreach (var read in await db.ReadMarks.Where(x => x.TicketId == ticket).ToListAsync(cancel))
            had.Add((read.PersonId, "had it open", read.Entry));
        foreach (var entry in journal.Entries.Where(x => x.By.Person is not null))
            had.Add((entry.By.Person!.Value, "wrote on it", entry.Number));
        if (assignee is { } keeper)
            had.Add((keeper, "had it assigned", journal.Entries.Count));
        var mails = await db
            .Outbox.Where(x => x.TicketId == ticket && x.State == MailState.Sent)
            .Select(x => new { x.Recipient, x.EntryNumber })
            .ToListAsync(cancel);
        var addresses = mails.ConvertAll(x => Person.Normalize(x.Recipient));
        var ids = had.ConvertAll(x => x.Person);
        var people = await db
            .People.AsNoTracking()
            .Where(x => ids.Contains(x.Id) || addresses.Contains(x.NormalizedEmail))
            .ToListAsync(cancel);
        foreach (var mail in mails)
            if (people.Find(x => x.NormalizedEmail == Person.Normalize(mail.Recipient)) is { } to)
                had.Add((to.Id, "got a mail of it", mail.EntryNumber));
        var (facts, sights) = (journal.Facts, new List<Sight>());
        foreach (var of in had.GroupBy(x => (x.Person, x.How)))
        {
            if (people.Find(x => x.Id == of.Key.Person) is not { } person || MaySee(person, facts, cleared))
                continue;
            var by = new Seer(person.Id, person.Role, person.OrganisationId);
            sights.Add(new Sight(by, ticket, AccessKind.BeforeTheMark, of.Max(x => x.Entry), null, of.Key.How));
        }
        var strangers = mails
            .Where(x => !people.Exists(p => p.NormalizedEmail == Person.Normalize(x.Recipient)))
            .Select(x => x.Recipient)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var address in strangers)
            sights.Add(
                new Sight(
                    new Seer(null, null, null),
                    ticket,
                    AccessKind.BeforeTheMark,
                    null,
                    null,
                    $"got a mail of it: {address}"
                )
            );
        await AccessLog.Append(db, sights, now, cancel);
    }

    private static bool MaySee(Person person, TicketFacts facts, IReadOnlySet<Guid> cleared)
    {
        var actor = person.ToActor();
        if (actor.IsStaff && facts.Mark is { } mark && cleared.Contains(person.Id))
            actor = actor with { Opens = [mark] };
        return May.See(actor, facts);
    }
}
