using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>The rooms for what the provider owes besides answers: availability, incidents, releases, sessions, reports.</summary>
internal static class ServiceRooms
{
    public static IEnumerable<ViewLink> Of(string? current, IStringLocalizer t) =>
        [
            new("users-round", t["Sessions"], "/console/sessions", null, null, current == "sessions"),
            new("archive", t["Releases"], "/console/releases", null, null, current == "releases"),
        ];
}
