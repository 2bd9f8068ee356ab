using System.Text;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Tests.Sla;

/// <summary>
/// Every word that a clock and its sum can say, in both languages and as JSON, held against <c>WordsOfClocks.txt</c>, which
/// was read by people. After a change on purpose, CORBEL_WRITE_WORDS=FILE writes it anew: read what differs.
/// </summary>
public sealed class WordsOfClocksTests
{
    private static readonly Guid Anna = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Bob = new("00000000-0000-0000-0000-00000000000b");
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly DateTimeZone Amsterdam = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    private static readonly ReadingsSpec Stopping = new()
    {
        WaitingStops = [TargetKind.NextResponse, TargetKind.Resolution],
    };

    private static readonly CompiledPolicy All = TestPolicy.Compile(TestPolicy.WithAllKinds);

    private static CompiledPolicy AllBy(ReadingsSpec readings) =>
        TestPolicy.Compile(TestPolicy.WithAllKinds with { Readings = readings });

    private static CompiledPolicy AllIn(CalendarSpec calendar) =>
        TestPolicy.Compile(TestPolicy.WithAllKinds with { Calendars = new([calendar]) });

    private static CompiledPolicy Promised(Promise? promise, int hours) =>
        TestPolicy.Compile(
            TestPolicy.Document with
            {
                Targets = [TestPolicy.Response("1", hours) with { Promise = promise }],
            }
        );

    private static CompiledPolicy Posted(CompiledPolicy policy) =>
        CompiledPolicy.Compile(
            policy.Document,
            TestPolicy.Lists,
            new PolicySource(
                3,
                "0123456789abcdef0123456789abcdef",
                Instants.At("2026-07-01 09:00"),
                [new("NW-1", new LocalDate(2026, 6, 30), ["targets[0].within", "readings.zone"])]
            )
        );

    private static Story Answered => Story.Received("09:00", "1").Reply("09:30");

    private static Story Wrote(Story story, string at) =>
        story.Add(at, Doer.Customer(Anna), new CustomerMessage(Channel.Mail, null, false));

    private static Story Asked(Story story, string at)
    {
        story.Reply(at);
        return story.Add(at, Doer.Staff(Bob), new Wait(story.Last - 1));
    }

    /// <summary>What each case is about; of the others no clock is written out.</summary>
    private static readonly Dictionary<string, TargetKind[]> Shown = new()
    {
        ["kept"] = [TargetKind.FirstResponse, TargetKind.StatusReport, TargetKind.Resolution],
        ["waits"] = [TargetKind.NextResponse, TargetKind.Resolution],
        ["waited for an answer, and for nothing"] = [TargetKind.Resolution],
        ["resolved and resumed"] = [TargetKind.Resolution],
        ["all ended"] = [TargetKind.NextResponse, TargetKind.StatusReport, TargetKind.Resolution],
        ["reports over a weekend"] = [TargetKind.StatusReport],
        ["nights"] = [TargetKind.StatusReport],
        ["falls on closing, and waits before the next opening"] = [TargetKind.Resolution],
        ["falls on closing, and waited over the next opening"] = [TargetKind.Resolution],
        ["holidays changed while it waits"] = [TargetKind.Resolution],
    };

