using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Why a severity drives a clock.</summary>
public enum SeverityBasis
{
    /// <summary>A preview: somebody asks what the due time would be.</summary>
    Asked,

    /// <summary>The customer stated it.</summary>
    StatedByCustomer,

    /// <summary>A person of the provider set it.</summary>
    SetByProvider,

    /// <summary>Nobody stated one; the reading "severity not stated" chose it.</summary>
    NotStated,

    /// <summary>The provider decided after the customer's objection.</summary>
    DecidedByProvider,
}

/// <summary>
/// Why a due instant is what it is, as a sum that a person can redo with a pencil. Data, not text:
/// ExplanationText writes it out.
/// </summary>
/// <param name="Policy">The policy it follows, with its version and variations.</param>
/// <param name="Severity">The severity whose target counts.</param>
/// <param name="Basis">Why that severity.</param>
/// <param name="Target">The target: clause, open time, calendar.</param>
/// <param name="Calendar">The calendar as the policy writes it.</param>
/// <param name="Received">When what started the clock happened: the receipt, a message, the last report.</param>
/// <param name="CountedFrom">Where the count begins: that instant, or a later change by the readings.</param>
/// <param name="Sums">The sum in each zone that the calendar is read in; with two, the earlier due time binds.</param>
/// <param name="Due">The due instant that binds; none while the clock is stopped.</param>
/// <param name="Readings">The readings that took part or would have given another outcome.</param>
/// <param name="Otherwise">What the due instant would be by other values of the readings, where it differs.</param>
/// <param name="Holidays">The dates known to be closed and how far they are known.</param>
/// <param name="HolidaysUnknown">The sum reaches a year whose holidays are not known.</param>
/// <param name="HolidaySteps">The changes of the holiday lists that met the clock while it ran.</param>
public sealed record Explanation(
    CompiledPolicy Policy,
    SeveritySpec Severity,
    SeverityBasis Basis,
    TargetSpec Target,
    CalendarSpec Calendar,
    Instant Received,
    Instant CountedFrom,
    ImmutableArray<ZoneSum> Sums,
    Instant? Due,
    ImmutableArray<Reading> Readings,
    ImmutableArray<OtherOutcome> Otherwise,
    HolidayCalendar Holidays,
    bool HolidaysUnknown,
    ImmutableArray<HolidayStep> HolidaySteps
)
{
    /// <summary>The sum that binds.</summary>
    public ZoneSum Binding => Sums.First(s => s.Due == Due);
}

/// <summary>The sum under one zone.</summary>
/// <param name="Zone">The zone that the hours of the calendar are read in.</param>
/// <param name="Lines">What counts and what is closed, in order, from the start of the count to the due instant.</param>
/// <param name="Due">The due instant under this zone; none while the clock is stopped.</param>
/// <param name="EndsOnClosing">The count is full exactly when the calendar closes.</param>
public sealed record ZoneSum(DateTimeZone Zone, ImmutableArray<SumLine> Lines, Instant? Due, bool EndsOnClosing);

/// <summary>What the due instant would be by another value of a reading.</summary>
/// <param name="Reading">The id of the reading, such as readings.gmt.</param>
/// <param name="Value">The other value, as the policy file writes it.</param>
/// <param name="Due">The due instant by that value.</param>
public sealed record OtherOutcome(string Reading, string Value, Instant Due);

/// <summary>One line of a sum: a stretch of time, and whether it counts.</summary>
/// <param name="From">Where the stretch begins.</param>
/// <param name="To">Where it ends, exclusive.</param>
public abstract record SumLine(Instant From, Instant To);

/// <summary>Open time that counts.</summary>
/// <param name="From">Where the stretch begins.</param>
/// <param name="To">Where it ends, exclusive.</param>
/// <param name="Counted">How much of it counts: all of it.</param>
/// <param name="Total">What has been counted up to its end.</param>
public sealed record CountedLine(Instant From, Instant To, Duration Counted, Duration Total) : SumLine(From, To);

/// <summary>Many openings of equal length in one line, so that a long sum stays readable.</summary>
/// <param name="From">Where the first opening begins.</param>
/// <param name="To">Where the last one ends.</param>
/// <param name="Openings">How many openings.</param>
/// <param name="Each">How long each is.</param>
/// <param name="Total">What has been counted up to the end of the last.</param>
/// <param name="Why">Why the days between are closed.</param>
public sealed record CountedRun(Instant From, Instant To, int Openings, Duration Each, Duration Total, ClosedWhy Why)
    : SumLine(From, To);

/// <summary>A stretch that does not count.</summary>
/// <param name="From">Where the stretch begins.</param>
/// <param name="To">Where the desk opens again.</param>
/// <param name="Why">Why it is closed.</param>
public sealed record ClosedLine(Instant From, Instant To, ClosedWhy Why) : SumLine(From, To);

/// <summary>The due instant fell exactly on closing and moves to the next opening (reading due-at-closing).</summary>
/// <param name="From">The closing.</param>
/// <param name="To">The next opening: the due instant.</param>
public sealed record MovedLine(Instant From, Instant To) : SumLine(From, To);

/// <summary>A stretch that does not count because the clock is stopped.</summary>
/// <param name="From">Where it stops.</param>
/// <param name="To">Where it runs on; the same as From while it has not yet.</param>
/// <param name="Pause">Why: what was asked and what answered it.</param>
public sealed record PausedLine(Instant From, Instant To, Pause Pause) : SumLine(From, To);

/// <summary>One open day of a rhythm in days.</summary>
/// <param name="From">Where the day before it ended.</param>
/// <param name="To">Its closing.</param>
/// <param name="Date">Its local date.</param>
/// <param name="Number">1 for the first.</param>
/// <param name="Why">Why the days before it do not count.</param>
public sealed record DayLine(Instant From, Instant To, LocalDate Date, int Number, ClosedWhy Why) : SumLine(From, To);

/// <summary>Why a stretch is closed.</summary>
/// <param name="OutOfHours">Part of it is outside the hours of a day that opens.</param>
/// <param name="ClosedWeekdays">Dates in it whose weekday never opens, such as a weekend.</param>
/// <param name="Holidays">Dates in it that would open but are closed, and their names.</param>
public sealed record ClosedWhy(
    bool OutOfHours,
    ImmutableArray<LocalDate> ClosedWeekdays,
    ImmutableArray<(LocalDate Date, LocalText Name)> Holidays
)
{
    /// <summary>Nothing is closed.</summary>
    public static ClosedWhy Nothing { get; } = new(false, [], []);

    /// <summary>Both reasons together.</summary>
    public ClosedWhy And(ClosedWhy other) =>
        new(
            OutOfHours || other.OutOfHours,
            [.. ClosedWeekdays.Union(other.ClosedWeekdays).Order()],
            [.. Holidays.UnionBy(other.Holidays, h => h.Date).OrderBy(h => h.Date)]
        );
}
