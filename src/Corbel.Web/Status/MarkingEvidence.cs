using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Records;
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
        return
        [
            RecordWords.Of(
                scene,
                marks,
                marked,
                book,
                scene.T["issue marked this quarter"],
                scene.T["issues marked this quarter"]
            ),
            RecordWords.Of(
                scene,
                passed,
                handed,
                book,
                scene.T["handed over to cleared staff this quarter"],
                scene.T["handed over to cleared staff this quarter"]
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
