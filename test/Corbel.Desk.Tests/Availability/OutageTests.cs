using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
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
    public async Task Who_gets_the_news_is_told_when_it_is_found_and_when_it_is_over(TestDatabase database)
    {
        var told = new List<string>();
        await using var peer = new Outbound.HttpPeer(
            (_, body) =>
            {
                told.Add(body);
                return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
            }
        );
        await using var desk = await TestDesk.Open(database, x => x.Webhooks.Allow = ["127.0.0.1"]);
        var measuring = await Measuring.Begin(desk, 1, "london");
        await desk.Get<KeepWebhooks>().Add(desk.Cast.Sam.ToActor(), peer.Url);
        Guid component;
        await using (var db = desk.Read())
            component = (await db.Components.SingleAsync()).Id;
        await Reads(desk, "all@reader.example");
        await Reads(desk, "this@reader.example", component);
        await Reads(desk, "other@reader.example", Guid.NewGuid());

        await measuring.Minutes("+--+");
        while (await desk.Get<WebhookSender>().SendDue(default) > 0) { }

        var mails = (await desk.Outbox())
            .Select(x => x.Message)
            .Where(x => x.Subject!.StartsWith("Incident", StringComparison.Ordinal))
            .Select(x => (x.To.ToString(), x.Subject!))
            .ToList();
        mails.ShouldBe(
            [
                ("all@reader.example", "Incident 1, investigating: Web application is down"),
                ("this@reader.example", "Incident 1, investigating: Web application is down"),
                ("all@reader.example", "Incident 1, resolved: Web application is down"),
                ("this@reader.example", "Incident 1, resolved: Web application is down"),
            ],
            ignoreOrder: true
        );
        var news = told.ConvertAll(x => System.Text.Json.JsonDocument.Parse(x).RootElement);
        news.Select(x => x.GetProperty("type").GetString()!)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["incident.opened", "incident.resolved"]);
        news[0].GetProperty("components")[0].GetProperty("id").GetGuid().ShouldBe(component);
        news[0].GetProperty("incident").GetProperty("severity").GetString().ShouldBe("1");
    }

    private static async Task Reads(TestDesk desk, string email, params Guid[] components)
    {
        await desk.Get<Subscribe>().Ask(email, Corbel.Core.Policy.Language.En, components);
        await using var db = desk.Read();
        var id = (await db.Subscribers.SingleAsync(x => x.Email == email)).Id;
        var link = desk.Get<SubscriberLinks>().Confirm(id);
        (await desk.Get<Subscribe>().Confirm(link.Split('/')[^1])).ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Incidents_of_outages_and_by_hand_at_once_get_numbers_of_their_own(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var measuring = await Measuring.Begin(desk, 1, "london");
        var ada = desk.Cast.Ada.ToActor();
        var words = new IncidentWords(IncidentState.Investigating, "We look.", "We kijken.");

        for (var round = 0; round < 4; round++)
        {
            var hands = ((TestDesk[])[desk, other, other]).Select(x =>
                x.Get<RunIncident>().Open(ada, "Slow", "Traag", "2", [], words)
            );
            var found = measuring.Tell(0, CheckOutcome.Failed);
            (await Task.WhenAll(hands)).ShouldAllBe(x => x.IsDone);
            await found;
            desk.Clock.Advance(Duration.FromMinutes(1));
            await measuring.Tell(0, CheckOutcome.Good);
            desk.Clock.Advance(Duration.FromMinutes(1));
        }

        await using var db = desk.Read();
        (await db.Incidents.Select(x => x.Number).OrderBy(x => x).ToListAsync()).ShouldBe(
            Enumerable.Range(1, 16).Select(x => (long)x)
        );
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
