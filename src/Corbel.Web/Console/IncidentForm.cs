using Corbel.Desk.Availability;
using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>What is typed of an incident or its next line.</summary>
public sealed class IncidentForm
{
    public string? Title { get; set; }
    public string? TitleNl { get; set; }
    public string? Severity { get; set; }
    public IncidentState State { get; set; }
    public string? Text { get; set; }
    public string? TextNl { get; set; }
    public List<Guid> Components { get; set; } = [];

    public IncidentWords Words => new(State, Text ?? "", TextNl ?? "");
}

internal static class IncidentLooks
{
    public static string Words(this IncidentState state, IStringLocalizer t) =>
        state switch
        {
            IncidentState.Investigating => t["Investigating"],
            IncidentState.Identified => t["Identified"],
            IncidentState.Monitoring => t["Monitoring"],
            _ => t["Resolved"],
        };

    public static Promise Look(this IncidentState state) =>
        state switch
        {
            IncidentState.Resolved => Promise.Kept,
            IncidentState.Monitoring => Promise.Soon,
            _ => Promise.Late,
        };
}
