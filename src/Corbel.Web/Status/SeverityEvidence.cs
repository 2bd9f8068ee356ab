using Corbel.Core.Policy;
using Corbel.Desk.Reports;
using Corbel.Web.Console;
using Figures = System.Collections.Generic.IReadOnlyList<Corbel.Core.Reports.ClockFigures>;

namespace Corbel.Web.Status;

/// <summary>How many issues of each severity came (clauses 6.1 to 6.3), and what became of the severities that were in doubt.</summary>
internal static class SeverityEvidence
{
    public static async Task<IEnumerable<Evidence>> Of(EvidenceScene scene, Figures first, CancellationToken cancel)
    {
        var (t, db, scope) = (scene.T, scene.Database, scene.Scope);
        var disputes = await ContractTotals.Disputes(db, scope, scene.ThisQuarter, cancel);
        var (without, waiting) = await ContractTotals.Standing(db, scope, cancel);
        var reopened = await ContractTotals.Reopened(db, scope, scene.ThisQuarter, cancel);
        var apart = await ContractTotals.NotAttributable(db, scope, scene.ThisQuarter, cancel);
        var reclassified = first.Sum(x => x.Reclassified);
        FigureQuery Query(FigureOf of, bool standing = false) => new(of) { Quarter = standing ? null : scene.Quarter };
        Evidence? Line(string reading, string sentence, int count, FigureQuery query) =>
            scene.For(reading) is { } place
                ? place with
                {
                    Lines = [EvidenceScene.Text(new EvidenceCell(sentence, count == 0 ? null : scene.Behind(query)))],
                }
                : null;
        return new[]
        {
            Disputes(scene, disputes, Query),
            Line(
                ReadingIds.NoDefinitionFits,
                t["Ended this quarter as not attributable to the product: {0}.", apart],
                apart,
                Query(FigureOf.NotAttributable)
            ),
            Line(
                ReadingIds.SeverityNotStated,
                t["Open issues without a severity: {0}.", without],
                without,
                Query(FigureOf.WithoutSeverity, standing: true)
            ),
            Line(
                ReadingIds.SeverityRaised,
                t["Late only by reclassification this quarter: {0}.", reclassified],
                reclassified,
                new FigureQuery(TargetKind.FirstResponse) { Quarter = scene.Quarter, How = FigureHow.Reclassified }
            ),
            Line(
                ReadingIds.Waiting,
                t["Issues that wait for the customer now: {0}.", waiting],
                waiting,
                Query(FigureOf.Waiting, standing: true)
            ),
            Line(
                ReadingIds.Reopened,
                t["Issues reopened this quarter, each with a new clock: {0}.", reopened],
                reopened,
                Query(FigureOf.Reopened)
            ),
        }
            .OfType<Evidence>()
            .Concat(Severities(scene, first));
    }

    private static IEnumerable<Evidence> Severities(EvidenceScene scene, Figures figures)
    {
        foreach (var severity in scene.Document.Severities.Items)
        {
            if (scene.For($"severities.{severity.Id}") is not { } place)
            {
                continue;
            }
            var count = figures.Where(x => x.Severity == severity.Id).Sum(x => x.Decided + x.Running + x.Withdrawn);
            var query = new FigureQuery(TargetKind.FirstResponse) { Quarter = scene.Quarter, Severity = severity.Id };
            yield return count == 0
                ? place with
                {
                    Lines = [scene.Nothing],
                }
                : place with
                {
                    Figure = scene.Count(count, query),
                    Of = scene.T["this quarter"],
                };
        }
    }

    private static Evidence? Disputes(
        EvidenceScene scene,
        DisputeCounts counts,
        Func<FigureOf, bool, FigureQuery> query
    )
    {
        if (scene.For(ReadingIds.SeverityInDispute) is not { } place)
        {
            return null;
        }
        place = place with { Title = scene.T["Severity in dispute"] };
        return counts == new DisputeCounts(0, 0, 0)
            ? place with
            {
                Lines = [EvidenceScene.Text(scene.T["No dispute this quarter."])],
            }
            : place with
            {
                Rows =
                [
                    [scene.T["raised by us"].Value, scene.Count(counts.Raised, query(FigureOf.Disputed, false))],
                    [
                        scene.T["the customer objected"].Value,
                        scene.Count(counts.Objected, query(FigureOf.Objected, false)),
                    ],
                    [scene.T["we decided"].Value, scene.Count(counts.Decided, query(FigureOf.Decided, false))],
                ],
            };
    }
}
