using System.Globalization;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>
/// Dates and clock times in words. The names stand here and not in the system's cultures, so that an explanation reads
/// the same on every machine.
/// </summary>
public static class DateWords
{
    private static readonly string[] DaysEn = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] DaysNl = ["ma", "di", "wo", "do", "vr", "za", "zo"];
    private static readonly string[] MonthsEn = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".Split(' ');
    private static readonly string[] MonthsNl = "jan feb mrt apr mei jun jul aug sep okt nov dec".Split(' ');

    /// <summary>A weekday, short: Fri, vr.</summary>
    public static string Day(IsoDayOfWeek day, Language language) =>
        (language == Language.Nl ? DaysNl : DaysEn)[(int)day - 1];

    /// <summary>A month, short, 1 to 12: Aug, aug.</summary>
    public static string Month(int month, Language language) =>
        (language == Language.Nl ? MonthsNl : MonthsEn)[month - 1];

    /// <summary>A date without its year: Fri 28 Aug, vr 28 aug.</summary>
    public static string Date(LocalDate date, Language language) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Day(date.DayOfWeek, language)} {date.Day} {(language == Language.Nl ? MonthsNl : MonthsEn)[date.Month - 1]}"
        );

    /// <summary>A date with its year: Fri 28 Aug 2026, vr 28 aug 2026.</summary>
    public static string FullDate(LocalDate date, Language language) =>
        string.Create(CultureInfo.InvariantCulture, $"{Date(date, language)} {date.Year:0000}");

    /// <summary>A clock time: 17:30, with its seconds only where it has some.</summary>
    public static string Clock(LocalTime time) =>
        time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A zone as people name it: GMT and UTC for the fixed ones, else its IANA name.</summary>
    public static string Zone(string id) =>
        id switch
        {
            "Etc/GMT" or "GMT" => "GMT",
            "Etc/UTC" or "UTC" => "UTC",
            _ => id,
        };

    /// <summary>
    /// An instant with its date and zone, and in a second zone beside it where the clocks there show something else: Fri
    /// 28 Aug 2026 17:30 GMT (18:30 Europe/London).
    /// </summary>
    public static string Moment(Instant instant, DateTimeZone zone, DateTimeZone reader, Language language)
    {
        var (here, there) = (instant.InZone(zone), instant.InZone(reader));
        var text = $"{FullDate(here.Date, language)} {Clock(here.TimeOfDay)} {Zone(zone.Id)}";
        if (here.LocalDateTime == there.LocalDateTime)
        {
            return text;
        }
        var date = here.Date == there.Date ? "" : Date(there.Date, language) + " ";
        return $"{text} ({date}{Clock(there.TimeOfDay)} {Zone(reader.Id)})";
    }
}
