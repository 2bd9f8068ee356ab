using Corbel.Core.Records;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>How many releases reached customers by the desk's own deliveries (clause 8). Sums alone.</summary>
internal static class ReleaseEvidence
{
    public static async Task<IReadOnlyList<Evidence>> Of(EvidenceScene scene, CancellationToken cancel)
    {
        if (scene.For(RecordKinds.Release) is not { } place)
            return [];
        var (from, to, one) = (scene.ThisQuarter.Start, scene.ThisQuarter.End, scene.Scope.Organisation);
        var reached = scene.Database.ReleaseReaches.Where(x => one == null || x.OrganisationId == one);
        if (!await reached.AnyAsync(cancel))
            return [];
        var count = await reached
            .Where(x => x.At >= from && x.At < to)
            .Select(x => x.ReleaseId)
            .Distinct()
            .CountAsync(cancel);
        return
        [
            place with
            {
                Title = scene.T["Delivered by order form"],
                Lines = [EvidenceScene.Text(scene.T["Releases that reached customers this quarter: {0}.", count])],
            },
        ];
    }
}
