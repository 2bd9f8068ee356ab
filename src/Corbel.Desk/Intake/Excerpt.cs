namespace Corbel.Desk.Intake;

/// <summary>One line of a text, short enough for a list.</summary>
public static class Excerpt
{
    public const int Longest = 200;

    public static string Of(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Longest)
            return line;
        // Half a character is no text: a database refuses it.
        var end = char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1;
        return line[..end].TrimEnd() + "…";
    }
}
