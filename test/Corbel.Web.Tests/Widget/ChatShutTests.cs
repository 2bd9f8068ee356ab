using System.Net;
using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Console;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Widget;

/// <summary>
/// A chat whose ticket is marked: it closes in the widget of everybody who may not see the ticket any more, and stays for whose
/// issue it is.
/// </summary>
public sealed class ChatShutTests
{
    [Theory, OnEveryDatabase]
    public async Task A_colleagues_chat_on_the_same_ticket_closes_and_the_authors_goes_on(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        var cast = desk.Cast;
        await desk.Clear(cast.Max);
        using var rik = host.Page();
        await rik.Session(cast.Rik.Email);
        var (_, number) = await rik.Say("The export fails.");
        // Roos takes part: her issue was the same one, and her chat goes on there.
        var same = await desk.Log(cast.Roos, "The export fails for me too");
        (await desk.Get<MergeInto>().Run(cast.Ada.ToActor(), same, number)).IsDone.ShouldBeTrue();
        using var roos = host.Page();
        await roos.Session(cast.Roos.Email);
        await StandsOn(desk, cast.Roos, number);
        await using var hers = await roos.Stream();
        await using var his = await rik.Stream();
        (await hers.Line()).Text.ShouldBe("The export fails.");
        await his.Line();

        (await rik.Post("/chat/mark", new { mark = Marking.Mark })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await hers.Next("shut");
        (await Record.ExceptionAsync(() => hers.Line())).ShouldNotBeNull("after that her stream ends");
        (await his.Next("state", x => x.GetProperty("mark").ValueKind == JsonValueKind.String))
            .GetProperty("ticket")
            .GetInt64()
            .ShouldBe(number);
        (await desk.Get<Reply>().Run(await Actor(desk, cast.Max), number, "canaryanswer")).IsDone.ShouldBeTrue();
        (await his.Line()).Text.ShouldBe("canaryanswer");
        // Back again she finds an empty chat, and what she writes is an issue of her own.
        await using var again = await roos.Stream();
        (await again.Next("state")).GetProperty("ticket").ValueKind.ShouldBe(JsonValueKind.Null);
        (await roos.Say("Hello?")).Ticket.ShouldNotBe(number);
    }

    [Theory, OnEveryDatabase]
    public async Task A_partner_users_chat_closes_and_that_of_the_one_who_logged_it_goes_on(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        var cast = desk.Cast;
        var register = desk.Get<Register>();
        var paul = (
            await register.Person(cast.Partnerhuis.Id, "Paul Partner", "paul@partner.example", Role.PartnerUser)
        ).Value!;
        using var his = host.Page();
        await his.Session(paul.Email);
        var (_, number) = await his.Say("The export fails.");
        var same = await desk.Log(cast.Pia, "The export fails for me too");
        (await desk.Get<MergeInto>().Run(cast.Dirk.ToActor(), same, number)).IsDone.ShouldBeTrue();
        using var hers = host.Page();
        await hers.Session(cast.Pia.Email);
        await StandsOn(desk, cast.Pia, number);
        await using var pia = await hers.Stream();
        await using var author = await his.Stream();
        (await pia.Line()).Text.ShouldBe("The export fails.");
        await author.Line();

        await desk.Marks(cast.Nora, number);

        await pia.Next("shut");
        (await Record.ExceptionAsync(() => pia.Line())).ShouldNotBeNull();
        await author.Next("state", x => x.GetProperty("mark").ValueKind == JsonValueKind.String);
        (await desk.Get<Reply>().Run(cast.Nora.ToActor(), number, "canaryanswer")).IsDone.ShouldBeTrue();
        (await author.Line()).Text.ShouldBe("canaryanswer");
        // Named by the one who logged it she has it before her again.
        (await desk.Get<NameForMarked>().Run(paul.ToActor(), number, cast.Pia.Id, true)).IsDone.ShouldBeTrue();
        await using var again = await hers.Stream();
        (await again.Line()).Text.ShouldBe("The export fails.");
    }

    /// <summary>Somebody's chat goes on on a ticket that they take part in.</summary>
    private static Task StandsOn(WebDesk desk, Person person, long number) =>
        desk.Get<GroupWriter>()
            .Write(
                async (db, token) =>
                {
                    var ticket = await db.Tickets.Where(x => x.Number == number).Select(x => x.Id).SingleAsync(token);
                    await db
                        .Chats.Where(x => x.PersonId == person.Id)
                        .ExecuteUpdateAsync(x => x.SetProperty(y => y.TicketId, ticket), token);
                }
            );

    private static async Task<Actor> Actor(WebDesk desk, Person person)
    {
        await using var db = desk.Read();
        return await desk.Get<Clearances>().ActorOf(db, person);
    }
}
