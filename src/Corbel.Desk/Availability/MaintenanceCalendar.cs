using System.Globalization;
using Corbel.Core.Policy;
using Corbel.Desk.Outbox;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>Announced maintenance as a calendar that others subscribe to (RFC 5545). Its entries are those of the mails.</summary>
public static class MaintenanceCalendar
{
    /// <summary>The same in mails and feed, so that a calendar that has both shows one.</summary>
    internal static string Uid(MaintenanceWindow window, DeskAddress address) =>
        string.Create(CultureInfo.InvariantCulture, $"maintenance-{window.Id:n}@{address.Domain}");

    /// <summary>The feed: windows that customers were told of, the cancelled ones as such.</summary>
    public static string Feed(IEnumerable<MaintenanceWindow> windows, DeskAddress address, Language language)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Corbel//Corbel//EN", Method = "PUBLISH" };
        foreach (var window in windows.Where(x => x.AnnouncedAt is not null))
            calendar.Events.Add(
                new CalendarEvent
                {
                    Uid = Uid(window, address),
                    Sequence = window.Sequence,
                    DtStamp = Time(Instant.Max(window.EditedAt, window.CancelledAt ?? window.EditedAt)),
                    Start = Time(window.FromAt),
                    End = Time(window.ToAt),
                    Summary = language == Language.Nl ? window.TitleNl : window.Title,
                    Description = language == Language.Nl ? window.TextNl : window.Text,
                    Status = window.CancelledAt is null ? "CONFIRMED" : "CANCELLED",
                    Transparency = "TRANSPARENT",
                }
            );
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalDateTime Time(Instant at) => new(at.ToDateTimeUtc(), "UTC");
}
