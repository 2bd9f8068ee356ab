using System.Collections.Immutable;
using Corbel.Core.Policy;
using CsCheck;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Policy;

/// <summary>When the warnings of a target come. In July, 22:00-07:00 in London is 21:00-06:00 UTC.</summary>
public class WarningTimesTests
{
    [Theory]
    [InlineData("50", "2026-07-15 09:00", "1 h", "2026-07-15 09:30")]
    [InlineData("1", "2026-07-15 09:00", "1 min", "2026-07-15T09:00:01Z")] // 0.6 s: used up with the next second
    [InlineData("99", "2026-07-15 09:00", "1 min", null)] // 59.4 s: the next second is the due instant
    [InlineData("99", "2026-07-15 09:00", "100 min", "2026-07-15 10:39")]
    [InlineData("15 min", "2026-07-15 09:00", "1 h", "2026-07-15 09:45")]
    [InlineData("59 min", "2026-07-15 09:00", "1 h", "2026-07-15 09:01")]
    // The night: before midnight and after it the warning waits for the end.
    [InlineData("25", "2026-07-14 20:00", "12 h", "2026-07-15 06:00")]
    [InlineData("50", "2026-07-14 20:00", "12 h", "2026-07-15 06:00")]
    [InlineData("1 h", "2026-07-14 19:00", "12 h", "2026-07-15 06:00")] // at its end it is day
    [InlineData("11 h", "2026-07-14 20:00", "12 h", "2026-07-15 06:00")] // at its beginning it is night
    [InlineData("50 at night", "2026-07-14 20:00", "12 h", "2026-07-15 02:00")]
    [InlineData("2 h at night", "2026-07-14 20:00", "4 h", "2026-07-14 22:00")]
    // The end is not before the due instant: the beginning, if the count has begun by then.
    [InlineData("50", "2026-07-14 20:00", "4 h", "2026-07-14 21:00")]
    [InlineData("50", "2026-07-14 21:00", "2 h", "2026-07-14 21:00")]
    [InlineData("50", "2026-07-14 23:00", "2 h", null)]
    [InlineData("50", "2026-07-14 22:00", "8 h", null)] // due just at the end
    [InlineData("50", "2026-07-14 20:00", "10 h", "2026-07-14 21:00")]
    [InlineData("50", "2026-07-14 22:00", "481 min", "2026-07-15 06:00")] // due a minute after it
    // Nights of a clock change, an hour longer and an hour shorter.
    [InlineData("50", "2026-10-24 20:00", "14 h", "2026-10-25 07:00")]
    [InlineData("75", "2026-10-24 20:00", "14 h", "2026-10-25 07:00")]
    [InlineData("50", "2026-03-28 21:00", "14 h", "2026-03-29 06:00")]
    [InlineData("50", "2026-03-28 21:30", "18 h", "2026-03-29 06:30")] // day, as the night was short
    public void Around_the_clock(string warning, string from, string limit, string? at) =>
        Times(warning, from, limit, "22:00-07:00").ShouldBe(at is null ? [] : [At(at)]);

    [Theory]
    [InlineData("22:00-01:30", "2026-03-28 21:00", "2026-03-29 01:30")] // 01:30 does not exist: 02:30 summer time
    [InlineData("22:00-01:30", "2026-10-24 20:00", "2026-10-25 00:30")] // twice: the first of them
    [InlineData("00:00-06:00", "2026-07-15 00:30", "2026-07-15 05:00")]
    [InlineData("00:00-06:00", "2026-07-14 20:00", "2026-07-14 23:00")]
    [InlineData("21:00-24:00", "2026-07-14 17:00", "2026-07-14 23:00")]
    [InlineData("01:00-02:00", "2026-07-14 20:00", "2026-07-15 01:00")]
    [InlineData("01:00-02:00", "2026-07-14 19:50", "2026-07-14 23:50")] // not in the night at all
    public void Other_nights(string night, string from, string at) =>
        Times("50", from, "8 h", night).ShouldBe([At(at)]);

