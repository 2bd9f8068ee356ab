using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Variations;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Desk.Tests.Policies;

/// <summary>What a new text would have meant for the open tickets, before anybody posts it.</summary>
public sealed class PreviewPolicyTests
{
    [Theory, OnEveryDatabase]
    public async Task Each_open_ticket_that_would_be_due_otherwise_and_the_count_of_each_severity(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var one = (await desk.Form(desk.Cast.Sam, "Down", "All of us.", "1")).Value!.Ticket!.Value;
        var two = (await desk.Form(desk.Cast.Nora, "Traag", "Twee van ons.", "2")).Value!.Ticket!.Value;
        var kept = (await desk.Form(desk.Cast.Sam, "Slow", "For me.", "2")).Value!.Ticket!.Value;
        var closed = (await desk.Form(desk.Cast.Sam, "Slow too", "For me.", "2")).Value!.Ticket!.Value;
        await desk.Get<Resolve>().Run(desk.Cast.Ada.ToActor(), closed, ResolutionOutcome.Solved);
        desk.Clock.Advance(Duration.FromMinutes(150));
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), kept, "We see it.");
        await using var db = desk.Read();

        var preview = (await desk.Get<PreviewPolicy>().Run(db, "p.yaml", Versions.Two)).Value!;

        preview.Number.ShouldBe(2);
        preview.Diff.Changes.ShouldHaveSingleItem().Id.ShouldBe("9.response.severity-2");
        preview.Effect.Open.ShouldBe(3);
        var due = TestDesk.At("2026-07-15T13:00:00Z");
        var then = TestDesk.At("2026-07-15T11:00:00Z");
        preview.Effect.Tickets.ShouldBe([
            new(two, TargetKind.FirstResponse, new("2", due, Verdict.Running), new("2", then, Verdict.Late)),
            new(kept, TargetKind.FirstResponse, new("2", due, Verdict.Kept), new("2", then, Verdict.Late)),
        ]);
        preview.Effect.Severities.ShouldBe([new("1", 1, 0, 0, 0), new("2", 2, 2, 0, 2)]);
        // Nothing was done: the tickets stand as before, and nothing was posted.
        (await desk.Ticket(two)).DueAt.ShouldBe(due);
        (await desk.Ticket(one)).Verdict.ShouldBe(Verdict.Running);
        (await desk.Outbox()).ShouldNotContain(x => x.Mail.Kind == Corbel.Desk.Outbox.MailKind.PolicyNotice);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_agreed_otherwise_holds_under_the_new_text_too(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var agreed = await desk.Agree(
            desk.Cast.Northwind,
            Agreements.Yaml("NW-1", "2026-07-01", null, "targets[first-response,2].within: 40 min")
        );
        agreed.Refused.ShouldBeNull();
        await desk.Form(desk.Cast.Nora, "Traag", "Tekst", "2");
        var other = (await desk.Form(desk.Cast.Sam, "Slow", "Text", "2")).Value!.Ticket!.Value;
        await using var db = desk.Read();

        var preview = (await desk.Get<PreviewPolicy>().Run(db, "p.yaml", Versions.Two)).Value!;

        preview.Effect.Open.ShouldBe(2);
        preview.Effect.Tickets.ShouldHaveSingleItem().Number.ShouldBe(other);
    }

    [Theory, OnEveryDatabase]
    public async Task What_it_shows_is_what_a_ticket_received_under_the_new_text_gets(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        string[] texts =
        [
            Versions.Three,
            Versions.Shipped("zone: Etc/GMT #", "zone: Europe/London #"),
            Versions.Shipped("weekdays: [09:00-18:00]", "weekdays: [08:00-10:00, 16:00-17:30]"),
            Versions.Shipped("severity-not-stated: strictest", "severity-not-stated: 3"),
        ];
        foreach (var severity in (string?[])["1", "2", "3", null])
            await desk.Form(desk.Cast.Sam, "One", "Text", severity);
        await using var db = desk.Read();
        var expected = new List<Instant?[]>();
        var shown = new List<Instant?[]>();
        foreach (var text in texts)
        {
            var preview = (await desk.Get<PreviewPolicy>().Run(db, "p.yaml", text)).Value!;
            await using var twin = await TestDesk.Open(database);
            await twin.Post(text);
            foreach (var (severity, place) in ((string?[])["1", "2", "3", null]).Select((x, i) => (x, i)))
            {
                var number = (await twin.Form(twin.Cast.Sam, "One", "Text", severity)).Value!.Ticket;
                var own = (await desk.Ticket(1001 + place)).DueAt;
                var effect = preview.Effect.Tickets.SingleOrDefault(x =>
                    x.Number == 1001 + place && x.Kind == TargetKind.FirstResponse
                );
                expected.Add([own, (await twin.Ticket(number)).DueAt]);
                shown.Add([own, effect is null ? own : effect.Then!.Due]);
            }
        }
        shown.ShouldBe(expected);
        shown.ShouldContain(x => x[0] != x[1]);
    }
}
