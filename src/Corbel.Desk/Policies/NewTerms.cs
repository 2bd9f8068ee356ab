using System.Collections.Immutable;
using Corbel.Core.Sla;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A version that is not posted yet, with what is agreed otherwise with each customer at present.</summary>
internal sealed class NewTerms
{
    private readonly PolicyVersion next;
    private readonly HolidaySet holidays;
    private readonly ILookup<Guid, Variation> variations;
    private readonly Dictionary<string, TicketTerms> known = new(StringComparer.Ordinal);

    private NewTerms(PolicyVersion next, HolidaySet holidays, ILookup<Guid, Variation> variations) =>
        (this.next, this.holidays, this.variations) = (next, holidays, variations);

    /// <param name="db">To read with.</param>
    /// <param name="next">The version, checked; also against the variations.</param>
    /// <param name="holidays">The holiday lists it would be posted with.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<NewTerms> Of(
        DeskDb db,
        PolicyVersion next,
        HolidaySet holidays,
        Instant now,
        CancellationToken cancel
    )
    {
        var all = await db.Variations.AsNoTracking().ToListAsync(cancel);
        return new(
            next,
            holidays,
            all.Where(x => x.HoldsAt(now))
                .OrderBy(x => x.AgreedOn)
                .ThenBy(x => x.RecordedAt)
                .ThenBy(x => x.Id)
                .ToLookup(x => x.OrganisationId)
        );
    }

    /// <summary>What a ticket of a customer would be judged by.</summary>
    public TicketTerms For(Guid customer)
    {
        ImmutableArray<Variation> own = [.. variations[customer]];
        var name = VariationsOf.NameOf(own) ?? "";
        if (!known.TryGetValue(name, out var terms))
            known[name] = terms = TicketTerms.Of(Shelved.Make(next, own, holidays).Policy);
        return terms;
    }
}