    [Fact]
    public void Open_time_is_that_of_the_calendar()
    {
        // Friday 16:30, Monday is a holiday: an hour and a half today, the rest on Tuesday.
        var from = At("2026-08-28 16:30");
        var target = Target("50", "4 h") with { Warnings = [Warning("50"), Warning("15 min"), Warning("25")] };
        var calendar = TestPolicy.Compiled.Calendars["business-hour"];
        var due = calendar.Add(from, 4 * 3600);
        var times = Policy(null).WarningTimes(target, from, due, s => calendar.Add(from, s));
        times.Select(t => t.At).ShouldBe([At("2026-08-28 17:30"), At("2026-09-01 09:30"), At("2026-09-01 11:15")]);
        times.Select(t => t.Warning).ShouldBe([target.Warnings[2], target.Warnings[0], target.Warnings[1]]);
    }

    [Fact]
    public void A_rhythm_in_days_counts_back_from_its_due_time()
    {
        var from = At("2026-08-26 10:20");
        var calendar = TestPolicy.Compiled.Calendars["business-hour"];
        var target = Target("2 h", "1 h") with { Kind = TargetKind.StatusReport, Within = null, Every = new(0, 1) };
        var times = Policy(null).WarningTimes(target, from, At("2026-08-27 18:00"), s => calendar.Add(from, s));
        times.Select(t => t.At).ShouldBe([At("2026-08-27 16:00")]);
    }

    [Theory]
    [InlineData("50", "2026-07-15 10:00")]
    [InlineData("30 min", "2026-07-15 10:30")]
    [InlineData("3 h", "2026-07-15 09:00")] // so much is never left: at the beginning
    public void Where_it_is_due_earlier_than_the_limit_gives_the_time_between_counts(string warning, string at) =>
        Policy(null)
            .WarningTimes(
                Target(warning, "4 h"),
                At("2026-07-15 09:00"),
                At("2026-07-15 11:00"),
                Plain("2026-07-15 09:00")
            )
            .Select(t => t.At)
            .ShouldBe([At(at)]);

    [Theory]
    [InlineData("50", "2026-07-15 09:30")]
    [InlineData("75", "2026-07-15 10:45")]
    [InlineData("15 min", "2026-07-15 10:45")]
    public void A_pause_holds_them(string warning, string at)
    {
        // Half an hour, an hour's pause, half an hour.
        var from = At("2026-07-15 09:00");
        Instant Counted(long s) => from + Duration.FromSeconds(s) + Duration.FromHours(s > 1800 ? 1 : 0);
        Policy(null)
            .WarningTimes(Target(warning, "1 h"), from, At("2026-07-15 11:00"), Counted)
            .Select(t => t.At)
            .ShouldBe([At(at)]);
    }

    [Fact]
    public void Where_the_calendar_ends_nothing_comes_and_nothing_fails()
    {
        // From half an hour on, which is when it is due, the calendar knows no instant.
        var from = At("2026-07-15 09:00");
        Instant Counted(long s) => s < 1800 ? from + Duration.FromSeconds(s) : Instant.MaxValue;
        var target = Target("99", "1 h") with { Warnings = [Warning("99"), Warning("50"), Warning("1 min")] };
        Policy("22:00-07:00")
            .WarningTimes(target, from, At("2026-07-15 09:30"), Counted)
            .Select(t => t.At)
            .ShouldBe([At("2026-07-15 09:15"), At("2026-07-15 09:29"), At("2026-07-15T09:29:42Z")]);
        Policy("22:00-07:00")
            .WarningTimes(Target("99", "1 h"), from, At("2026-07-15 10:00"), s => s < 60 ? from : Instant.MaxValue)
            .ShouldBeEmpty();
    }

