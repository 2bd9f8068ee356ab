using Corbel.Core.Policy;
using Corbel.Desk.Reports;
using Corbel.Web.Console;

namespace Corbel.Web.Status;

/// <summary>Which side held the issues: a customer's own desk, or ours by way of a hand-over (clauses 2 to 4).</summary>
internal static class TierEvidence
{
    public static async Task<IEnumerable<Evidence>> Of(EvidenceScene scene, CancellationToken cancel)
    {
        var counts = await ContractTotals.Tiers(scene.Database, scene.Scope, scene.ThisQuarter, cancel);
        return scene
            .Document.Tiers.Items.Select(x => Duties(scene, x, counts))
            .Append(scene.For("support.by-customer") is { } own ? OwnDesk(scene, own, counts) : null)
            .Append(scene.For("support.by-provider") is { } ours ? HandedOver(scene, ours, counts) : null)
            .OfType<Evidence>();
    }

    /// <summary>The duties of a level: where it is held, for whether they are done well people judge.</summary>
    private static Evidence? Duties(EvidenceScene scene, TierSpec tier, TierCounts counts)
    {
        // The reports on how things stand have clocks, and figures of their own.
        var duties = tier.Duties.Items.Where(x => x.Id != "status-reports");
        if (scene.For(duties.Select(x => $"tiers.{tier.Id}.duties.{x.Id}")) is not { } place)
        {
            return null;
        }
        var t = scene.T;
        var support = scene.Document.Support;
        var ours = support?.ByProvider?.Tiers.Contains(tier.Id) == true;
        var theirs = support?.ByCustomer?.Tiers.Contains(tier.Id) == true;
        var line =
            ours ? new EvidenceCell(t["Handed over to us this quarter: {0}.", counts.HandedOver], Behind(scene, counts))
            : theirs && counts.OnOwnDesk is { } own ? t["On your own desk this quarter: {0}.", own].Value
            : theirs ? t["Given by the customer, on a desk of its own that nobody else reads."].Value
            : t["Counted with the issues that came to us."].Value;
        return place with { Lines = [EvidenceScene.Text(line)] };
    }

    private static Evidence OwnDesk(EvidenceScene scene, Evidence place, TierCounts counts) =>
        counts.OnOwnDesk switch
        {
            null => place with
            {
                Lines =
                [
                    EvidenceScene.Text(scene.T["What customers have on their own desks is theirs alone to count."]),
                ],
            },
            0 => place with { Lines = [scene.Nothing] },
            var own => place with
            {
                Figure = EvidenceScene.Number(own.Value),
                Of = scene.T["on your own desk this quarter"],
            },
        };

    private static Evidence HandedOver(EvidenceScene scene, Evidence place, TierCounts counts) =>
        counts.HandedOver == 0
            ? place with
            {
                Lines = [scene.Nothing],
            }
            : place with
            {
                Figure = new(EvidenceScene.Number(counts.HandedOver), Behind(scene, counts)),
                Of = scene.T["handed over this quarter"],
                Lines =
                    counts.SentBack == 0
                        ? []
                        : [EvidenceScene.Text(scene.T["{0} of them sent back.", counts.SentBack])],
            };

    private static string? Behind(EvidenceScene scene, TierCounts counts) =>
        counts.HandedOver == 0 ? null : scene.Behind(new FigureQuery(FigureOf.HandedOver) { Quarter = scene.Quarter });
}
