using Corbel.Core.Access;
using Corbel.Core.Records;
using Corbel.Core.Sessions;
using Corbel.Desk.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>What was bought, held and is left by the desk's own ledger (clause 5), and whom it brought to what. Sums alone.</summary>
internal static class SessionEvidence
{
    public static async Task<IReadOnlyList<Evidence>> Of(EvidenceScene scene, CancellationToken cancel)
    {
        var db = scene.Database;
        // A partner's people have nothing to do with what its customer bought.
        if (
            scene.For(RecordKinds.Session, "sessions.to-reach-tiers") is not { } place
            || scene.Actor.Role == Role.PartnerUser
        )
            return [];
        var one = scene.Scope.Organisation;
        var customers = await db
            .Proposals.Where(x => x.WithdrawnAt == null && (one == null || x.OrganisationId == one))
            .Select(x => x.OrganisationId)
            .Distinct()
            .ToListAsync(cancel);
        var all = new List<KindFigures>();
        foreach (var customer in customers)
            all.AddRange(await ReadSessions.Left(db, customer, scene.Reader.Now, cancel));
        if (all.Count == 0)
            return [];
        var skills = db.Skills.Where(x => x.WithdrawnAt == null && (one == null || x.OrganisationId == one));
        var people = await skills.Select(x => x.PersonId).Distinct().CountAsync(cancel);
        var duties = await skills.Select(x => new { x.Tier, x.Duty }).Distinct().CountAsync(cancel);
        return
        [
            place with
            {
                Title = scene.T["Bought, held and left"],
                Heads = [scene.T["Kind"], scene.T["Bought"], scene.T["Held so far"], scene.T["Left"]],
                Rows =
                [
                    .. all.GroupBy(x => x.Kind, StringComparer.Ordinal)
                        .Select(x =>
                            (IReadOnlyList<EvidenceCell>)
                                [
                                    scene.Document.Sessions.NameOf(x.Key, scene.Words),
                                    EvidenceScene.Number(x.Sum(y => y.Bought)),
                                    EvidenceScene.Number(x.Sum(y => y.Held)),
                                    EvidenceScene.Number(x.Sum(y => y.Left)),
                                ]
                        ),
                ],
                Lines =
                [
                    EvidenceScene.Text(
                        scene.T[
                            "People who were brought to at least one duty: {0}; duties reached: {1} of {2}.",
                            people,
                            duties,
                            scene.Document.DutiesToReach().Count()
                        ]
                    ),
                ],
            },
        ];
    }
}
