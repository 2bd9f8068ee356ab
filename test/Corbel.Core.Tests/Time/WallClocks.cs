using Corbel.Core.Time;
using NodaTime;
using NodaTime.TimeZones;

namespace Corbel.Core.Tests.Time;

/// <summary>The cursor against NodaTime's own resolver, around every clock change of every zone.</summary>
public sealed class WallClocks
{
    [Fact]
    public void Agrees_with_the_lenient_resolver_in_every_zone()
    {
        var range = new Interval(WorkCalendar.Earliest, WorkCalendar.Latest);
        var wrong = new List<string>();
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            var clock = new WallClock(zone, range);
            foreach (
                var turn in zone.GetZoneIntervals(range).Where(interval => interval.HasEnd && interval.End < range.End)
            )
            {
                foreach (var wall in AroundTheTurn(turn, zone))
                {
                    var expected = zone.ResolveLocal(wall, Resolvers.LenientResolver).ToInstant();
                    var second = clock.InstantOf(wall.InUtc().ToInstant().ToUnixTimeSeconds());
                    if (second != expected.ToUnixTimeSeconds())
                    {
                        wrong.Add($"{zone.Id} {wall}: {Instant.FromUnixTimeSeconds(second)}, not {expected}");
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>Forwards and back again, to turn the cursor both ways.</summary>
    private static IEnumerable<LocalDateTime> AroundTheTurn(ZoneInterval turn, DateTimeZone zone)
    {
        var before = turn.IsoLocalEnd;
        var after = zone.GetZoneInterval(turn.End).IsoLocalStart;
        LocalDateTime[] walls =
        [
            .. from boundary in new[] { before, after }
            from seconds in new[] { -86_400, -1_800, -1, 0, 1, 900, 86_400 }
            select boundary.PlusSeconds(seconds),
        ];
        return [.. walls, .. walls.Reverse()];
    }
}
