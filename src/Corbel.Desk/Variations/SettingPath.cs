using System.Text.RegularExpressions;

namespace Corbel.Desk.Variations;

/// <summary>A step of a path: a name, or what stands in square brackets.</summary>
/// <param name="Text">The name, the number in a list, or kind and severity of a target.</param>
/// <param name="Brackets">Whether it stands in brackets.</param>
internal readonly record struct PathStep(string Text, bool Brackets);

/// <summary>Reads paths of a policy's settings: targets[0].within, targets[first-response,1].within, severities.1.name.</summary>
internal static partial class SettingPath
{
    public const string Form =
        "a path is written like readings.contact, targets[0].within or targets[first-response,1].within";

    /// <summary>The steps; null where it is no path.</summary>
    public static IReadOnlyList<PathStep>? Parse(string path)
    {
        if (!Whole().IsMatch(path))
            return null;
        return
        [
            .. Steps()
                .Matches(path)
                .Select(x =>
                    x.Groups["in"] is { Success: true } inside
                        ? new PathStep(inside.Value.Replace(" ", "", StringComparison.Ordinal), true)
                        : new PathStep(x.Groups["name"].Value, false)
                ),
        ];
    }

    [GeneratedRegex(
        @"^[\w-]+(\[[\w-]+( ?, ?[\w-]+)?\])*(\.[\w-]+(\[[\w-]+( ?, ?[\w-]+)?\])*)*$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"\[(?<in>[^\]]+)\]|(?<name>[\w-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Steps();
}
