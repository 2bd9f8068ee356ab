using Corbel.Core.Sla;
using Corbel.Desk.Tickets;

namespace Corbel.Web.Ui;

/// <summary>The clocks of a ticket beside the one that stands first on its page.</summary>
/// <param name="Open">Something is owed on them: by due time.</param>
/// <param name="Earlier">Nothing is owed any more: the latest first.</param>
/// <param name="View">The ticket.</param>
public sealed record ClockList(IReadOnlyList<Clock> Open, IReadOnlyList<Clock> Earlier, TicketView View)
{
    /// <summary>So many of the earlier ones are shown; those before are a click away.</summary>
    public const int Shown = 6;

    /// <summary>All but the one that stands first.</summary>
    public static ClockList Beside(Clock first, TicketView view) =>
        new([.. view.Open.Where(x => x != first)], [.. view.Earlier.Where(x => x != first)], view);

    /// <summary>Reports that were not given in their time.</summary>
    public int Missed =>
        View.Clocks.Count(x => x is { Kind: Core.Policy.TargetKind.StatusReport, Verdict: Verdict.Late });

    /// <summary>How today's text would judge a clock whose verdict stands; null where it would judge alike.</summary>
    public Recalculated? Otherwise(Clock clock) =>
        View.Recalculated.FirstOrDefault(x => x.Stands.Kind == clock.Kind && x.Stands.Number == clock.Number);
}
