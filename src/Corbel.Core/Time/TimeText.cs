using System.Globalization;
using Corbel.Core.Policy;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Time;

/// <summary>Instants as people read them: in a zone, with the zone named.</summary>
public static class TimeText
{
    private static readonly LocalDateTimePattern English = Pattern("en-GB");
    private static readonly LocalDateTimePattern Dutch = Pattern("nl-NL");

    /// <summary>Such as "Friday 28 August 2026, 18:30 BST (Europe/London)".</summary>
    public static string Long(Instant instant, DateTimeZone zone, Language language)
    {
        var local = instant.InZone(zone);
        var text = (language == Language.Nl ? Dutch : English).Format(local.LocalDateTime);
        return $"{text} {ZoneName(local)}";
    }

    /// <summary>The short name in force, and the zone's id where that says more: "BST (Europe/London)", "UTC".</summary>
    public static string ZoneName(ZonedDateTime local)
    {
        var name = local.GetZoneInterval().Name;
        return local.Zone == DateTimeZone.Utc || name == local.Zone.Id ? name : $"{name} ({local.Zone.Id})";
    }

    private static LocalDateTimePattern Pattern(string culture) =>
        LocalDateTimePattern.Create("dddd d MMMM uuuu, HH:mm", CultureInfo.GetCultureInfo(culture));
}
