using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Staff let a ticket go on in another one of the same organisation. Its people take part there from then on, and what they
/// write to the old one arrives at the new one. The answer promised on the old one is still owed, and a contact on the new
/// one gives it. There is no way back.
/// </summary>
public sealed class MergeInto(TicketWork work, TicketNotice notice, PolicyShelf policies)
{
    private static readonly Refusal IntoItself = Refusal.Of(
        "merge-into-itself",
        "A ticket cannot go on in itself. Give the number of the other one.",
        "Een melding kan niet in zichzelf verdergaan. Geef het nummer van de andere."
    );

    private static readonly Refusal OtherOrganisation = Refusal.Of(
        "merge-elsewhere",
        "That ticket is another organisation’s. A merge would show one customer the other’s words.",
        "Die melding is van een andere organisatie. Samenvoegen zou de ene klant de woorden van de andere tonen."
    );

    private static readonly Refusal OtherMark = Refusal.Of(
        "merge-other-mark",
        "The two tickets do not bear the same mark. Mark the other one first, or leave them apart.",
        "De twee meldingen dragen niet dezelfde markering. Markeer eerst de andere, of laat ze apart."
    );

    private static readonly Refusal IsResolved = Refusal.Of(
        "merge-into-resolved",
        "That ticket is resolved: this one would end there unseen. Reopen it first.",
        "Die melding is opgelost: deze zou daar ongezien eindigen. Heropen die eerst."
    );

    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, long into, CancellationToken cancel = default) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (!scene.Works)
                    return Refusals.NotForYou;
                if (into == ticket)
                    return IntoItself;
                var target = await JournalWriter.Load(scene.Db, scene.Db.Tickets.VisibleTo(by), into, token);
                if (target is null)
                    return Refusals.NoSuchTicket;
                if (await Refuse(scene, target, token) is { } refusal)
                    return refusal;
                return await Merge(scene, target, token);
            },
            cancel
        );

    private static async Task<Refusal?> Refuse(TicketScene scene, JournalWriter target, CancellationToken cancel)
    {
        var (from, to) = (scene.State, target.State);
        if (to.Organisation != from.Organisation || to.Desk != from.Desk)
            return OtherOrganisation;
        // What is said on the one goes on in the other: it must be kept as close there.
        if (to.Mark != from.Mark)
            return OtherMark;
        if (to.MergedInto is { } further)
            // Of one organisation, so whoever sees the one sees the other.
            return Refusals.GoesOnIn(
                await scene.Db.Tickets.Where(x => x.Id == further).Select(x => x.Number).SingleAsync(cancel)
            );
        return to.Status == TicketStatus.Resolved && from.Status == TicketStatus.Open ? IsResolved : null;
    }

    private async Task<int> Merge(TicketScene scene, JournalWriter target, CancellationToken cancel)
    {
        var (from, to) = (scene.State, target.State);
        var entry = scene.Append(new Merge(target.Ticket));
        var mergedIn = new MergedIn(from.Ticket) { AwaitsAnswer = from.AwaitsAnswer };
        target.Append(scene.Doer, mergedIn, scene.Now, scene.Now);
        foreach (var person in scene.Journal.Participants.Prepend(from.Reporter).Where(x => x != to.Reporter))
        {
            if (!target.Participants.Contains(person))
                target.Append(scene.Doer, new Participation(person), scene.Now, scene.Now);
        }
        await target.Fold(scene.Db, await policies.TermsOf(scene.Db, target.Entries, cancel), scene.Now, cancel);
        scene.Others.Add(target);
        var reporter = await scene.Db.People.AsNoTracking().SingleAsync(x => x.Id == from.Reporter, cancel);
        if (reporter.DeactivatedAt is null)
            target.With(await notice.Merged(scene.Db, target, scene.Row.Number, reporter, scene.Now, cancel));
        return entry;
    }
}
