using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>A published list of public holidays, with the parts of the country that differ.</summary>
/// <param name="Name">The name that a policy uses, such as uk-bank-holidays.</param>
/// <param name="Version">SHA-256 of the bytes that it was read from, in hex.</param>
/// <param name="Divisions">The holidays of each division, by local date, with their titles.</param>
public sealed record HolidayList(
    string Name,
    string Version,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> Divisions
)
{
    /// <summary>The holidays of some divisions together. Known are the years that each of them covers.</summary>
    /// <exception cref="KeyNotFoundException">A division is not in the list; <see cref="PolicyCheck"/> finds it before.</exception>
    public HolidayCalendar Select(ImmutableArray<string> divisions)
    {
        var chosen = divisions.Select(d => Divisions[d]).Where(d => d.Count > 0).ToArray();
        return new(
            $"{Name} ({string.Join(", ", divisions)})",
            Version,
            chosen
                .SelectMany(d => d)
                .DistinctBy(d => d.Key)
                .ToImmutableSortedDictionary(d => d.Key, d => new LocalText(d.Value, d.Value)),
            chosen.Length == 0 ? null : chosen.Max(d => d.Keys.First().Year),
            chosen.Length == 0 ? null : chosen.Min(d => d.Keys.Last().Year)
        );
    }
}

/// <summary>The dates on which a calendar is closed, why, and how far they are known.</summary>
/// <param name="Source">Where they come from, for an explanation.</param>
/// <param name="Version">The version of the list that they come from; empty where the policy itself names them.</param>
/// <param name="Days">The closed local dates and their names.</param>
/// <param name="FirstKnownYear">The first year that the list covers; none where there is no list.</param>
/// <param name="LastKnownYear">The last year that the list covers; none where there is no list.</param>
public sealed record HolidayCalendar(
    string Source,
    string Version,
    ImmutableSortedDictionary<LocalDate, LocalText> Days,
    int? FirstKnownYear,
    int? LastKnownYear
)
{
    /// <summary>No holidays at all, such as for a calendar that never closes: nothing is unknown.</summary>
    public static HolidayCalendar None { get; } =
        new("", "", ImmutableSortedDictionary<LocalDate, LocalText>.Empty, null, null);

    /// <summary>Whether the holidays of that date's year are known.</summary>
    public bool Knows(LocalDate date) =>
        (FirstKnownYear is not { } first || date.Year >= first) && (LastKnownYear is not { } last || date.Year <= last);

    /// <summary>
    /// These dates and further ones that the policy names; a name of the policy's own wins. Where there is no list, the
    /// years that the policy's own dates lie in are the known ones.
    /// </summary>
    public HolidayCalendar With(ImmutableArray<ClosedDate> closed)
    {
        var ownYears = Days.IsEmpty && !closed.IsEmpty;
        return this with
        {
            Days = Days.SetItems(closed.Select(c => KeyValuePair.Create(c.Date, c.Name))),
            FirstKnownYear = ownYears ? closed.Min(c => c.Date.Year) : FirstKnownYear,
            LastKnownYear = ownYears ? closed.Max(c => c.Date.Year) : LastKnownYear,
        };
    }
}
