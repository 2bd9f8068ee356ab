using System.Globalization;

namespace Corbel.Web.Ui;

/// <summary>The colour of a mark's label, which is data of the policy, and the ink that can be read on it.</summary>
public static class MarkColour
{
    /// <summary>For a mark whose colour nobody can read: a grey that says nothing.</summary>
    public const string Unknown = "#595959";

    /// <summary>The colour where it is one, as #rrggbb.</summary>
    public static string Of(string? given) => Channels(given) is null ? Unknown : given!;

    /// <summary>
    /// White or black, whichever stands out more (WCAG 2.2, relative luminance). One of the two always reaches 4.5 to 1.
    /// </summary>
    public static string Ink(string colour) =>
        Contrast(colour, "white") >= Contrast(colour, "black") ? "white" : "black";

    /// <summary>How far an ink stands out on a colour: 1 to 21.</summary>
    public static double Contrast(string colour, string ink)
    {
        var luminance = Luminance(Channels(Of(colour))!);
        return ink == "white" ? 1.05 / (luminance + 0.05) : (luminance + 0.05) / 0.05;
    }

    private static double Luminance(byte[] channels) =>
        (0.2126 * Linear(channels[0])) + (0.7152 * Linear(channels[1])) + (0.0722 * Linear(channels[2]));

    private static double Linear(byte channel)
    {
        var part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    private static byte[]? Channels(string? colour) =>
        colour is ['#', .. { Length: 6 } digits]
        && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? [(byte)(value >> 16), (byte)(value >> 8), (byte)value]
            : null;
}
