using System.Collections.Concurrent;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// What a ticket on a customer's own desk is judged by: the desk's own policy where it has one, else the provider's without
/// its targets: the same severities, tests and channels, and no promise that the customer never made. What was agreed
/// otherwise between the provider and the customer is no business of the customer's own desk.
/// </summary>
public sealed partial class PolicyShelf
{
    private readonly ConcurrentDictionary<(Guid Desk, string Sha256, string Holidays), PolicyInForce> onDesks = new();

    /// <summary>What holds on a desk for what is received at an instant; on the provider's, where none is named.</summary>
    /// <param name="db">The database.</param>
    /// <param name="desk">The customer whose own desk it is; null for the provider's.</param>
    /// <param name="organisation">Who logs it: on the provider's desk, with the variations agreed with them.</param>
    /// <param name="instant">The receipt.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="InvalidOperationException">No policy was posted yet.</exception>
    public async Task<PolicyInForce> On(
        DeskDb db,
        Guid? desk,
        Guid organisation,
        Instant instant,
        CancellationToken cancel
    )
    {
        if (desk is not { } customer)
            return await For(db, organisation, instant, cancel);
        var provider = await At(db, instant, cancel);
        var own = await db
            .DeskPolicies.Where(x => x.DeskId == customer && x.PostedAt <= instant)
            .OrderByDescending(x => x.Number)
            .Select(x => x.Sha256)
            .FirstOrDefaultAsync(cancel);
        return await OnDesk(db, customer, own ?? provider.Sha256, provider.Holidays, cancel);
    }

    private async Task<PolicyInForce> OnDesk(
        DeskDb db,
        Guid desk,
        string sha256,
        string holidays,
        CancellationToken cancel
    )
    {
        if (onDesks.TryGetValue((desk, sha256, holidays), out var known))
            return known;
        var own = await db
            .DeskPolicies.AsNoTracking()
            .Where(x => x.DeskId == desk && x.Sha256 == sha256)
            .OrderByDescending(x => x.Number)
            .FirstOrDefaultAsync(cancel);
        return onDesks[(desk, sha256, holidays)] = own is null
            ? WithoutTargets(await Compiled(db, sha256, [], holidays, cancel))
            : Shelved.Make(own, await db.HolidaySets.AsNoTracking().FirstAsync(x => x.Sha256 == holidays, cancel));
    }

    private static PolicyInForce WithoutTargets(PolicyInForce of) => of with { Policy = of.Policy.WithoutTargets() };
}
