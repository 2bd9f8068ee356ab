using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>What a publication of a list said that the desk did not know.</summary>
/// <param name="Set">The version in force after it.</param>
/// <param name="Changes">The dates that are new, gone or named otherwise; none where nothing is new.</param>
public sealed record StoredHolidays(HolidaySet Set, ImmutableArray<HolidayDayChange> Changes);

/// <summary>
/// Puts a list as published over the lists known. Where that says anything new it is a version of its own, and the open
/// clocks are looked through.
/// </summary>
public sealed class StoreHolidays(GroupWriter writer, IClock clock)
{
    /// <param name="published">The list as published.</param>
    /// <param name="source">Where it came from, in words.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    public Task<StoredHolidays> Run(HolidayList published, string source, CancellationToken cancel = default) =>
        writer.Write((db, token) => Within(db, published, source, token), cancel);

    private async Task<StoredHolidays> Within(DeskDb db, HolidayList published, string source, CancellationToken cancel)
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var before = await HolidaySets.Ensure(db, now, cancel);
        var lists = HolidaySets.Lists(before.Text);
        var known = lists.GetValueOrDefault(published.Name);
        var merged = HolidayFile.Of(
            published.Name,
            known is null ? published.Divisions : HolidayMerge.Of(known.Divisions, published.Divisions)
        );
        var changes = HolidayMerge.Between(known, merged);
        if (changes.IsEmpty)
            return new StoredHolidays(before, []);
        var set = HolidaySets.Make(before.Number + 1, lists.SetItem(merged.Name, merged), source, now);
        db.HolidaySets.Add(set);
        await HolidayEffect.Plan(db, before.Number, set.Number, now, cancel);
        return new StoredHolidays(set, changes);
    }
}
