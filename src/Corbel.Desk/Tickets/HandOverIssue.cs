using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>
/// An administrator hands an issue on the customer's own desk over to the provider's third level, with the steps to
/// reproduce it (clauses 2.2 and 4). The provider gets a ticket of its own, with the full clock from now; the one on the
/// customer's desk stays open, and the provider sees nothing of it. Once the provider has sent it back or resolved it, the
/// same ticket is handed over anew: a new cycle, not another ticket.
/// </summary>
public sealed class HandOverIssue(
    TicketWork work,
    PolicyShelf policies,
    TicketNumbers numbers,
    FileStore store,
    Acknowledging acknowledging,
    DeskAddress address,
    MarkMoment moment
)
{
    /// <param name="by">Who hands over.</param>
    /// <param name="ticket">The number of the ticket on the customer's own desk.</param>
    /// <param name="form">What the provider gets.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The number of the ticket on the provider's desk.</returns>
    public async Task<Outcome<long>> Run(Actor by, long ticket, HandOverForm form, CancellationToken cancel = default)
    {
        if (!by.WorksOnADesk)
            return Refusals.NotForYou;
        if (form.Refuse() is { } incomplete)
            return incomplete;
        if (!await work.Sees(by, ticket, cancel))
            return Refusals.NoSuchTicket;
        var kept = await KeptFile.Keep(store, form.Files, cancel);
        return await work.On<long>(by, ticket, (scene, token) => HandOver(scene, form, kept, token), cancel);
    }

    private async Task<Outcome<long>> HandOver(
        TicketScene scene,
        HandOverForm form,
        IReadOnlyList<KeptFile> kept,
        CancellationToken cancel
    )
    {
        var policy = await policies.For(scene.Db, scene.By.Organisation, scene.Now, cancel);
        var document = policy.Policy.Document;
        if (!scene.Works || scene.State.Desk is null)
            return Refusals.NotForYou;
        if (!May.HandOver(scene.By, scene.Journal.Facts, TierHolding.HandedOverBy(document)))
            return HandOverRefusals.NotAllowed(document);
        if (scene.State.Status != TicketStatus.Open)
            return HandOverRefusals.NotOpen;
        var known = document.Severities.Items.Select(x => x.Id).ToList();
        if (form.Severity is { } stated && !known.Contains(stated))
            return Refusals.UnknownSeverity(stated, known);
        var before = await Before(scene, cancel);
        if (before is { State.Status: TicketStatus.Open })
            return HandOverRefusals.WithProvider(before.Row!.Number, document.Provider.Name);
        var files = await Chosen(scene, form, kept, cancel);
        return before is null
            ? await Anew(scene, policy, form, files, cancel)
            : await Again(scene, before, form, files, cancel);
    }

    /// <summary>The ticket that it was handed over to before, or the one which that goes on in.</summary>
    private static async Task<JournalWriter?> Before(TicketScene scene, CancellationToken cancel)
    {
        JournalWriter? before = null;
        for (var next = scene.State.HandedOverTo; next is { } key; next = before.State.MergedInto)
        {
            var number = await scene.Db.Tickets.Where(x => x.Id == key).Select(x => x.Number).SingleAsync(cancel);
            before = (await JournalWriter.Load(scene.Db, scene.Db.Tickets, number, cancel))!;
        }
        return before;
    }

    private async Task<Outcome<long>> Anew(
        TicketScene scene,
        PolicyInForce policy,
        HandOverForm form,
        IReadOnlyList<KeptFile> files,
        CancellationToken cancel
    )
    {
        var (db, now) = (scene.Db, scene.Now);
        var person = await db.People.AsNoTracking().SingleAsync(x => x.Id == scene.By.Person, cancel);
        var customer = await db
            .Organisations.Where(x => x.Id == person.OrganisationId)
            .Select(x => x.Name)
            .SingleAsync(cancel);
        var number = await numbers.Next(db, cancel);
        var journal = JournalWriter.Begin(db.Inserted, Guid.CreateVersion7(now.ToDateTimeOffset()), number);
        var receipt = new Receipt(
            Channel.Portal,
            person.OrganisationId,
            person.Id,
            form.Severity,
            ReceivedBasis.Arrival,
            policy.Sha256,
            null,
            person.Language
        )
        {
            Customer = policy.NamesCustomers ? customer : null,
            Variations = policy.Variations,
            Holidays = policy.Holidays,
            HandedOverFrom = scene.State.Ticket,
        };
        var words = form.ToWords(person.Language, [.. files.Select(x => x.Sha256)]);
        var attached = files.Select(x => x.ToAttachment(journal.Ticket, 1, now));
        journal.Append(Doer.Customer(person.Id), receipt, now, now, words, attached);
        acknowledging.Issue(journal, policy, new(number, person, form.Subject, now, address));
        scene.Append(new HandOver(journal.Ticket));
        await moment.Inherit(db, journal, Doer.Customer(person.Id), scene.State.Mark, now, cancel);
        var terms = await policies.TermsFor(db, policy, person.OrganisationId, cancel);
        journal.FoldNew(terms, now, new NewTicket(number, Excerpt.Of(form.Subject)));
        scene.Others.Add(journal);
        return number;
    }

    private async Task<Outcome<long>> Again(
        TicketScene scene,
        JournalWriter before,
        HandOverForm form,
        IReadOnlyList<KeptFile> files,
        CancellationToken cancel
    )
    {
        var (doer, now) = (Doer.Customer(scene.By.Person), scene.Now);
        var words = form.ToWords(before.State.Language, [.. files.Select(x => x.Sha256)]);
        var next = before.State.LastEntry + 1;
        var attached = files.Select(x => x.ToAttachment(before.Ticket, next, now));
        // Said like any message of the customer's, and at once marked as what the new cycle is about.
        before.Append(doer, new CustomerMessage(Channel.Portal, null, Machine: false), now, now, words, attached);
        before.Append(doer, new Reopening(next, now), now, now);
        if (form.Severity is { } stated && stated != before.State.Severity)
            before.Append(doer, new SeverityChoice(stated), now, now);
        await before.Fold(scene.Db, await policies.TermsOf(scene.Db, before.Entries, cancel), now, cancel);
        scene.Others.Add(before);
        scene.Append(new HandOver(before.Ticket));
        return before.Row!.Number;
    }

    /// <summary>The new files, and those of the own ticket that the person chose among what they see of it.</summary>
    private static async Task<IReadOnlyList<KeptFile>> Chosen(
        TicketScene scene,
        HandOverForm form,
        IReadOnlyList<KeptFile> kept,
        CancellationToken cancel
    )
    {
        var (ticket, ids) = (scene.State.Ticket, form.Chosen);
        // Their names go along: read on purpose, and written down like every reading.
        using var reading = MarkedReading.Begin(scene.Db.Home!, scene.By);
        var own = await scene
            .Db.Attachments.VisibleTo(scene.Db, scene.By)
            .Where(x => x.TicketId == ticket && ids.Contains(x.Id))
            .OrderBy(x => x.EntryNumber)
            .ThenBy(x => x.Name)
            .ToListAsync(cancel);
        foreach (var file in own)
            MarkedReading.Saw(scene.Row, file.EntryNumber, file.Id);
        await AccessLog.Append(scene.Db, reading, AccessKind.Work, "hand-over", scene.Now, cancel);
        var along = own.Select(x => new KeptFile(x.Name, x.MediaType, x.Sha256, x.Size) { SealedAs = x.SealedAs });
        return [.. along, .. kept];
    }
}
