using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using Corbel.Web.Console;
using Microsoft.AspNetCore.Html;
using Figures = System.Collections.Generic.IReadOnlyList<Corbel.Core.Reports.ClockFigures>;

namespace Corbel.Web.Status;

/// <summary>Sessions (clause 5), and what the service includes besides answers (clause 8).</summary>
internal static class ServiceEvidence
{
    public static IEnumerable<Evidence> Sessions(EvidenceScene scene, RecordBook book)
    {
        if (
            scene.For(RecordKinds.Session, "sessions.to-reach-tiers") is not { } place
            || RecordBook.KindOf(scene.Document, RecordKinds.Session) is not { } kind
        )
        {
            yield break;
        }
        var held = book.In(kind, scene.ThisQuarter).Select(x => RecordFigures.Parse(x.Figures)).ToList();
        var evidence = RecordWords.Of(
            scene,
            place,
            kind,
            book,
            scene.T["session this quarter"],
            scene.T["sessions this quarter"]
        );
        yield return evidence with
        {
            Rows =
            [
                .. held.GroupBy(x => x.Say(kind.Figures[0], scene.Words), StringComparer.CurrentCulture)
                    .OrderBy(x => x.Key, StringComparer.CurrentCulture)
                    .Select(x => (IReadOnlyList<EvidenceCell>)[x.Key, EvidenceScene.Number(x.Count())]),
            ],
            Lines = [.. evidence.Lines, .. Topics(scene, kind, book)],
        };
    }

    public static IEnumerable<Evidence> Of(
        EvidenceScene scene,
        RecordBook book,
        IReadOnlyList<IssueCount> issues,
        Figures first
    ) =>
        new[]
        {
            Contacts(scene, first),
            Effort(scene, first),
            Web(scene, issues),
            Calls(scene, issues),
            Reports(scene, book),
            Releases(scene, book),
        }.OfType<Evidence>();

    /// <summary>What the last sessions were about: they are to bring the customer to where it can do the first levels itself.</summary>
    private static IEnumerable<IHtmlContent> Topics(EvidenceScene scene, RecordKind kind, RecordBook book)
    {
        var topics = book.Of(kind)
            .Take(3)
            .Select(x => RecordFigures.Parse(x.Figures).Words.GetValueOrDefault("topics", ""))
            .Where(x => x.Length > 0)
            .ToList();
        return topics.Count == 0 ? [] : [EvidenceScene.Text(scene.T["Covered: {0}.", string.Join("; ", topics)])];
    }

    private static Evidence? Contacts(EvidenceScene scene, Figures first)
    {
        var done = first.Sum(x => x.Done);
        return scene.For("response-time", ReadingIds.Contact) is not { } place ? null
            : done == 0 ? place with { Lines = [scene.Nothing] }
            : place with
            {
                Figure = EvidenceScene.Number(done),
                Of =
                    done == 1
                        ? scene.T["first contact by a person this quarter"]
                        : scene.T["first contacts by a person this quarter"],
            };
    }

    /// <summary>Effort itself cannot be measured: its outcome can.</summary>
    private static Evidence? Effort(EvidenceScene scene, Figures first)
    {
        var (kept, decided) = (first.Sum(x => x.Kept), first.Sum(x => x.Decided));
        return scene.For("services.effort") is not { } place
            ? null
            : place with
            {
                Lines =
                [
                    decided == 0
                        ? scene.Nothing
                        : EvidenceScene.Text(scene.T["Answered in time this quarter: {0} of {1}.", kept, decided]),
                ],
            };
    }

    private static Evidence? Web(EvidenceScene scene, IReadOnlyList<IssueCount> issues)
    {
        var count = issues.Where(x => x.Channel == Channel.Portal).Sum(x => x.Count);
        var query = new FigureQuery(FigureOf.Issues) { Quarter = scene.Quarter, Channel = Channel.Portal };
        return scene.For("services.web-logging") is { } place
            ? place with
            {
                Lines =
                [
                    EvidenceScene.Text(
                        new EvidenceCell(
                            scene.T["Logged on these pages this quarter: {0}.", count],
                            count == 0 ? null : scene.Behind(query)
                        )
                    ),
                ],
            }
            : null;
    }

