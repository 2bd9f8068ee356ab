using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Availability;

/// <summary>Outages as results come in, and the incidents that they open (clause 1).</summary>
public sealed class OutageTests
{
    private static readonly Instant Nine = TestDesk.At("2026-07-15T09:00:00Z");

    [Theory, OnEveryDatabase]
    public async Task It_begins_at_the_first_failed_check_and_opens_an_incident_of_the_strictest_severity(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var measuring = await Measuring.Begin(desk, 2, "london", "paris", "oslo");

        await measuring.Minutes("+----+", "+ ---+", "+++++ ");

        var outage = (await measuring.Outages()).ShouldHaveSingleItem();
        (outage.FromAt - Nine, outage.ToAt - Nine).ShouldBe((Duration.FromMinutes(1), Duration.FromMinutes(5)));
        (outage.FoundAt - Nine).ShouldBe(Duration.FromMinutes(2));
        await using var db = desk.Read();
        var incident = await db.Incidents.SingleAsync();
        (incident.Number, incident.Severity, incident.State).ShouldBe((1, "1", IncidentState.Resolved));
        outage.IncidentId.ShouldBe(incident.Id);
        var lines = await db.IncidentUpdates.OrderBy(x => x.Number).ToListAsync();
        lines.ConvertAll(x => x.State).ShouldBe([IncidentState.Investigating, IncidentState.Resolved]);
        lines[0].Text.ShouldContain("Web application down since 09:01:00 UTC");
        lines[1].TextNl.ShouldContain("sinds 09:05:00 UTC");
        var mails = await db.Outbox.Where(x => x.Kind == MailKind.Outage).ToListAsync();
        mails.ConvertAll(x => x.Recipient).ShouldBe([desk.Cast.Max.Email, desk.Cast.Max.Email]);
    }

    [Theory, OnEveryDatabase]
    public async Task Outages_at_the_same_time_share_an_incident_and_what_staff_took_up_they_resolve(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var measuring = await Measuring.Begin(desk, 1, "london");
        var other = await Measuring.Begin(desk, 1, "paris");
        await measuring.Minutes("-");
        await other.Minutes("-");
        await using (var db = desk.Read())
            (await db.Incidents.CountAsync()).ShouldBe(1);
        await desk.Get<Corbel.Desk.Data.GroupWriter>()
            .Write(
                async (db, cancel) =>
                {
                    var incident = await db.Incidents.SingleAsync(cancel);
                    db.IncidentUpdates.Add(
                        new IncidentUpdate
                        {
                            IncidentId = incident.Id,
                            Number = 3,
                            At = Nine,
                            State = IncidentState.Identified,
                            Text = "A disk.",
                            TextNl = "Een schijf.",
                            By = desk.Cast.Ada.Id,
                        }
                    );
                }
            );

        await measuring.Tell(0, CheckOutcome.Good);
        await other.Tell(0, CheckOutcome.Good);

        await using var after = desk.Read();
        var kept = await after.Incidents.SingleAsync();
        (kept.State, kept.ResolvedAt).ShouldBe((IncidentState.Monitoring, null));
        (await after.Outages.CountAsync(x => x.ToAt != null && x.IncidentId == kept.Id)).ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task What_falls_silent_is_neither_down_nor_up_and_resolves_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var measuring = await Measuring.Begin(desk, 1, "london");
        await measuring.Minutes("+--     ");

        await desk.Get<Corbel.Desk.Data.GroupWriter>()
            .Write(
                (db, _) =>
                {
                    db.Jobs.Add(
                        new Job
                        {
                            Id = Guid.NewGuid(),
                            Kind = LookAgain.Kind,
                            Key = LookAgain.Kind,
                            DueAt = Nine,
                        }
                    );
                    return Task.CompletedTask;
                }
            );
        await desk.Get<JobRunner>().RunDue(default);

        var outage = (await measuring.Outages()).ShouldHaveSingleItem();
        (outage.ToAt - Nine).ShouldBe(Duration.FromMinutes(4));
        await using var db = desk.Read();
        (await db.Incidents.SingleAsync()).ResolvedAt.ShouldBeNull();
        await measuring.Tell(0, CheckOutcome.Good);
        await using var after = desk.Read();
        (await after.Incidents.SingleAsync()).State.ShouldBe(IncidentState.Resolved);
    }

    [Theory, OnEveryDatabase]
    public async Task A_place_without_a_way_out_and_one_with_a_wrong_clock_say_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var measuring = await Measuring.Begin(desk, 1, "london");
        await measuring.Minutes("+???+");
        (await measuring.Outages()).ShouldBeEmpty();

        var skewed = await measuring.Tell(0, CheckOutcome.Failed, skew: -2001);
        (skewed.Taken, skewed.NoData).ShouldBe((0, 1));
        (await measuring.Outages()).ShouldBeEmpty();

