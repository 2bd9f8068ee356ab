using System.Text;

namespace Corbel.Desk.Intake;

/// <summary>Text of strangers as every database takes it.</summary>
internal static class StorableText
{
    /// <summary>Without NUL, which PostgreSQL refuses, and with a mark in place of half a character.</summary>
    public static string Of(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal);

    /// <summary>The same, without any control character that is no break or tab: a page can show none.</summary>
    public static string Readable(string text)
    {
        var whole = Of(text);
        return
            whole.AsSpan().ContainsAnyInRange('\u0001', '\u0008')
            || whole.AsSpan().ContainsAnyInRange('\u000b', '\u001f')
            || whole.AsSpan().ContainsAnyInRange('\u007f', '\u009f')
            ? string.Concat(whole.Where(c => !char.IsControl(c) || c is '\n' or '\r' or '\t'))
            : whole;
    }
}
