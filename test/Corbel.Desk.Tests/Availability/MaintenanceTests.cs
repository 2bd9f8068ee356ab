using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Ical.Net;
using MimeKit;
using NodaTime;

namespace Corbel.Desk.Tests.Availability;

/// <summary>Maintenance from its plan to its verdict, exclusions by two people, and the mails that tell of it.</summary>
public sealed class MaintenanceTests
{
    private static MaintenanceDraft Draft(string from = "2026-07-17T18:00:00Z", string to = "2026-07-17T22:00:00Z") =>
        new("New database", "Nieuwe database", "We move.", "We verhuizen.", TestDesk.At(from), TestDesk.At(to));

    private static async Task<Guid> Announced(TestDesk desk, MaintenanceDraft? draft = null)
    {
        var plan = desk.Get<PlanMaintenance>();
        var id = (await plan.Plan(desk.Cast.Max.ToActor(), draft ?? Draft())).Value;
        (await plan.Announce(desk.Cast.Max.ToActor(), id)).IsDone.ShouldBeTrue();
        return id;
    }

    private static async Task<long> Planned(TestDesk desk, Guid? component = null)
    {
        await using var db = desk.Read();
        var july = Span.Of(TestDesk.At("2026-07-01T00:00:00Z"), TestDesk.At("2026-08-01T00:00:00Z"));
        return (await desk.Get<ReadWindows>().Planned(db, july, component)).Length / 60_000;
    }

    private static async Task<long> Excluded(TestDesk desk)
    {
        await using var db = desk.Read();
        var all = Span.Of(TestDesk.At("2026-01-01T00:00:00Z"), TestDesk.At("2027-01-01T00:00:00Z"));
        return (await ReadWindows.Excluded(db, all)).Length / 60_000;
    }

    [Theory, OnEveryDatabase]
    public async Task Only_what_was_told_in_time_and_lies_outside_the_hours_is_planned(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var plan = desk.Get<PlanMaintenance>();
        (await plan.Plan(desk.Cast.Max.ToActor(), Draft())).IsDone.ShouldBeTrue();
        (await Planned(desk)).ShouldBe(0);

        await Announced(desk);
        (await Planned(desk)).ShouldBe(240);

        // 17:30 UTC is within the hours of 09:00 to 18:00 UTC; tonight is told too late. Both can be announced knowingly.
        await Announced(desk, Draft("2026-07-20T17:30:00Z", "2026-07-20T19:00:00Z"));
        await Announced(desk, Draft("2026-07-15T18:00:00Z", "2026-07-15T20:00:00Z"));
        (await Planned(desk)).ShouldBe(240);
    }

