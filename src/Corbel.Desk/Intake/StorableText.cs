using System.Text;

namespace Corbel.Desk.Intake;

/// <summary>Text of strangers as every database takes it.</summary>
internal static class StorableText
{
    /// <summary>Without NUL, which PostgreSQL refuses, and with a mark in place of half a character.</summary>
    public static string Of(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal);
}
