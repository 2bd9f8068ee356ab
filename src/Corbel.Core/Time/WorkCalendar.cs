using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Corbel.Core.Time;

/// <summary>
/// A compiled work calendar: immutable, thread-safe, business time by binary search, without allocation. It knows the
/// openings from <see cref="Earliest"/> up to <see cref="Latest"/>, as instants, merged where they overlap or touch, so
/// that an answer is exact across every clock change and costs the same at any distance (ADR 0005).
/// </summary>
public sealed class WorkCalendar
{
    private readonly OpeningTable _openings;

    private WorkCalendar(WorkHours hours, OpeningTable openings) => (Hours, _openings) = (hours, openings);

    /// <summary>The first instant a calendar knows: 2000-01-01T00:00:00Z.</summary>
    public static Instant Earliest { get; } = Instant.FromUtc(2000, 1, 1, 0, 0);

    /// <summary>The end of what a calendar knows, itself not included: 2101-01-01T00:00:00Z.</summary>
    public static Instant Latest { get; } = Instant.FromUtc(2101, 1, 1, 0, 0);

    /// <summary>The hours this calendar was compiled from.</summary>
    public WorkHours Hours { get; }

    /// <summary>How many openings the calendar holds after merging.</summary>
    public int OpeningCount => _openings.Count;

    /// <summary>Whether calendars know this instant: from <see cref="Earliest"/> up to <see cref="Latest"/>.</summary>
    public static bool Covers(Instant instant) => instant >= Earliest && instant < Latest;

    /// <summary>Compiles the hours for the years 2000 to 2100.</summary>
    /// <exception cref="ArgumentException">What <see cref="TryCompile"/> refuses.</exception>
    public static WorkCalendar Compile(WorkHours hours) =>
        TryCompile(hours, out var calendar, out var refusal)
            ? calendar
            : throw new ArgumentException(refusal, nameof(hours));

    /// <summary>
    /// Compiles the hours for the years 2000 to 2100. Refused, with a sentence that says why: an opening that does not
    /// start in 0..86,399 s or end in 0..86,400 s of its day, and hours that never open in these years.
    /// </summary>
    public static bool TryCompile(
        WorkHours hours,
        [NotNullWhen(true)] out WorkCalendar? calendar,
        [NotNullWhen(false)] out string? refusal
    )
    {
        calendar = null;
        refusal = hours.Refusal();
        if (refusal is not null)
        {
            return false;
        }

        var openings = OpeningCompiler.Compile(hours);
        if (openings.Count == 0)
        {
            refusal = "The calendar never opens between 2000 and 2100.";
            return false;
        }

        calendar = new WorkCalendar(hours, openings.ToTable());
        return true;
    }

    /// <summary>The same openings with this convention, at no cost: to show the outcome of the other reading.</summary>
    public WorkCalendar With(DueAtClosing dueAtClosing) => new(Hours with { DueAtClosing = dueAtClosing }, _openings);

    /// <summary>
    /// The instant at which <paramref name="seconds"/> of open time have passed since <paramref name="start"/>. A start
    /// outside the hours counts from the next opening, and so does adding 0 there. A due instant that falls on closing
    /// follows <see cref="WorkHours.DueAtClosing"/>. A fraction of a second in the start is kept.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">What <see cref="TryAdd"/> refuses.</exception>
    public Instant Add(Instant start, long seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        RequireCovered(start, nameof(start));
        return TryAdd(start, seconds, out var due)
            ? due
            : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "The result lies past the year 2100.");
    }

    /// <summary>
    /// As <see cref="Add"/>; false where the seconds are negative, the start is not covered, or the result is not.
    /// </summary>
    public bool TryAdd(Instant start, long seconds, out Instant due)
    {
        due = default;
        if (seconds < 0 || !Covers(start))
        {
            return false;
        }

        var (elapsed, nanoseconds) = Elapsed(start);
        if (seconds > _openings.Total - elapsed)
        {
            return false;
        }

        var target = (uint)(elapsed + seconds);
        // Adding nothing gives an instant that is open. So does a fraction of a second: it lies past any closing.
        var afterClosing = seconds == 0 || nanoseconds > 0 || Hours.DueAtClosing == DueAtClosing.NextOpening;
        if (!_openings.TryReach(target, afterClosing, out var second))
        {
            return false;
        }

        due = InstantOf(second).PlusNanoseconds(nanoseconds);
        return due < Latest;
    }

    /// <summary>
    /// The open time between two instants, in whole seconds: fractions count towards the total, which is cut to whole
    /// seconds once. 0 where the end is before the start.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An instant is not covered.</exception>
    public long Between(Instant start, Instant end)
    {
        RequireCovered(start, nameof(start));
        RequireCovered(end, nameof(end));
        if (end <= start)
        {
            return 0;
        }

        var from = Elapsed(start);
        var to = Elapsed(end);
        return (long)to.Seconds - from.Seconds - (to.Nanoseconds < from.Nanoseconds ? 1 : 0);
    }

    /// <summary>Whether the instant lies in an opening, [open, close).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is not covered.</exception>
    public bool IsOpen(Instant instant)
    {
        RequireCovered(instant, nameof(instant));
        return _openings.IsOpen(SecondOf(instant));
    }

    /// <summary>
    /// The first opening that ends after the instant: [Open, Close), merged with those it touches, and cut where it
    /// reaches past the years that calendars know.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is not covered, or no opening follows it.</exception>
    public (Instant Open, Instant Close) OpeningAtOrAfter(Instant instant)
    {
        RequireCovered(instant, nameof(instant));
        return _openings.TryFindEndingAfter(SecondOf(instant), out var opening)
            ? (InstantOf(opening.Open), InstantOf(opening.Close))
            : throw new ArgumentOutOfRangeException(nameof(instant), instant, "No opening follows before 2101.");
    }

    /// <summary>Open time since <see cref="Earliest"/>; a closed instant has no fraction of its own.</summary>
    private (uint Seconds, int Nanoseconds) Elapsed(Instant instant)
    {
        var (unixSecond, nanoseconds) = instant.ToUnixTimeSecondsAndNanoseconds();
        var elapsed = _openings.Elapsed((uint)(unixSecond - OriginSecond), out var open);
        return (elapsed, open ? nanoseconds : 0);
    }

    private static readonly long OriginSecond = Earliest.ToUnixTimeSeconds();

    private static uint SecondOf(Instant instant) => (uint)(instant.ToUnixTimeSeconds() - OriginSecond);

    private static Instant InstantOf(uint second) => Instant.FromUnixTimeSeconds(OriginSecond + second);

    private static void RequireCovered(Instant instant, string name)
    {
        if (!Covers(instant))
        {
            throw new ArgumentOutOfRangeException(name, instant, "Calendars know the years 2000 to 2100.");
        }
    }
}
