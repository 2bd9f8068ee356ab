using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Availability;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Availability;

/// <summary>Incidents, the tickets that belong to them, telling all at once, and who gets the news by mail.</summary>
public sealed class IncidentTests
{
    private static readonly IncidentWords Seen = new(IncidentState.Investigating, "We look.", "We kijken.");
    private static readonly IncidentWords Found = new(IncidentState.Identified, "A disk.", "Een schijf.");

    private static async Task<long> Opened(TestDesk desk) =>
        (
            await desk.Get<RunIncident>().Open(desk.Cast.Ada.ToActor(), "Slow pages", "Trage pagina's", "2", [], Seen)
        ).Value;

    private static async Task<long> Logged(TestDesk desk, Person by) =>
        (await desk.Form(by, "Slow", "It is slow.", "2")).Value!.Ticket!.Value;

    [Theory, OnEveryDatabase]
    public async Task Its_timeline_brings_it_to_its_end_and_back(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (run, ada) = (desk.Get<RunIncident>(), desk.Cast.Ada.ToActor());
        var number = await Opened(desk);
        number.ShouldBe(1);
        (await Opened(desk)).ShouldBe(2);

        (await run.Update(ada, number, Found with { State = IncidentState.Resolved })).Value.ShouldBe(2);

        (await Read(desk, number)).ResolvedAt.ShouldBe(desk.Clock.GetCurrentInstant());
        (await run.Update(ada, number, Seen)).Value.ShouldBe(3);
        (await Read(desk, number)).ResolvedAt.ShouldBeNull();
        (await run.Update(desk.Cast.Nora.ToActor(), number, Seen)).Refused!.Code.ShouldBe("not-for-you");
        (await run.Update(ada, number, Seen with { TextNl = " " })).Refused!.Code.ShouldBe("words-missing");
        (await run.Open(ada, "A", "B", "9", [], Seen)).Refused!.Code.ShouldBe("unknown-severity");
    }

    [Theory, OnEveryDatabase]
    public async Task Every_open_ticket_is_told_once_a_line_each_in_its_language(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, link, tell) = (desk.Cast.Ada.ToActor(), desk.Get<LinkTicket>(), desk.Get<TellAffected>());
        var incident = await Opened(desk);
        long[] tickets = [await Logged(desk, desk.Cast.Nora), await Logged(desk, desk.Cast.Sam)];
        var solved = await Logged(desk, desk.Cast.Sam);
        foreach (var ticket in tickets.Append(solved))
            (await link.Run(ada, ticket, incident)).IsDone.ShouldBeTrue();
        await desk.Get<Resolve>().Run(ada, solved, ResolutionOutcome.Solved, null);

        var told = (await tell.Run(ada, incident, 1, "We look.", "We kijken.")).Value!;

        told.Told.ShouldBe(tickets);
        told.Refused.ShouldBeEmpty();
        (await desk.View(tickets[0])).Entries[^1].Entry.What.ShouldBeOfType<Contact>();
        var texts = new List<string>();
        foreach (var ticket in tickets)
            texts.Add((await desk.View(ticket)).Entries.Single(x => x.Entry.What is StaffReply).Words!.Text);
        texts.ShouldBe(["We kijken.", "We look."]);
        (await tell.Run(ada, incident, 1, "We look.", "We kijken.")).Value!.Told.ShouldBeEmpty();
        (await desk.Get<RunIncident>().Update(ada, incident, Found)).Value.ShouldBe(2);
        (await tell.Run(ada, incident, 2, "A disk.", "Een schijf.")).Value!.Told.ShouldBe(tickets);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Two_who_tell_at_once_tell_each_ticket_once(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (ada, tell) = (desk.Cast.Ada.ToActor(), desk.Get<TellAffected>());
        var incident = await Opened(desk);
        var tickets = new List<long>();
        for (var i = 0; i < 6; i++)
            tickets.Add(await Logged(desk, desk.Cast.Sam));
        foreach (var ticket in tickets)
            await desk.Get<LinkTicket>().Run(ada, ticket, incident);

        var all = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => tell.Run(ada, incident, 1, "We look.", "We kijken."))
        );

        all.SelectMany(x => x.Value!.Told).Order().ShouldBe(tickets);
        all.SelectMany(x => x.Value!.Refused).ShouldAllBe(x => x.Why.Code == "told-before");
        foreach (var ticket in tickets)
            (await desk.View(ticket)).Entries.Count(x => x.Entry.What is StaffReply).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_ticket_of_a_customers_own_desk_belongs_to_no_incident_of_ours(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var incident = await Opened(desk);
        var own = (await desk.Form(desk.Cast.Pia, "Slow", "It is slow.")).Value!.Ticket!.Value;
        (await desk.Get<LinkTicket>().Run(desk.Cast.Ada.ToActor(), own, incident)).Refused!.Code.ShouldBe(
            "no-such-ticket"
        );
        (await desk.Get<LinkTicket>().Run(desk.Cast.Nora.ToActor(), own, incident)).Refused!.Code.ShouldBe(
            "not-for-you"
        );
    }

    [Theory, OnEveryDatabase]
    public async Task News_comes_after_the_mailbox_has_confirmed_and_ends_with_one_click(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var (subscribe, links) = (desk.Get<Subscribe>(), desk.Get<SubscriberLinks>());
        (await subscribe.Ask("no address", Language.En, [])).ShouldNotBeNull();
        (await subscribe.Ask("eve@reader.example", Language.Nl, [])).ShouldBeNull();
        // Asked again, nothing more is sent, and the answer is the same.
        (await subscribe.Ask("EVE@reader.example", Language.Nl, [])).ShouldBeNull();
        await Opened(desk);
        var asked = (await desk.Outbox()).ShouldHaveSingleItem().Message;
        var link = asked.TextBody!.Split('\n').Single(x => x.Contains("/status/confirm/", StringComparison.Ordinal));

        (await subscribe.Confirm(new string('0', 64))).ShouldBeFalse();
        (await subscribe.Confirm(link.Trim().Split('/')[^1])).ShouldBeTrue();
        await Opened(desk);

        var news = (await desk.Outbox()).Single(x =>
            x.Message.Subject!.StartsWith("Incident", StringComparison.Ordinal)
        );
        news.Message.Subject!.ShouldBe("Incident 2, in onderzoek: Trage pagina's");
        news.Message.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        var end = news.Message.Headers["List-Unsubscribe"]!.Trim('<', '>');
        end.ShouldStartWith("https://desk.example/status/unsubscribe/");
        links.ToConfirm(end.Split('/')[^1]).ShouldBeNull("a link that ends confirms nothing");
        (await subscribe.End(end.Split('/')[^1])).ShouldBeTrue();
        await Opened(desk);
        (await desk.Outbox()).Count.ShouldBe(2);
    }

    private static async Task<Incident> Read(TestDesk desk, long number)
    {
        await using var db = desk.Read();
        return await db.Incidents.SingleAsync(x => x.Number == number);
    }
}
