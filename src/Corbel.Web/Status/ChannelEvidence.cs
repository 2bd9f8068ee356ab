using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Reports;
using Corbel.Desk.Tickets;
using Corbel.Web.Console;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>By which way the issues came, from whom, and how it is known when (clauses 6.4 and 7).</summary>
internal static class ChannelEvidence
{
    public static async Task<IEnumerable<Evidence>> Of(
        EvidenceScene scene,
        IReadOnlyList<IssueCount> issues,
        CancellationToken cancel
    ) =>
        new[]
        {
            Ways(scene, issues, await Told(scene, cancel)),
            People(scene, issues),
            Received(scene, issues),
            await Held(scene, cancel),
        }.OfType<Evidence>();

    private static Evidence? Ways(
        EvidenceScene scene,
        IReadOnlyList<IssueCount> issues,
        IReadOnlyList<IHtmlContent> told
    )
    {
        var (t, channels) = (scene.T, scene.Document.Channels);
        (Channel Channel, string Path, bool Offered, string Name)[] ways =
        [
            (Channel.Mail, "channels.mail", channels.Mail is not null, t["by e-mail"]),
            (Channel.Portal, "channels.portal", channels.Portal is not null, t["on these pages"]),
            (Channel.Chat, "channels.chat", channels.Chat is not null, t["by chat"]),
            (Channel.Telephone, "channels.telephone", channels.Telephone is not null, t["by telephone"]),
        ];
        if (scene.For([.. ways.Select(x => x.Path), "channels.telephone.courtesy-for"]) is not { } place)
        {
            return null;
        }
        var all = issues.Sum(x => x.Count);
        if (all == 0)
        {
            return place with { Lines = [scene.Nothing, .. told] };
        }
        FigureQuery Query(Channel? channel, bool courtesy = false) =>
            new(courtesy ? FigureOf.Courtesy : FigureOf.Issues) { Quarter = scene.Quarter, Channel = channel };
        int Of(Channel channel) => issues.Where(x => x.Channel == channel).Sum(x => x.Count);
        var calls = issues.Where(x => x.Courtesy).Sum(x => x.Count);
        return place with
        {
            Figure = scene.Count(all, Query(null)),
            Of = all == 1 ? t["issue this quarter"] : t["issues this quarter"],
            Rows =
            [
                .. ways.Where(x => x.Offered || Of(x.Channel) > 0)
                    .Select(x => (IReadOnlyList<EvidenceCell>)[x.Name, scene.Count(Of(x.Channel), Query(x.Channel))]),
                .. channels.Telephone is { CourtesyFor.IsEmpty: false } || calls > 0
                    ? new[]
                    {
                        (IReadOnlyList<EvidenceCell>)
                            [t["calls by courtesy"].Value, scene.Count(calls, Query(null, true))],
                    }
                    : [],
            ],
            Lines = told,
        };
    }

    /// <summary>What the telephone systems told, for staff: a call belongs to no customer until it stands on a ticket.</summary>
    private static async Task<IReadOnlyList<IHtmlContent>> Told(EvidenceScene scene, CancellationToken cancel)
    {
        var (from, to) = (scene.ThisQuarter.Start, scene.ThisQuarter.End);
        var calls = scene.Database.Calls.VisibleTo(scene.Actor).Where(x => x.StartedAt >= from && x.StartedAt < to);
        if (scene.Scope.Organisation is { } organisation)
            calls = calls.Where(x => x.OrganisationId == organisation);
        var answered = await calls.CountAsync(x => x.AnsweredBy != null, cancel);
        var missed = await calls.CountAsync(x => x.IsMissed, cancel);
        return answered + missed == 0
            ? []
            :
            [
                EvidenceScene.Text(
                    new EvidenceCell(
                        scene.T[
                            "Of the calls that a telephone system told of this quarter {0} were answered and {1} were missed.",
                            answered,
                            missed
                        ],
                        "/console/calls"
                    )
                ),
            ];
    }

    private static Evidence? People(EvidenceScene scene, IReadOnlyList<IssueCount> issues)
    {
        int By(Role role) => issues.Where(x => x.Role == role).Sum(x => x.Count);
        return scene.For(ReadingIds.WhoMayLog) is { } place
            ? place with
            {
                Lines =
                [
                    EvidenceScene.Text(
                        scene.T[
                            "This quarter {0} came from administrators and {1} from registered users.",
                            By(Role.Administrator),
                            By(Role.RegisteredUser)
                        ]
                    ),
                ],
            }
            : null;
    }

    private static Evidence? Received(EvidenceScene scene, IReadOnlyList<IssueCount> issues)
    {
        var told = issues.Where(x => x.Basis == ReceivedBasis.ToldByStaff).Sum(x => x.Count);
        var query = new FigureQuery(FigureOf.Told) { Quarter = scene.Quarter };
        return scene.For(ReadingIds.Received) is { } place
            ? place with
            {
                Lines =
                [
                    EvidenceScene.Text(
                        scene.T["This quarter the desk noted the time of {0} itself.", issues.Sum(x => x.Count) - told]
                    ),
                    EvidenceScene.Text(
                        new EvidenceCell(
                            scene.T["Staff noted the time of {0}.", told],
                            told == 0 ? null : scene.Behind(query)
                        )
                    ),
                ],
            }
            : null;
    }

    /// <summary>Held mail belongs to no customer yet: staff alone read how much of it there is.</summary>
    private static async Task<Evidence?> Held(EvidenceScene scene, CancellationToken cancel)
    {
        if (!scene.Actor.IsStaff || scene.For(ReadingIds.UnknownSender) is not { } place)
        {
            return null;
        }
        var db = scene.Database;
        var held = await db.Custodies.VisibleTo(db, scene.Actor).CountAsync(x => x.State == CustodyState.Held, cancel);
        return place with
        {
            Lines = [EvidenceScene.Text(new EvidenceCell(scene.T["Held for staff now: {0}.", held], "/console/held"))],
        };
    }
}
