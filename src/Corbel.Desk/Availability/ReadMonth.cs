using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>A month, measured and held against the policy (clause 1).</summary>
/// <param name="Month">The month, in the policy's zone.</param>
/// <param name="Whole">All of it, or up to now where it is not over.</param>
/// <param name="IsOver">Whether it is over.</param>
/// <param name="Spec">What the policy states.</param>
/// <param name="Figures">The sum of the product.</param>
public sealed record MonthReading(YearMonth Month, Span Whole, bool IsOver, AvailabilitySpec Spec, MonthFigures Figures)
{
    /// <summary>The version of the policy that was in force when the month ended, or now.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>The time in which the product was to be available.</summary>
    public required Spans Owed { get; init; }

    /// <summary>Planned windows that qualify.</summary>
    public required Spans Planned { get; init; }

    /// <summary>Planned windows that qualify and cover a component that counts, by its id.</summary>
    public required IReadOnlyDictionary<Guid, Spans> PlannedOf { get; init; }

    /// <summary>Causes that were consented to.</summary>
    public required Spans Excluded { get; init; }

    /// <summary>What was down, windows and causes not yet taken off.</summary>
    public required Spans Down { get; init; }
    public required Spans Unknown { get; init; }

    /// <summary>The outages that touch it, the first first.</summary>
    public required IReadOnlyList<Outage> Outages { get; init; }
    public required IReadOnlyList<ComponentSight> Components { get; init; }

    /// <summary>The expected share in thousandths of one per cent.</summary>
    public long Expected => MonthOfAvailability.Expected(Spec);
    public MonthVerdict Verdict => Figures.Against(Expected);
}

/// <summary>Reads one month from the results, by the policy in force.</summary>
public sealed class ReadMonth(PolicyShelf policies, ReadWindows windows, IClock clock)
{
    /// <summary>The month; null where the policy states no share, where it lies ahead, or where nothing was measured in it yet.</summary>
    public async Task<MonthReading?> Run(DeskDb db, YearMonth month, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        if (await policies.InForce(db, now, cancel) is not { } current || Stretch(current, month) is not { } guess)
            return null;
        // The version in force at the month's end judges it; the current one while it lasts.
        var end = Instant.FromUnixTimeMilliseconds(guess.To - 1);
        var policy = end < now ? await policies.InForce(db, end, cancel) ?? current : current;
        if (policy.Policy.Document.Availability is not { } spec || Stretch(policy, month) is not { } whole)
            return null;
        var isOver = whole.To <= now.ToUnixTimeMilliseconds();
        whole = whole with { To = Math.Min(whole.To, now.ToUnixTimeMilliseconds()) };
        if (whole.Length == 0)
            return null;
        var components = await ReadSight.Components(db, whole, cancel);
        var counting = components.FindAll(x => x.Component.Counts);
        if (counting.Count == 0)
            return null;
        var sight = Sight.Clear;
        var ownWindows = new Dictionary<Guid, Spans>();
        foreach (var component in counting)
        {
            // A window of one component leaves out what that one was down, and no time of the product.
            var own = await windows.Planned(db, whole, component.Component.Id, cancel);
            ownWindows[component.Component.Id] = own;
            sight = sight.With(new(component.Sight.Down.Less(own), component.Sight.Unknown.Less(own)));
        }
        // Before measuring began nothing is known.
        var measured = Spans.Of(counting.SelectMany(x => x.Window.Items));
        var unknown = sight.Unknown.And(Spans.Of([whole]).Less(measured)).Less(sight.Down);
        var owed = MonthOfAvailability.Owed(policy.Policy, spec, month).Within(whole);
        var planned = await windows.Planned(db, whole, null, cancel);
        var excluded = spec.Excluded.Contains(ExcludedCause.OutsideControl)
            ? await ReadWindows.Excluded(db, whole, cancel)
            : Spans.None;
        var (from, to) = (Instant.FromUnixTimeMilliseconds(whole.From), Instant.FromUnixTimeMilliseconds(whole.To));
        return new(month, whole, isOver, spec, MonthFigures.Of(owed, planned, sight.Down, excluded, unknown))
        {
            PolicyVersion = policy.Number,
            Owed = owed,
            Planned = planned,
            PlannedOf = ownWindows,
            Excluded = excluded,
            Down = sight.Down,
            Unknown = unknown,
            Components = components,
            Outages = await db
                .Outages.AsNoTracking()
                .Where(x => x.FromAt < to && (x.ToAt == null || x.ToAt > from))
                .OrderBy(x => x.FromAt)
                .ToListAsync(cancel),
        };
    }

    /// <summary>The months in which something that counts was measured, the latest first; the current one too.</summary>
    public async Task<IReadOnlyList<YearMonth>> Measured(DeskDb db, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        var first = await db.Components.Where(x => x.Counts).OrderBy(x => x.CreatedAt).FirstOrDefaultAsync(cancel);
        if (first is null || (await policies.InForce(db, now, cancel))?.Policy.Document.Availability is not { } spec)
            return [];
        var (from, to) = (MonthOfAvailability.At(spec, first.CreatedAt), MonthOfAvailability.At(spec, now));
        var months = new List<YearMonth>();
        for (var month = to; month.CompareTo(from) >= 0; month = month.PlusMonths(-1))
            months.Add(month);
        return months;
    }

    private static Span? Stretch(PolicyInForce policy, YearMonth month) =>
        policy.Policy.Document.Availability is { } spec ? MonthOfAvailability.Of(spec, month) : null;
}
