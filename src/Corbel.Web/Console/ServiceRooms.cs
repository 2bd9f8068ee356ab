using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>The rooms for what the provider owes besides answers: availability, incidents, releases, sessions, reports.</summary>
internal static class ServiceRooms
{
    public static IEnumerable<ViewLink> Of(string? current, IStringLocalizer t) =>
        [
            new("triangle-alert", t["Incidents"], "/console/incidents", null, null, current == "incidents"),
            new("settings", t["Planned maintenance"], "/console/maintenance", null, null, current == "maintenance"),
            new("shield", t["Exclusions"], "/console/exclusions", null, null, current == "exclusions"),
        ];
}
