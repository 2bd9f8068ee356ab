using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Policies;

/// <summary>
/// What a ticket stands under, and the same with the text of another policy: its customer's variations and the holidays
/// known then stay. Many tickets share one, so each is looked up once. Not thread-safe.
/// </summary>
internal sealed class ReplayTerms(PolicyShelf policies, string name, string text)
{
    private readonly Dictionary<TermsName, (TicketTerms Standing, TicketTerms Other)> known = [];
    private readonly Dictionary<TermsName, CompiledPolicy> compiled = [];

    public ValueTask<(TicketTerms Standing, TicketTerms Other)> Of(
        DeskDb db,
        List<Entry> journal,
        CancellationToken cancel
    )
    {
        var receipt = (Receipt)journal[0].What;
        // Tickets of all customers without variations share their terms.
        var whose = receipt.Variations is null ? Guid.Empty : receipt.Organisation;
        var named = new TermsName(receipt.PolicyVersion, whose, receipt.Variations, receipt.Holidays, null);
        // A journal that names changes of the holidays has terms of its own.
        return journal.Exists(x => x.What is HolidayChange) ? new(Look(db, journal, named, cancel))
            : known.TryGetValue(named, out var terms) ? new(terms)
            : new(Keep(db, journal, named, cancel));
    }

    private async Task<(TicketTerms, TicketTerms)> Keep(
        DeskDb db,
        List<Entry> journal,
        TermsName named,
        CancellationToken cancel
    ) => known[named] = await Look(db, journal, named, cancel);

    private async Task<(TicketTerms, TicketTerms)> Look(
        DeskDb db,
        List<Entry> journal,
        TermsName named,
        CancellationToken cancel
    )
    {
        var standing = await policies.TermsOf(db, journal, cancel);
        var later = new Dictionary<string, CompiledPolicy>(StringComparer.Ordinal);
        foreach (
            var change in journal.Select(x => x.What).OfType<HolidayChange>().Where(x => standing.After(x) != null)
        )
            later[change.Holidays] = await Other(db, named with { Holidays = change.Holidays }, cancel);
        return (standing, TicketTerms.Of(await Other(db, named, cancel), later));
    }

    /// <exception cref="ReplayRefusedException">A variation does not fit the other policy.</exception>
    private async Task<CompiledPolicy> Other(DeskDb db, TermsName named, CancellationToken cancel)
    {
        var key = named with { Policy = "" };
        if (compiled.TryGetValue(key, out var policy))
            return policy;
        var sets = db.HolidaySets.AsNoTracking();
        var set = named.Holidays is { } sha256
            ? await sets.FirstAsync(x => x.Sha256 == sha256, cancel)
            : await sets.SingleAsync(x => x.Number == 1, cancel);
        ImmutableArray<Variation> variations = named.Variations is { } together
            ? await VariationsOf.Named(db, named.Organisation, together, cancel)
            : [];
        var lists = HolidaySets.Lists(set.Text);
        var read = VariedPolicy.Read(
            text,
            name,
            lists,
            [.. variations.Select(x => VariationFile.Read(x.Text, x.Reference).Document!)]
        );
        return compiled[key] = read.Document is { } document
            ? CompiledPolicy.Compile(document, lists)
            : throw new ReplayRefusedException(string.Join('\n', read.Problems));
    }
}

/// <summary>The other policy cannot judge a ticket: its customer's variations do not fit it.</summary>
internal sealed class ReplayRefusedException(string problems) : Exception(problems);
