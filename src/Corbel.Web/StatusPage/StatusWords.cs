using System.Globalization;
using Corbel.Core.Availability;
using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.StatusPage;

/// <summary>The words of the public page.</summary>
internal static class StatusWords
{
    public static string Words(this StatusState state, IStringLocalizer t) =>
        state switch
        {
            StatusState.Up => t["Up"],
            StatusState.Maintenance => t["Under maintenance"],
            StatusState.Down => t["Not available"],
            _ => t["Not measured"],
        };

    public static Promise Look(this StatusState state) =>
        state switch
        {
            StatusState.Up => Promise.Kept,
            StatusState.Maintenance => Promise.Paused,
            StatusState.Down => Promise.Late,
            _ => Promise.Closed,
        };

    public static string Words(this MonthVerdict verdict, IStringLocalizer t) =>
        verdict switch
        {
            MonthVerdict.Met => t["Expectation met"],
            MonthVerdict.Missed => t["Expectation not met"],
            _ => t["not proven"],
        };

    /// <summary>Cut off, never rounded up: 99.499 %.</summary>
    public static string Percent(long? thousandths, Reader reader) =>
        thousandths is { } share ? (share / 1000m).ToString("0.000", reader.Culture) + "\u00a0%" : "–";

    public static string Month(YearMonth month, Reader reader) =>
        YearMonthPattern.Create("MMMM uuuu", reader.Culture).Format(month);

    public static string Day(StatusDay day, Reader reader, IStringLocalizer t)
    {
        var date = LocalDatePattern.Create("d MMM", reader.Culture).Format(day.Date);
        return day.DownMinutes > 0 ? t["{0}: down {1} min", date, day.DownMinutes]
            : day.Measured ? t["{0}: no downtime", date]
            : t["{0}: not measured whole", date];
    }

    /// <summary>The strip of days for who does not see it: the days with downtime by name.</summary>
    public static string Days(StatusComponent part, Reader reader, IStringLocalizer t)
    {
        var down = part.Days.Where(x => x.DownMinutes > 0).Select(x => Day(x, reader, t)).ToList();
        return down.Count == 0
            ? t["Last 90 days: no downtime found"]
            : string.Create(CultureInfo.InvariantCulture, $"{t["Last 90 days"]}: {string.Join("; ", down)}");
    }
}
