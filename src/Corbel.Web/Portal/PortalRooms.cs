using System.Security.Claims;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Portal;

/// <summary>What stands around the pages that customers read. Staff and strangers come here too, for the policy.</summary>
internal static class PortalRooms
{
    public static async Task<PortalFrame> For(HttpContext http, DeskDb db, string desk, IStringLocalizer t)
    {
        var actor = http.ActorOrNull();
        var own = actor?.OwnDesk is { } customer && await db.HasOwnDesk(customer, http.RequestAborted);
        // A partner user has to do with the desk of its customer alone.
        if (actor is { Role: Role.PartnerUser })
            desk = await db.CustomerOf(actor.Organisation, http.RequestAborted) ?? desk;
        var promise = Link(http, "/policy", t["Our promise"]);
        IReadOnlyList<ViewLink> rooms = actor switch
        {
            null => [promise],
            { IsStaff: true } => [Link(http, "/console", t["Queue"]), promise],
            { Role: Role.Administrator } or { Role: Role.DeskAgent } =>
            [
                .. own ? [Link(http, "/console", t["Your desk"])] : Array.Empty<ViewLink>(),
                Link(http, "/issues", t["Our issues"]),
                Link(http, "/issues/new", t["New issue"]),
                Link(http, "/sessions", t["Sessions"]),
                Link(http, "/releases", t["Releases"]),
                .. actor.Role == Role.Administrator ? [Link(http, "/reports", t["Reports"])] : Array.Empty<ViewLink>(),
                promise,
            ],
            { Role: Role.PartnerUser } =>
            [
                Link(http, "/issues", t["My issues"]),
                Link(http, "/issues/new", t["New issue"]),
                promise,
            ],
            _ =>
            [
                Link(http, "/issues", t["My issues"]),
                Link(http, "/issues/new", t["New issue"]),
                Link(http, "/sessions", t["Sessions"]),
                Link(http, "/releases", t["Releases"]),
                promise,
            ],
        };
        return new PortalFrame(desk, rooms, http.User.FindFirstValue(ClaimTypes.Name));
    }

    private static ViewLink Link(HttpContext http, string address, string name) =>
        new("", name, address, Current: http.Request.Path.Equals(address, StringComparison.OrdinalIgnoreCase));
}
