using System.Collections.Immutable;
using Corbel.Core.Time;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Time;

/// <summary>A stretch to walk, in whole Unix seconds.</summary>
internal readonly record struct Stretch(long Start, long End);

/// <summary>Hours and two stretches to walk with them: half of the time of a case would go into compiling hours.</summary>
internal sealed record Walks(WorkHours Hours, params Stretch[] Stretches)
{
    public override string ToString()
    {
        var stretches = Stretches.Select(stretch =>
            $"{Instant.FromUnixTimeSeconds(stretch.Start)}..{Instant.FromUnixTimeSeconds(stretch.End)}"
        );
        var week = Hours.Week.OrderBy(day => day.Key).Select(day => $"{day.Key} {string.Join(' ', day.Value)}");
        return $"""
            {Hours.Zone.Id} {string.Join(' ', stretches)}
            {string.Join('\n', week)}
            closed {string.Join(' ', Hours.Holidays)}
            """;
    }
}

/// <summary>Random walks that love trouble: clock changes, midnight, the ends of the range, touching openings.</summary>
internal static class RandomHours
{
    private const int Day = 86_400;

    /// <summary>The zones that issue and product name, then those that change their clock in odd ways.</summary>
    private static readonly DateTimeZone[] Zones =
    [
        .. new[]
        {
            "Europe/London",
            "Europe/Amsterdam",
            "America/New_York",
            "Australia/Lord_Howe",
            "Etc/GMT",
            "Africa/Cairo",
            "Africa/Casablanca",
            "America/Havana",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Antarctica/Troll",
            "Pacific/Apia",
        }.Select(id => DateTimeZoneProviders.Tzdb[id]),
    ];

    private static readonly Gen<int> Time = Gen.Frequency(
        (5, Gen.Int[0, 287].Select(five => five * 300)),
        (2, Gen.Int[0, 240].Select(minute => minute * 60)),
        (1, Gen.Int[0, Day - 1]),
        (1, Gen.Int[0, 3].Select(i => i < 3 ? i * 3_600 : Day - 1))
    );

    private static readonly Gen<Opening> Openings = Gen.Select(
        Time,
        Gen.Frequency((9, Time), (1, Gen.Const(Day))),
        (open, close) => new Opening(open, close)
    );

    private static readonly Gen<ImmutableDictionary<IsoDayOfWeek, ImmutableArray<Opening>>> Weeks = Openings
        .Array[0, 3]
        .Array[7]
        .Select(days =>
            days.Select((openings, i) => (Day: (IsoDayOfWeek)(i + 1), Openings: openings.ToImmutableArray()))
                .ToImmutableDictionary(day => day.Day, day => day.Openings)
        );

    private static readonly Gen<long> Spans = Gen.Frequency(
        (60, Gen.Long[0, 3 * Day]),
        (39, Gen.Long[0, 9 * Day]),
        (1, Gen.Long[0, 200 * Day])
    );

    private static readonly Gen<(int Kind, int Choice, long Offset, long Grid, long Span)> Starts = Gen.Select(
        Gen.Int[0, 9],
        Gen.Int[0, int.MaxValue],
        Gen.Long[-3 * Day, Day],
        Gen.Int[0, 2]
            .Select(i =>
                i == 0 ? 1L
                : i == 1 ? 60
                : 300
            ),
        Spans
    );

    /// <summary>Each with two stretches.</summary>
    public static readonly Gen<Walks> All = Gen.Select(
        Gen.Frequency((4, Gen.Int[0, 4]), (1, Gen.Int[5, Zones.Length - 1])).Select(i => Zones[i]),
        Weeks,
        Gen.Int[-3, 8].Array[0, 3],
        Starts.Array[2],
        (zone, week, holidays, starts) =>
        {
            var stretches = starts
                .Select(start => (From: From(zone, start.Kind, start.Choice, start.Offset, start.Grid), start.Span))
                .Select(start => new Stretch(start.From, Math.Min(start.From + start.Span, Last)))
                .ToArray();
            var dates =
                from stretch in stretches
                from days in holidays
                select Instant.FromUnixTimeSeconds(stretch.Start).InZone(zone).Date.PlusDays(days);
            return new Walks(new WorkHours(zone, week, [.. dates]), stretches);
        }
    );

    private static long First => WorkCalendar.Earliest.ToUnixTimeSeconds();

    private static long Last => WorkCalendar.Latest.ToUnixTimeSeconds() - 1;

    /// <summary>Six in ten near a clock change, one near an end of the range, the rest anywhere.</summary>
    private static long From(DateTimeZone zone, int kind, int choice, long offset, long grid)
    {
        var changes = Changes[zone.Id];
        var near = kind switch
        {
            < 6 when changes.Length > 0 => changes[choice % changes.Length] + offset,
            9 => (choice % 2 == 0 ? First : Last) + offset,
            _ => First + (long)(choice / (double)int.MaxValue * (Last - First)),
        };
        return Math.Clamp(near / grid * grid, First, Last);
    }

    private static readonly Dictionary<string, long[]> Changes = Zones.ToDictionary(
        zone => zone.Id,
        zone =>
            zone.GetZoneIntervals(new Interval(WorkCalendar.Earliest, WorkCalendar.Latest))
                .Where(interval => interval.HasEnd)
                .Select(interval => interval.End.ToUnixTimeSeconds())
                .ToArray()
    );
}
