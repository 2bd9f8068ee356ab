using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>On whose desk a person's new issue opens, and whether the person has a choice.</summary>
public sealed class DeskChoice(PolicyShelf policies)
{
    /// <summary>The desk: a customer's own, or the provider's (null).</summary>
    /// <param name="db">The database.</param>
    /// <param name="sender">Who logs it.</param>
    /// <param name="at">When it was received.</param>
    /// <param name="asksOwnDesk">The person chose the own desk; it counts only where there is one.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Guid?> Of(DeskDb db, Actor sender, Instant at, bool asksOwnDesk, CancellationToken cancel)
    {
        var partnerOf =
            sender.Role == Role.PartnerUser
                ? await db
                    .Organisations.Where(x => x.Id == sender.Organisation)
                    .Select(x => x.CustomerId)
                    .SingleAsync(cancel)
                : null;
        var policy = await policies.For(db, sender.Organisation, at, cancel);
        var asks = asksOwnDesk && await db.HasOwnDesk(sender.Organisation, cancel);
        return Routing.DeskOf(sender, partnerOf, policy.Policy.Document.Readings.WhoMayLog, asks);
    }

    /// <summary>The desks that are open to a person: the one an issue goes to, and the other one where both are possible.</summary>
    public async Task<(Guid? Desk, bool OrOwn)> Offer(DeskDb db, Actor sender, Instant at, CancellationToken cancel)
    {
        var desk = await Of(db, sender, at, asksOwnDesk: false, cancel);
        return (desk, desk is null && await Of(db, sender, at, asksOwnDesk: true, cancel) is not null);
    }
}
