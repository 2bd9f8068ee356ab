using System.Globalization;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>A quarter of a calendar year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 4.</param>
public readonly record struct Quarter(int Year, int Number)
{
    /// <summary>The quarter that an instant lies in, by the clocks of a zone.</summary>
    public static Quarter Of(Instant instant, DateTimeZone zone)
    {
        var date = instant.InZone(zone).Date;
        return new(date.Year, ((date.Month - 1) / 3) + 1);
    }

    /// <summary>The quarter before.</summary>
    public Quarter Before => Number == 1 ? new(Year - 1, 4) : new(Year, Number - 1);

    /// <summary>From its start up to the start of the next, itself not included.</summary>
    public Interval In(DateTimeZone zone)
    {
        var first = new LocalDate(Year, (3 * (Number - 1)) + 1, 1);
        return new(zone.AtStartOfDay(first).ToInstant(), zone.AtStartOfDay(first.PlusMonths(3)).ToInstant());
    }

    /// <summary>As it stands in an address: 2026-Q3.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}");

    /// <summary>Reads 2026-Q3; null where it is no quarter.</summary>
    public static Quarter? Parse(string? text) =>
        text is [_, _, _, _, '-', 'Q' or 'q', >= '1' and <= '4' and var number]
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is > 0 and < 9999
            ? new(year, number - '0')
            : null;
}
