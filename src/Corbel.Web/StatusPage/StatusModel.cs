using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Desk.Availability;
using NodaTime;

namespace Corbel.Web.StatusPage;

/// <summary>All that the public page says, as of an instant.</summary>
public sealed record StatusModel(Instant At, string Provider, string Product, DateTimeZone Zone)
{
    public IReadOnlyList<StatusComponent> Components { get; init; } = [];

    /// <summary>The latest first; none where the policy states no availability.</summary>
    public IReadOnlyList<StatusMonth> Months { get; init; } = [];

    /// <summary>What the policy states of the months; null where it states nothing.</summary>
    public AvailabilitySpec? Stated { get; init; }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<StatusIncident> Incidents { get; init; } = [];

    /// <summary>Announced and not over or cancelled, the next first.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; init; } = [];

    public IEnumerable<StatusIncident> Open => Incidents.Where(x => x.Incident.State != IncidentState.Resolved);
}

/// <summary>How a component is.</summary>
public enum StatusState
{
    Up,
    Maintenance,
    Down,

    /// <summary>Nothing is measured.</summary>
    Unknown,
}

/// <summary>A component now and in the last 90 days, the oldest first.</summary>
public sealed record StatusComponent(Component Component, StatusState State, IReadOnlyList<StatusDay> Days);

/// <summary>A day of a component.</summary>
/// <param name="Date">By the policy's zone.</param>
/// <param name="DownMinutes">Begun minutes of downtime; 0 for none.</param>
/// <param name="Measured">Something is known of the whole day, or it was down.</param>
public sealed record StatusDay(LocalDate Date, long DownMinutes, bool Measured);

/// <summary>A month against what the policy states.</summary>
public sealed record StatusMonth(YearMonth Month, MonthFigures Figures, MonthVerdict Verdict, bool IsOver);

/// <summary>An incident with its timeline, the latest line first.</summary>
public sealed record StatusIncident(Incident Incident, IReadOnlyList<IncidentUpdate> Updates);
