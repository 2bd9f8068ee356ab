using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>Reads holiday lists, wherever they stand.</summary>
public static class HolidayLists
{
    /// <summary>The lists of a stored version, by name.</summary>
    public static ImmutableSortedDictionary<string, HolidayList> Of(HolidaySet set) => HolidaySets.Lists(set.Text);

    /// <summary>A list in one of the formats that are published.</summary>
    /// <param name="name">The list's name.</param>
    /// <param name="format">feed or icalendar.</param>
    /// <param name="division">The part of the country that an iCalendar file is for; a feed names its own.</param>
    /// <param name="text">The file.</param>
    /// <param name="today">The date from which what comes round is written out ten years ahead.</param>
    public static Outcome<HolidayList> Read(string name, string format, string division, string text, LocalDate today)
    {
        // Some publishers begin with a mark of the byte order.
        var plain = text.TrimStart('\uFEFF');
        return format == "icalendar" ? ICalendarFile.Read(name, division, plain, today) : HolidayFile.Read(name, plain);
    }
}