    private static Evidence? Calls(EvidenceScene scene, IReadOnlyList<IssueCount> issues)
    {
        if (scene.For("services.telephone-support") is not { } place)
            return null;
        var calls = issues.Where(x => x is { Channel: Channel.Telephone, Courtesy: false }).Sum(x => x.Count);
        var query = new FigureQuery(FigureOf.Calls) { Quarter = scene.Quarter };
        return place with
        {
            Lines =
            [
                EvidenceScene.Text(
                    new EvidenceCell(
                        scene.T["Calls by administrators this quarter: {0}.", calls],
                        calls == 0 ? null : scene.Behind(query)
                    )
                ),
            ],
        };
    }

    /// <summary>Each customer's own reports, to open for those who may; for staff how many customers have the last one.</summary>
    private static Evidence? Reports(EvidenceScene scene, RecordBook book)
    {
        if (
            scene.For(RecordKinds.Report) is not { } place
            || RecordBook.KindOf(scene.Document, RecordKinds.Report) is not { } kind
        )
        {
            return null;
        }
        place = place with { Title = scene.T["Reports"] };
        // What people recorded before the desk issued reports itself stays.
        var issued = book.Reports.ToLookup(x => Quarter.Parse(x.Quarter)!.Value.In(scene.Zone).Start);
        var recorded = book.Of(kind).ToLookup(x => x.FromAt);
        var quarters = issued.Select(x => x.Key).Union(recorded.Select(x => x.Key)).OrderDescending().ToList();
        if (quarters.Count == 0)
            return place with { Lines = [scene.Nothing] };
        return place with
        {
            Rows =
            [
                .. quarters.Select(x =>
                    (IReadOnlyList<EvidenceCell>)
                        [
                            RecordWords.Period(scene, kind, x),
                            issued.Contains(x)
                                ? Issued(scene, [.. issued[x]])
                                : Delivered(scene, kind, [.. recorded[x]]),
                        ]
                ),
            ],
        };
    }

    private static EvidenceCell Issued(EvidenceScene scene, IReadOnlyList<DeliveredReport> reports)
    {
        var customers = reports.Select(x => x.OrganisationId).Distinct().Count();
        var last = reports.MaxBy(x => x.Number)!;
        return scene.Scope.Organisation is null
            ? new(
                customers == 1 ? scene.T["to one customer"] : scene.T["to {0} customers", customers],
                $"/console/reports?quarter={last.Quarter}"
            )
            : new(
                scene.T["delivered"],
                May.OpenRecord(scene.Actor, last.OrganisationId) ? $"/reports/{last.Id}/html" : null
            );
    }

    private static EvidenceCell Delivered(EvidenceScene scene, RecordKind kind, IReadOnlyList<ClauseRecord> reports) =>
        scene.Scope.Organisation is null
            ? new(
                reports.Count == 1 ? scene.T["to one customer"] : scene.T["to {0} customers", reports.Count],
                RecordWords.Address(scene, kind)
            )
            : new(
                scene.T["delivered"],
                May.OpenRecord(scene.Actor, reports[0].OrganisationId) ? $"/records/{reports[0].Id}/file" : null
            );

    private static Evidence? Releases(EvidenceScene scene, RecordBook book) =>
        scene.For(RecordKinds.Release) is { } place
        && RecordBook.KindOf(scene.Document, RecordKinds.Release) is { } kind
            ? RecordWords.Of(
                scene,
                place,
                kind,
                book,
                scene.T["release this quarter"],
                scene.T["releases this quarter"]
            )
            : null;
}
