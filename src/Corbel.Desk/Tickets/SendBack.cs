using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>
/// The provider sends an issue that was handed over back to the customer's own desk, with the reason. The reason is an answer
/// to the administrator, and contact; the ticket here ends with it, and the one on the customer's desk awaits its people.
/// </summary>
public sealed class SendBack(TicketWork work, PolicyShelf policies, ReplyMail mail)
{
    internal static readonly Refusal NotLikeThis = Refusal.Of(
        "send-back-with-reason",
        "Send it back with a reason: the customer's desk reads it.",
        "Stuur de melding terug met een reden: de desk van de klant leest die."
    );

    private static readonly Refusal NotHandedOver = Refusal.Of(
        "not-handed-over",
        "Nobody handed this issue over, so there is no desk to send it back to.",
        "Niemand heeft deze melding overgedragen, dus is er geen desk om haar naar terug te sturen."
    );

    /// <returns>The number of the reply's entry.</returns>
    public async Task<Outcome<int>> Run(Actor by, long ticket, string reason, CancellationToken cancel = default)
    {
        if (!by.IsStaff)
            return Refusals.NotForYou;
        if (string.IsNullOrWhiteSpace(reason))
            return NotLikeThis;
        return await work.On<int>(
            by,
            ticket,
            (scene, token) => Back(scene, reason.Trim(), token),
            cancel,
            (db, token) => TakeOrigin(db, by, ticket, token)
        );
    }

    private async Task<Outcome<int>> Back(TicketScene scene, string reason, CancellationToken cancel)
    {
        if (!scene.Works)
            return Refusals.NotForYou;
        if (scene.State.HandedOverFrom is not { } from)
            return NotHandedOver;
        if (scene.State.Status != TicketStatus.Open)
            return Resolve.AlreadyResolved;
        var reply = scene.Append(new StaffReply(Channel.Portal), new Words(null, reason));
        await mail.Send(scene, reply, reason, [], cancel);
        await Elsewhere.Contact(scene, policies, new Contact(Channel.Portal, reply), cancel);
        scene.Append(new Resolution(ResolutionOutcome.SentBack));
        var number = await scene.Db.Tickets.Where(x => x.Id == from).Select(x => x.Number).SingleAsync(cancel);
        var origin = (await JournalWriter.Load(scene.Db, scene.Db.Tickets, number, cancel))!;
        origin.Append(Doer.Desk, new HandBack(scene.State.Ticket), scene.Now, scene.Now);
        await origin.Fold(scene.Db, await policies.TermsOf(scene.Db, origin.Entries, cancel), scene.Now, cancel);
        scene.Others.Add(origin);
        return reply;
    }

    /// <summary>The customer's ticket is the older one.</summary>
    private static async Task TakeOrigin(DeskDb db, Actor by, long ticket, CancellationToken cancel)
    {
        var origin = await db
            .Tickets.VisibleTo(by)
            .Where(x => x.Number == ticket)
            .Join(db.Tickets, x => x.HandedOverFrom, x => x.Id, (_, from) => (long?)from.Number)
            .SingleOrDefaultAsync(cancel);
        if (origin is { } number)
            await db.Take(number, cancel);
    }
}
