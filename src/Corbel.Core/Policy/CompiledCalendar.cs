using System.Collections.Immutable;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>A calendar by another value of a reading.</summary>
/// <param name="Reading">The id of the reading, such as readings.gmt.</param>
/// <param name="Value">The other value, as the policy file writes it.</param>
/// <param name="Calendar">The calendar by that value.</param>
public sealed record OtherCalendar(string Reading, string Value, CompiledCalendar Calendar);

/// <summary>A calendar of the policy, compiled for each zone that it is read in.</summary>
public sealed class CompiledCalendar
{
    private readonly Lazy<ImmutableArray<OtherCalendar>> _otherwise;

    private CompiledCalendar(
        CalendarSpec spec,
        IReadOnlyDictionary<string, HolidayList> lists,
        DueAtClosing dueAtClosing
    )
    {
        Spec = spec;
        Holidays = (spec.Holidays is { } h ? lists[h.List].Select(h.Divisions) : HolidayCalendar.None).With(
            spec.Closed
        );
        var week = spec.Week.ByDay();
        Zones =
        [
            .. spec.Zone.Zones.Select(z =>
                WorkCalendar.Compile(new(DateTimeZoneProviders.Tzdb[z], week, [.. Holidays.Days.Keys], dueAtClosing))
            ),
        ];
        _otherwise = new(() => [.. Others(spec, lists, dueAtClosing)]);
    }

    /// <summary>The calendar as the policy writes it.</summary>
    public CalendarSpec Spec { get; }

    /// <summary>The dates on which it is closed, with their names.</summary>
    public HolidayCalendar Holidays { get; }

    /// <summary>The compiled calendar of each zone; the earliest due time of them binds.</summary>
    public ImmutableArray<WorkCalendar> Zones { get; }

    /// <summary>The calendar by other values of the readings that touch it; compiled when first asked for.</summary>
    public ImmutableArray<OtherCalendar> Otherwise => _otherwise.Value;

    /// <summary>Open time added in every zone that the calendar is read in: the earliest binds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">What <see cref="TryAdd"/> refuses.</exception>
    /// <param name="start">Where the count begins.</param>
    /// <param name="seconds">Open time, in seconds.</param>
    public Instant Add(Instant start, long seconds)
    {
        var due = Zones[0].Add(start, seconds);
        foreach (var zone in Zones.AsSpan()[1..])
        {
            due = Instant.Min(due, zone.Add(start, seconds));
        }
        return due;
    }

    /// <summary>As <see cref="Add"/>; false where a result lies outside the years that calendars cover.</summary>
    public bool TryAdd(Instant start, long seconds, out Instant due)
    {
        due = Instant.MaxValue;
        foreach (var zone in Zones)
        {
            if (!zone.TryAdd(start, seconds, out var other))
            {
                return false;
            }
            due = Instant.Min(due, other);
        }
        return true;
    }

    internal static CompiledCalendar Compile(
        CalendarSpec spec,
        IReadOnlyDictionary<string, HolidayList> lists,
        DueAtClosing dueAtClosing
    ) => new(spec, lists, dueAtClosing);

    private static IEnumerable<OtherCalendar> Others(
        CalendarSpec spec,
        IReadOnlyDictionary<string, HolidayList> lists,
        DueAtClosing dueAtClosing
    )
    {
        foreach (var zone in spec.OtherZones)
        {
            yield return new(ReadingIds.Gmt, zone, new(spec with { Zone = ZoneChoice.One(zone) }, lists, dueAtClosing));
        }
        if (spec.Holidays is { } holidays)
        {
            foreach (
                var division in lists[holidays.List].Divisions.Keys.Where(d => !holidays.Divisions.SequenceEqual([d]))
            )
            {
                var other = holidays with { Divisions = [division] };
                yield return new(
                    ReadingIds.BankHolidays,
                    division,
                    new(spec with { Holidays = other }, lists, dueAtClosing)
                );
            }
        }
        var closing =
            dueAtClosing == DueAtClosing.ClosingInstant ? DueAtClosing.NextOpening : DueAtClosing.ClosingInstant;
        var value = closing == DueAtClosing.ClosingInstant ? "closing-instant" : "next-opening";
        yield return new(ReadingIds.DueAtClosing, value, new(spec, lists, closing));
    }
}
