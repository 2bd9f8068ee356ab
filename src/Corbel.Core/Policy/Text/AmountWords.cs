using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>Amounts and enumerations in words.</summary>
public static class AmountWords
{
    /// <summary>A length of time, short: 1 h 30 min, 1 u 30 min. Seconds only where there are some.</summary>
    public static string Short(Duration duration, Language language)
    {
        var seconds = (long)Math.Round(duration.TotalSeconds);
        var (h, m, s) = (seconds / 3600, seconds % 3600 / 60, seconds % 60);
        string[] parts =
        [
            h > 0 ? Text($"{h} {(language == Language.Nl ? "u" : "h")}") : "",
            m > 0 ? Text($"{m} min") : "",
            s > 0 || seconds == 0 ? Text($"{s} s") : "",
        ];
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }

    /// <summary>A time limit counted in the hours of a calendar: 1 business hour, 4 business hours and 30 minutes.</summary>
    public static string Limit(TimeLimit limit, CalendarSpec calendar, Language language)
    {
        if (limit.Days > 0)
        {
            return language == Language.Nl
                ? Text($"{limit.Days} {(limit.Days == 1 ? "werkdag" : "werkdagen")}")
                : Text($"{limit.Days} business {(limit.Days == 1 ? "day" : "days")}");
        }
        return HoursAndMinutes(limit, x => (x == 1 ? calendar.Name : calendar.Plural).In(language), language);
    }

    /// <summary>A length of time on any clock and calendar: 2 days, 24 hours, 1 hour and 30 minutes.</summary>
    public static string Plain(TimeLimit length, Language language)
    {
        var nl = language == Language.Nl;
        if (length.Days > 0)
        {
            var days = length.Days == 1 ? (nl ? "dag" : "day") : (nl ? "dagen" : "days");
            return Text($"{length.Days} {days}");
        }
        return HoursAndMinutes(
            length,
            x =>
                nl ? "uur"
                : x == 1 ? "hour"
                : "hours",
            language
        );
    }

    /// <summary>Things in a row: a, b and c.</summary>
    public static string List(ImmutableArray<string> items, Language language, string en = "and", string nl = "en") =>
        items.Length < 2
            ? string.Concat(items)
            : $"{string.Join(", ", items[..^1])} {(language == Language.Nl ? nl : en)} {items[^1]}";

    /// <summary>A percentage: 99.5 %, 99,5 %.</summary>
    public static string Percent(decimal percent, Language language)
    {
        var text = percent.ToString("0.###", CultureInfo.InvariantCulture);
        return (language == Language.Nl ? text.Replace('.', ',') : text) + "\u00a0%";
    }

    private static string HoursAndMinutes(TimeLimit limit, Func<long, string> unit, Language language)
    {
        var (hours, minutes) = (limit.Seconds / 3600, limit.Seconds % 3600 / 60);
        string[] parts =
        [
            hours > 0 ? Text($"{hours} {unit(hours)}") : "",
            minutes > 0 ? Text($"{minutes} {Minutes(minutes, language)}") : "",
        ];
        return string.Join(language == Language.Nl ? " en " : " and ", parts.Where(p => p.Length > 0));
    }

    private static string Minutes(long minutes, Language language) =>
        (minutes, language) switch
        {
            (1, Language.Nl) => "minuut",
            (_, Language.Nl) => "minuten",
            (1, _) => "minute",
            _ => "minutes",
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