    [Fact]
    public void None_comes_where_there_is_no_time_or_no_warning()
    {
        var (from, at) = (At("2026-07-15 09:00"), Plain("2026-07-15 09:00"));
        Policy(null).WarningTimes(Target("50", "1 h"), from, from, at).ShouldBeEmpty();
        var none = Target("50", "1 h") with { Warnings = [] };
        Policy(null).WarningTimes(none, from, At("2026-07-15 10:00"), at).ShouldBeEmpty();
    }

    [Fact]
    public void None_is_ever_early_or_late_or_at_night_unasked() =>
        Gen.Select(Gen.Int[1, 99], Gen.Int[1, 4000], Gen.Int[0, 366 * 1440], Gen.Int[1, 5000], Gen.Bool)
            .Sample(
                (percent, left, start, limit, atNight) =>
                {
                    var from = At("2026-01-01 00:00") + Duration.FromMinutes(start);
                    var due = from + Duration.FromMinutes(limit);
                    var target = Target("50", "1 h") with
                    {
                        Within = new(limit * 60L),
                        Warnings =
                        [
                            new()
                            {
                                AfterPercent = percent,
                                To = [WarnedRole.Queue],
                                AtNight = atNight,
                            },
                            new()
                            {
                                Left = new(left * 60L),
                                To = [WarnedRole.Queue],
                                AtNight = atNight,
                            },
                        ],
                    };
                    var times = Policy("22:00-07:00")
                        .WarningTimes(target, from, due, s => from + Duration.FromSeconds(s))
                        .Select(t => t.At)
                        .ToArray();
                    times.ShouldBe(times.Order());
                    times.ShouldAllBe(t => from <= t && t < due);
                    if (atNight)
                    {
                        times.Length.ShouldBe(2);
                        return;
                    }
                    foreach (
                        var time in times.Select(t => t.InZone(DateTimeZoneProviders.Tzdb["Europe/London"]).TimeOfDay)
                    )
                    {
                        (time >= new LocalTime(7, 0) && time <= new LocalTime(22, 0)).ShouldBeTrue($"{time}");
                    }
                },
                iter: Campaign.Of(5000)
            );

    private static ImmutableArray<Instant> Times(string warning, string from, string limit, string night)
    {
        var target = Target(warning, limit);
        var due = Plain(from)(target.Within!.Value.Seconds);
        return [.. Policy(night).WarningTimes(target, At(from), due, Plain(from)).Select(t => t.At)];
    }

    private static Func<long, Instant> Plain(string from) => s => At(from) + Duration.FromSeconds(s);

    private static readonly Dictionary<string, CompiledPolicy> Nights = new[]
    {
        "22:00-07:00",
        "22:00-01:30",
        "00:00-06:00",
        "21:00-24:00",
        "01:00-02:00",
    }.ToDictionary(n => n, Compiled);

    private static CompiledPolicy Policy(string? night) => night is null ? TestPolicy.Compiled : Nights[night];

    private static CompiledPolicy Compiled(string night)
    {
        OpeningText.TryParse(night, out var hours).ShouldBeTrue();
        return TestPolicy.Compile(
            TestPolicy.Document with
            {
                Night = new() { Zone = "Europe/London", Hours = hours },
            }
        );
    }

    private static TargetSpec Target(string warning, string limit)
    {
        TimeLimit.TryParse(limit, out var within).ShouldBeTrue();
        return TestPolicy.Response("1", 1) with { Within = within, Warnings = [Warning(warning)] };
    }

    /// <summary>50 is a share in per cent, 15 min is time left.</summary>
    private static WarningSpec Warning(string text)
    {
        var atNight = text.EndsWith(" at night", StringComparison.Ordinal);
        text = text.Replace(" at night", "");
        var share = int.TryParse(text, out var percent);
        TimeLimit.TryParse(text, out var left).ShouldBe(!share);
        return new()
        {
            AfterPercent = share ? percent : null,
            Left = share ? null : left,
            To = [WarnedRole.Queue],
            AtNight = atNight,
        };
    }
}
