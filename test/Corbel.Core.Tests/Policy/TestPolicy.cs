using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Tests.Policy;

/// <summary>The first user's policy in short: three severities of 1, 4 and 8 business hours, holidays of 2026 only.</summary>
internal static class TestPolicy
{
    public static readonly ImmutableSortedDictionary<string, HolidayList> Lists = ImmutableSortedDictionary<
        string,
        HolidayList
    >.Empty.Add(
        "uk-bank-holidays",
        new(
            "uk-bank-holidays",
            "aa",
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>>
                .Empty.Add(
                    "england-and-wales",
                    Days("01-01 New Year’s Day", "08-31 Summer bank holiday", "12-25 Christmas Day", "12-28 Boxing Day")
                )
                .Add(
                    "scotland",
                    Days("01-01 New Year’s Day", "08-03 Summer bank holiday", "12-25 Christmas Day", "12-28 Boxing Day")
                )
        )
    );

    public static readonly CalendarSpec BusinessHour = new()
    {
        Id = "business-hour",
        Clause = "6.5",
        Name = new("business hour", "Bedrijfsuur"),
        Plural = new("business hours", "Bedrijfsuren"),
        ZoneInText = "GMT",
        OtherZones = ["Europe/London"],
        Zone = ZoneChoice.One("Etc/GMT"),
        Week = new() { Weekdays = [new(9 * 3600, 18 * 3600)] },
        Holidays = new() { List = "uk-bank-holidays", Divisions = ["england-and-wales"] },
    };

    public static readonly PolicyDocument Document = new()
    {
        Format = 1,
        Title = new("Policy", "Beleid"),
        Provider = new()
        {
            Name = "Alliantist",
            Product = "ISMS.online",
            ProductIs = new("a thing", "een ding"),
        },
        Clauses =
        [
            new() { Number = "6", Title = new("Words", "Begrippen") },
            new() { Number = "9", Title = new("Response", "Reactie") },
        ],
        Calendars = new([BusinessHour]),
        Severities = new([Severity(1), Severity(2), Severity(3)]),
        Targets = [Response("1", 1), Response("2", 4), Response("3", 8)],
        Channels = new(),
    };

    /// <summary>
    /// The same with targets of every kind. Next response: 2, 4, 8 h; status report: each day, every 2 days, none;
    /// resolution: 8, 16 h, none.
    /// </summary>
    public static readonly PolicyDocument WithAllKinds = Document with
    {
        Targets =
        [
            .. Document.Targets,
            Target(TargetKind.NextResponse, "1", 2),
            Target(TargetKind.NextResponse, "2", 4),
            Target(TargetKind.NextResponse, "3", 8),
            Report("1", 1),
            Report("2", 2),
            Target(TargetKind.Resolution, "1", 8),
            Target(TargetKind.Resolution, "2", 16),
        ],
    };

    public static CompiledPolicy Compiled { get; } = CompiledPolicy.Compile(Document, Lists);

    /// <summary>The policy with its business hours read in another zone, or the earlier of two.</summary>
    public static CompiledPolicy In(string zone)
    {
        ZoneChoice.TryParse(zone, out var choice).ShouldBeTrue();
        return With(BusinessHour with { Zone = choice });
    }

    public static CompiledPolicy With(CalendarSpec calendar) => Compile(Document with { Calendars = new([calendar]) });

    public static CompiledPolicy With(ReadingsSpec readings) => Compile(Document with { Readings = readings });

    public static CompiledPolicy Compile(PolicyDocument document) => CompiledPolicy.Compile(document, Lists);

    public static TargetSpec Response(string severity, int hours) =>
        new()
        {
            Clause = "9",
            Kind = TargetKind.FirstResponse,
            Severity = severity,
            Within = new(hours * 3600L),
            Calendar = "business-hour",
            Promise = Promise.Guarantee,
        };

    /// <summary>The policy where one more date is known to be closed.</summary>
    public static CompiledPolicy CompileClosed(PolicyDocument document, LocalDate date) =>
        Compile(
            document with
            {
                Calendars = new([
                    .. document.Calendars.Items.Select(x =>
                        x with
                        {
                            Closed = [.. x.Closed, new ClosedDate { Date = date, Name = new("closed", "gesloten") }],
                        }
                    ),
                ]),
            }
        );

    public static TargetSpec Target(TargetKind kind, string severity, int hours) =>
        Response(severity, hours) with
        {
            Kind = kind,
        };

    public static TargetSpec Report(string severity, int days) =>
        Response(severity, 1) with
        {
            Kind = TargetKind.StatusReport,
            Within = null,
            Every = new(0, days),
        };

    private static SeveritySpec Severity(int n) =>
        new()
        {
            Id = $"{n}",
            Clause = $"6.{n}",
            Name = new($"Severity {n}", $"Ernstniveau {n}"),
            Test = new("test", "criterium"),
            Words = [$"severity {n}", $"sev {n}", $"ernst {n}", $"ernstniveau {n}"],
        };

    private static ImmutableSortedDictionary<LocalDate, string> Days(params string[] days) =>
        days.ToImmutableSortedDictionary(d => new LocalDate(2026, int.Parse(d[..2]), int.Parse(d[3..5])), d => d[6..]);
}
