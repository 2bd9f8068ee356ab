using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Availability;

/// <summary>A half-open stretch of time: from its start up to its end, itself not included.</summary>
/// <param name="From">Whole milliseconds since 1970, UTC.</param>
/// <param name="To">The same; later than the start in every span that is not empty.</param>
public readonly record struct Span(long From, long To)
{
    /// <summary>Milliseconds; 0 where it ends before it begins.</summary>
    public long Length => Math.Max(0, To - From);

    /// <summary>Between two instants; what is less than a millisecond is cut off from both.</summary>
    public static Span Of(Instant from, Instant to) => new(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());

    /// <summary>An interval with both ends.</summary>
    public static Span Of(Interval interval) => Of(interval.Start, interval.End);
}

/// <summary>
/// A set of time: spans in order that neither overlap nor touch. Unions, clips and differences of such sets are all the
/// arithmetic that availability needs (clause 1), in whole milliseconds, so that nothing is ever rounded.
/// </summary>
public sealed class Spans
{
    private Spans(ImmutableArray<Span> items) => Items = items;

    /// <summary>No time at all.</summary>
    public static Spans None { get; } = new([]);

    /// <summary>The spans, in order.</summary>
    public ImmutableArray<Span> Items { get; }

    /// <summary>Milliseconds of all of them.</summary>
    public long Length => Items.Sum(x => x.Length);

    /// <summary>The union of spans in any order; empty ones are left out.</summary>
    public static Spans Of(IEnumerable<Span> spans)
    {
        var merged = ImmutableArray.CreateBuilder<Span>();
        foreach (var span in spans.Where(x => x.Length > 0).OrderBy(x => x.From))
        {
            if (merged.Count > 0 && span.From <= merged[^1].To)
                merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, span.To) };
            else
                merged.Add(span);
        }
        return new(merged.ToImmutable());
    }

    /// <summary>What is in either.</summary>
    public Spans And(Spans other) => Of(Items.Concat(other.Items));

    /// <summary>What is in both.</summary>
    public Spans Within(Spans other)
    {
        var both = ImmutableArray.CreateBuilder<Span>();
        for (int i = 0, j = 0; i < Items.Length && j < other.Items.Length; )
        {
            var shared = new Span(
                Math.Max(Items[i].From, other.Items[j].From),
                Math.Min(Items[i].To, other.Items[j].To)
            );
            if (shared.Length > 0)
                both.Add(shared);
            if (Items[i].To < other.Items[j].To)
                i++;
            else
                j++;
        }
        return new(both.ToImmutable());
    }

    /// <summary>What is in this one within a span.</summary>
    public Spans Within(Span span) => Within(Of([span]));

    /// <summary>What is in this one and not in the other.</summary>
    public Spans Less(Spans other)
    {
        if (Items.IsEmpty)
            return this;
        var whole = new Span(Items[0].From, Items[^1].To);
        var gaps = ImmutableArray.CreateBuilder<Span>();
        var at = whole.From;
        foreach (var span in other.Within(whole).Items)
        {
            gaps.Add(new(at, span.From));
            at = span.To;
        }
        gaps.Add(new(at, whole.To));
        return Within(Of(gaps));
    }
}
