using Corbel.Core.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>The time that is left out of the reckoning of availability (clause 1): judged, not only written down.</summary>
public sealed class ReadWindows(PolicyShelf policies)
{
    /// <summary>
    /// Planned maintenance that qualifies by the version of the policy in force when it began, within a span. A window that
    /// names components leaves out the downtime of those alone, so it counts only where the component is asked for.
    /// </summary>
    /// <param name="db">Where it is read.</param>
    /// <param name="span">What is clipped to.</param>
    /// <param name="component">The component whose downtime it is about; null for the product as a whole.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Spans> Planned(DeskDb db, Span span, Guid? component = null, CancellationToken cancel = default)
    {
        var (from, to) = Ends(span);
        var windows = await db
            .MaintenanceWindows.AsNoTracking()
            .Where(x => x.FromAt < to && x.ToAt > from && x.CancelledAt == null && x.AnnouncedAt != null)
            .ToListAsync(cancel);
        var planned = new List<Span>();
        foreach (var window in windows.Where(x => x.Covers(component)))
            if (await Judge(db, window, cancel) is { Counts: true })
                planned.Add(window.Planned.Span);
        return Spans.Of(planned).Within(span);
    }

    /// <summary>Causes outside the provider's control that two people agreed on, and that were not withdrawn since.</summary>
    public static async Task<Spans> Excluded(DeskDb db, Span span, CancellationToken cancel = default)
    {
        var (from, to) = Ends(span);
        var consented = await db
            .Exclusions.AsNoTracking()
            .Where(x => x.Consented && x.FromAt < to && x.ToAt > from)
            .Where(x => !db.ExclusionWithdrawals.Any(y => y.ExclusionId == x.Id && y.Consented))
            .Select(x => new { x.FromAt, x.ToAt })
            .ToListAsync(cancel);
        return Spans.Of(consented.Select(x => Span.Of(x.FromAt, x.ToAt))).Within(span);
    }

    /// <summary>Whether a window counts, by the version in force when it begins; null where that has no rule.</summary>
    public async Task<PlannedVerdict?> Judge(DeskDb db, MaintenanceWindow window, CancellationToken cancel = default) =>
        (await Rule(db, window.FromAt, cancel))?.Judge(window.Planned);

    /// <summary>The rule of the version in force at an instant; null where it leaves no maintenance out.</summary>
    internal async Task<PlannedRule?> Rule(DeskDb db, Instant at, CancellationToken cancel) =>
        (await policies.InForce(db, at, cancel))?.Policy.Planned;

    private static (Instant From, Instant To) Ends(Span span) =>
        (Instant.FromUnixTimeMilliseconds(span.From), Instant.FromUnixTimeMilliseconds(span.To));
}
