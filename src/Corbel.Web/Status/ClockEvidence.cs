using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Web.Console;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using NodaTime;
using Figures = System.Collections.Generic.IReadOnlyList<Corbel.Core.Reports.ClockFigures>;
using Promise = Corbel.Web.Ui.Promise;

namespace Corbel.Web.Status;

/// <summary>What was kept of each kind of target, by severity: clause 9, and the rhythm of clause 2.1.</summary>
internal static class ClockEvidence
{
    public static IEnumerable<Evidence> Of(
        EvidenceScene scene,
        IReadOnlyDictionary<TargetKind, Figures> now,
        IReadOnlyDictionary<TargetKind, Figures> before
    )
    {
        foreach (var (kind, figures) in now)
        {
            if (scene.For(Names(scene, kind)) is not { } place)
            {
                continue;
            }
            yield return Quarter(scene, place, kind, figures, scene.Quarter);
            if (before[kind].Sum(x => x.Decided) > 0)
            {
                yield return Quarter(scene, place, kind, before[kind], scene.Quarter.Before);
            }
        }
    }

    /// <summary>What a kind of target is evidence for: the facts that state it; of a status report the duty and its readings.</summary>
    private static IEnumerable<string> Names(EvidenceScene scene, TargetKind kind)
    {
        var targets = scene.Document.Targets.Select((target, i) => (target.Kind, Path: $"targets[{i}]"));
        var stated = targets.Where(x => x.Kind == kind).Select(x => x.Path);
        return kind == TargetKind.StatusReport
            ?
            [
                .. scene.Document.Tiers.Items.Select(x => $"tiers.{x.Id}.duties.status-reports"),
                .. stated,
                ReadingIds.StatusReports,
                ReadingIds.StatusReportCounts,
            ]
            : stated;
    }

    private static Evidence Quarter(
        EvidenceScene scene,
        Evidence place,
        TargetKind kind,
        Figures figures,
        Quarter quarter
    )
    {
        var (t, isNow) = (scene.T, quarter == scene.Quarter);
        var (kept, decided) = (figures.Sum(x => x.Kept), figures.Sum(x => x.Decided));
        place = place with { Title = kind == TargetKind.FirstResponse ? null : Title(kind, t) };
        if (decided == 0)
        {
            return place with
            {
                Lines = [EvidenceScene.Text(t["Nothing has fallen due yet this quarter."]), .. More(figures, t)],
            };
        }
        var report = kind == TargetKind.StatusReport;
        var query = new FigureQuery(kind) { Quarter = quarter, How = FigureHow.Decided };
        return place with
        {
            Look = kept == decided ? Promise.Kept : Promise.Late,
            Figure = new(t["{0} of {1}", kept, decided], scene.Behind(query)),
            Of = (report, isNow) switch
            {
                (false, true) => t["in time {0}", t["this quarter"].Value],
                (false, false) => t["in time {0}", t["last quarter"].Value],
                (true, true) => t["given in time {0}", t["this quarter"].Value],
                _ => t["given in time {0}", t["last quarter"].Value],
            },
            Heads = report ? ["", t["given"], t["not given"]] : ["", t["in time"], t["half within"]],
            Rows = Rows(scene, figures, query, report),
            Lines = [.. Late(scene, figures, query), .. isNow ? More(figures, t) : []],
        };
    }

    private static IReadOnlyList<IReadOnlyList<EvidenceCell>> Rows(
        EvidenceScene scene,
        Figures figures,
        FigureQuery query,
        bool report
    ) =>
        [
            .. from severity in scene.Document.Severities.Items
            let one = figures.FirstOrDefault(x => x.Severity == severity.Id)
            where one is { Decided: > 0 }
            let own = query with
            {
                Severity = severity.Id,
            }
            select (IReadOnlyList<EvidenceCell>)
                [
                    severity.Name.In(scene.Words),
                    report
                        ? scene.Count(one.Kept, own with { How = FigureHow.Kept })
                        : new(scene.T["{0} of {1}", one.Kept, one.Decided], scene.Behind(own)),
                    report ? scene.Count(one.Late, own with { How = FigureHow.Late })
                    : one.Median is { } median ? Minutes(median, scene.Words)
                    : "",
                ],
        ];

    /// <summary>The late ones, for staff to look at; and those of them that are late by reclassification, for everybody.</summary>
    private static IEnumerable<IHtmlContent> Late(EvidenceScene scene, Figures figures, FigureQuery query)
    {
        var (late, reclassified) = (figures.Sum(x => x.Late), figures.Sum(x => x.Reclassified));
        if (late > 0)
        {
            yield return EvidenceScene.Text(
                new EvidenceCell(
                    late == 1 ? scene.T["One was late."] : scene.T["{0} were late.", late],
                    scene.Behind(query with { How = FigureHow.Late })
                )
            );
        }
        if (reclassified > 0)
        {
            yield return EvidenceScene.Text(
                new EvidenceCell(
                    scene.T["Late only by reclassification: {0}.", reclassified],
                    scene.Behind(query with { How = FigureHow.Reclassified })
                )
            );
        }
    }

    private static IEnumerable<IHtmlContent> More(Figures figures, IStringLocalizer t) =>
        figures.Sum(x => x.Running) switch
        {
            0 => [],
            1 => [EvidenceScene.Text(t["One more is running."])],
            var running => [EvidenceScene.Text(t["{0} more are running.", running])],
        };

    private static string Title(TargetKind kind, IStringLocalizer t) =>
        kind switch
        {
            TargetKind.NextResponse => t["Next responses"],
            TargetKind.StatusReport => t["Status reports"],
            _ => t["Resolutions"],
        };

    public static string Minutes(Duration time, Language language) =>
        AmountWords.Short(Duration.FromMinutes(Math.Max(1, Math.Round(time.TotalMinutes))), language);
}
