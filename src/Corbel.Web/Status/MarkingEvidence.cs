using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Desk.Marked;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>Issues that a customer marked, and to whom they went (clause 11). How many, and never what was in them.</summary>
internal static class MarkingEvidence
{
    public static async Task<IEnumerable<Evidence>> Of(EvidenceScene scene, RecordBook book, CancellationToken cancel)
    {
        if (
            scene.Document.Marking is not { } spec
            || RecordBook.KindOf(scene.Document, RecordKinds.Marked) is not { } marked
            || RecordBook.KindOf(scene.Document, RecordKinds.HandedOver) is not { } handed
        )
        {
            return [];
        }
        var marks = scene.For([RecordKinds.Marked, .. spec.Marks.Items.Select(x => $"marking.marks.{x.Id}")])!;
        var passed = scene.For(RecordKinds.HandedOver, ReadingIds.NeedToKnow)!;
        var journal = await MarkTotals.Read(scene.Database, scene.Scope.Organisation, scene.ThisQuarter, cancel);
        var one = scene.T["issue marked this quarter"];
        var many = scene.T["issues marked this quarter"];
        var over = scene.T["handed over to cleared staff this quarter"];
        return
        [
            Sum(scene, RecordWords.Of(scene, marks, marked, book, one, many), journal.Marked, marked, book, one, many),
            Sum(
                scene,
                RecordWords.Of(scene, passed, handed, book, over, over),
                journal.Passed,
                handed,
                book,
                over,
                over
            ) with
            {
                Rows =
                [
                    .. book.In(handed, scene.ThisQuarter)
                        .Select(x => RecordFigures.Parse(x.Figures))
                        .GroupBy(x => x.Say(handed.Figures[1], scene.Words), StringComparer.CurrentCulture)
                        .Select(x => (IReadOnlyList<EvidenceCell>)[x.Key, EvidenceScene.Number(x.Count())]),
                ],
            },
            .. scene.For(ReadingIds.GovernmentCustomer) is { } place ? new[] { await Noted(scene, place, cancel) } : [],
        ];
    }

    /// <summary>What the journals say, and what people wrote down that happened elsewhere.</summary>
    private static Evidence Sum(
        EvidenceScene scene,
        Evidence written,
        int counted,
        RecordKind kind,
        RecordBook book,
        string one,
        string many
    )
    {
        if (counted == 0)
            return written;
        var byHand = book.In(kind, scene.ThisQuarter).Count;
        return written with
        {
            Figure = new(EvidenceScene.Number(counted + byHand)),
            Of = counted + byHand == 1 ? one : many,
            Lines =
            [
                EvidenceScene.Text(
                    byHand == 0
                        ? scene.T["Counted from the journals of the issues."]
                        : scene.T["{0} counted from the journals, {1} written down by hand.", counted, byHand]
                ),
                .. byHand == 0 ? [] : written.Lines,
            ],
        };
    }

    private static async Task<Evidence> Noted(EvidenceScene scene, Evidence place, CancellationToken cancel)
    {
        var noted = scene.Database.Organisations.Where(x => x.Kind == OrganisationKind.Customer && x.Government);
        if (scene.Scope.Organisation is not { } one)
        {
            var count = await noted.CountAsync(cancel);
            return place with { Lines = [EvidenceScene.Text(scene.T["Noted as government customers: {0}.", count])] };
        }
        var isNoted = await noted.AnyAsync(x => x.Id == one, cancel);
        return place with
        {
            Lines =
            [
                EvidenceScene.Text(
                    isNoted
                        ? scene.T["This organisation is noted as a government customer."]
                        : scene.T["This organisation is not noted as a government customer."]
                ),
            ],
        };
    }
}
