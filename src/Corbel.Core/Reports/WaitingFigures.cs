using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>Somebody waited for an answer of the other side.</summary>
/// <param name="From">When the question reached the other side, or the message came.</param>
/// <param name="To">When it was answered, or an answer was no longer needed; null while it lasts.</param>
public readonly record struct WaitSample(Instant From, Instant? To);

/// <summary>How long one side waited for the other (clause 10), in plain time: nights and weekends count on both sides.</summary>
/// <param name="Ended">How many waits have ended.</param>
/// <param name="Lasting">How many last.</param>
/// <param name="Sum">All of it, up to the instant asked about.</param>
/// <param name="Median">The time within which half of the ended ones ended, or just over half; null where none has.</param>
public sealed record WaitingFigures(int Ended, int Lasting, Duration Sum, Duration? Median)
{
    /// <summary>How many there are.</summary>
    public int All => Ended + Lasting;

    /// <summary>The figures of waits as they stand at an instant; one that begins later does not count.</summary>
    public static WaitingFigures Of(IEnumerable<WaitSample> waits, Instant now)
    {
        var counted = waits.Where(x => x.From <= now).ToImmutableArray();
        var ended = counted.Where(x => x.To <= now).Select(x => x.To!.Value - x.From).Order().ToImmutableArray();
        var sum = counted.Aggregate(Duration.Zero, (all, x) => all + ((x.To <= now ? x.To.Value : now) - x.From));
        return new(
            ended.Length,
            counted.Length - ended.Length,
            sum,
            ended.IsEmpty ? null : ended[(ended.Length - 1) / 2]
        );
    }
}
