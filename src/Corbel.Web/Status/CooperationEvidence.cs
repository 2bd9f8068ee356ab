using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Desk.Reports;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>How long each side waited for the other (clause 10).</summary>
internal static class CooperationEvidence
{
    public static async Task<IEnumerable<Evidence>> Of(EvidenceScene scene, CancellationToken cancel)
    {
        if (scene.For("cooperation") is not { } place)
        {
            return [];
        }
        var (t, now) = (scene.T, scene.Reader.Now);
        var (desk, customer) = await ContractTotals.Waiting(
            scene.Database,
            scene.Scope,
            scene.ThisQuarter,
            now,
            cancel
        );
        if (desk.All + customer.All == 0)
        {
            return [place with { Lines = [scene.Nothing] }];
        }
        IReadOnlyList<EvidenceCell> Row(string who, WaitingFigures figures) =>
            [
                who,
                EvidenceScene.Number(figures.All),
                Length(scene, figures.Sum),
                figures.Median is { } median ? Length(scene, median) : "",
            ];
        return
        [
            place with
            {
                Figure = EvidenceScene.Number(desk.All),
                Of = desk.All == 1 ? t["wait for an answer this quarter"] : t["waits for an answer this quarter"],
                Heads = ["", t["times"], t["in all"], t["half within"]],
                Rows =
                [
                    Row(scene.Actor.IsStaff ? t["we for customers"] : t["we for you"], desk),
                    Row(scene.Actor.IsStaff ? t["customers for us"] : t["you for us"], customer),
                ],
            },
        ];
    }

    /// <summary>Days from two on, so that a long wait stays short to read.</summary>
    private static string Length(EvidenceScene scene, Duration time)
    {
        var days = (int)time.TotalDays;
        return days < 2 ? ClockEvidence.Minutes(time, scene.Words) : scene.T["{0} days", days];
    }
}
