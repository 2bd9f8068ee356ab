using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Availability;

/// <summary>
/// What a webhook is told, as docs/status.md documents it: what stands on the public status page and nothing else. New fields
/// may come; one that changes its meaning or goes makes a new version.
/// </summary>
internal sealed record WebhookBody(string Id, string Type, string At, string Url)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    [JsonPropertyOrder(-1)]
    public int Version => 1;

    /// <summary>Which are concerned; none for the whole product.</summary>
    public IReadOnlyList<Part>? Components { get; private init; }
    public IncidentPart? Incident { get; private init; }
    public MaintenancePart? Maintenance { get; private init; }

    internal sealed record Both(string En, string Nl);

    internal sealed record Part(Guid Id, Both Name);

    internal sealed record IncidentPart(
        long Number,
        Both Title,
        string Severity,
        string State,
        string OpenedAt,
        string? ResolvedAt,
        Line Update
    );

    internal sealed record Line(int Number, string At, Both Text);

    internal sealed record MaintenancePart(Guid Id, int Sequence, Both Title, Both Text, string From, string To);

    public static WebhookBody Of(
        Incident incident,
        IncidentUpdate update,
        IEnumerable<Component> components,
        string desk
    ) =>
        new(
            Invariant($"incident-{incident.Number}-{update.Number}"),
            update.Number == 1 ? "incident.opened"
                : update.State == IncidentState.Resolved ? "incident.resolved"
                : "incident.updated",
            Time(update.At),
            Invariant($"{desk}/status/incidents/{incident.Number}")
        )
        {
            Components = Parts(components),
            Incident = new(
                incident.Number,
                new(incident.Title, incident.TitleNl),
                incident.Severity,
                Word(update.State),
                Time(incident.OpenedAt),
                incident.ResolvedAt is { } end ? Time(end) : null,
                new(update.Number, Time(update.At), new(update.Text, update.TextNl))
            ),
        };

    public static WebhookBody Of(
        MaintenanceWindow window,
        MaintenanceNews news,
        IEnumerable<Component> components,
        Instant now,
        string desk
    ) =>
        new(
            Invariant($"maintenance-{window.Id:n}-{window.Sequence}"),
            news switch
            {
                MaintenanceNews.Planned => "maintenance.announced",
                MaintenanceNews.Changed => "maintenance.changed",
                _ => "maintenance.cancelled",
            },
            Time(now),
            $"{desk}/status"
        )
        {
            Components = Parts(components),
            Maintenance = new(
                window.Id,
                window.Sequence,
                new(window.Title, window.TitleNl),
                new(window.Text, window.TextNl),
                Time(window.FromAt),
                Time(window.ToAt)
            ),
        };

    /// <summary>What an administrator has sent to see whether it arrives.</summary>
    public static WebhookBody Test(Instant now, string desk) =>
        new($"test-{Guid.NewGuid():n}", "test", Time(now), $"{desk}/status");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    private static List<Part> Parts(IEnumerable<Component> components) =>
        [.. components.Select(x => new Part(x.Id, new(x.Name, x.NameNl)))];

    private static string Word(IncidentState state) =>
        state switch
        {
            IncidentState.Investigating => "investigating",
            IncidentState.Identified => "identified",
            IncidentState.Monitoring => "monitoring",
            _ => "resolved",
        };

    private static string Time(Instant at) => InstantPattern.ExtendedIso.Format(at);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
