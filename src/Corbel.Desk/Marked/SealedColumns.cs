using System.Text;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Corbel.Desk.Marked;

/// <summary>
/// How columns that may be sealed come out of the database: opened within a reading that may, else as three dots. They go in
/// as they are given.
/// </summary>
internal static class SealedColumns
{
    /// <summary>What stands where something stays shut.</summary>
    public const string Dots = "•••";

    private static readonly byte[] ShutWords = Words.Shut(Dots);

    public static ValueConverter<string, string> Text { get; } = new(given => given, stored => OpenText(stored));

    public static ValueConverter<byte[], byte[]> Content { get; } = new(given => given, stored => OpenWords(stored));

    private static string OpenText(string stored)
    {
        if (Sealed.FormOf(stored) is not { } form || MarkedReading.Current is { IsAsStored: true })
            return stored;
        return MarkedReading.Current?.Open(form) is { } plain ? Encoding.UTF8.GetString(plain) : Dots;
    }

    private static byte[] OpenWords(byte[] stored)
    {
        if (Sealed.OwnerOf(stored) is null || MarkedReading.Current is { IsAsStored: true })
            return stored;
        return MarkedReading.Current?.Open(stored) ?? ShutWords;
    }
}