    private static IEnumerable<(string Name, Story Story, CompiledPolicy Policy, string Now)> Cases()
    {
        yield return ("kept", Answered, Posted(All), "10:00");
        yield return ("over a weekend and a holiday", Story.Received("2026-08-28 17:30", "1"), All, "2026-09-01 10:00");
        yield return (
            "many openings",
            Story.Received("2026-08-20 12:00", "1"),
            Promised(Promise.Expectation, 80),
            "2026-09-20 09:00"
        );
        yield return ("only an aim", Story.Received("09:00", "1"), Promised(null, 1), "09:10");
        yield return ("nothing promised", Story.Received("09:00", "2"), Promised(null, 1), "09:10");
        yield return ("not stated", Story.Received("09:00"), All, "09:10");
        yield return ("set by staff", Story.Received("09:00").StaffSets("09:05", "2"), All, "09:10");
        yield return (
            "disputed and decided",
            Story
                .Received("09:00", "1")
                .StaffSets("09:05", "2")
                .Add("09:10", Doer.Customer(Anna), new SeverityObjection())
                .Add("09:15", Doer.Staff(Bob), new SeverityDecision("2"))
                .CustomerSets("09:20", "1"),
            All,
            "09:30"
        );
        yield return ("disputed", Story.Received("09:00", "1").StaffSets("09:05", "2").Reply("10:30"), All, "11:00");
        yield return (
            "raised, and raised again after it ran out",
            Story.Received("09:00", "3").CustomerSets("10:30", "2").CustomerSets("14:00", "1").Reply("15:00"),
            All,
            "16:00"
        );
        yield return (
            "counted from the raise",
            Story.Received("09:00", "2").StaffSets("11:00", "1"),
            AllBy(new ReadingsSpec { SeverityRaised = RaisedReading.FromChange }),
            "11:10"
        );
        yield return ("waits", Asked(Wrote(Answered, "10:00"), "10:30"), AllBy(Stopping), "11:00");
        yield return (
            "waited for an answer, and for nothing",
            Wrote(Asked(Answered, "10:30"), "11:30")
                .Reply("12:00")
                .Add("12:00", Doer.Staff(Bob), new Wait(8))
                .Add("12:30", Doer.Staff(Bob), new WaitEnd()),
            AllBy(Stopping),
            "13:00"
        );
        yield return (
            "resolved and resumed",
            Answered.Add("10:00", Doer.Staff(Bob), new Resolution(ResolutionOutcome.Solved)).Reopen("12:00"),
            AllBy(new ReadingsSpec { Reopened = ReopenedReading.Resumes }),
            "12:10"
        );
        yield return (
            "all ended",
            Wrote(Answered, "10:00")
                .Reply("10:20")
                .Add("11:00", Doer.Staff(Bob), new Resolution(ResolutionOutcome.Solved)),
            All,
            "12:00"
        );
        yield return ("reports over a weekend", Story.Received("2026-08-28 12:00", "2"), All, "2026-08-28 13:00");
        var nights = TestPolicy.BusinessHour with
        {
            Week = new() { Weekdays = [new(20 * 3600, 4 * 3600)] },
            Holidays = null,
        };
        yield return ("nights", Story.Received("2026-07-15 21:00", "1"), AllIn(nights), "2026-07-15 21:10");
        var sundays = TestPolicy.BusinessHour with
        {
            Week = new() { Sun = [new(0, 6 * 3600)] },
            Zone = ZoneChoice.One("Europe/London"),
            Holidays = null,
        };
        yield return ("clocks go back", Story.Received("2026-10-24 23:30", "2"), AllIn(sundays), "2026-10-25 01:00");
        yield return ("clocks go forward", Story.Received("2026-03-29 00:30", "2"), AllIn(sundays), "2026-03-29 01:00");
        yield return (
            "the earlier of two zones",
            Story.Received("17:30", "1"),
            TestPolicy.In("earlier-of Etc/GMT, Europe/London"),
            "17:40"
        );
        yield return (
            "falls on closing",
            Story.Received("17:00", "1"),
            TestPolicy.With(new ReadingsSpec { DueAtClosing = DueAtClosing.NextOpening }),
            "17:10"
        );
        var opening = AllBy(Stopping with { DueAtClosing = DueAtClosing.NextOpening });
        yield return (
            "falls on closing, and waits before the next opening",
            Asked(Story.Received("10:00", "1"), "19:00"),
            opening,
            "20:00"
        );
        yield return (
            "falls on closing, and waited over the next opening",
            Wrote(Asked(Story.Received("10:00", "1"), "19:00"), "2026-07-16 10:30"),
            opening,
            "2026-07-16 11:00"
        );
        var thursdayClosed = TestPolicy.CompileClosed(TestPolicy.WithAllKinds, new LocalDate(2026, 7, 16));
        yield return (
            "holidays changed, and again, and after it ran out",
            Story
                .Received("17:30", "1")
                .HolidaysBecome("18:30", thursdayClosed)
                .HolidaysBecome("19:00", thursdayClosed)
                .HolidaysBecome("2026-07-17 10:00", All),
            All,
            "2026-07-17 11:00"
        );
        yield return (
            "holidays changed while it waits",
            Asked(Answered, "10:30")
                .HolidaysBecome(
                    "11:00",
                    TestPolicy.CompileClosed(
                        TestPolicy.WithAllKinds with
                        {
                            Readings = Stopping,
                        },
                        new LocalDate(2026, 7, 16)
                    )
                ),
            AllBy(Stopping),
            "11:30"
        );
        var wednesdays = TestPolicy.BusinessHour with
        {
            Week = new() { Wed = [new(9 * 3600, 10 * 3600)] },
            Holidays = null,
        };
        yield return ("only on Wednesdays", Story.Received("2026-07-15 09:30", "1"), AllIn(wednesdays), "10:00");
        yield return (
            "only on some Wednesdays",
            Story.Received("2026-07-15 09:30", "1"),
            AllIn(
                wednesdays with
                {
                    Closed =
                    [
                        .. new[] { 22, 29 }.Select(x => new ClosedDate
                        {
                            Date = new(2026, 7, x),
                            Name = new("summer", "zomer"),
                        }),
                    ],
                }
            ),
            "10:00"
        );
        var weekdays = TestPolicy.BusinessHour with { Holidays = null };
        yield return (
            "days in a row of the same length",
            Story.Received("2026-07-13 09:00", "1"),
            TestPolicy.Compile(
                TestPolicy.Document with
                {
                    Calendars = new([weekdays]),
                    Targets = [TestPolicy.Response("1", 45)],
                }
            ),
            "2026-07-13 10:00"
        );
        yield return (
            "days in a row over two weekends",
            Story.Received("2026-07-13 09:00", "1"),
            TestPolicy.Compile(
                TestPolicy.Document with
                {
                    Calendars = new([weekdays]),
                    Targets = [TestPolicy.Response("1", 200)],
                }
            ),
            "2026-07-13 10:00"
        );
        yield return ("holidays not known", Story.Received("2030-07-15 09:00", "1"), All, "2030-07-15 09:10");
    }

