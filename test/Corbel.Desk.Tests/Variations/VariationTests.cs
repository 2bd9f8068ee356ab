using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Variations;

/// <summary>What was agreed in writing with one customer, from its record to the clocks of its issues.</summary>
public sealed class VariationTests
{
    private static readonly string Faster = Agreements.Yaml(
        "NW-2026-1",
        "2026-07-01",
        "2026-07-16T12:00:00Z",
        "targets[first-response,1].within: 30 min",
        "targets[0].promise: expectation"
    );

    [Theory, OnEveryDatabase]
    public async Task An_issue_received_while_it_holds_keeps_it_after_its_end(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var before = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(1));
        (await desk.Agree(desk.Cast.Northwind, Faster)).Refused.ShouldBeNull();
        var during = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        var other = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        var byMail = (await desk.Mail(Mails.From("nora@northwind.example", "ernst 1: plat", "Alles."))).Ticket;
        desk.Clock.Reset(TestDesk.At("2026-07-16T12:00:00Z"));
        var after = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;

        (await desk.Ticket(before)).DueAt.ShouldBe(TestDesk.At("2026-07-15T10:00:00Z"));
        (await desk.Ticket(during)).DueAt.ShouldBe(TestDesk.At("2026-07-15T09:31:00Z"));
        (await desk.Ticket(byMail)).DueAt.ShouldBe(TestDesk.At("2026-07-15T09:31:00Z"));
        (await desk.Ticket(other)).DueAt.ShouldBe(TestDesk.At("2026-07-15T10:01:00Z"));
        (await desk.Ticket(after)).DueAt.ShouldBe(TestDesk.At("2026-07-16T13:00:00Z"));
        (await desk.Ticket(after)).Variations.ShouldBeNull();
        var view = await desk.View(during);
        view.Policy.Policy.Document.Targets[0].Promise.ShouldBe(Promise.Expectation);
        Lines(view.Current, Language.En)
            .ShouldContain(
                "Agreed otherwise: NW-2026-1 of Wed 1 Jul 2026 (targets[first-response,1].within, targets[0].promise)"
            );
        Lines(view.Current, Language.Nl)
            .ShouldContain(x => x.StartsWith("Anders overeengekomen: NW-2026-1 van wo 1 jul 2026"));
        Lines((await desk.View(other)).Current, Language.En).ShouldNotContain(x => x.Contains("NW-2026-1"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_acknowledgement_promises_what_was_agreed_and_says_by_which_agreement(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Agree(desk.Cast.Northwind, Faster);
        await desk.Form(desk.Cast.Nora, "Plat", "Alles.", "1");
        await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1");

        var mails = await desk.Outbox();
        var hers = mails.Single(x => x.Mail.Recipient == desk.Cast.Nora.Email).Message.TextBody!;
        hers.ShouldContain("11:30");
        hers.ShouldContain("Anders overeengekomen: NW-2026-1");
        mails.Single(x => x.Mail.Recipient == desk.Cast.Sam.Email).Message.TextBody!.ShouldNotContain("NW-2026-1");
    }

    [Theory, OnEveryDatabase]
    public async Task Withdrawn_it_ends_from_then_on(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var recorded = (await desk.Agree(desk.Cast.Northwind, Faster)).Value!.Variation;
        var during = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        desk.Clock.Advance(Duration.FromMinutes(5));
        var withdraw = desk.Get<WithdrawVariation>();
        (await withdraw.Run(desk.Cast.Max.ToActor(), recorded.Id, " ")).Refused!.Code.ShouldBe("variation-why");
        (await withdraw.Run(desk.Cast.Ada.ToActor(), recorded.Id, "No.")).Refused!.Code.ShouldBe("not-for-you");
        (await withdraw.Run(desk.Cast.Max.ToActor(), recorded.Id, "Replaced.")).Value.ShouldBe("NW-2026-1");
        (await withdraw.Run(desk.Cast.Max.ToActor(), recorded.Id, "Again.")).IsDone.ShouldBeFalse();
        var after = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;

        (await desk.Ticket(after)).DueAt.ShouldBe(TestDesk.At("2026-07-15T10:05:00Z"));
        await using var restarted = desk.AnotherNode();
        (await restarted.View(during)).Current.Due.ShouldBe(TestDesk.At("2026-07-15T09:30:00Z"));
        (await restarted.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Two_that_hold_together_are_applied_in_the_order_of_their_dates(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Agree(desk.Cast.Northwind, Faster);
        var later = Agreements
            .Yaml("NW-2026-2", "2026-07-01", null, "targets[0].within: 20 min", "targets[2].within: 6 h")
            .Replace("agreed: 2026-07-01", "agreed: 2026-07-02", StringComparison.Ordinal);
        await desk.Agree(desk.Cast.Northwind, later);

        var number = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;

        (await desk.Ticket(number)).DueAt.ShouldBe(TestDesk.At("2026-07-15T09:20:00Z"));
        var source = (await desk.View(number)).Policy.Policy.Source!;
        source.Variations.Select(x => x.Reference).ShouldBe(["NW-2026-1", "NW-2026-2"]);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task One_that_fits_only_beside_another_is_taken_beside_it_and_refused_alone(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        // A warning 90 minutes before is too early for the policy's hour, and not for the two hours agreed before.
        var longer = Agreements.Yaml("NW-2026-1", "2026-07-01", null, "targets[0].within: 2 h");
        var earlier = Agreements
            .Yaml("NW-2026-2", "2026-07-01", null, "targets[0].warnings[1].left: 90 min")
            .Replace("agreed: 2026-07-01", "agreed: 2026-07-02", StringComparison.Ordinal);
        (await desk.Agree(desk.Cast.Northwind, earlier)).Refused!.Code.ShouldBe("variation-has-errors");
        await desk.Agree(desk.Cast.Northwind, longer);

        var taken = (await desk.Agree(desk.Cast.Northwind, earlier)).Value!;

        taken.Settings.ShouldHaveSingleItem().Path.ShouldBe("targets[0].warnings[1].left");
        var number = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        (await desk.Ticket(number)).DueAt.ShouldBe(TestDesk.At("2026-07-15T11:00:00Z"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_version_that_a_variation_no_longer_fits_is_refused_and_names_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Agree(
            desk.Cast.Northwind,
            Agreements.Yaml("NW-2026-3", "2026-09-01", null, "targets[status-report,2].every: 2 days")
        );
        var without = string.Join(
            '\n',
            PolicyFile
                .Shipped.Split('\n')
                .Where(x => !x.Contains("kind: status-report, severity: 2", StringComparison.Ordinal))
        );

        var posted = await desk.Get<PostPolicy>().Run("next.yaml", without);

        posted.Refused!.Code.ShouldBe("variation-does-not-fit");
        posted.Refused.Why.En.ShouldContain("Northwind: NW-2026-3");
        posted.Refused.Why.En.ShouldContain("NW-2026-3:6:3: targets[status-report,2]: the policy has no such target");
        await using (var db = desk.Read())
            (await db.PolicyVersions.CountAsync()).ShouldBe(1);
        var variation = await Single(desk);
        await desk.Get<WithdrawVariation>().Run(desk.Cast.Max.ToActor(), variation.Id, "Not agreed any more.");
        (await desk.Get<PostPolicy>().Run("next.yaml", without)).Value.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_refused_without_its_document_for_who_may_not_and_where_it_does_not_fit(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var record = desk.Get<RecordVariation>();
        var (max, northwind) = (desk.Cast.Max.ToActor(), desk.Cast.Northwind.Id);
        async Task<string> Refused(Task<Corbel.Core.Outcome<VariationPreview>> run) => (await run).Refused!.Code;

        (await Refused(record.Run(max, northwind, "v.yaml", Faster, null))).ShouldBe("variation-document");
        (await Refused(record.Run(desk.Cast.Ada.ToActor(), northwind, "v.yaml", Faster, Agreements.Paper))).ShouldBe(
            "not-for-you"
        );
        (await Refused(record.Run(max, desk.Cast.Provider.Id, "v.yaml", Faster, Agreements.Paper))).ShouldBe(
            "no-such-customer"
        );
        (
            await Refused(
                desk.Agree(
                    desk.Cast.Northwind,
                    Agreements.Yaml("A", "2026-07-01", "2026-07-02", "targets[0].within: 1 h")
                )
            )
        ).ShouldBe("variation-over");
        (
            await Refused(
                desk.Agree(desk.Cast.Northwind, Agreements.Yaml("A", "2026-07-01", null, "targets[0].calendar: never"))
            )
        ).ShouldBe("variation-has-errors");
        await using (var db = desk.Read())
            (await db.Variations.CountAsync()).ShouldBe(0);
        (await desk.Agree(desk.Cast.Northwind, Faster)).IsDone.ShouldBeTrue();
        (await Refused(desk.Agree(desk.Cast.Northwind, Faster))).ShouldBe("variation-exists");
    }

    [Theory, OnEveryDatabase]
    public async Task A_late_proclamation_moves_a_varied_clock_by_its_own_calendar(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Agree(
            desk.Cast.Northwind,
            Agreements.Yaml("NW-2026-4", "2026-07-01", null, "calendars.business-hour.holidays.divisions: [scotland]")
        );
        desk.Clock.Reset(TestDesk.At("2026-07-17T16:30:00Z"));
        var varied = (await desk.Form(desk.Cast.Nora, "Typo", "A page.", "3")).Value!.Ticket!.Value;
        var plain = (await desk.Form(desk.Cast.Sam, "Typo", "A page.", "3")).Value!.Ticket!.Value;

        await Holidays.Feeds.Store(desk, Holidays.Feeds.With(new(2026, 7, 20), "Day of mourning"));
        await Holidays.Feeds.Settle(desk);

        (await desk.Ticket(varied)).DueAt.ShouldBe(TestDesk.At("2026-07-20T15:30:00Z"));
        (await desk.Ticket(plain)).DueAt.ShouldBe(TestDesk.At("2026-07-21T15:30:00Z"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_receipt_names_the_customer_where_the_policy_tells_customers_apart(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        (
            await desk.Get<PostPolicy>()
                .Run(
                    "next.yaml",
                    PolicyFile.Shipped.Replace(
                        "\ntargets:\n",
                        "\ntargets:\n  - { clause: \"9\", kind: first-response, severity: 1, within: 15 min, calendar: business-hour, promise: guarantee, customers: [Northwind] }\n",
                        StringComparison.Ordinal
                    )
                )
        ).Refused.ShouldBeNull();
        var hers = (await desk.Form(desk.Cast.Nora, "Down", "All of it.", "1")).Value!.Ticket!.Value;
        var his = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1")).Value!.Ticket!.Value;

        (await desk.Ticket(hers)).DueAt.ShouldBe(TestDesk.At("2026-07-15T09:15:00Z"));
        (await desk.Ticket(his)).DueAt.ShouldBe(TestDesk.At("2026-07-15T10:00:00Z"));
        ((Receipt)(await desk.View(hers)).Entries[0].Entry.What).Customer.ShouldBe("Northwind");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_check_finds_a_variation_that_was_changed_and_a_document_that_is_gone(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Agree(desk.Cast.Northwind, Faster);
        var id = (await Single(desk)).Id;
        await desk.Tamper($"UPDATE variations SET document_sha256 = {new string('0', 64)} WHERE id = {id}");
        (await desk.Check()).ShouldHaveSingleItem().What.ShouldBe("is missing");
        await desk.Tamper($"UPDATE variations SET text = 'x' WHERE id = {id}");
        (await desk.Check()).ShouldContain(x => x.Where == "variation NW-2026-1");
    }

    private static async Task<Variation> Single(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.Variations.SingleAsync();
    }

    private static List<string> Lines(Clock clock, Language language) =>
        [.. ExplanationText.Lines(Explaining.Of(clock)!, language, DateTimeZone.Utc)];
}
