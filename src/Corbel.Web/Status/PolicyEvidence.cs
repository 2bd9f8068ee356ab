using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Desk.Reports;
using NodaTime;
using Figures = System.Collections.Generic.IReadOnlyList<Corbel.Core.Reports.ClockFigures>;

namespace Corbel.Web.Status;

/// <summary>
/// Gathers what the desk can show for each clause: figures of what it enforces, and what people last recorded of the rest.
/// Where there is nothing it says so.
/// </summary>
internal sealed class PolicyEvidence(EvidenceScene scene)
{
    public async Task<IReadOnlyList<Evidence>> Read(CancellationToken cancel)
    {
        var (now, before) = (new Dictionary<TargetKind, Figures>(), new Dictionary<TargetKind, Figures>());
        foreach (var kind in Enum.GetValues<TargetKind>().Where(scene.Policy.Has))
        {
            now[kind] = await Clocks(kind, scene.ThisQuarter, cancel);
            before[kind] = await Clocks(kind, scene.LastQuarter, cancel);
        }
        var issues = await ContractTotals.Issues(scene.Database, scene.Scope, scene.ThisQuarter, cancel);
        var first = now.GetValueOrDefault(TargetKind.FirstResponse) ?? [];
        var records = await RecordBook.Read(scene, cancel);
        return
        [
            .. AvailabilityEvidence.Of(scene, records),
            .. await WindowEvidence.Of(scene, cancel),
            .. ServiceEvidence.Sessions(scene, records),
            .. await SessionEvidence.Of(scene, cancel),
            .. ClockEvidence.Of(scene, now, before),
            .. await SeverityEvidence.Of(scene, first, cancel),
            .. HoursEvidence.Of(scene),
            .. await ChannelEvidence.Of(scene, issues, cancel),
            .. ServiceEvidence.Of(scene, records, issues, first),
            .. await ReleaseEvidence.Of(scene, cancel),
            .. await TierEvidence.Of(scene, cancel),
            .. await CooperationEvidence.Of(scene, cancel),
            .. await MarkingEvidence.Of(scene, records, cancel),
        ];
    }

    private Task<IReadOnlyList<ClockFigures>> Clocks(TargetKind kind, Interval quarter, CancellationToken cancel) =>
        ContractTotals.Clocks(
            scene.Database,
            scene.Scope,
            kind,
            quarter,
            scene.Reader.Now,
            (severity, from, to) => OpenTime(kind, severity, from, to),
            cancel
        );

    /// <summary>Where a calendar is read in two zones, the shorter time: it is the one that binds.</summary>
    private long OpenTime(TargetKind kind, string severity, Instant from, Instant to) =>
        scene.Document.Targets.FirstOrDefault(x => x.Kind == kind && x.Severity == severity) is { } target
            ? scene.Policy.Calendars[target.Calendar].Zones.Min(zone => zone.Between(from, to))
            : 0;
}
