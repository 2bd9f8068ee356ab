using System.Globalization;
using System.Text.RegularExpressions;

namespace Corbel.Core.Policy;

/// <summary>
/// A length of time as the policy file writes it: <c>1 h</c>, <c>90 min</c>, <c>4 h 30 min</c>, or whole days of a
/// calendar (<c>5 days</c>). Hours and minutes are open time of the calendar beside them; a day is a day on which that
/// calendar opens.
/// </summary>
/// <param name="Seconds">The hours and minutes, in seconds; 0 where it is in days.</param>
/// <param name="Days">The days; 0 where it is in hours and minutes.</param>
public readonly partial record struct TimeLimit(long Seconds, int Days = 0)
{
    /// <summary>The form in words, for an error.</summary>
    public const string Form = "a length of time such as 1 h, 90 min, 4 h 30 min or 5 days";

    /// <summary>The form as a regular expression, for the schema.</summary>
    public const string Pattern =
        @"^(?<sign>-?)(?=\d)(?:(?<d>\d{1,4}) ?days?|(?:(?<h>\d{1,6}) ?h)?(?: ?(?<m>\d{1,8}) ?min)?)$";

    /// <summary>Reads the form. A negative one is read too, so that a check can say what is wrong with it.</summary>
    public static bool TryParse(string text, out TimeLimit limit)
    {
        limit = default;
        var match = Shape().Match(text);
        if (!match.Success)
        {
            return false;
        }
        var sign = match.Groups["sign"].Length == 0 ? 1 : -1;
        limit = new(sign * ((Number(match, "h") * 3600) + (Number(match, "m") * 60)), sign * (int)Number(match, "d"));
        return true;
    }

    /// <summary>The limit in the file's own form.</summary>
    public override string ToString()
    {
        if (Days != 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Days} {(Math.Abs(Days) == 1 ? "day" : "days")}");
        }
        var (hours, minutes) = (Seconds / 3600, Seconds % 3600 / 60);
        return (hours, minutes) switch
        {
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"{minutes} min"),
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{hours} h"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{hours} h {minutes} min"),
        };
    }

    private static long Number(Match match, string group) =>
        match.Groups[group].Success ? long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
