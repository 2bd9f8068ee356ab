using Corbel.Core.Time;
using NodaTime;
using static Corbel.Core.Tests.Time.Hours;

namespace Corbel.Core.Tests.Time;

/// <summary>Add on office hours of Etc/GMT. Monday 2026-06-01 is a plain week's start; 31 August is a holiday.</summary>
public sealed class Additions
{
    private static readonly WorkCalendar Closing = WorkCalendar.Compile(Office());
    private static readonly WorkCalendar Next = WorkCalendar.Compile(Office(dueAtClosing: DueAtClosing.NextOpening));

    // The last column is the other convention's outcome, where it differs.
    [Theory]
    [InlineData("2026-06-01T10:00:00Z", 0, "2026-06-01T10:00:00Z")]
    [InlineData("2026-06-01T09:00:00Z", 0, "2026-06-01T09:00:00Z")]
    [InlineData("2026-06-01T08:59:59Z", 0, "2026-06-01T09:00:00Z")]
    [InlineData("2026-06-01T17:59:59Z", 0, "2026-06-01T17:59:59Z")]
    [InlineData("2026-06-01T18:00:00Z", 0, "2026-06-02T09:00:00Z")] // closing is outside: half-open
    [InlineData("2026-05-30T12:00:00Z", 0, "2026-06-01T09:00:00Z")]
    [InlineData("2026-06-01T10:00:00Z", 1, "2026-06-01T10:00:01Z")]
    [InlineData("2026-06-01T08:00:00Z", 1, "2026-06-01T09:00:01Z")]
    [InlineData("2026-06-01T17:59:59Z", 1, "2026-06-01T18:00:00Z", "2026-06-02T09:00:00Z")]
    [InlineData("2026-06-01T17:59:59Z", 2, "2026-06-02T09:00:01Z")]
    [InlineData("2026-06-01T18:00:00Z", 1, "2026-06-02T09:00:01Z")]
    [InlineData("2026-06-01T09:00:00Z", 32_399, "2026-06-01T17:59:59Z")]
    [InlineData("2026-06-01T09:00:00Z", 32_400, "2026-06-01T18:00:00Z", "2026-06-02T09:00:00Z")]
    [InlineData("2026-06-01T09:00:00Z", 32_401, "2026-06-02T09:00:01Z")]
    [InlineData("2026-06-05T17:00:00Z", 3_600, "2026-06-05T18:00:00Z", "2026-06-08T09:00:00Z")]
    [InlineData("2026-06-05T18:00:00Z", 32_400, "2026-06-08T18:00:00Z", "2026-06-09T09:00:00Z")]
    [InlineData("2026-08-28T17:00:00Z", 7_200, "2026-09-01T10:00:00Z")]
    [InlineData("2026-06-01T09:00:00Z", 5 * 32_400, "2026-06-05T18:00:00Z", "2026-06-08T09:00:00Z")]
    public void Adds_open_time(string start, long seconds, string due, string? dueNext = null)
    {
        Closing.Add(At(start), seconds).ShouldBe(At(due));
        Next.Add(At(start), seconds).ShouldBe(At(dueNext ?? due));
    }

    [Theory]
    [InlineData("2026-06-01T10:00:00.25Z", 0, "2026-06-01T10:00:00.25Z")]
    [InlineData("2026-06-01T10:00:00.25Z", 1, "2026-06-01T10:00:01.25Z")]
    [InlineData("2026-06-01T17:59:58.25Z", 1, "2026-06-01T17:59:59.25Z")]
    [InlineData("2026-06-01T17:59:59.25Z", 0, "2026-06-01T17:59:59.25Z")]
    [InlineData("2026-06-01T17:59:59.25Z", 1, "2026-06-02T09:00:00.25Z")] // 0.75 s before closing, 0.25 s after opening
    [InlineData("2026-06-01T17:59:59.999999999Z", 1, "2026-06-02T09:00:00.999999999Z")]
    [InlineData("2026-06-01T18:00:00.25Z", 1, "2026-06-02T09:00:01Z")] // a fraction while closed is no open time
    [InlineData("2026-06-01T08:59:59.75Z", 0, "2026-06-01T09:00:00Z")]
    public void Keeps_a_fraction_of_a_second(string start, long seconds, string due)
    {
        Closing.Add(At(start), seconds).ShouldBe(At(due));
        Next.Add(At(start), seconds).ShouldBe(At(due));
    }

    [Fact]
    public void Where_openings_touch_there_is_no_closing()
    {
        var hours = In("Etc/GMT", Weekdays, [], DueAtClosing.NextOpening, "13:00-18:00", "09:00-12:00", "12:00-13:00");
        var calendar = WorkCalendar.Compile(hours);

        calendar.Add(At("2026-06-01T11:00:00Z"), 3_600).ShouldBe(At("2026-06-01T12:00:00Z"));
        calendar.Add(At("2026-06-01T12:00:00Z"), 3_600).ShouldBe(At("2026-06-01T13:00:00Z"));
        calendar.Add(At("2026-06-01T17:00:00Z"), 3_600).ShouldBe(At("2026-06-02T09:00:00Z"));
        calendar.OpeningCount.ShouldBe(Closing.OpeningCount + BankHolidays.Length);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var start = At("2026-06-01T10:00:00Z");
        var sum = Run(start);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sum += Run(start);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
        sum.ShouldBe(2 * Enumerable.Range(0, 100).Sum(i => i * 3_600_000L));

        static long Run(Instant start)
        {
            var sum = 0L;
            for (var i = 0L; i < 100; i++)
            {
                var due = Closing.Add(start, i * 3_600_000 % 500_000_000);
                sum += Closing.Between(start, due);
                sum += Closing.IsOpen(due) && due < start ? 1 : 0;
                sum += Closing.OpeningAtOrAfter(start).Close < start ? 1 : 0;
            }

            return sum;
        }
    }
}
