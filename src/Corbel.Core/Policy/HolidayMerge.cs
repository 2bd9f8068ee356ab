using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>A date that a holiday list says otherwise than before.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Division">The part of the country.</param>
/// <param name="Date">The local date.</param>
/// <param name="Before">What it was called; null where it is new.</param>
/// <param name="After">What it is called; null where it is no holiday any more.</param>
public sealed record HolidayDayChange(string List, string Division, LocalDate Date, string? Before, string? After);

/// <summary>
/// Puts a list as published now over the list as known. A publication reaches only from its first to its last date: what
/// lies outside was left out because it is long past or far off, and stays.
/// </summary>
public static class HolidayMerge
{
    /// <summary>The days of each division together; divisions that are not published any more stay.</summary>
    /// <param name="known">The divisions as known.</param>
    /// <param name="published">The divisions as published; each has at least one day.</param>
    public static ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> Of(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> known,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> published
    ) =>
        known.SetItems(
            published.Select(x =>
                KeyValuePair.Create(x.Key, known.TryGetValue(x.Key, out var days) ? Days(days, x.Value) : x.Value)
            )
        );

    /// <summary>What two states of a list say differently, by division and date.</summary>
    public static ImmutableArray<HolidayDayChange> Between(HolidayList? before, HolidayList after)
    {
        var changes = ImmutableArray.CreateBuilder<HolidayDayChange>();
        foreach (var (division, days) in after.Divisions)
        {
            var old =
                before?.Divisions.GetValueOrDefault(division) ?? ImmutableSortedDictionary<LocalDate, string>.Empty;
            changes.AddRange(
                old.Keys.Union(days.Keys)
                    .Order()
                    .Select(x => new HolidayDayChange(
                        after.Name,
                        division,
                        x,
                        old.GetValueOrDefault(x),
                        days.GetValueOrDefault(x)
                    ))
                    .Where(x => x.Before != x.After)
            );
        }
        return changes.ToImmutable();
    }

    private static ImmutableSortedDictionary<LocalDate, string> Days(
        ImmutableSortedDictionary<LocalDate, string> known,
        ImmutableSortedDictionary<LocalDate, string> published
    )
    {
        var (first, last) = (published.Keys.First(), published.Keys.Last());
        return published.AddRange(known.Where(x => x.Key < first || x.Key > last));
    }
}
