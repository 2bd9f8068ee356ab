using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Policies;

/// <summary>The first use of the product under a version is the customer's acceptance of it, and nothing else is.</summary>
public sealed class RecordUsageTests
{
    private static readonly UsageSource Host = new(AcceptedBy.ProductUse, "isms-online");

    [Theory, OnEveryDatabase]
    public async Task The_first_use_after_a_posting_accepts_that_version_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        desk.Clock.Advance(Duration.FromMinutes(10));
        await desk.Post(Versions.Three);
        var posted = desk.Clock.GetCurrentInstant();
        desk.Clock.Advance(Duration.FromHours(1));

        (await Use(desk, "e1", "Northwind", posted)).ShouldBe((UsageOutcome.Accepted, 2));
        (await Use(desk, "e2", "Northwind", posted + Duration.FromMinutes(5))).ShouldBe(
            (UsageOutcome.AcceptedBefore, 2)
        );
        (await Use(desk, "e1", "Northwind", posted)).ShouldBe((UsageOutcome.Replayed, null));
        (await Use(desk, "e3", desk.Cast.Southbank.Id.ToString(), posted)).ShouldBe((UsageOutcome.Accepted, 2));

        var row = (await Rows(desk)).First(x => x.OrganisationId == desk.Cast.Northwind.Id);
        (row.VersionNumber, row.At, row.RecordedAt).ShouldBe((2, posted, desk.Clock.GetCurrentInstant()));
        (row.Host, row.EventId, row.UsedBy, row.PersonId).ShouldBe(("isms-online", "e1", "u-17", null));
        await using var db = desk.Read();
        row.Sha256.ShouldBe((await db.PolicyVersions.SingleAsync(x => x.Number == 2)).Sha256);
        (await Rows(desk)).Count.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task An_earlier_use_accepts_nothing_later_and_a_version_that_was_never_used_stays_unaccepted(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var first = desk.Clock.GetCurrentInstant();
        desk.Clock.Advance(Duration.FromHours(1));
        await desk.Post(Versions.Three);
        desk.Clock.Advance(Duration.FromHours(1));
        await desk.Post(Versions.Two);
        var third = desk.Clock.GetCurrentInstant();

        // Older than every posting: nothing. In force then was the first version: that one, though it is told only now.
        (await Use(desk, "e0", "Northwind", first - Duration.FromDays(1))).ShouldBe(
            (UsageOutcome.NothingToAccept, null)
        );
        (await Use(desk, "e1", "Northwind", first + Duration.FromMinutes(59))).ShouldBe((UsageOutcome.Accepted, 1));
        (await Use(desk, "e3", "Northwind", third)).ShouldBe((UsageOutcome.Accepted, 3));
        (await Rows(desk)).Select(x => x.VersionNumber).ShouldBe([1, 3], ignoreOrder: true);
        // A late word of a use while the second was in force accepts that one.
        (await Use(desk, "e2", "Northwind", third - Duration.FromMinutes(1))).ShouldBe((UsageOutcome.Accepted, 2));
    }

    [Theory, OnEveryDatabase]
    public async Task The_earliest_use_counts_and_of_two_at_one_instant_the_one_told_first(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var at = desk.Clock.GetCurrentInstant();
        desk.Clock.Advance(Duration.FromHours(3));
        Instant In(int minutes) => at + Duration.FromMinutes(minutes);

        var told = await desk.Get<RecordUsage>()
            .Run(Host, [Event("late", In(30)), Event("early", In(10)), Event("same", In(10)), Event("early", In(10))]);

        told.Select(x => (x.Id, x.Outcome))
            .ShouldBe([
                ("late", UsageOutcome.AcceptedBefore),
                ("early", UsageOutcome.Accepted),
                ("same", UsageOutcome.AcceptedBefore),
                ("early", UsageOutcome.Replayed),
            ]);
        // One that is told later and was earlier stands beside it; the row that was written is never changed.
        (await Use(desk, "earlier", "Northwind", In(5))).Outcome.ShouldBe(UsageOutcome.Accepted);
        var rows = (await Rows(desk)).OrderBy(x => x.At).ThenBy(x => x.RecordedAt).ToList();
        rows.Select(x => (x.EventId, x.At)).ShouldBe([("earlier", In(5)), ("early", In(10))]);
        (await Use(desk, "early", "Northwind", In(1))).Outcome.ShouldBe(UsageOutcome.Replayed);
    }

