using System.Globalization;
using System.Text.RegularExpressions;
using Corbel.Core.Time;

namespace Corbel.Core.Policy;

/// <summary>How the policy file writes an opening: <c>09:00-18:00</c>, overnight <c>22:00-06:00</c>, <c>00:00-24:00</c>.</summary>
public static partial class OpeningText
{
    /// <summary>The form in words, for an error.</summary>
    public const string Form = "an opening such as 09:00-18:00, or overnight 22:00-06:00; 24:00 is the end of the day";

    /// <summary>The form as a regular expression, for the schema.</summary>
    public const string Pattern = @"^(?<o>(?:[01]\d|2[0-3]):[0-5]\d)-(?<c>(?:[01]\d|2[0-3]):[0-5]\d|24:00)$";

    /// <summary>Reads the form.</summary>
    public static bool TryParse(string text, out Opening opening)
    {
        var match = Shape().Match(text);
        opening = match.Success ? new(Seconds(match.Groups["o"].Value), Seconds(match.Groups["c"].Value)) : default;
        return match.Success;
    }

    /// <summary>The opening in the file's own form.</summary>
    public static string Format(Opening opening) => $"{Clock(opening.Open)}-{Clock(opening.Close)}";

    /// <summary>Seconds of the day as a clock shows them.</summary>
    public static string Clock(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds % 3600 / 60:00}");

    private static int Seconds(string clock) =>
        (int.Parse(clock.AsSpan(0, 2), CultureInfo.InvariantCulture) * 3600)
        + (int.Parse(clock.AsSpan(3, 2), CultureInfo.InvariantCulture) * 60);

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
