using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Time;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>A policy, when its tickets come in, and two versions of its holidays.</summary>
internal sealed record PolicyCase(
    PolicyDocument Document,
    LocalDate Start,
    ImmutableDictionary<string, HolidayList> Versions
)
{
    public CompiledPolicy Compile(string version) =>
        CompiledPolicy.Compile(
            Document,
            ImmutableDictionary<string, HolidayList>.Empty.Add("holidays", Versions[version])
        );
}

/// <summary>Random policies: up to three severities, targets of all kinds, calendars of every shape, readings at random.</summary>
internal static class RandomPolicies
{
    private static readonly string[] Zones =
    [
        "Europe/London",
        "Europe/Amsterdam",
        "America/New_York",
        "Australia/Lord_Howe",
        "Etc/GMT",
    ];

    /// <summary>Quiet weeks, and weeks in which the clocks of one zone or another change.</summary>
    private static readonly LocalDate[] Starts =
    [
        new(2026, 1, 26),
        new(2026, 3, 5),
        new(2026, 3, 26),
        new(2026, 4, 2),
        new(2026, 7, 13),
        new(2026, 10, 1),
        new(2026, 10, 22),
        new(2026, 10, 30),
        new(2026, 12, 21),
    ];

    private static readonly Gen<int> Time = Gen.OneOf(
        Gen.Int[0, 23].Select(h => h * 3600),
        Gen.Int[0, 95].Select(q => q * 900),
        Gen.Int[0, 12].Select(q => q * 900)
    );

    private static readonly Gen<Opening> AnyOpening = Gen.Select(
        Time,
        Gen.Int[1, 40],
        (open, quarters) =>
            new Opening(open, open + (quarters * 900) is var close && close > 86_400 ? close - 86_400 : close)
    );

    private static readonly Gen<WeekSpec> Week = Gen.Frequency(
        (3, Gen.Const(new WeekSpec { Weekdays = [new(9 * 3600, 18 * 3600)] })),
        (2, Gen.Const(new WeekSpec { EveryDay = [new(0, 86_400)] })),
        (2, AnyOpening.Select(o => new WeekSpec { EveryDay = [o] })),
        (2, AnyOpening.Select(o => new WeekSpec { Weekdays = [o], Sat = [new(22 * 3600, 6 * 3600)] })),
        (1, Gen.Const(new WeekSpec { Weekdays = [new(8 * 3600, 12 * 3600), new(13 * 3600, 17 * 3600)] })),
        (
            2,
            AnyOpening
                .Array[0, 2]
                .Array[7]
                .Select(d => new WeekSpec
                {
                    Mon = [.. d[0]],
                    Tue = [.. d[1]],
                    Wed = [new(10 * 3600, 16 * 3600), .. d[2]],
                    Thu = [.. d[3]],
                    Fri = [.. d[4]],
                    Sat = [.. d[5]],
                    Sun = [.. d[6]],
                })
        )
    );

    private static readonly Gen<CalendarSpec> Calendar = Gen.Select(
        Week,
        Gen.Int[0, Zones.Length - 1],
        Gen.Int[0, 9],
        Gen.Int[0, 3],
        (week, zone, second, holidays) =>
            TestPolicy.BusinessHour with
            {
                Week = week,
                OtherZones = [],
                Zone =
                    second < Zones.Length && second != zone
                        ? Parsed($"earlier-of {Zones[zone]}, {Zones[second]}")
                        : ZoneChoice.One(Zones[zone]),
                Holidays = holidays == 0 ? null : new() { List = "holidays", Divisions = ["all"] },
            }
    );

    private static readonly Gen<TimeLimit> Within = Gen.OneOf(
            Gen.Int[1, 240],
            Gen.Int[1, 30].Select(h => h * 60),
            Gen.Int[4, 40].Select(q => q * 15)
        )
        .Select(m => new TimeLimit(m * 60L));

    private static readonly Gen<TimeLimit> Every = Gen.OneOf(
        Gen.Int[2, 30].Select(h => new TimeLimit(h * 3600L)),
        Gen.Int[1, 5].Select(d => new TimeLimit(0, d))
    );

    private static Gen<TargetSpec?> Target(TargetKind kind, int severity, int calendars) =>
        Gen.Select(
            Gen.Int[0, 9],
            Within,
            Every,
            Gen.Int[0, calendars - 1],
            Gen.Int[0, 15],
            (there, within, every, calendar, scope) =>
                there < 3
                    ? null
                    : new TargetSpec
                    {
                        Clause = "9",
                        Kind = kind,
                        Severity = $"{severity}",
                        Within = kind == TargetKind.StatusReport ? null : within,
                        Every = kind == TargetKind.StatusReport ? every : null,
                        Calendar = $"c{calendar}",
                        Channels = scope == 0 ? [PolicyChannel.Mail] : [],
                        Customers = scope == 1 ? ["ACME"] : [],
                    }
        );

