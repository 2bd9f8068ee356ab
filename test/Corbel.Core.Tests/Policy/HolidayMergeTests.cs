using System.Collections.Immutable;
using Corbel.Core.Policy;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Policy;

/// <summary>A publication put over what is known: falling off its horizon is no deletion.</summary>
public sealed class HolidayMergeTests
{
    private static readonly string[] Names = ["north", "south", "west"];
    private static readonly LocalDate First = new(2020, 1, 1);

    private static readonly Gen<ImmutableSortedDictionary<LocalDate, string>> Days = Gen.Select(
            Gen.Int[0, 400],
            Gen.Int[0, 2]
        )
        .List[1, 30]
        .Select(x =>
            x.DistinctBy(d => d.Item1).ToImmutableSortedDictionary(d => First.PlusDays(d.Item1), d => $"Day {d.Item2}")
        );

    private static readonly Gen<ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>>> Lists =
        Gen.Select(Gen.Int[0, 2].Select(x => Names[x]), Days)
            .List[1, 4]
            .Select(x =>
                x.DistinctBy(d => d.Item1)
                    .ToImmutableSortedDictionary(d => d.Item1, d => d.Item2, StringComparer.Ordinal)
            );

    [Fact]
    public void Within_the_horizon_the_publication_holds_and_outside_what_was_known() =>
        Gen.Select(Lists, Lists)
            .Sample(
                (known, published) =>
                {
                    var merged = HolidayMerge.Of(known, published);
                    foreach (var division in known.Keys.Union(published.Keys))
                        for (var day = First; day < First.PlusDays(402); day = day.PlusDays(1))
                            Said(merged, division, day).ShouldBe(Expected(known, published, division, day));
                    // The same publication again says nothing new.
                    HolidayMerge.Between(List(merged), List(HolidayMerge.Of(merged, published))).ShouldBeEmpty();
                }
            );

    [Fact]
    public void The_differences_are_what_turns_one_list_into_the_other() =>
        Gen.Select(Lists, Lists)
            .Sample(
                (known, published) =>
                {
                    var (before, after) = (List(known), List(HolidayMerge.Of(known, published)));
                    var redone = before.Divisions;
                    foreach (var change in HolidayMerge.Between(before, after))
                    {
                        change.Before.ShouldBe(Said(redone, change.Division, change.Date));
                        var days = redone.GetValueOrDefault(
                            change.Division,
                            ImmutableSortedDictionary<LocalDate, string>.Empty
                        );
                        redone = redone.SetItem(
                            change.Division,
                            change.After is { } name ? days.SetItem(change.Date, name) : days.Remove(change.Date)
                        );
                    }
                    foreach (var (division, days) in after.Divisions)
                        redone[division].ShouldBe(days);
                }
            );

    private static string? Expected(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> known,
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> published,
        string division,
        LocalDate day
    ) =>
        published.TryGetValue(division, out var days) && days.Keys.First() <= day && day <= days.Keys.Last()
            ? days.GetValueOrDefault(day)
            : Said(known, division, day);

    private static string? Said(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> list,
        string division,
        LocalDate day
    ) => list.GetValueOrDefault(division)?.GetValueOrDefault(day);

    private static HolidayList List(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>> days
    ) => new("list", "", days);
}
