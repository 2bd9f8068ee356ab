namespace Corbel.Desk.Intake;

/// <summary>One line of a text, short enough for a list.</summary>
public static class Excerpt
{
    public const int Longest = 200;

    public static string Of(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line[..(Longest - 1)].TrimEnd() + "…";
    }
}
