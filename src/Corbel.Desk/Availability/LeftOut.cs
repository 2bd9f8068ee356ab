using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// What is left out of a month: the one place where the reckoning asks which windows qualify and which causes were consented
/// to.
/// </summary>
internal static class LeftOut
{
    /// <summary>
    /// Planned windows that qualify by the policy's rule: of the whole product, or those that cover a component. As long as nothing
    /// judges them, none does: downtime counts.
    /// </summary>
    public static Task<Spans> Planned(DeskDb db, Span within, Guid? component, CancellationToken cancel) =>
        Task.FromResult(Spans.None);

    /// <summary>Causes outside the provider's control, where the policy leaves them out and a second person consented.</summary>
    public static async Task<Spans> Excluded(DeskDb db, CompiledPolicy policy, Span within, CancellationToken cancel)
    {
        if (policy.Document.Availability?.Excluded.Contains(ExcludedCause.OutsideControl) != true)
            return Spans.None;
        var (from, to) = (Instant.FromUnixTimeMilliseconds(within.From), Instant.FromUnixTimeMilliseconds(within.To));
        var agreed = await db
            .Exclusions.AsNoTracking()
            .Where(x => x.Consented && x.DecidedBy != null && x.DecidedBy != x.ProposedBy)
            .Where(x => x.FromAt < to && x.ToAt > from)
            .Select(x => new { x.FromAt, x.ToAt })
            .ToListAsync(cancel);
        return Spans.Of(agreed.Select(x => Span.Of(x.FromAt, x.ToAt))).Within(within);
    }
}
