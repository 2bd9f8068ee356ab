using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Ui;

/// <summary>Who reads this page, as far as words and times go: the language, the zone, and the time at which it was asked for.</summary>
public sealed class Reader
{
    public const string ZoneClaim = "zoneinfo";
    private const string ZoneCookie = "corbel-zone";

    public Reader(IHttpContextAccessor accessor, IClock clock)
    {
        var http = accessor.HttpContext;
        var id = http?.User.FindFirst(ZoneClaim)?.Value ?? http?.Request.Cookies[ZoneCookie];
        Zone =
            (id is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id))
            ?? DateTimeZoneProviders.Tzdb["Europe/London"];
        Now = clock.GetCurrentInstant();
        Language = CultureInfo.CurrentUICulture;
        Culture = Languages.Dates(Language);
    }

    public Instant Now { get; }
    public DateTimeZone Zone { get; }
    public CultureInfo Language { get; }
    public CultureInfo Culture { get; }

    /// <summary>The language in which the desk's own sentences are written for this reader.</summary>
    public Core.Policy.Language Words =>
        Language.TwoLetterISOLanguageName == "nl" ? Core.Policy.Language.Nl : Core.Policy.Language.En;

    /// <summary>The name people use for the zone at that instant: BST, CEST; UTC+3 where the zone has no name.</summary>
    public string ZoneName(Instant at)
    {
        var name = Zone.GetZoneInterval(at).Name;
        if (name.Length > 0 && char.IsLetter(name[0]))
        {
            return name;
        }

        return "UTC"
            + OffsetPattern
                .CreateWithInvariantCulture("+H:mm")
                .Format(Zone.GetUtcOffset(at))
                .Replace(":00", "", StringComparison.Ordinal);
    }

    /// <summary>The wall time without its zone: 18:30.</summary>
    public string Clock(Instant at) => Format(at, "HH:mm");

    /// <summary>The day as briefly as is clear from today: nothing for today, Fri within the week, 28 Aug, 28 Aug 2025.</summary>
    public string NearDay(Instant at)
    {
        var day = at.InZone(Zone).Date;
        var today = Now.InZone(Zone).Date;
        var away = Period.DaysBetween(today, day);
        return away switch
        {
            0 => "",
            > -7 and < 7 => Format(at, "ddd"),
            _ when day.Year == today.Year => Format(at, "d MMM"),
            _ => Format(at, "d MMM yyyy"),
        };
    }

    /// <summary>The whole day: Fri 28 Aug 2026.</summary>
    public string Day(Instant at) => Format(at, "ddd d MMM yyyy");

    public string Format(Instant at, string pattern) =>
        LocalDateTimePattern.Create(pattern, Culture).Format(at.InZone(Zone).LocalDateTime);
}
