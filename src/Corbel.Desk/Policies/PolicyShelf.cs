using System.Collections.Concurrent;
using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A version of the policy with the variations of a customer and the holidays known, ready to compute with.</summary>
/// <param name="Number">The version's number.</param>
/// <param name="Sha256">SHA-256 of its text.</param>
/// <param name="PostedAt">When it was posted.</param>
/// <param name="Policy">Compiled, with the variations applied.</param>
public sealed record PolicyInForce(int Number, string Sha256, Instant PostedAt, CompiledPolicy Policy)
{
    /// <summary>SHA-256 of the holiday lists it is compiled with.</summary>
    public required string Holidays { get; init; }

    /// <summary>The variations applied, as journals name them; null for none.</summary>
    public string? Variations { get; init; }

    /// <summary>What the variations override.</summary>
    public ImmutableArray<VariedSetting> Settings { get; init; } = [];

    /// <summary>Whether its targets tell customers apart, so that a receipt has to name the customer.</summary>
    public bool NamesCustomers { get; } = Policy.Document.Targets.Any(x => !x.Customers.IsEmpty);
}

/// <summary>
/// The posted versions, compiled once each with the holiday lists and the variations they are asked for with. A ticket is
/// judged by the version in force at its receipt.
/// </summary>
public sealed partial class PolicyShelf
{
    private readonly ConcurrentDictionary<(string, string?, string), PolicyInForce> compiled = new();

    /// <summary>The newest version that was in force when somebody asked; null before anybody did.</summary>
    internal PolicyInForce? Newest { get; private set; }

    /// <summary>The version in force at an instant, for all customers; the first one for what came before any was posted.</summary>
    /// <exception cref="InvalidOperationException">No policy was posted yet.</exception>
    public async Task<PolicyInForce> At(DeskDb db, Instant instant, CancellationToken cancel) =>
        await InForce(db, instant, cancel) ?? throw new InvalidOperationException("No policy is posted yet");

    /// <summary>The same; null where none was posted yet.</summary>
    public Task<PolicyInForce?> InForce(DeskDb db, Instant instant, CancellationToken cancel) =>
        InForce(db, [], instant, cancel);

    /// <summary>What holds with a customer for what is received at an instant: the version with the customer's variations.</summary>
    /// <exception cref="InvalidOperationException">No policy was posted yet.</exception>
    public async Task<PolicyInForce> For(DeskDb db, Guid organisation, Instant instant, CancellationToken cancel)
    {
        var variations = (await VariationsOf.Customer(db, organisation, cancel)).HoldingAt(instant);
        return await InForce(db, variations, instant, cancel)
            ?? throw new InvalidOperationException("No policy is posted yet");
    }

    private async Task<PolicyInForce?> InForce(
        DeskDb db,
        ImmutableArray<Variation> variations,
        Instant instant,
        CancellationToken cancel
    )
    {
        var version = await db
            .PolicyVersions.Where(x => x.PostedAt <= instant || x.Number == 1)
            .OrderByDescending(x => x.Number)
            .Select(x => new { x.Sha256, x.PostedAt })
            .FirstOrDefaultAsync(cancel);
        if (version is null)
            return null;
        // A version was checked with the lists of its posting: none before them counts with it.
        var since = Instant.Max(instant, version.PostedAt);
        var holidays = await db
            .HolidaySets.Where(x => x.TakenAt <= since || x.Number == 1)
            .OrderByDescending(x => x.Number)
            .Select(x => x.Sha256)
            .FirstAsync(cancel);
        var found = await Compiled(db, version.Sha256, variations, holidays, cancel);
        if (found.Number > (Newest?.Number ?? 0))
            Newest = await Compiled(db, version.Sha256, [], holidays, cancel);
        return found;
    }

    /// <summary>The version whose text has this SHA-256, for all customers, with the newest holiday lists.</summary>
    public async Task<PolicyInForce> Of(DeskDb db, string sha256, CancellationToken cancel) =>
        await Compiled(db, sha256, [], (await HolidaySets.Newest(db, cancel))!.Sha256, cancel);

