using System.Text.Json;
using System.Text.RegularExpressions;
using Corbel.Core.Access;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Tiers;

/// <summary>
/// Two tickets of one issue: the partner user sees nothing of the provider's, the provider nothing of the customer's own, and
/// both get the answer that they would get for a ticket that is not there.
/// </summary>
public sealed class TwoVisibilitiesTests
{
    [Theory, OnEveryDatabase]
    public async Task Neither_side_sees_the_other_ticket_its_files_or_its_raw_messages(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var own = await desk.PartnersIssue("Ours", new IncomingFile("own.txt", "text/plain", [1]));
        await desk.Get<AddNote>().Run(cast.Dirk.ToActor(), own, "Inside");
        var number = (await desk.HandOver(cast.Nora, own)).Value;
        var log = new IncomingFile("log.txt", "text/plain", [2]);
        await desk.Get<Reply>().Run(cast.Ada.ToActor(), number, "Look.", files: [log]);
        await desk.Form(cast.Dirk, "", "We looked.", ticket: number);

        foreach (var by in (Person[])[cast.Pia, cast.Rik, cast.Roos, cast.Sam])
            await Hidden(desk, by, number, cast.Ada);
        foreach (var by in (Person[])[cast.Olive, cast.Max, cast.Ada, cast.Rik, cast.Sam])
            await Hidden(desk, by, own, cast.Nora);
        // The people of the customer's desk see both, and write to the provider as its customer.
        foreach (var by in (Person[])[cast.Nora, cast.Dirk])
        {
            (await desk.View(own, by)).ShouldNotBeNull();
            (await desk.View(number, by))!.Entries.Count(x => x.Author == "Dirk Desk").ShouldBe(1);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_that_a_partner_user_gets_names_the_providers_ticket(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var (own, number) = await desk.HandedOver();
        var secret = await desk.Ticket(number);
        await desk.Get<Reply>().Run(cast.Ada.ToActor(), number, "Between us two.");
        await desk.Get<SendBack>().Run(cast.Ada.ToActor(), number, "Not ours.");
        await desk.HandOver(cast.Nora, own);
        await desk.Get<Reply>().Run(cast.Dirk.ToActor(), own, "We are on it.");

        var view = (await desk.View(own, cast.Pia))!;
        var told = JsonSerializer.Serialize(
            view.Entries.Select(x => (x.Entry, x.Words)),
            new JsonSerializerOptions { IncludeFields = true }
        );
        told.ShouldContain("We are on it.");
        // The number as a number: hashes and identifiers are full of digits.
        foreach (var trace in (string[])[$@"\b{number}\b", $"{secret.Id}", "Between us two\\.", "Not ours\\."])
        {
            Names(told, trace).ShouldBeFalse(trace);
            (await desk.Outbox())
                .Where(x => x.Mail.Recipient == cast.Pia.Email)
                .ShouldAllBe(x => !Names(x.Message.ToString(), trace));
        }
        await using var db = desk.Read();
        (await HandedOver.NumberOf(db, cast.Pia.ToActor(), secret.Id)).ShouldBeNull();
        (await HandedOver.NumberOf(db, cast.Dirk.ToActor(), secret.Id)).ShouldBe(number);
        (await HandedOver.NumberOf(db, cast.Ada.ToActor(), secret.HandedOverFrom)).ShouldBeNull();
    }

    private static bool Names(string text, string trace) =>
        Regex.IsMatch(text, trace, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(10));

    [Theory, OnEveryDatabase]
    public async Task Open_pages_are_told_only_of_what_they_may_show(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var (own, number) = await desk.HandedOver();
        var (ownFacts, facts) = ((await desk.Ticket(own)).Facts, (await desk.Ticket(number)).Facts);

        foreach (var person in cast.Everybody)
        {
            var actor = person.ToActor();
            new Live.Change(own, ownFacts).VisibleTo(actor).ShouldBe(May.See(actor, ownFacts), person.Name);
            // As PostgreSQL carries it between nodes.
            var carried = JsonSerializer.Deserialize<Live.Change>(
                JsonSerializer.Serialize(new Live.Change(number, facts))
            );
            carried!.VisibleTo(actor).ShouldBe(May.See(actor, facts), person.Name);
        }
    }

    private static async Task Hidden(TestDesk desk, Person by, long number, Person insider)
    {
        var actor = by.ToActor();
        (await desk.View(number, by)).ShouldBeNull($"{by.Name} sees {number}");
        var ids = await desk.Downloads(number, insider);
        ids.ShouldNotBeEmpty();
        await using var db = desk.Read();
        (await db.Attachments.VisibleTo(db, actor).AnyAsync(x => ids.Contains(x.Id))).ShouldBeFalse();
        (await db.Custodies.VisibleTo(db, actor).AnyAsync(x => ids.Contains(x.Id))).ShouldBeFalse();
        var ticket = (await desk.Ticket(number)).Id;
        (await db.Clocks.VisibleTo(db, actor).AnyAsync(x => x.TicketId == ticket)).ShouldBeFalse();
        (await desk.Get<SetSeverity>().Run(actor, number, "1", "Mine")).Refused!.Code.ShouldBe("no-such-ticket");
        if (!actor.IsStaff)
            (await desk.Form(by, "", "Let me in", ticket: number)).Refused!.Code.ShouldBe("no-such-ticket");
    }
}
