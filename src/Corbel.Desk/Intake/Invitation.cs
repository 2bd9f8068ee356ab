using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Corbel.Desk.Intake;

/// <summary>What an invitation is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InvitationKind>))]
public enum InvitationKind
{
    /// <summary>A date that somebody tells, without asking.</summary>
    Date,
    Request,
    Cancelled,
    Accepted,
    Tentative,
    Declined,

    /// <summary>An invited person proposes another time.</summary>
    Counter,
}

/// <summary>A date that a mail brings for a calendar (iCalendar, RFC 5545 and 5546). Its file stands beside it.</summary>
/// <param name="Kind">What it asks or tells.</param>
/// <param name="What">One line.</param>
/// <param name="Starts">An instant in UTC, a wall time or a date, each as ISO 8601 writes it.</param>
/// <param name="Ends">The same form; of whole days the last one; null where it says nothing.</param>
/// <param name="Zone">The name of the zone of a wall time, as the sender gave it; null for none.</param>
/// <param name="Where">One line, or null.</param>
/// <param name="Organiser">Name or address, or null.</param>
/// <param name="Who">Of an answer: who answers.</param>
/// <param name="Repeats">It comes round.</param>
public sealed record Invitation(
    InvitationKind Kind,
    string What,
    string? Starts,
    string? Ends,
    string? Zone,
    string? Where,
    string? Organiser,
    string? Who,
    bool Repeats
)
{
    private const int Largest = 500_000;

    private static readonly LocalDateTimePattern Wall = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm"
    );

    /// <returns>Null where the file is none, or says nothing of a date: then it is a file like others.</returns>
    internal static Invitation? Read(IncomingFile file)
    {
        var isCalendar =
            file.MediaType is "text/calendar" or "application/ics"
            || file.Name.EndsWith(".ics", StringComparison.OrdinalIgnoreCase);
        if (!isCalendar || file.Bytes.Length > Largest)
            return null;
        try
        {
            var calendar = Ical.Net.Calendar.Load(Charsets.Read(file.Bytes, null));
            return calendar?.Events.FirstOrDefault() is { } one ? Of(calendar.Method ?? "", one) : null;
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // Whatever the parser trips over: then it is a file like others.
            return null;
        }
    }

    private static Invitation? Of(string method, CalendarEvent one)
    {
        var answer = method.ToUpperInvariant() is "REPLY" or "COUNTER";
        var who = answer ? one.Attendees.FirstOrDefault() : null;
        var what = Excerpt.Of(one.Summary ?? "");
        if (one.Start is null && what.Length == 0)
            return null;
        var (starts, zone) = TimeOf(one.Start, 0);
        return new(
            KindOf(method, one.Status, who?.ParticipationStatus),
            what,
            starts,
            EndOf(one),
            zone,
            Line(one.Location),
            NameOf(one.Organizer?.CommonName, one.Organizer?.Value),
            NameOf(who?.CommonName, who?.Value),
            one.RecurrenceRule is not null || one.RecurrenceDates.GetAllDates().Any()
        );
    }

    private static InvitationKind KindOf(string method, string? status, string? answer) =>
        (method.ToUpperInvariant(), status?.ToUpperInvariant(), answer?.ToUpperInvariant()) switch
        {
            ("CANCEL", _, _) or (_, "CANCELLED", _) => InvitationKind.Cancelled,
            ("COUNTER", _, _) => InvitationKind.Counter,
            ("REPLY", _, "ACCEPTED") => InvitationKind.Accepted,
            ("REPLY", _, "DECLINED") => InvitationKind.Declined,
            ("REPLY", _, _) => InvitationKind.Tentative,
            ("REQUEST", _, _) => InvitationKind.Request,
            _ => InvitationKind.Date,
        };

    private static string? EndOf(CalendarEvent one)
    {
        // DTEND of whole days is the day after the last (RFC 5545, 3.6.1).
        if (one.End is { } end)
            return TimeOf(end, end.HasTime ? 0 : -1).Time;
        return one is { Start: { HasTime: true } start, Duration: { } lasts } ? TimeOf(start.Add(lasts), 0).Time : null;
    }

    private static (string? Time, string? Zone) TimeOf(CalDateTime? time, int days)
    {
        if (time is null)
            return (null, null);
        var date = new LocalDate(time.Year, time.Month, time.Day).PlusDays(days);
        if (!time.HasTime)
            return (LocalDatePattern.Iso.Format(date), null);
        var local = date + new LocalTime(time.Hour, time.Minute, time.Second);
        var zone = time.IsUtc ? DateTimeZone.Utc : ZoneOf(time.TzId);
        return zone is null
            ? (Wall.Format(local), Line(time.TzId))
            : (InstantPattern.General.Format(zone.AtLeniently(local).ToInstant()), null);
    }

    /// <summary>By the names of the time-zone database, with what programs put before them, and by those of Windows.</summary>
    private static DateTimeZone? ZoneOf(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        var id = name.Trim().Trim('"');
        if (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out var mapped))
            id = mapped;
        var parts = id.Split('/');
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)
            ?? (parts.Length > 2 ? DateTimeZoneProviders.Tzdb.GetZoneOrNull($"{parts[^2]}/{parts[^1]}") : null);
    }

    private static string? NameOf(string? name, Uri? address)
    {
        var mail = address?.OriginalString ?? "";
        mail = mail.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? mail["mailto:".Length..] : mail;
        return Line(string.IsNullOrWhiteSpace(name) ? mail : name.Trim('"'));
    }

    private static string? Line(string? text) => Excerpt.Of(text ?? "") is { Length: > 0 } line ? line : null;
}
