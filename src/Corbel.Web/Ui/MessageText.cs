using System.Text.RegularExpressions;

namespace Corbel.Web.Ui;

/// <summary>
/// The text of a message, parted where the mail before it is quoted. Only a quotation at the end is folded away: one between
/// the lines is what the answer is about.
/// </summary>
/// <param name="Fresh">What was written now.</param>
/// <param name="Earlier">The quoted mail below it; empty where there is none.</param>
public sealed partial record MessageText(string Fresh, string Earlier)
{
    /// <summary>Parts a text. A text that is nothing but a quotation stays whole.</summary>
    public static MessageText Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var end = lines.Length;
        while (end > 0 && (lines[end - 1].StartsWith('>') || lines[end - 1].Length == 0))
            end--;
        var from = Array.FindIndex(lines, x => Separator().IsMatch(x));
        // The lines quoted by hand, and those below a line of dashes as some programs write it.
        end = from >= 0 && from < end ? from : end;
        if (end < lines.Length && end > 0 && Introduction().IsMatch(lines[end - 1]))
            end--;
        else if (end < lines.Length && end > 1 && Introduction().IsMatch($"{lines[end - 2]} {lines[end - 1]}"))
            end -= 2;
        var fresh = string.Join('\n', lines[..end]).Trim();
        var earlier = string.Join('\n', lines[end..]).Trim();
        return fresh.Length == 0 ? new(earlier, "") : new(fresh, earlier);
    }

    // "On 14 July 2026 at 09:10, Ada wrote:", "Op 14 juli 2026 schreef Ada:"
    [GeneratedRegex(@"^(On|Op)\b.{6,200}\b(wrote|schreef|geschreven)\b.{0,120}:$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Introduction();

    [GeneratedRegex(
        @"^-{2,} ?(Original Message|Oorspronkelijk bericht|Forwarded message|Doorgestuurd bericht) ?-{2,}$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Separator();
}
