namespace Corbel.Desk.Intake;

/// <summary>
/// The text of a message, parted where the mail before it is quoted. Only a quotation at the end is folded away: one between
/// the lines is what the answer is about.
/// </summary>
/// <param name="Fresh">What was written now.</param>
/// <param name="Earlier">The quoted or forwarded mail below it; empty where there is none.</param>
/// <param name="Forwarded">It was forwarded.</param>
public sealed record MessageText(string Fresh, string Earlier, bool Forwarded = false)
{
    /// <summary>Parts a text. A text that is nothing but a quotation stays whole.</summary>
    public static MessageText Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var end = lines.Length;
        while (end > 0 && (IsQuote(lines[end - 1]) || string.IsNullOrWhiteSpace(lines[end - 1])))
            end--;
        var from = HeadOf(lines);
        var forwarded = from >= 0 && from < end && Quotation.Forwards(lines[from]);
        // The lines quoted by hand, and those below a line of dashes or a header as some programs write it.
        end = from >= 0 && from < end ? from : end;
        if (end < lines.Length)
            end = AboveIntroduction(lines, end);
        var fresh = string.Join('\n', lines[..end]).Trim();
        var earlier = string.Join('\n', lines[end..]).Trim();
        return fresh.Length == 0 ? new(earlier, "") : new(fresh, earlier, forwarded);
    }

    private static bool IsQuote(string line) => line.TrimStart(' ').StartsWith('>');

    /// <summary>Where the mail before begins that is quoted without marks; -1 where none does, or an answer stands in it.</summary>
    private static int HeadOf(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (!Quotation.Parts(lines[i]) && !Quotation.IsHead(lines.AsSpan(i)))
                continue;
            var quoted = Array.FindIndex(lines, i, IsQuote);
            var answered =
                quoted >= 0 && Array.FindIndex(lines, quoted, x => !IsQuote(x) && !string.IsNullOrWhiteSpace(x)) >= 0;
            return answered ? -1 : AboveRule(lines, i);
        }
        return -1;
    }

    /// <summary>Outlook draws a line of underscores above the header.</summary>
    private static int AboveRule(string[] lines, int at)
    {
        var above = at - 1;
        while (above >= 0 && string.IsNullOrWhiteSpace(lines[above]))
            above--;
        return above >= 0 && lines[above].Trim() is { Length: > 9 } rule && rule.All(c => c is '_' or '-') ? above : at;
    }

    private static int AboveIntroduction(string[] lines, int end)
    {
        var last = end;
        while (last > 0 && string.IsNullOrWhiteSpace(lines[last - 1]))
            last--;
        var quoted = end < lines.Length && lines[end..].Any(IsQuote) && !Quotation.Parts(lines[end]);
        for (var count = 1; count <= 3 && count <= last; count++)
        {
            var line = string.Join(' ', lines[(last - count)..last]);
            if (Quotation.Introduces(line) || (quoted && count == 1 && Quotation.IntroducesQuote(line)))
                return last - count;
        }
        return end;
    }
}
