using System.Text;
using MimeKit;

namespace Corbel.Desk.Intake;

/// <summary>Names and types of files as strangers give them.</summary>
public static class FileNames
{
    private const int Longest = 120;
    private const int Ending = 40;

    /// <summary>
    /// The last part of the name, without what <see cref="Excerpt"/> drops and without marks that a file system or a header
    /// reads. A long name keeps its beginning and its end.
    /// </summary>
    public static string Clean(string name)
    {
        var last = name.Split('/', '\\')[^1];
        Rune[] runes = [.. last.EnumerateRunes().Where(x => Excerpt.IsFit(x) && !"\"<>|:*?".Contains(x.ToString()))];
        if (runes.Length > Longest)
            runes = [.. runes[..(Longest - Ending)], .. runes[^Ending..]];
        var clean = string.Concat(runes.Select(x => x.ToString())).Trim(' ', '.');
        return clean.Length == 0 ? "file" : clean;
    }

    /// <summary>The media type without parameters; where it is none, that of any bytes.</summary>
    public static string MediaType(string given) =>
        ContentType.TryParse(given, out var type) && type.MimeType.All(c => c is > ' ' and <= '~')
            ? type.MimeType.ToLowerInvariant()
            : "application/octet-stream";
}
