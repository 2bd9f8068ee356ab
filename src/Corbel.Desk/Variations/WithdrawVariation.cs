using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Variations;

/// <summary>Ends a variation from now on. What was received while it held keeps it.</summary>
public sealed class WithdrawVariation(GroupWriter writer, IClock clock)
{
    private static readonly Refusal NoSuchVariation = Refusal.Of(
        "no-such-variation",
        "There is no such variation, or it has ended already.",
        "Deze afwijking bestaat niet, of is al afgelopen."
    );

    private static readonly Refusal WhyMissing = Refusal.Of(
        "variation-why",
        "Say why it is withdrawn: the customer reads it.",
        "Zeg waarom zij wordt ingetrokken: de klant leest het."
    );

    /// <param name="by">Who withdraws it; null for the command line.</param>
    /// <param name="id">The variation.</param>
    /// <param name="why">The reason, for the customer too.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>Its reference.</returns>
    public async Task<Outcome<string>> Run(Actor? by, Guid id, string? why, CancellationToken cancel = default)
    {
        if (by is not null && !May.Vary(by))
            return Refusals.NotForYou;
        if (string.IsNullOrWhiteSpace(why))
            return WhyMissing;
        return await writer.Write<Outcome<string>>(
            async (db, token) =>
            {
                var now = Journal.Grain(clock.GetCurrentInstant());
                var variation = await db.Variations.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (variation?.HoldsAfter(now) != true)
                    return NoSuchVariation;
                (variation.WithdrawnAt, variation.WithdrawnBy, variation.WithdrawnWhy) = (now, by?.Person, why.Trim());
                return variation.Reference;
            },
            cancel
        );
    }
}
