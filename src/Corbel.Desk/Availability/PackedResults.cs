using Corbel.Core.Availability;

namespace Corbel.Desk.Availability;

/// <summary>
/// Results as bytes: of each, how much its number and its time are beyond those of the one before (LEB128), and its outcome. The
/// first counts from nought. About five bytes a result.
/// </summary>
internal static class PackedResults
{
    public static List<Check> Read(ReadOnlySpan<byte> bytes)
    {
        var checks = new List<Check>(bytes.Length / 4);
        var (sequence, at) = (0L, 0L);
        for (var i = 0; i < bytes.Length; )
        {
            sequence += Number(bytes, ref i);
            at += Number(bytes, ref i);
            checks.Add(new(sequence, at, (CheckOutcome)bytes[i++]));
        }
        return checks;
    }

    /// <summary>Puts results behind those that are there; their numbers and times are higher.</summary>
    public static byte[] Add(byte[] bytes, IEnumerable<Check> more)
    {
        var last = bytes.Length == 0 ? default : Read(bytes)[^1];
        using var all = new MemoryStream();
        all.Write(bytes);
        foreach (var check in more)
        {
            if (check.Sequence <= last.Sequence || check.At <= last.At)
                throw new ArgumentException("A result is not later than the one before", nameof(more));
            Number(all, check.Sequence - last.Sequence);
            Number(all, check.At - last.At);
            all.WriteByte((byte)check.Outcome);
            last = check;
        }
        return all.ToArray();
    }

    private static long Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var (number, shift) = (0L, 0);
        while (true)
        {
            var next = bytes[at++];
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return number;
            shift += 7;
        }
    }

    private static void Number(MemoryStream to, long number)
    {
        for (; number >= 0x80; number >>= 7)
            to.WriteByte((byte)(number | 0x80));
        to.WriteByte((byte)number);
    }
}
