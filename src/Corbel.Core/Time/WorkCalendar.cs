using NodaTime;

namespace Corbel.Core.Time;

/// <summary>A compiled work calendar: immutable, thread-safe, business time by binary search.</summary>
public sealed class WorkCalendar
{
    private WorkCalendar(WorkHours hours) => Hours = hours;

    /// <summary>The hours this calendar was compiled from.</summary>
    public WorkHours Hours { get; }

    /// <summary>Compiles the hours for the years 2000 to 2100.</summary>
    /// <exception cref="ArgumentException">The week never opens, or an opening lies outside 0..86,400 s.</exception>
    public static WorkCalendar Compile(WorkHours hours) => new(hours);

    /// <summary>The instant at which <paramref name="seconds"/> of open time have passed since <paramref name="start"/>.</summary>
    public Instant Add(Instant start, long seconds) => throw new NotSupportedException();

    /// <summary>The open time between two instants, in whole seconds; 0 where the end is before the start.</summary>
    public long Between(Instant start, Instant end) => throw new NotSupportedException();

    /// <summary>Whether the instant lies in an opening, [open, close).</summary>
    public bool IsOpen(Instant instant) => throw new NotSupportedException();

    /// <summary>The first opening interval that ends after the instant: [start, end), merged.</summary>
    public (Instant Open, Instant Close) OpeningAtOrAfter(Instant instant) => throw new NotSupportedException();
}
