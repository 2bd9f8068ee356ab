using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Bench;

/// <summary>Add and Between of office hours in London, near and far, beside a walk over days.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory, BenchmarkLogicalGroupRule.ByParams)]
[HideColumns("Error", "RatioSD")]
public class CalendarBench
{
    private const int Starts = 1_024;
    private static readonly WorkHours Hours = CalendarHours.Office();
    private readonly Instant[] _starts = new Instant[Starts];
    private readonly Instant[] _ends = new Instant[Starts];
    private WorkCalendar _calendar = null!;
    private long _seconds;
    private int _next;

    /// <summary>Four hours of open time; a month; fifty years.</summary>
    [Params("4 hours", "a month", "50 years")]
    public string Distance { get; set; } = "";

    [GlobalSetup]
    public void Compile()
    {
        _calendar = WorkCalendar.Compile(Hours);
        _seconds = Distance switch
        {
            "4 hours" => 4 * 3_600,
            "a month" => 21 * 9 * 3_600,
            _ => 50L * 253 * 9 * 3_600,
        };
        // Fixed but scattered, so that neither cache nor branch prediction learns the answers.
        var random = new Random(2026);
        for (var i = 0; i < Starts; i++)
        {
            _starts[i] = WorkCalendar.Earliest.Plus(Duration.FromSeconds(random.NextInt64(40L * 365 * 86_400)));
            _ends[i] = _calendar.Add(_starts[i], _seconds);
            if (CalendarNaive.Add(Hours, _starts[i], _seconds) != _ends[i])
            {
                throw new InvalidOperationException($"The two ways differ from {_starts[i]}.");
            }
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Add")]
    public Instant Add() => _calendar.Add(_starts[Next()], _seconds);

    [Benchmark, BenchmarkCategory("Add")]
    public Instant AddNaive() => CalendarNaive.Add(Hours, _starts[Next()], _seconds);

    [Benchmark(Baseline = true), BenchmarkCategory("Between")]
    public long Between() => _calendar.Between(_starts[Next()], _ends[_next]);

    [Benchmark, BenchmarkCategory("Between")]
    public long BetweenNaive() => CalendarNaive.Between(Hours, _starts[Next()], _ends[_next]);

    private int Next() => _next = (_next + 1) & (Starts - 1);
}

/// <summary>What a calendar costs before its first answer.</summary>
[MemoryDiagnoser]
public class CalendarCompileBench
{
    private static readonly WorkHours Office = CalendarHours.Office();

    [Benchmark]
    public WorkCalendar Compile() => WorkCalendar.Compile(Office);
}

internal static class CalendarHours
{
    /// <summary>09:00 to 18:00 on weekdays in London, with some holidays of each year.</summary>
    public static WorkHours Office() =>
        new(
            DateTimeZoneProviders.Tzdb["Europe/London"],
            Enumerable
                .Range((int)IsoDayOfWeek.Monday, 5)
                .ToImmutableDictionary(
                    day => (IsoDayOfWeek)day,
                    _ => ImmutableArray.Create(new Opening(9 * 3_600, 18 * 3_600))
                ),
            [
                .. Enumerable
                    .Range(2000, 101)
                    .SelectMany(year => new[] { new LocalDate(year, 1, 1), new(year, 12, 25), new(year, 12, 26) }),
            ]
        );
}
