using Corbel.Desk.Availability;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Portal;

/// <summary>What a webhook was told, and how that went.</summary>
internal static class WebhookWords
{
    public static string News(WebhookCall call, IStringLocalizer t) =>
        call.Type switch
        {
            "incident.opened" => t["Incident opened"],
            "incident.updated" => t["Incident updated"],
            "incident.resolved" => t["Incident resolved"],
            "maintenance.announced" => t["Maintenance announced"],
            "maintenance.changed" => t["Maintenance changed"],
            "maintenance.cancelled" => t["Maintenance cancelled"],
            _ => t["Test"],
        };

    public static string State(WebhookCall call, IStringLocalizer t) =>
        call switch
        {
            { TakenAt: not null } => t["arrived"],
            { NextAttemptAt: null } => t["given up"],
            { Attempts: 0 } => t["on its way"],
            _ => t["not arrived yet"],
        };

    /// <summary>What the last attempt met; null where none did.</summary>
    public static string? Answer(WebhookCall call, IStringLocalizer t) =>
        call switch
        {
            { Status: >= 300 and < 400 and { } status } => t[
                "It answered {0}: redirects are not followed.",
                status
            ].Value,
            { Status: { } status } => t["It answered {0}.", status].Value,
            { Fault: "outbound-not-public" } => t["It leads to no public address."].Value,
            { Fault: "outbound-too-slow" } => t["It did not answer in time."].Value,
            { Fault: not null } => t["No connection came about."].Value,
            _ => null,
        };
}