    [Theory, OnEveryDatabase]
    public async Task A_person_stands_for_the_customer_and_strangers_partners_and_the_provider_for_nobody(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var now = desk.Clock.GetCurrentInstant();
        UsageEvent By(string id, string person) => new(id, null, person, null, now);

        var told = await desk.Get<RecordUsage>()
            .Run(
                Host,
                [
                    By("1", " RIK@northwind.example "),
                    By("2", "pia@partner.example"),
                    By("3", "max@isms.example"),
                    By("4", "x@nowhere.example"),
                    new("5", "Alliantist", null, "u", now),
                    new("6", "Partnerhuis", null, "u", now),
                    new("7", "northwind", null, "u", now),
                ]
            );

        told.Select(x => x.Outcome)
            .ShouldBe([UsageOutcome.Accepted, .. Enumerable.Repeat(UsageOutcome.UnknownCustomer, 6)]);
        var row = (await Rows(desk)).ShouldHaveSingleItem();
        (row.OrganisationId, row.PersonId).ShouldBe((desk.Cast.Northwind.Id, desk.Cast.Rik.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Terms_that_do_not_take_use_for_acceptance_are_not_accepted_by_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Post(Versions.Shipped("accepted-by-use: true", "accepted-by-use: false"));

        (await Use(desk, "e1", "Northwind", desk.Clock.GetCurrentInstant())).ShouldBe(
            (UsageOutcome.NothingToAccept, null)
        );
        (await Rows(desk)).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_agreed_otherwise_about_acceptance_holds_for_that_customer_alone(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var agreed = await desk.Agree(
            desk.Cast.Northwind,
            Agreements.Yaml("NW-1", "2026-07-01", null, "terms.accepted-by-use: false")
        );
        agreed.Refused.ShouldBeNull();
        var now = desk.Clock.GetCurrentInstant();

        (await Use(desk, "e1", "Northwind", now)).ShouldBe((UsageOutcome.NothingToAccept, null));
        (await Use(desk, "e2", "Southbank", now)).ShouldBe((UsageOutcome.Accepted, 1));
    }

    [Theory, OnEveryDatabase]
    public async Task Events_told_many_times_at_once_are_one_acceptance_each(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var now = desk.Clock.GetCurrentInstant();
        var use = desk.Get<RecordUsage>();

        var told = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => use.Run(Host, [Event("e1", now)])));

        told.Count(x => x[0].Outcome == UsageOutcome.Accepted).ShouldBe(1);
        (await Rows(desk)).Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Signing_in_to_the_desk_is_recorded_apart_and_accepts_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (uses, first) = (desk.Get<RecordDeskUse>(), desk.Clock.GetCurrentInstant());
        await uses.Run(desk.Cast.Nora);
        desk.Clock.Advance(Duration.FromHours(1));
        await uses.Run(desk.Cast.Nora);
        await uses.Run(desk.Cast.Ada);
        await desk.Post(Versions.Three);
        await uses.Run(desk.Cast.Nora);

        await using var db = desk.Read();
        var rows = await db.DeskUses.OrderBy(x => x.VersionNumber).ToListAsync();
        rows.Select(x => (x.PersonId, x.VersionNumber, x.At))
            .ShouldBe([(desk.Cast.Nora.Id, 1, first), (desk.Cast.Nora.Id, 2, desk.Clock.GetCurrentInstant())]);
        (await Rows(desk)).ShouldBeEmpty();
    }

    private static UsageEvent Event(string id, Instant at) => new(id, "Northwind", null, "u-17", at);

    private static async Task<(UsageOutcome Outcome, int? Version)> Use(
        TestDesk desk,
        string id,
        string organisation,
        Instant at
    )
    {
        var told = await desk.Get<RecordUsage>().Run(Host, [new(id, organisation, null, "u-17", at)]);
        return (told[0].Outcome, told[0].Version);
    }

    private static async Task<List<Acceptance>> Rows(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.Acceptances.ToListAsync();
    }
}