    /// <summary>What a ticket's row names.</summary>
    public async Task<PolicyInForce> Of(DeskDb db, TermsName name, CancellationToken cancel)
    {
        var holidays = name.Holidays ?? await First(db, cancel);
        if (name.Desk is { } desk)
            return await OnDesk(db, desk, name.Policy, holidays, cancel);
        if (compiled.TryGetValue((name.Policy, name.Variations, holidays), out var known))
            return known;
        ImmutableArray<Variation> variations = name.Variations is { } named
            ? await VariationsOf.Named(db, name.Organisation, named, cancel)
            : [];
        return await Compiled(db, name.Policy, variations, holidays, cancel);
    }

    /// <summary>What a ticket is judged by: read from its receipt and the changes of holidays that its journal names.</summary>
    public async Task<TicketTerms> TermsOf(DeskDb db, IReadOnlyList<Entry> journal, CancellationToken cancel)
    {
        var receipt = (Receipt)journal[0].What;
        var name = new TermsName(
            receipt.PolicyVersion,
            receipt.Organisation,
            receipt.Variations,
            receipt.Holidays,
            receipt.Desk
        );
        var changes = journal.Select(x => x.What).OfType<HolidayChange>().Select(x => x.Holidays);
        return await Terms(db, await Of(db, name, cancel), name, [.. changes], cancel);
    }

    /// <summary>The same for a ticket that is being opened by what was in force at its receipt.</summary>
    internal Task<TicketTerms> TermsFor(
        DeskDb db,
        PolicyInForce policy,
        Guid organisation,
        CancellationToken cancel,
        Guid? desk = null
    ) => Terms(db, policy, new(policy.Sha256, organisation, policy.Variations, policy.Holidays, desk), [], cancel);

    private async Task<TicketTerms> Terms(
        DeskDb db,
        PolicyInForce atReceipt,
        TermsName name,
        ImmutableArray<string> changes,
        CancellationToken cancel
    )
    {
        var later = new Dictionary<string, CompiledPolicy>(StringComparer.Ordinal);
        foreach (var change in changes.Distinct())
            later[change] = (await Of(db, name with { Holidays = change }, cancel)).Policy;
        var own = changes is [.., var last] ? last : atReceipt.Holidays;
        var newest = await db
            .HolidaySets.OrderByDescending(x => x.Number)
            .Select(x => new NewerHolidays(x.Sha256, x.TakenAt))
            .FirstAsync(cancel);
        if (newest.Sha256 == own)
            return TicketTerms.Of(atReceipt.Policy, later);
        var next = (await Of(db, name with { Holidays = newest.Sha256 }, cancel)).Policy;
        if (SameDays(next, later.GetValueOrDefault(own, atReceipt.Policy)))
            return TicketTerms.Of(atReceipt.Policy, later);
        later[newest.Sha256] = next;
        return TicketTerms.Of(atReceipt.Policy, later).With(newest);
    }

    /// <summary>Other lists, or other parts of the country, may have changed: not what this policy counts by.</summary>
    private static bool SameDays(CompiledPolicy one, CompiledPolicy other) =>
        one.Calendars.All(x => x.Value.Holidays.Days.Keys.SequenceEqual(other.Calendars[x.Key].Holidays.Days.Keys));

    /// <summary>The version of a hash, for all customers, as intake asks for it.</summary>
    internal async Task<PolicyInForce> Compiled(
        DeskDb db,
        string sha256,
        ImmutableArray<Variation> variations,
        string holidays,
        CancellationToken cancel
    )
    {
        var key = (sha256, VariationsOf.NameOf(variations), holidays);
        if (compiled.TryGetValue(key, out var known))
            return known;
        var version = await db
            .PolicyVersions.AsNoTracking()
            .Where(x => x.Sha256 == sha256)
            .OrderByDescending(x => x.Number)
            .FirstAsync(cancel);
        var set = await db.HolidaySets.AsNoTracking().FirstAsync(x => x.Sha256 == holidays, cancel);
        return compiled[key] = Shelved.Make(version, variations, set);
    }

    private static Task<string> First(DeskDb db, CancellationToken cancel) =>
        db.HolidaySets.Where(x => x.Number == 1).Select(x => x.Sha256).SingleAsync(cancel);
}
