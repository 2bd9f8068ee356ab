using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>The rooms for what the provider owes besides answers: availability, incidents, releases, sessions, reports.</summary>
internal static class ServiceRooms
{
    public static IEnumerable<ViewLink> Of(string? current, IStringLocalizer t) =>
        [
            new(
                "activity",
                t["Availability"],
                "/console/availability",
                Current: current is "availability" or "exclusions"
            ),
            new("triangle-alert", t["Incidents"], "/console/incidents", Current: current == "incidents"),
            new("settings", t["Planned maintenance"], "/console/maintenance", Current: current == "maintenance"),
            new("users-round", t["Sessions"], "/console/sessions", Current: current == "sessions"),
            new("archive", t["Releases"], "/console/releases", Current: current == "releases"),
            new("file-text", t["Reports"], "/console/reports", null, "g q", current == "reports"),
        ];
}
