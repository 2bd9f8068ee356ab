using System.Globalization;

namespace Corbel.Web.Ui;

internal static class Size
{
    /// <summary>A number of bytes as people read it: 214 kB.</summary>
    public static string Of(long bytes) =>
        bytes switch
        {
            < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
            < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000} kB"),
            _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:0.0} MB"),
        };
}
