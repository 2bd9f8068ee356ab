using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Tests;

/// <summary>Clearances and marks, past the pages.</summary>
internal static class Marking
{
    public const string Mark = "official-sensitive";

    /// <summary>A clearance that one manager proposed and another granted.</summary>
    public static async Task<Guid> Clear(this WebDesk desk, Person person, int days = 365)
    {
        var today = desk.Clock.GetCurrentInstant().InUtc().Date;
        var draft = new ClearanceDraft(person.Id, "sc", "Cabinet Office", today, today.PlusDays(days));
        var slice = desk.Get<GrantClearance>();
        // Nobody grants their own.
        var (first, second) =
            person.Id == desk.Cast.Olive.Id ? (desk.Cast.Olive, desk.Cast.Max) : (desk.Cast.Max, desk.Cast.Olive);
        var proposed = await slice.Propose(first.ToActor(), draft);
        (await slice.Grant(second.ToActor(), proposed.Value)).IsDone.ShouldBeTrue();
        return proposed.Value;
    }

    public static async Task Marks(this WebDesk desk, Person by, long number, MarkPlace place = default) =>
        (await desk.Get<MarkIssue>().Run(by.ToActor(), number, Mark, place)).IsDone.ShouldBeTrue();

    /// <summary>The ticket as its customer's administrator sees it.</summary>
    public static async Task<TicketView> Seen(this WebDesk desk, Person by, long number)
    {
        await using var db = desk.Read();
        var actor = await desk.Get<Clearances>().ActorOf(db, by);
        using var reading = MarkedReading.Begin(desk.Get<Database>(), actor);
        return (await desk.Get<ReadTicket>().Run(db, actor, number))!;
    }
}
