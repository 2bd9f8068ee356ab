using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>
/// What maintenance and exclusions (clause 1) left out of the availability of this quarter and the last, from the desk's own
/// windows: judged by the rule of the version that the page shows.
/// </summary>
internal static class WindowEvidence
{
    public static async Task<IEnumerable<Evidence>> Of(EvidenceScene scene, CancellationToken cancel) =>
        new[] { await Planned(scene, cancel), await Excluded(scene, cancel) }.OfType<Evidence>();

    private static async Task<Evidence?> Planned(EvidenceScene scene, CancellationToken cancel)
    {
        var (from, now) = (scene.LastQuarter.Start, scene.Reader.Now);
        var windows = await scene
            .Database.MaintenanceWindows.AsNoTracking()
            .Where(x => x.AnnouncedAt != null && x.CancelledAt == null && x.ToAt > from && x.ToAt <= now)
            .ToListAsync(cancel);
        if (
            windows.Count == 0
            || scene.Policy.Planned is not { } rule
            || scene.For("availability.maintenance") is not { } place
        )
            return null;
        var counted = windows.FindAll(x => rule.Judge(x.Planned).Counts);
        var minutes = Spans.Of(counted.Select(x => x.Planned.Span)).Length / 60_000;
        return place with
        {
            Title = scene.T["Maintenance that was announced"],
            Lines =
            [
                EvidenceScene.Text(
                    scene.T["{0} of {1} windows count as planned: {2} min.", counted.Count, windows.Count, minutes]
                ),
            ],
        };
    }

    private static async Task<Evidence?> Excluded(EvidenceScene scene, CancellationToken cancel)
    {
        var span = Span.Of(scene.LastQuarter.Start, scene.Reader.Now);
        var excluded = await ReadWindows.Excluded(scene.Database, span, cancel);
        if (excluded.Length == 0 || scene.For("availability.excluded") is not { } place)
            return null;
        return place with
        {
            Title = scene.T["Outside control, agreed by two people"],
            Lines = [EvidenceScene.Text(scene.T["{0} min of downtime at most.", excluded.Length / 60_000])],
        };
    }
}
