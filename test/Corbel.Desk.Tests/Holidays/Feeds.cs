using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Desk.Holidays;
using Corbel.Desk.Jobs;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Holidays;

/// <summary>Publications of the bank-holiday list as the tests need them.</summary>
internal static class Feeds
{
    public const string England = "england-and-wales";

    public static HolidayList Shipped => HolidayFile.Lists(HolidayFile.Shipped)[HolidayFile.ShippedName];

    /// <summary>The shipped list with a proclamation: one more day in England and Wales.</summary>
    public static HolidayList With(LocalDate day, string name) => Changed(days => days.SetItem(day, name));

    public static HolidayList Changed(
        Func<ImmutableSortedDictionary<LocalDate, string>, ImmutableSortedDictionary<LocalDate, string>> change
    ) => HolidayFile.Of(Shipped.Name, Shipped.Divisions.SetItem(England, change(Shipped.Divisions[England])));

    public static Task<StoredHolidays> Store(this TestDesk desk, HolidayList list) =>
        desk.Get<StoreHolidays>().Run(list, "the test");

    /// <summary>Runs what is due until nothing is, and again a minute later for the second look.</summary>
    public static async Task Settle(this TestDesk desk)
    {
        while (await desk.RunDue() > 0) { }
        desk.Clock.Advance(Duration.FromMinutes(1));
        while (await desk.RunDue() > 0) { }
    }

    public static Task<int> RunDue(this TestDesk desk) => desk.Get<JobRunner>().RunDue(CancellationToken.None);

    public static async Task<List<HolidaySet>> Sets(this TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.HolidaySets.OrderBy(x => x.Number).ToListAsync();
    }
}
