using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Ui;

/// <summary>Times that people choose in a form, by their own clocks: the value of &lt;input type="datetime-local"&gt;.</summary>
internal static class LocalTimes
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm"
    );

    /// <summary>An instant as the form shows it, cut to the minute.</summary>
    public static string ForForm(this Reader reader, Instant at) =>
        Minutes.Format(at.InZone(reader.Zone).LocalDateTime);

    /// <summary>
    /// The instant that a person chose; null where it is none. A time that does not exist moves forward by the gap, of one that
    /// exists twice it is the first (reading "clock change").
    /// </summary>
    public static Instant? FromForm(this Reader reader, string? text)
    {
        var given = text?.Trim() ?? "";
        // Browsers leave the seconds out where they are zero, and some write them.
        if (given.Length > 16)
            given = given[..16];
        return Minutes.Parse(given) is { Success: true, Value: { Year: > 1999 and < 2100 } local }
            ? reader.Zone.AtLeniently(local).ToInstant()
            : null;
    }
}
