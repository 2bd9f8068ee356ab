using Corbel.Core.Time;
using NodaTime;
using static Corbel.Core.Tests.Time.Hours;

namespace Corbel.Core.Tests.Time;

/// <summary>
/// The reading "wall-clock boundary that does not exist or exists twice: moves forward by the gap; the first of the two".
/// </summary>
public sealed class ClockChanges
{
    // London: 29 March 2026 skips 01:00-02:00 at 01:00Z; 25 October 2026 repeats 01:00-02:00 until 01:00Z.
    // Lord Howe: 4 October 2026 skips 02:00-02:30 at 15:30Z the day before; 5 April 2026 repeats 01:30-02:00 until 15:00Z.
    // New York: 8 March 2026 skips 02:00-03:00 at 07:00Z. Havana: 1 November 2020 repeats 00:00-01:00 until 05:00Z.
    // Cairo: 24 April 2026 skips 00:00-01:00 at 22:00Z the day before.
    [Theory]
    [InlineData("Europe/London", "2026-03-29", "00:30-03:00", "00:30Z", "02:00Z")] // 1.5 hours elapse, not 2.5
    [InlineData("Europe/London", "2026-03-29", "00:30-01:00", "00:30Z", "01:00Z")]
    [InlineData("Europe/London", "2026-03-29", "00:30-01:30", "00:30Z", "01:30Z")] // closes at 02:30 BST
    [InlineData("Europe/London", "2026-03-29", "01:00-04:00", "01:00Z", "03:00Z")]
    [InlineData("Europe/London", "2026-03-29", "01:30-04:00", "01:30Z", "03:00Z")] // opens at 02:30 BST
    [InlineData("Europe/London", "2026-03-29", "01:59:59-04:00", "01:59:59Z", "03:00Z")]
    [InlineData("Europe/London", "2026-03-29", "02:00-04:00", "01:00Z", "03:00Z")]
    [InlineData("Europe/London", "2026-03-29", "01:15-01:45", "01:15Z", "01:45Z")]
    [InlineData("Europe/London", "2026-10-25", "00:30-03:00", "2026-10-24T23:30Z", "03:00Z")] // 3.5 hours elapse
    [InlineData("Europe/London", "2026-10-25", "00:30-01:00", "2026-10-24T23:30Z", "00:00Z")]
    [InlineData("Europe/London", "2026-10-25", "00:30-01:30", "2026-10-24T23:30Z", "00:30Z")] // the first 01:30
    [InlineData("Europe/London", "2026-10-25", "01:00-03:00", "00:00Z", "03:00Z")]
    [InlineData("Europe/London", "2026-10-25", "01:30-03:00", "00:30Z", "03:00Z")]
    [InlineData("Europe/London", "2026-10-25", "01:15-01:45", "00:15Z", "00:45Z")] // not a second time
    [InlineData("Europe/London", "2026-10-25", "01:30-02:00", "00:30Z", "02:00Z")] // 02:00 comes once, an hour later
    [InlineData("Europe/London", "2026-10-25", "02:00-03:00", "02:00Z", "03:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "01:45-02:15", "2026-10-03T15:15Z", "2026-10-03T15:45Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:15-03:00", "2026-10-03T15:45Z", "2026-10-03T16:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:45-02:15", "2026-04-04T14:45Z", "2026-04-04T15:45Z")]
    [InlineData("America/New_York", "2026-03-08", "02:30-05:00", "07:30Z", "09:00Z")]
    [InlineData("America/Havana", "2020-11-01", "00:00-02:00", "04:00Z", "07:00Z")]
    [InlineData("America/Havana", "2020-10-31", "23:00-24:00", "2020-11-01T03:00Z", "2020-11-01T04:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24", "00:00-02:00", "2026-04-23T22:00Z", "2026-04-23T23:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24", "00:30-02:00", "2026-04-23T22:30Z", "2026-04-23T23:00Z")]
    public void A_boundary_is_read(string zone, string date, string opening, string open, string close)
    {
        var calendar = OpenOn(zone, date, opening);

        calendar
            .OpeningAtOrAfter(At(date + "T00:00:00Z").Minus(Duration.FromHours(26)))
            .ShouldBe((On(date, open), On(date, close)));
        calendar
            .Between(On(date, open), On(date, close))
            .ShouldBe((long)(On(date, close) - On(date, open)).TotalSeconds);
    }

    [Theory]
    [InlineData("01:15-02:15")] // 02:15 BST comes at the instant that 01:15 would have been: nothing is left
    [InlineData("01:30-02:15")] // inverted
    [InlineData("01:59:59-02:00")]
    public void An_opening_that_the_gap_empties_or_inverts_is_gone(string opening) =>
        OpenOn("Europe/London", "2026-03-29", opening)
            .OpeningAtOrAfter(At("2026-03-28T12:00:00Z"))
            .Open.ShouldBeGreaterThan(At("2026-04-04T00:00:00Z"));

    [Theory]
    [InlineData("00:30Z", "02:00Z", "00:30-01:30", "02:00-03:00")] // 01:30 moves to 02:30, past the next opening
    [InlineData("00:30Z", "02:00Z", "00:30-01:30", "02:30-03:00")] // 01:30 moves to 02:30, where the next one starts
    [InlineData("00:00Z", "01:30Z", "00:00-01:30", "01:00-02:15")] // each boundary moves by itself, then they merge
    [InlineData("01:15Z", "02:00Z", "01:30-02:15", "02:15-03:00")] // the inverted one leaves the other alone
    [InlineData("01:00Z", "02:00Z", "01:30-02:45", "02:00-03:00")] // moved behind the next one, which takes it in
    public void Openings_merge_after_a_shift(string open, string close, string first, string second)
    {
        const string date = "2026-03-29";

        foreach (var openings in new[] { new[] { first, second }, [second, first] })
        {
            OpenOn("Europe/London", date, openings)
                .OpeningAtOrAfter(At("2026-03-28T12:00:00Z"))
                .ShouldBe((On(date, open), On(date, close)));
        }
    }

    [Fact]
    public void An_opening_over_the_whole_night_counts_what_elapses()
    {
        var calendar = WorkCalendar.Compile(In("Europe/London", EveryDay, "22:00-06:00"));

        calendar.Between(At("2026-03-28T12:00:00Z"), At("2026-03-29T12:00:00Z")).ShouldBe(7 * 3_600);
        calendar.Between(At("2026-10-24T12:00:00Z"), At("2026-10-25T12:00:00Z")).ShouldBe(9 * 3_600);
        calendar.Add(At("2026-03-28T22:00:00Z"), 7 * 3_600).ShouldBe(At("2026-03-29T05:00:00Z"));
    }

    [Fact]
    public void A_date_that_a_zone_skipped_moves_forward_whole()
    {
        // Samoa had no 30 December 2011: Friday's hours fall on Saturday.
        var calendar = WorkCalendar.Compile(In("Pacific/Apia", [IsoDayOfWeek.Friday], "09:00-17:00"));

        calendar
            .OpeningAtOrAfter(At("2011-12-29T12:00:00Z"))
            .ShouldBe((At("2011-12-31T09:00:00+14:00"), At("2011-12-31T17:00:00+14:00")));
    }

    private static WorkCalendar OpenOn(string zone, string date, params string[] openings) =>
        WorkCalendar.Compile(In(zone, [Date(date).DayOfWeek], openings));

    private static Instant On(string date, string time)
    {
        var text = time.Contains('T') ? time : $"{date}T{time}";
        return At(text.Length == "2026-03-29T00:30Z".Length ? text.Replace("Z", ":00Z") : text);
    }
}