        await using var db = desk.Read();
        var month = (await desk.Get<ReadMonth>().Run(db, new(2026, 7)))!;
        month.Figures.Down.ShouldBe(0);
        // All before nine, and from the second minute to the fourth.
        month
            .Unknown.Within(new Span(Nine.ToUnixTimeMilliseconds(), month.Whole.To))
            .Items[0]
            .Length.ShouldBe(180_000);
        month.Verdict.ShouldBe(MonthVerdict.NotProven);
    }

    [Theory, OnEveryDatabase]
    public async Task Told_twice_is_told_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var measuring = await Measuring.Begin(desk, 1, "london");
        await measuring.Minutes("++");
        var now = desk.Clock.GetCurrentInstant().ToUnixTimeMilliseconds();
        ToldResult[] again =
        [
            new(measuring.Probe, new(1, now, CheckOutcome.Failed)),
            new(measuring.Probe, new(2, now + 1, CheckOutcome.Failed)),
        ];

        var taken = await desk.Get<TakeResults>().Run(measuring.Places[0], now, again);

        taken.ShouldBe(new TakenResults(0, 0, 2, 2));
        (await measuring.Outages()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Late_results_correct_an_outage_and_amend_an_issued_month_by_a_new_revision(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var measuring = await Measuring.Begin(desk, 2, "london", "paris");
        await measuring.Minutes("++--++", "+     ");
        (await measuring.Outages()).ShouldBeEmpty();
        desk.Clock.Reset(TestDesk.At("2026-08-03T00:00:00Z"));
        (await desk.Get<IssueMonth>().Issue(3)).ShouldBe(1);
        (await desk.Get<IssueMonth>().Issue(3)).ShouldBe(0);

        // Paris had the same to tell, and the desk was away for it.
        var (id, now) = (measuring.Places[1], desk.Clock.GetCurrentInstant().ToUnixTimeMilliseconds());
        ToldResult Late(int minute, CheckOutcome outcome) =>
            new(measuring.Probe, new(minute + 10, Nine.ToUnixTimeMilliseconds() + (minute * 60_000) + 1, outcome));
        await desk.Get<TakeResults>()
            .Run(
                id,
                now,
                [
                    Late(1, CheckOutcome.Good),
                    Late(2, CheckOutcome.Failed),
                    Late(3, CheckOutcome.Failed),
                    Late(4, CheckOutcome.Good),
                ]
            );

        var outage = (await measuring.Outages()).ShouldHaveSingleItem();
        (outage.FromAt - Nine, outage.ToAt - Nine).ShouldBe((Duration.FromMinutes(2), Duration.FromMinutes(4)));
        (await desk.Get<IssueMonth>().Issue(3)).ShouldBe(1);
        await using var db = desk.Read();
        var months = await db.AvailabilityMonths.OrderBy(x => x.Revision).ToListAsync();
        months.ConvertAll(x => x.Revision).ShouldBe([1, 2]);
        months[1].Why.ShouldBe("Changed since by what came later: downtime, time not known.");
        months[0].Sha256.ShouldNotBe(months[1].Sha256);
    }

    [Fact]
    public async Task Only_who_answers_for_the_policy_sets_up_a_probe_and_a_wrong_one_is_refused_in_words()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var keep = desk.Get<KeepProbes>();
        var form = new ProbeForm { Name = "App", Target = "https://product.example" };
        (await keep.Add(desk.Cast.Ada.ToActor(), form)).Refused!.Code.ShouldBe("probe-not-for-you");
        var max = desk.Cast.Max.ToActor();
        (await keep.Add(max, form with { Target = "product" })).Refused!.Code.ShouldBe("probe-target");
        (await keep.Add(max, form with { Kind = ProbeKind.Tcp })).Refused!.Code.ShouldBe("probe-target");
        (await keep.Add(max, form with { IntervalSeconds = 5 })).Refused!.Code.ShouldBe("probe-interval");
        (await keep.Add(max, form with { TimeoutMilliseconds = 60_001 })).Refused!.Code.ShouldBe("probe-timeout");
        (await keep.Add(max, form with { Quorum = 0 })).Refused!.Code.ShouldBe("probe-quorum");
        (await keep.Add(max, form with { Places = [Guid.NewGuid()] })).Refused!.Code.ShouldBe("probe-place");
        var probe = (await keep.Add(max, form)).Value;
        var next = (await keep.Edit(max, probe, form with { IntervalSeconds = 30 })).Value;
        next.ShouldNotBe(probe);
        (await keep.Retire(max, probe)).Refused!.Code.ShouldBe("probe-gone");
        (await keep.Retire(max, next)).IsDone.ShouldBeTrue();
        await using var db = desk.Read();
        (await db.Components.SingleAsync()).RetiredAt.ShouldNotBeNull();
    }
}