    [Theory, OnEveryDatabase]
    public async Task Other_times_are_told_again_and_count_from_then(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (plan, max) = (desk.Get<PlanMaintenance>(), desk.Cast.Max.ToActor());
        var id = await Announced(desk);
        desk.Clock.AdvanceDays(2);

        (await plan.Edit(max, id, Draft() with { Text = "We move it." })).IsDone.ShouldBeTrue();
        (await Planned(desk)).ShouldBe(240);
        (await plan.Edit(max, id, Draft("2026-07-17T19:00:00Z"))).IsDone.ShouldBeTrue();

        (await Planned(desk)).ShouldBe(0);
        (await plan.Cancel(max, id)).IsDone.ShouldBeTrue();
        (await plan.Edit(max, id, Draft())).Refused!.Code.ShouldBe("over");
        var nora = (await desk.Outbox()).Where(x => x.Mail.Recipient == desk.Cast.Nora.Email).ToList();
        nora.Select(x => Calendar(x.Message).Events.Single().Sequence).Order().ShouldBe([0, 1, 2, 3]);
        nora.Select(x => Calendar(x.Message).Events.Single().Uid).Distinct().ShouldHaveSingleItem();
        nora.Select(x => Calendar(x.Message).Method).Order().ShouldBe(["CANCEL", "PUBLISH", "PUBLISH", "PUBLISH"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Administrators_are_told_in_their_language_with_an_entry_for_the_calendar(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        await Announced(desk);

        var mails = await desk.Outbox();
        mails.Select(x => x.Mail.Recipient).Order().ShouldBe([desk.Cast.Nora.Email, desk.Cast.Sam.Email]);
        mails.ShouldAllBe(x => x.Mail.Kind == MailKind.StatusNotice);
        var dutch = mails.Single(x => x.Mail.Recipient == desk.Cast.Nora.Email).Message;
        dutch.Subject.ShouldBe("Gepland onderhoud: Nieuwe database");
        dutch.TextBody!.ShouldContain("20:00 CEST");
        var entry = Calendar(dutch).Events.Single();
        (entry.Summary, entry.Transparency, entry.Status).ShouldBe(("Nieuwe database", "TRANSPARENT", "CONFIRMED"));
        entry.Start!.AsUtc.ShouldBe(new DateTime(2026, 7, 17, 18, 0, 0, DateTimeKind.Utc));
    }

    [Theory, OnEveryDatabase]
    public async Task A_window_of_one_component_leaves_out_that_one_alone(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        await Announced(desk, Draft() with { Components = [one] });

        (await Planned(desk, one), await Planned(desk, other), await Planned(desk)).ShouldBe((240, 0, 0));
    }

    [Theory, OnEveryDatabase]
    public async Task An_agent_plans_nothing_and_excludes_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        (await desk.Get<PlanMaintenance>().Plan(ada, Draft())).Refused!.Code.ShouldBe("not-for-you");
        (await desk.Get<Exclude>().Propose(ada, Yesterday, "Flood", "Vloed", null)).Refused!.Code.ShouldBe(
            "not-for-you"
        );
    }

    private static Interval Yesterday => new(TestDesk.At("2026-07-14T09:00:00Z"), TestDesk.At("2026-07-14T10:00:00Z"));

    [Theory, OnEveryDatabase]
    public async Task A_cause_is_excluded_by_two_people_and_taken_back_by_two(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (exclude, max, olive) = (desk.Get<Exclude>(), desk.Cast.Max.ToActor(), desk.Cast.Olive.ToActor());
        var id = (await exclude.Propose(max, Yesterday, "The line was cut.", "De lijn was door.", null)).Value;
        (await Excluded(desk)).ShouldBe(0);
        (await exclude.Decide(max, id, consent: true)).Refused!.Code.ShouldBe("same-person");
        (await exclude.ProposeWithdrawal(max, id, "Not yet")).Refused!.Code.ShouldBe("not-standing");

        (await exclude.Decide(olive, id, consent: true)).IsDone.ShouldBeTrue();

        (await Excluded(desk)).ShouldBe(60);
        (await exclude.Decide(olive, id, consent: false)).Refused!.Code.ShouldBe("decided");
        var back = (await exclude.ProposeWithdrawal(olive, id, "It was our own line.")).Value;
        (await exclude.ProposeWithdrawal(max, id, "Again")).Refused!.Code.ShouldBe("not-standing");
        (await exclude.DecideWithdrawal(olive, back, consent: true)).Refused!.Code.ShouldBe("same-person");
        (await Excluded(desk)).ShouldBe(60);
        (await exclude.DecideWithdrawal(max, back, consent: true)).IsDone.ShouldBeTrue();
        (await Excluded(desk)).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_refused_never_counts(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var exclude = desk.Get<Exclude>();
        var id = (await exclude.Propose(desk.Cast.Max.ToActor(), Yesterday, "Flood", "Vloed", null)).Value;
        (await exclude.Decide(desk.Cast.Olive.ToActor(), id, consent: false)).IsDone.ShouldBeTrue();
        (await Excluded(desk)).ShouldBe(0);
        (await exclude.Decide(desk.Cast.Olive.ToActor(), id, consent: true)).Refused!.Code.ShouldBe("decided");
    }

    private static Calendar Calendar(MimeMessage message) =>
        Ical.Net.Calendar.Load(
            message.BodyParts.OfType<TextPart>().Single(x => x.ContentType.MimeType == "text/calendar").Text
        )!;
}
