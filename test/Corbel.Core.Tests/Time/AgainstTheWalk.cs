using Corbel.Core.Time;
using CsCheck;
using NodaTime;
using static Corbel.Core.Tests.Time.Hours;

namespace Corbel.Core.Tests.Time;

/// <summary>The calendar against the oracle. CORBEL_LONG=1 makes ten times as many cases.</summary>
public sealed class AgainstTheWalk
{
    [Fact]
    public void Random_hours_around_clock_changes() => RandomHours.All.Sample(Compare, iter: Campaign.Cases / 2);

    [Theory]
    [InlineData("Europe/London", "2000-01-01T00:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2050-12-31T12:00:00Z")]
    public void Fifty_years(string zone, string start)
    {
        var hours = In(zone, EveryDay, [], DueAtClosing.ClosingInstant, "01:45-02:15", "22:30-00:30");
        var from = At(start).ToUnixTimeSeconds();

        Compare(new Walks(hours, new Stretch(from, from + Math.Min(50, Campaign.Of(50)) * 365L * 86_400)));
    }

    private static void Compare(Walks walks)
    {
        if (!WorkCalendar.TryCompile(walks.Hours, out var calendar, out _))
        {
            walks.Hours.Week.Values.ShouldAllBe(openings => openings.IsEmpty);
            return;
        }

        foreach (var stretch in walks.Stretches)
        {
            var difference = Difference(calendar, stretch);
            difference.ShouldBeNull($"{difference}\n{walks}");
        }
    }

    /// <summary>
    /// Walks from start to end. Wherever the walk goes by the second, and once an hour besides, calendar and walk agree
    /// on: open or not; the open time so far; and which instant that much open time leads to, by both conventions.
    /// </summary>
    private static string? Difference(WorkCalendar closing, Stretch stretch)
    {
        var next = closing.With(DueAtClosing.NextOpening);
        var clock = new WallClockWalk(closing.Hours, stretch.Start);
        var start = Instant.FromUnixTimeSeconds(stretch.Start);
        var (elapsed, wasOpen) = (0L, false);
        var difference = DifferenceHere();
        while (difference is null && clock.Second < stretch.End)
        {
            wasOpen = clock.IsOpen;
            var step = clock.Advance(stretch.End);
            elapsed += wasOpen ? step : 0;
            if (step == 1 || clock.Second % 3_600 == 0 || clock.Second == stretch.End)
            {
                difference = DifferenceHere();
            }
        }

        return difference;

        string? DifferenceHere()
        {
            var here = Instant.FromUnixTimeSeconds(clock.Second);
            // Of the instants that so much open time leads to, an open one is the first that has no more behind it.
            var opens = clock.IsOpen ? next.Add(start, elapsed) : here;
            var closes = wasOpen || (elapsed == 0 && clock.IsOpen) ? closing.Add(start, elapsed) : here;
            return closing.IsOpen(here) != clock.IsOpen ? $"At {here} the walk is open: {clock.IsOpen}"
                : closing.Between(start, here) != elapsed ? $"From {start} to {here} the walk counts {elapsed} s"
                : opens != here ? $"{start} + {elapsed} s by the next opening is {opens}, by the walk {here}"
                : closes != here ? $"{start} + {elapsed} s by the closing instant is {closes}, by the walk {here}"
                : here > start && EdgesDiffer(here) ? $"The opening at {here} has other ends than by the walk"
                : null;
        }

        // An opening starts where the walk was closed and ends where it is: nowhere else, since openings merge.
        bool EdgesDiffer(Instant here) =>
            clock.IsOpen
                ? closing.OpeningAtOrAfter(here).Open == here == wasOpen
                : wasOpen && closing.OpeningAtOrAfter(here.Minus(Duration.FromSeconds(1))).Close != here;
    }
}
