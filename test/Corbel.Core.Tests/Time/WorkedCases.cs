using Corbel.Core.Time;
using static Corbel.Core.Tests.Time.Hours;

namespace Corbel.Core.Tests.Time;

/// <summary>The worked cases of the first user's policy, each under its zone.</summary>
public sealed class WorkedCases
{
    private const int Hour = 3_600;

    [Theory]
    [InlineData("Etc/GMT", "2026-07-15T09:10:00+01:00", 1, "2026-07-15T11:00:00+01:00")]
    [InlineData("Etc/GMT", "2026-08-28T17:30:00+01:00", 1, "2026-08-28T18:30:00+01:00")]
    [InlineData("Europe/London", "2026-07-15T09:10:00+01:00", 1, "2026-07-15T10:10:00+01:00")]
    [InlineData("Europe/London", "2026-08-28T17:30:00+01:00", 1, "2026-09-01T09:30:00+01:00")]
    [InlineData("Etc/GMT", "2026-12-24T16:00:00Z", 8, "2026-12-29T15:00:00Z")]
    [InlineData("Europe/London", "2026-12-24T16:00:00Z", 8, "2026-12-29T15:00:00Z")]
    public void First_response_is_due(string zone, string received, int hours, string due)
    {
        var calendar = WorkCalendar.Compile(Office(zone));

        calendar.Add(At(received), hours * Hour).ShouldBe(At(due));
        calendar.Between(At(received), At(due)).ShouldBe(hours * Hour);
    }

    [Theory]
    [InlineData(DueAtClosing.ClosingInstant, "2026-08-28T18:00:00Z")]
    [InlineData(DueAtClosing.NextOpening, "2026-09-01T09:00:00Z")]
    public void A_due_time_on_closing_follows_the_convention(DueAtClosing convention, string due) =>
        WorkCalendar.Compile(Office("Etc/GMT", convention)).Add(At("2026-08-28T17:00:00Z"), Hour).ShouldBe(At(due));
}
