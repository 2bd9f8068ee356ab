using System.Text.Json;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Outbound;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Availability;

/// <summary>Calls of webhooks: written with what they tell of, made by one node, tried again, and given up at last.</summary>
public sealed class WebhookTests
{
    private static readonly IncidentWords Seen = new(IncidentState.Investigating, "We look.", "We kijken.");

    private static Task<TestDesk> Open(TestDatabase database) =>
        TestDesk.Open(database, x => x.Webhooks.Allow = ["127.0.0.1"]);

    private static async Task<Webhook> Added(TestDesk desk, string address) =>
        (await desk.Get<KeepWebhooks>().Add(desk.Cast.Sam.ToActor(), address)).Value!;

    private static async Task<long> Opened(TestDesk desk) =>
        (await desk.Get<RunIncident>().Open(desk.Cast.Ada.ToActor(), "Slow", "Traag", "2", [], Seen)).Value;

    private static Task<int> Send(TestDesk desk) => desk.Get<WebhookSender>().SendDue(CancellationToken.None);

    private static string Answer(int status) =>
        $"HTTP/1.1 {status} Whatever\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static async Task<WebhookCall> Call(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.WebhookCalls.OrderBy(x => x.CreatedAt).ThenBy(x => x.Id).LastAsync();
    }

    private static async Task<Webhook> Read(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.Webhooks.SingleAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Only_a_customers_administrator_adds_an_https_address_and_touches_only_the_own(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database, x => x.Webhooks.Allow = ["inside.test"]);
        var (keep, cast) = (desk.Get<KeepWebhooks>(), desk.Cast);
        foreach (var person in cast.Everybody.Where(x => x != cast.Sam && x != cast.Nora))
            (await keep.Add(person.ToActor(), "https://hooks.example/")).Refused!.Code.ShouldBe("not-for-you");
        var sam = cast.Sam.ToActor();
        foreach (
            var wrong in (string?[])
                [
                    null,
                    "",
                    "hooks.example",
                    "http://hooks.example/",
                    "ftp://inside.test/",
                    "https://me:secret@hooks.example/",
                    "https://hooks.example/#x",
                    "https://hooks.example/" + new string('x', 500),
                ]
        )
            (await keep.Add(sam, wrong)).Refused!.Code.ShouldBe("webhook-address", wrong);
        (await keep.Add(sam, "http://inside.test/")).IsDone.ShouldBeTrue();
        var own = (await keep.Add(sam, " https://hooks.example/a?b=c ")).Value!;
        own.Address.ShouldBe("https://hooks.example/a?b=c");
        own.Secret.Length.ShouldBeGreaterThan(40);
        (await keep.Add(sam, "https://hooks.example/a?b=c")).Refused!.Code.ShouldBe("webhook-known");
        (await keep.Add(cast.Nora.ToActor(), "https://hooks.example/a?b=c")).Value!.Secret.ShouldNotBe(own.Secret);
        for (var i = 2; i < KeepWebhooks.Most; i++)
            (await keep.Add(sam, $"https://hooks.example/{i}")).IsDone.ShouldBeTrue();
        (await keep.Add(sam, "https://hooks.example/more")).Refused!.Code.ShouldBe("webhook-too-many");

        (await keep.Test(cast.Nora.ToActor(), own.Id)).Refused!.Code.ShouldBe("no-such-thing");
        (await keep.Remove(cast.Nora.ToActor(), own.Id)).Refused!.Code.ShouldBe("no-such-thing");
        (await keep.Test(cast.Rik.ToActor(), own.Id)).Refused!.Code.ShouldBe("not-for-you");
        (await keep.Test(sam, own.Id)).IsDone.ShouldBeTrue();
        (await keep.Test(sam, own.Id)).Refused!.Code.ShouldBe("webhook-tested");
        (await keep.Remove(sam, own.Id)).IsDone.ShouldBeTrue();
        await using var db = desk.Read();
        (await db.WebhookCalls.CountAsync()).ShouldBe(0);
        (await db.Webhooks.CountAsync(x => x.Id == own.Id)).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Each_news_is_a_call_of_its_own_kind_with_an_id_that_stays(TestDatabase database)
    {
        var bodies = new List<string>();
        await using var peer = new HttpPeer(
            (_, body) =>
            {
                bodies.Add(body);
                return Answer(bodies.Count == 1 ? 500 : 204);
            }
        );
        await using var desk = await Open(database);
        await Added(desk, peer.Url);
        var (run, plan) = (desk.Get<RunIncident>(), desk.Get<PlanMaintenance>());
        var (ada, max) = (desk.Cast.Ada.ToActor(), desk.Cast.Max.ToActor());
        // A customer's ticket tells nothing, whatever it belongs to.
        var ticket = (await desk.Form(desk.Cast.Sam, "Secret", "Hidden words.", "2")).Value!.Ticket!.Value;
        var number = await Opened(desk);
        await desk.Get<LinkTicket>().Run(ada, ticket, number);
        await run.Update(ada, number, Seen with { State = IncidentState.Identified });
        await run.Update(ada, number, Seen with { State = IncidentState.Resolved });
        var from = desk.Clock.GetCurrentInstant() + Duration.FromDays(3);
        var draft = new MaintenanceDraft("Disks", "Schijven", "Away.", "Weg.", from, from + Duration.FromHours(1));
        var window = (await plan.Plan(max, draft)).Value;
        await plan.Announce(max, window);
        await plan.Edit(max, window, draft with { To = draft.To + Duration.FromHours(1) });
        await plan.Cancel(max, window);

        while (await Send(desk) > 0) { }
        desk.Clock.Advance(Duration.FromMinutes(2));
        while (await Send(desk) > 0) { }

        bodies.Count.ShouldBe(7);
        bodies[^1].ShouldBe(bodies[0], "the same bytes at each attempt");
        var told = bodies.Skip(1).Select(x => JsonDocument.Parse(x).RootElement).ToList();
        told.Select(x => x.GetProperty("type").GetString()!)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "incident.opened",
                "incident.resolved",
                "incident.updated",
                "maintenance.announced",
                "maintenance.cancelled",
                "maintenance.changed",
            ]);
        told.ShouldAllBe(x => x.GetProperty("version").GetInt32() == 1);
        told.Select(x => x.GetProperty("id").GetString()).Distinct().Count().ShouldBe(6);
        bodies.ShouldAllBe(x => !x.Contains("Secret") && !x.Contains("Hidden") && !x.Contains("Southbank"));
        var resolved = told.Single(x => x.GetProperty("type").GetString() == "incident.resolved");
        resolved.GetProperty("id").GetString().ShouldBe("incident-1-3");
        resolved.GetProperty("url").GetString().ShouldBe("https://desk.example/status/incidents/1");
        var incident = resolved.GetProperty("incident");
        incident.GetProperty("state").GetString().ShouldBe("resolved");
        incident.GetProperty("resolvedAt").GetString().ShouldBe("2026-07-15T09:00:00Z");
        incident.GetProperty("update").GetProperty("text").GetProperty("nl").GetString().ShouldBe("We kijken.");
        var changed = told.Single(x => x.GetProperty("type").GetString() == "maintenance.changed");
        changed.GetProperty("maintenance").GetProperty("to").GetString().ShouldBe("2026-07-18T11:00:00Z");
    }

    [Theory, OnEveryDatabase]
    public async Task Each_call_is_made_by_one_node_and_one_that_dies_leaves_it_due_again(TestDatabase database)
    {
        await using var peer = new HttpPeer((_, _) => Answer(200));
        await using var desk = await Open(database);
        await using var other = desk.AnotherNode();
        await Added(desk, peer.Url);
        for (var i = 0; i < 20; i++)
            await Opened(desk);

        await Task.WhenAll(
            ((TestDesk[])[desk, other, desk, other]).Select(async node =>
            {
                await using var db = node.Read();
                while (await db.WebhookCalls.AnyAsync(x => x.TakenAt == null))
                    await Send(node);
            })
        );

        peer.Asked.ShouldBe(20);
        await using (var db = desk.Read())
            (await db.WebhookCalls.AllAsync(x => x.Attempts == 1 && x.TakenAt != null)).ShouldBeTrue();

        desk.Clock.Advance(Duration.FromSeconds(1));
        await Opened(desk);
        var claimed = await desk.Get<GroupWriter>()
            .Write((db, token) => WebhookClaim.Due(desk.Get<Database>(), db, desk.Clock.GetCurrentInstant(), 8, token));
        claimed.ShouldHaveSingleItem();
        // And nothing after it: that node is dead.
        (await Send(other)).ShouldBe(0, "the claim still holds");
        desk.Clock.Advance(Duration.FromSeconds(61));
        (await Send(other)).ShouldBe(1);
        peer.Asked.ShouldBe(21);
        (await Call(desk)).Attempts.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task What_does_not_arrive_is_tried_again_ever_later_and_given_up(TestDatabase database)
    {
        await using var peer = new HttpPeer((_, _) => Answer(302));
        await using var desk = await Open(database);
        await Added(desk, peer.Url);
        await Opened(desk);
        var begun = desk.Clock.GetCurrentInstant();
        var waits = new List<Duration>();
        while ((await Call(desk)).NextAttemptAt is { } next)
        {
            desk.Clock.Reset(next);
            await Send(desk);
            waits.Add(((await Call(desk)).NextAttemptAt ?? next) - next);
        }

        peer.Asked.ShouldBe(Retry.Most);
        waits[..^1].ShouldBe(waits[..^1].Order());
        (desk.Clock.GetCurrentInstant() - begun).TotalHours.ShouldBeInRange(8, 60);
        var call = await Call(desk);
        (call.TakenAt, call.Status, call.Fault).ShouldBe((null, 302, null));
        var hook = await Read(desk);
        (hook.FailingSince, hook.DisabledAt).ShouldBe((begun, null));
    }

    [Theory, OnEveryDatabase]
    public async Task Days_of_nothing_but_failures_switch_it_off_and_the_administrators_are_told(TestDatabase database)
    {
        var status = 500;
        await using var peer = new HttpPeer((_, _) => Answer(status));
        await using var desk = await Open(database);
        await Added(desk, peer.Url);
        await Opened(desk);
        await Send(desk);
        // Once something gets through, the days begin anew.
        desk.Clock.Advance(Duration.FromDays(6));
        status = 200;
        await Send(desk);
        (await Read(desk)).FailingSince.ShouldBeNull();
        status = 500;
        await Opened(desk);
        await Send(desk);
        desk.Clock.Advance(WebhookSender.Patience - Duration.FromSeconds(1));
        await Send(desk);
        (await Read(desk)).DisabledAt.ShouldBeNull();

        desk.Clock.Advance(Duration.FromHours(7));
        await Send(desk);

        var hook = await Read(desk);
        hook.DisabledAt.ShouldBe(desk.Clock.GetCurrentInstant());
        (await Call(desk)).NextAttemptAt.ShouldBeNull();
        var mail = (await desk.Outbox()).ShouldHaveSingleItem().Message;
        mail.To.ToString().ShouldContain(desk.Cast.Sam.Email);
        mail.TextBody!.ShouldContain(hook.Address);
        await Opened(desk);
        (await Send(desk)).ShouldBe(0, "nothing more is written for it");
        (await desk.Get<KeepWebhooks>().Test(desk.Cast.Sam.ToActor(), hook.Id)).Refused!.Code.ShouldBe(
            "webhook-disabled"
        );
    }

    [Theory, OnEveryDatabase]
    public async Task One_that_is_gone_is_switched_off_at_once(TestDatabase database)
    {
        await using var peer = new HttpPeer((_, _) => Answer(410));
        await using var desk = await Open(database);
        await Added(desk, peer.Url);
        await Opened(desk);
        await Opened(desk);

        await Send(desk);
        (await Send(desk)).ShouldBe(0);

        peer.Asked.ShouldBe(1);
        (await Read(desk)).DisabledAt.ShouldNotBeNull();
        (await desk.Outbox()).ShouldHaveSingleItem().Message.TextBody!.ShouldContain("410");
        await using var db = desk.Read();
        (await db.WebhookCalls.CountAsync(x => x.NextAttemptAt != null)).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task What_probes_may_reach_inside_no_webhook_reaches(TestDatabase database)
    {
        await using var peer = new HttpPeer((_, _) => Answer(200));
        await using var desk = await TestDesk.Open(
            database,
            x => (x.Outbound.Allow, x.Webhooks.Allow) = (["127.0.0.0/8"], ["localhost.other"])
        );
        var address = peer.Url.Replace("http://", "https://", StringComparison.Ordinal);
        await Added(desk, address);
        await Opened(desk);

        await Send(desk);

        peer.Asked.ShouldBe(0, "nobody may even knock");
        (await Call(desk)).Fault.ShouldBe("outbound-not-public");
    }
}