    private static readonly Gen<ReadingsSpec> Readings = Gen.Select(
        Gen.Int[0, 3],
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        Gen.Int[0, 5],
        (stops, change, resumes, marked, next, stated) =>
            new ReadingsSpec
            {
                WaitingStops =
                [
                    .. (stops & 1) == 1 ? new[] { TargetKind.NextResponse } : [],
                    .. (stops & 2) == 2 ? new[] { TargetKind.Resolution } : [],
                ],
                SeverityRaised = change ? RaisedReading.FromChange : RaisedReading.FromReceipt,
                Reopened = resumes ? ReopenedReading.Resumes : ReopenedReading.NewCycle,
                StatusReport = marked ? StatusReportReading.MarkedOnly : StatusReportReading.AnyMessageByAPerson,
                DueAtClosing = next ? DueAtClosing.NextOpening : DueAtClosing.ClosingInstant,
                SeverityNotStated = stated is >= 1 and <= 3 ? $"{stated}" : ReadingsSpec.Strictest,
            }
    );

    public static readonly Gen<PolicyCase> All =
        from severities in Gen.Int[1, 3]
        from calendars in Calendar.Array[1, 3]
        from targets in Gen.Select(
            Targets(TargetKind.FirstResponse, severities, calendars.Length),
            Targets(TargetKind.NextResponse, severities, calendars.Length),
            Targets(TargetKind.StatusReport, severities, calendars.Length),
            Targets(TargetKind.Resolution, severities, calendars.Length)
        )
        from readings in Readings
        from start in Gen.Int[0, Starts.Length - 1]
        from holidays in Gen.Int[-1, 12].Array[0, 3].Array[2]
        from closed in Gen.Int[-1, 40]
        select Case(
            severities,
            calendars,
            [.. targets.Item1, .. targets.Item2, .. targets.Item3, .. targets.Item4],
            readings,
            Starts[start],
            holidays,
            closed
        );

    private static Gen<TargetSpec[]> Targets(TargetKind kind, int severities, int calendars) =>
        Gen.Select(
            Target(kind, 1, calendars),
            Target(kind, 2, calendars),
            Target(kind, 3, calendars),
            Target(kind, 1, calendars),
            Gen.Int[0, 3],
            (one, two, three, own, any) =>
                any > 1 || kind == TargetKind.FirstResponse
                    ? new[] { one, two, three }.Take(severities).OfType<TargetSpec>().Concat(Own(own, any)).ToArray()
                    : []
        );

    /// <summary>Sometimes a customer has a target of its own beside the one of all.</summary>
    private static IEnumerable<TargetSpec> Own(TargetSpec? target, int any) =>
        target is { Customers.IsEmpty: true } && any % 2 == 0
            ? [target with { Customers = ["acme"], Products = [], Channels = [PolicyChannel.Portal] }]
            : [];

    private static PolicyCase Case(
        int severities,
        CalendarSpec[] calendars,
        ImmutableArray<TargetSpec> targets,
        ReadingsSpec readings,
        LocalDate start,
        int[][] holidays,
        int closed
    )
    {
        var stated = targets.Any(t =>
            t.Kind == TargetKind.FirstResponse && t.Severity == readings.SeverityNotStated && !t.IsScoped
        );
        var own = closed is >= 0 and < 10
            ? ImmutableArray.Create(new ClosedDate { Date = start.PlusDays(closed), Name = new("own", "eigen") })
            : [];
        var document = TestPolicy.Document with
        {
            Severities = new(TestPolicy.Document.Severities.Items.Take(severities)),
            Calendars = new(calendars.Select((c, i) => c with { Id = $"c{i}", Closed = own })),
            Targets = targets,
            Readings = stated ? readings : readings with { SeverityNotStated = ReadingsSpec.Strictest },
        };
        var versions = holidays.Select((days, i) => KeyValuePair.Create($"h{i + 1}", List(start, days)));
        return new(document, start, ImmutableDictionary.CreateRange(versions));
    }

    private static HolidayList List(LocalDate start, int[] days) =>
        new(
            "holidays",
            "aa",
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>>.Empty.Add(
                "all",
                days.Distinct().ToImmutableSortedDictionary(d => start.PlusDays(d), _ => "holiday")
            )
        );

    private static ZoneChoice Parsed(string zones)
    {
        ZoneChoice.TryParse(zones, out var choice).ShouldBeTrue();
        return choice;
    }
}
