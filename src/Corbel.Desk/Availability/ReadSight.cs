using Corbel.Core.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>What the results tell of a component in a stretch of time.</summary>
/// <param name="Component">The component.</param>
/// <param name="Window">The part of the stretch in which it was measured at all.</param>
/// <param name="Sight">What was down and what is unknown within that.</param>
public sealed record ComponentSight(Component Component, Spans Window, Sight Sight);

/// <summary>Reads results and makes time of them: the same for pages, months and the search for outages.</summary>
public static class ReadSight
{
    private const long Day = 86_400_000;

    /// <summary>Every component that was measured in the stretch, in the order of the list.</summary>
    public static async Task<List<ComponentSight>> Components(
        DeskDb db,
        Span stretch,
        CancellationToken cancel,
        IReadOnlyCollection<Guid>? only = null
    )
    {
        // What was said before the stretch still speaks at its beginning.
        var wide = stretch with
        {
            From = stretch.From - Day,
        };
        var components = await db
            .Components.AsNoTracking()
            .OrderBy(x => x.Position)
            .ThenBy(x => x.CreatedAt)
            .ToListAsync(cancel);
        components.RemoveAll(x =>
            (only is not null && !only.Contains(x.Id)) || Of(x.CreatedAt, x.RetiredAt, stretch).Length == 0
        );
        var ids = components.ConvertAll(x => x.Id);
        var probes = await db.Probes.AsNoTracking().Where(x => ids.Contains(x.ComponentId)).ToListAsync(cancel);
        var places = await db.Places.AsNoTracking().ToListAsync(cancel);
        var checks = await Checks(db, [.. probes.Select(x => x.Id)], wide, cancel);
        return components.ConvertAll(component =>
        {
            var window = Spans.Of([Of(component.CreatedAt, component.RetiredAt, stretch)]);
            var own = probes.FindAll(x => x.ComponentId == component.Id);
            var sight = own.Select(x => Sight(x, places, checks, wide))
                .Aggregate(Core.Availability.Sight.Clear, (x, y) => x.With(y));
            var looked = Spans.Of(own.Select(x => Of(x.CreatedAt, x.RetiredAt, wide)));
            var down = sight.Down.Within(window);
            var unknown = sight.Unknown.And(window.Less(looked)).Within(window).Less(down);
            return new ComponentSight(component, window, new(down, unknown));
        });
    }

    private static Sight Sight(
        Probe probe,
        List<Place> places,
        Dictionary<(Guid Probe, Guid Place), List<Check>> checks,
        Span wide
    )
    {
        var stretch = Of(probe.CreatedAt, probe.RetiredAt, wide);
        var rule = ProbeRule.Of(probe.Quorum, probe.IntervalSeconds);
        return stretch.Length == 0
            ? Core.Availability.Sight.Clear
            : ProbeSight.Of(
                rule,
                stretch,
                [
                    .. places
                        .Where(x => probe.Asks(x))
                        .Select(x => new PlaceChecks(
                            Of(x.AddedAt, x.RemovedAt, stretch),
                            checks.GetValueOrDefault((probe.Id, x.Id), [])
                        ))
                        .Where(x => x.Window.Length > 0),
                ]
            );
    }

    /// <summary>The results of probes in the days that a stretch touches, by probe and place, in order.</summary>
    internal static async Task<Dictionary<(Guid Probe, Guid Place), List<Check>>> Checks(
        DeskDb db,
        IReadOnlyCollection<Guid> probes,
        Span stretch,
        CancellationToken cancel
    )
    {
        var (first, last) = (DayOf(stretch.From), DayOf(stretch.To));
        var days = await db
            .ProbeDays.AsNoTracking()
            .Where(x => probes.Contains(x.ProbeId) && x.Day >= first && x.Day <= last)
            .OrderBy(x => x.Day)
            .ToListAsync(cancel);
        var all = new Dictionary<(Guid, Guid), List<Check>>();
        foreach (var day in days)
        {
            if (!all.TryGetValue((day.ProbeId, day.PlaceId), out var list))
                all[(day.ProbeId, day.PlaceId)] = list = [];
            list.AddRange(PackedResults.Read(day.Results));
        }
        return all;
    }

    internal static LocalDate DayOf(long at) => Instant.FromUnixTimeMilliseconds(at).InUtc().Date;

    private static Span Of(Instant from, Instant? to, Span within) =>
        new(
            Math.Max(from.ToUnixTimeMilliseconds(), within.From),
            Math.Min(to?.ToUnixTimeMilliseconds() ?? long.MaxValue, within.To)
        );
}
