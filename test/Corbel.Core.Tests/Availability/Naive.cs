using Corbel.Core.Availability;

namespace Corbel.Core.Tests.Availability;

/// <summary>Sets of time as one mark a millisecond (or second).</summary>
internal static class Naive
{
    public static bool[] Marks(Spans spans, int length, long from = 0, int unit = 1)
    {
        var marks = new bool[length];
        foreach (var span in spans.Items)
            for (var t = span.From; t < span.To; t += unit)
                marks[(t - from) / unit] = true;
        return marks;
    }

    /// <summary>The same from spans as they were made, without <see cref="Spans"/>.</summary>
    public static bool[] Marks(IEnumerable<Span> spans, int length, long from = 0, int unit = 1)
    {
        var marks = new bool[length];
        foreach (var span in spans)
            for (var i = 0; i < length; i++)
                marks[i] |= from + ((long)i * unit) >= span.From && from + ((long)i * unit) < span.To;
        return marks;
    }

    public static long Count(int length, Func<int, bool> where) => Enumerable.Range(0, length).LongCount(where);
}
