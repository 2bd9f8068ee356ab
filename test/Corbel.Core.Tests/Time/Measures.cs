using Corbel.Core.Time;
using static Corbel.Core.Tests.Time.Hours;

namespace Corbel.Core.Tests.Time;

/// <summary>Between, IsOpen and OpeningAtOrAfter on office hours of Etc/GMT.</summary>
public sealed class Measures
{
    private static readonly WorkCalendar Calendar = WorkCalendar.Compile(Office());

    [Theory]
    [InlineData("2026-06-01T10:00:00Z", "2026-06-01T10:00:00Z", 0)]
    [InlineData("2026-06-01T10:00:01Z", "2026-06-01T10:00:00Z", 0)] // an end before the start measures 0
    [InlineData("2026-06-05T10:00:00Z", "2026-06-01T10:00:00Z", 0)]
    [InlineData("2026-06-01T10:00:00Z", "2026-06-01T10:00:01Z", 1)]
    [InlineData("2026-06-01T08:00:00Z", "2026-06-01T09:00:00Z", 0)]
    [InlineData("2026-06-01T08:00:00Z", "2026-06-01T09:00:01Z", 1)]
    [InlineData("2026-06-01T17:59:59Z", "2026-06-01T18:00:00Z", 1)]
    [InlineData("2026-06-01T18:00:00Z", "2026-06-02T09:00:00Z", 0)]
    [InlineData("2026-06-01T17:00:00Z", "2026-06-02T10:00:00Z", 7_200)]
    [InlineData("2026-06-01T00:00:00Z", "2026-06-08T00:00:00Z", 5 * 32_400)]
    [InlineData("2026-08-28T17:00:00Z", "2026-09-01T10:00:00Z", 7_200)]
    [InlineData("2026-05-30T00:00:00Z", "2026-05-31T23:59:59Z", 0)]
    public void Measures_open_time(string start, string end, long seconds) =>
        Calendar.Between(At(start), At(end)).ShouldBe(seconds);

    [Theory]
    [InlineData("2026-06-01T10:00:00.25Z", "2026-06-01T10:00:01.2Z", 0)]
    [InlineData("2026-06-01T10:00:00.25Z", "2026-06-01T10:00:01.25Z", 1)]
    [InlineData("2026-06-01T10:00:00.25Z", "2026-06-01T10:00:01.3Z", 1)]
    [InlineData("2026-06-01T10:00:00Z", "2026-06-01T10:00:01.999999999Z", 1)]
    [InlineData("2026-06-01T17:59:59.5Z", "2026-06-02T09:00:00.4Z", 0)] // 0.9 s in all
    [InlineData("2026-06-01T17:59:59.5Z", "2026-06-02T09:00:00.5Z", 1)] // two halves make one
    [InlineData("2026-06-01T18:00:00.9Z", "2026-06-02T09:00:01Z", 1)] // a fraction while closed is no open time
    [InlineData("2026-06-01T17:59:59Z", "2026-06-01T18:00:00.9Z", 1)]
    public void Cuts_the_total_to_whole_seconds(string start, string end, long seconds) =>
        Calendar.Between(At(start), At(end)).ShouldBe(seconds);

    [Theory]
    [InlineData("2026-06-01T08:59:59.999Z", false)]
    [InlineData("2026-06-01T09:00:00Z", true)]
    [InlineData("2026-06-01T17:59:59.999Z", true)]
    [InlineData("2026-06-01T18:00:00Z", false)]
    [InlineData("2026-05-31T12:00:00Z", false)]
    [InlineData("2026-08-31T12:00:00Z", false)]
    public void Openings_are_half_open(string instant, bool open) => Calendar.IsOpen(At(instant)).ShouldBe(open);

    [Theory]
    [InlineData("2026-06-01T08:59:59Z", "2026-06-01")]
    [InlineData("2026-06-01T09:00:00Z", "2026-06-01")]
    [InlineData("2026-06-01T17:59:59Z", "2026-06-01")]
    [InlineData("2026-06-01T18:00:00Z", "2026-06-02")]
    [InlineData("2026-06-05T18:00:00Z", "2026-06-08")]
    public void The_opening_that_ends_after_an_instant_is_found(string instant, string date) =>
        Calendar.OpeningAtOrAfter(At(instant)).ShouldBe((At(date + "T09:00:00Z"), At(date + "T18:00:00Z")));
}
