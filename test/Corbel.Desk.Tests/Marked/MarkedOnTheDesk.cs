using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>What the tests of marks do over and over, by the policy of ISMS.online.</summary>
internal static class MarkedOnTheDesk
{
    public const string Mark = "official-sensitive";

    /// <summary>Another agent of the provider.</summary>
    public static async Task<Person> Agent(this TestDesk desk, string name) =>
        (
            await desk.Get<Register>()
                .Person(desk.Cast.Provider.Id, name, $"{name.ToLowerInvariant()}@isms.example", Role.Agent)
        ).Value!;

    /// <summary>A clearance that Max proposes and Olive grants, from today until a day.</summary>
    public static async Task<Guid> Clear(this TestDesk desk, Person person, string kind = "sc", int days = 300)
    {
        var today = desk.Clock.GetCurrentInstant().InUtc().Date;
        var draft = new ClearanceDraft(person.Id, kind, "Cabinet Office", today, today.PlusDays(days));
        var id = (await desk.Get<GrantClearance>().Propose(desk.Cast.Max.ToActor(), draft)).Value;
        (await desk.Get<GrantClearance>().Grant(desk.Cast.Olive.ToActor(), id)).IsDone.ShouldBeTrue();
        return id;
    }

    public static async Task<Actor> Actor(this TestDesk desk, Person person)
    {
        await using var db = desk.Read();
        return await desk.Get<Clearances>().ActorOf(db, person);
    }

    public static async Task<Outcome<int>> Marked(
        this TestDesk desk,
        Person by,
        long ticket,
        MarkPlace place = default,
        string mark = Mark
    ) => await desk.Get<MarkIssue>().Run(await desk.Actor(by), ticket, mark, place);

    /// <summary>An issue of Rik's with the provider.</summary>
    public static async Task<long> Issue(
        this TestDesk desk,
        Person by,
        string subject = "Subject",
        string text = "Text"
    ) => (await desk.Form(by, subject, text, "2")).Value!.Ticket!.Value;

    /// <summary>Whether a person sees a ticket, by the clearances that they have now.</summary>
    public static async Task<bool> Sees(this TestDesk desk, Person person, long ticket)
    {
        await using var db = desk.Read();
        var by = await desk.Get<Clearances>().ActorOf(db, person);
        return await desk.Get<Desk.Tickets.ReadTicket>().Run(db, by, ticket) is not null;
    }
}
