using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>A warning and when it comes.</summary>
/// <param name="At">When: before the target is due.</param>
/// <param name="Warning">The warning as the policy writes it.</param>
public sealed record WarningTime(Instant At, WarningSpec Warning);

/// <summary>
/// When the warnings of a target come. One falls when its share of the allowed open time has been used up, or when so
/// much of it is left (where that is before the count begins: at its beginning). One that would fall in the night and is
/// not at-night waits for the end of the night where that is before the target is due; else it comes at the beginning of
/// that night where that is not before the count began; else not at all. None ever comes at or after the due instant.
/// </summary>
/// <remarks>
/// The allowed open time is the target's limit; where the due instant stands earlier than the limit gives (a severity
/// that was raised), or the limit is in days, it is what there is between the two instants.
/// </remarks>
internal sealed class WarningTimes(NightSpec? spec)
{
    private readonly Night? _night = spec is null ? null : new(spec);

    public ImmutableArray<WarningTime> Of(TargetSpec target, Instant from, Instant due, Func<long, Instant> at)
    {
        if (target.Warnings.IsEmpty || due <= from)
        {
            return [];
        }
        var allowed = Allowed(target.Within ?? target.Every ?? default, due, at);
        return
        [
            .. target
                .Warnings.Select(w => (Warning: w, At: Time(w, Falls(w, allowed, from, at), from, due)))
                .Where(w => w.At is not null)
                .OrderBy(w => w.At)
                .Select(w => new WarningTime(w.At!.Value, w.Warning)),
        ];
    }

    private static Instant Falls(WarningSpec warning, long allowed, Instant from, Func<long, Instant> at)
    {
        // A share that is no whole second is used up with the next one.
        var seconds = warning is { AfterPercent: { } percent }
            ? ((allowed * percent) + 99) / 100
            : allowed - (warning.Left?.Seconds ?? 0);
        return seconds <= 0 ? from : Instant.Max(from, at(seconds));
    }

    private Instant? Time(WarningSpec warning, Instant falls, Instant from, Instant due)
    {
        if (falls >= due)
        {
            return null;
        }
        if (warning.AtNight || _night?.Around(falls) is not { } night)
        {
            return falls;
        }
        return night.End < due ? night.End
            : night.Start >= from ? night.Start
            : null;
    }

    private static long Allowed(TimeLimit limit, Instant due, Func<long, Instant> at)
    {
        if (limit.Days == 0 && at(limit.Seconds) <= due)
        {
            return limit.Seconds;
        }
        // The fewest open seconds that reach the due instant: doubled until they do, then halved between.
        long reached = 1;
        while (at(reached) < due)
        {
            reached *= 2;
        }
        var below = reached / 2;
        while (reached - below > 1)
        {
            var middle = below + ((reached - below) / 2);
            (below, reached) = at(middle) < due ? (middle, reached) : (below, middle);
        }
        return reached;
    }
}
