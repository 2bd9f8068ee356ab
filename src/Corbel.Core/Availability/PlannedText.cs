using System.Globalization;
using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Core.Availability;

/// <summary>The sums of the rule in words.</summary>
internal static class PlannedText
{
    public static readonly PlannedReason NoTime = new(
        PlannedFault.NoTime,
        new(
            "It ends before it begins, or lies outside the years 2000 to 2100.",
            "Het eindigt voordat het begint, of ligt buiten de jaren 2000 tot en met 2100."
        )
    );

    public static readonly PlannedReason Cancelled = new(
        PlannedFault.Cancelled,
        new("It was cancelled.", "Het is afgelast.")
    );

    public static readonly PlannedReason NotAnnounced = new(
        PlannedFault.NotAnnounced,
        new(
            "Customers have not been told of these times.",
            "Klanten hebben over deze tijden nog geen bericht gekregen."
        )
    );

    public static PlannedReason NoticeTooShort(Instant told, Instant from, Duration notice) =>
        new(
            PlannedFault.NoticeTooShort,
            from < told
                ? new(
                    $"Customers were told when it had begun: {Long(told, Language.En)}. At least {Length(notice, Language.En)} of notice is asked.",
                    $"Klanten kregen bericht toen het al begonnen was: {Long(told, Language.Nl)}. Ten minste {Length(notice, Language.Nl)} vooraf wordt gevraagd."
                )
                : new(
                    $"Customers were told {Length(from - told, Language.En)} before it begins: {Long(told, Language.En)}. At least {Length(notice, Language.En)} is asked.",
                    $"Klanten kregen {Length(from - told, Language.Nl)} voor het begin bericht: {Long(told, Language.Nl)}. Ten minste {Length(notice, Language.Nl)} wordt gevraagd."
                )
        );

    public static PlannedReason Edited(Instant edited, Instant from) =>
        new(
            PlannedFault.EditedAfterStart,
            new(
                $"Its times were changed after it had begun: {Long(edited, Language.En)}, and it began {Long(from, Language.En)}.",
                $"De tijden zijn gewijzigd toen het al begonnen was: {Long(edited, Language.Nl)}, en het begon {Long(from, Language.Nl)}."
            )
        );

    public static PlannedReason WithinHours(
        PlannedWindow window,
        Instant open,
        Instant close,
        DateTimeZone zone,
        CalendarSpec calendar
    ) =>
        new(
            PlannedFault.WithinHours,
            new(
                Within(window, open, close, zone, calendar, Language.En),
                Within(window, open, close, zone, calendar, Language.Nl)
            )
        );

    private static string Within(
        PlannedWindow window,
        Instant open,
        Instant close,
        DateTimeZone zone,
        CalendarSpec calendar,
        Language language
    )
    {
        var nl = language == Language.Nl;
        var hours = calendar.Plural.In(language);
        string At(Instant at) => Time(at, zone, language);
        var span = (open <= window.From, window.To <= close) switch
        {
            (true, _) => nl
                ? $"Het begint {At(window.From)}, en de {hours} eindigen {At(close)}"
                : $"It begins {At(window.From)}, and the {hours} end {At(close)}",
            (false, true) => nl
                ? $"Het eindigt {At(window.To)}, en de {hours} beginnen {At(open)}"
                : $"It ends {At(window.To)}, and the {hours} begin {At(open)}",
            _ => nl
                ? $"De {hours} van {At(open)} tot {At(close)} liggen erin"
                : $"The {hours} from {At(open)} to {At(close)} lie within it",
        };
        return $"{span} ({zone.Id}).";
    }

    private static string Long(Instant at, Language language) => TimeText.Long(at, DateTimeZone.Utc, language);

    private static string Time(Instant at, DateTimeZone zone, Language language) =>
        (language == Language.Nl ? Dutch : English).Format(at.InZone(zone).LocalDateTime);

    private static readonly LocalDateTimePattern English = Pattern("en-GB", "ddd d MMM HH:mm");
    private static readonly LocalDateTimePattern Dutch = Pattern("nl-NL", "ddd d MMM HH:mm");

    private static LocalDateTimePattern Pattern(string culture, string form) =>
        LocalDateTimePattern.Create(form, CultureInfo.GetCultureInfo(culture));

    /// <summary>Whole hours and minutes, cut off: 23 h 59 min.</summary>
    internal static string Length(Duration length, Language language)
    {
        var minutes = (long)length.TotalMinutes;
        var hour = language == Language.Nl ? "uur" : "h";
        return (minutes / 60, minutes % 60) switch
        {
            (0, var m) => string.Create(CultureInfo.InvariantCulture, $"{m} min"),
            (var h, 0) => string.Create(CultureInfo.InvariantCulture, $"{h} {hour}"),
            var (h, m) => string.Create(CultureInfo.InvariantCulture, $"{h} {hour} {m} min"),
        };
    }
}
