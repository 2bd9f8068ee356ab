using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>A work calendar: hours, zone, holidays.</summary>
public sealed record CalendarSpec : INamed
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The clause that states it; left out for one that the text takes for granted.</summary>
    public string? Clause { get; init; }

    /// <summary>What one hour of it is called, such as business hour.</summary>
    public required LocalText Name { get; init; }

    /// <summary>What several hours of it are called, such as business hours.</summary>
    public required LocalText Plural { get; init; }

    /// <summary>The zone as the policy's text writes it (GMT), where that leaves a question open.</summary>
    public string? ZoneInText { get; init; }

    /// <summary>Other zones that the text might mean; explanations show their outcome where it differs.</summary>
    public ImmutableArray<string> OtherZones { get; init; } = [];

    /// <summary>The zone that the hours are read in: an IANA zone, or earlier-of two.</summary>
    public required ZoneChoice Zone { get; init; }

    /// <summary>The openings of the week.</summary>
    public required WeekSpec Week { get; init; }

    /// <summary>A list of public holidays on which it is closed.</summary>
    public HolidaysSpec? Holidays { get; init; }

    /// <summary>Further dates on which it is closed.</summary>
    public ImmutableArray<ClosedDate> Closed { get; init; } = [];
}

/// <summary>The openings of the week. A day that is not named is closed; an opening can run overnight.</summary>
public sealed record WeekSpec
{
    /// <summary>Monday to Friday.</summary>
    public ImmutableArray<Opening> Weekdays { get; init; } = [];

    /// <summary>Every day of the week.</summary>
    public ImmutableArray<Opening> EveryDay { get; init; } = [];

    /// <summary>Monday.</summary>
    public ImmutableArray<Opening> Mon { get; init; } = [];

    /// <summary>Tuesday.</summary>
    public ImmutableArray<Opening> Tue { get; init; } = [];

    /// <summary>Wednesday.</summary>
    public ImmutableArray<Opening> Wed { get; init; } = [];

    /// <summary>Thursday.</summary>
    public ImmutableArray<Opening> Thu { get; init; } = [];

    /// <summary>Friday.</summary>
    public ImmutableArray<Opening> Fri { get; init; } = [];

    /// <summary>Saturday.</summary>
    public ImmutableArray<Opening> Sat { get; init; } = [];

    /// <summary>Sunday.</summary>
    public ImmutableArray<Opening> Sun { get; init; } = [];

    /// <summary>The openings of each weekday, by the day's own line, that of the weekdays and that of every day.</summary>
    public ImmutableDictionary<IsoDayOfWeek, ImmutableArray<Opening>> ByDay()
    {
        ImmutableArray<Opening>[] own = [Mon, Tue, Wed, Thu, Fri, Sat, Sun];
        return Enumerable
            .Range(0, 7)
            .Select(d =>
                (Day: (IsoDayOfWeek)(d + 1), Openings: own[d].AddRange(d < 5 ? Weekdays : []).AddRange(EveryDay))
            )
            .Where(d => d.Openings.Length > 0)
            .ToImmutableDictionary(d => d.Day, d => d.Openings);
    }
}

/// <summary>Which days of a list of public holidays are closed.</summary>
public sealed record HolidaysSpec
{
    /// <summary>The list's name, such as uk-bank-holidays (shipped with the desk).</summary>
    public required string List { get; init; }

    /// <summary>The parts of the country whose holidays count; with several, a holiday of any of them.</summary>
    public required ImmutableArray<string> Divisions { get; init; }

    /// <summary>Why these divisions, where the text names none: goes on after "because", in Dutch after "omdat".</summary>
    public LocalText? Because { get; init; }
}

/// <summary>A date on which a calendar is closed.</summary>
public sealed record ClosedDate
{
    /// <summary>The local date.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>Why it is closed; stands in explanations.</summary>
    public required LocalText Name { get; init; }
}