    [Fact]
    public void They_say_what_was_read()
    {
        var said = new StringBuilder();
        foreach (var (name, story, policy, now) in Cases())
        {
            said.Append("=== ").Append(name).Append('\n');
            var shown = Shown.GetValueOrDefault(name, [TargetKind.FirstResponse]);
            foreach (var clock in story.Clocks(policy, now).Where(x => shown.Contains(x.Kind)))
            {
                said.Append("--- ").Append(clock.Kind).Append(' ').Append(clock.Number).Append('\n');
                foreach (var (language, reader) in new[] { (Language.En, London), (Language.Nl, Amsterdam) })
                {
                    if (Explaining.Of(clock) is { } why)
                        Append(said, ExplanationText.Lines(why, language, reader));
                    Append(said, ClockText.Lines(clock, language, reader));
                }
                said.Append(ClockJson.Of(clock).ToJsonString()).Append('\n');
            }
        }
        if (Environment.GetEnvironmentVariable("CORBEL_WRITE_WORDS") is { } file)
            File.WriteAllText(file, said.ToString());

        using var kept = typeof(WordsOfClocksTests).Assembly.GetManifestResourceStream("WordsOfClocks.txt")!;
        using var text = new StreamReader(kept);
        said.ToString().ShouldBe(text.ReadToEnd());
    }

    private static void Append(StringBuilder said, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            said.Append(line).Append('\n');
    }
}
