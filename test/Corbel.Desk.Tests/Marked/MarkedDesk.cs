using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>What tests of marked tickets share, by the policy of ISMS.online unless a test posts another.</summary>
internal static class MarkedDesk
{
    public const string Mark = "official-sensitive";

    /// <summary>Another agent of the provider.</summary>
    public static async Task<Person> Agent(this TestDesk desk, string name) =>
        (
            await desk.Get<Register>()
                .Person(desk.Cast.Provider.Id, name, $"{name.ToLowerInvariant()}@isms.example", Role.Agent)
        ).Value!;

    /// <summary>A clearance from today on, as somebody proposes it.</summary>
    public static ClearanceDraft Draft(this TestDesk desk, Person person, string kind = "sc", int days = 300)
    {
        var today = desk.Clock.GetCurrentInstant().InUtc().Date;
        return new(person.Id, kind, "Cabinet Office", today, today.PlusDays(days));
    }

    /// <summary>Gives a person of staff a clearance.</summary>
    public static Task<Guid> Clear(this TestDesk desk, Person person, string kind = "sc", int days = 300) =>
        desk.Clear(desk.Draft(person, kind, days));

    /// <summary>The same as drafted: Max proposes and Olive grants.</summary>
    public static async Task<Guid> Clear(this TestDesk desk, ClearanceDraft draft)
    {
        var id = (await desk.Get<GrantClearance>().Propose(desk.Cast.Max.ToActor(), draft)).Value;
        (await desk.Get<GrantClearance>().Grant(desk.Cast.Olive.ToActor(), id)).IsDone.ShouldBeTrue();
        return id;
    }

    /// <summary>Somebody with what their clearances open now.</summary>
    public static async Task<Actor> ActorOf(this TestDesk desk, Person person)
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
    ) => await desk.Get<MarkIssue>().Run(await desk.ActorOf(by), ticket, mark, place);

    /// <summary>An issue of somebody's with the provider.</summary>
    public static async Task<long> Issue(
        this TestDesk desk,
        Person by,
        string subject = "Subject",
        string text = "Text",
        string? severity = "2"
    ) => (await desk.Form(by, subject, text, severity)).Value!.Ticket!.Value;

    /// <summary>Whether a person sees a ticket, by the clearances that they have now.</summary>
    public static async Task<bool> Sees(this TestDesk desk, Person person, long ticket)
    {
        await using var db = desk.Read();
        var by = await desk.Get<Clearances>().ActorOf(db, person);
        return await desk.Get<ReadTicket>().Run(db, by, ticket) is not null;
    }

    /// <summary>Runs what is due until nothing is; none may fail.</summary>
    public static async Task RunJobs(this TestDesk desk)
    {
        while (await desk.Get<JobRunner>().RunDue(CancellationToken.None) > 0) { }
        await using var db = desk.Read();
        (await db.Jobs.Select(x => x.LastError).ToListAsync()).ShouldAllBe(x => x == null);
    }

    public static async Task<T> Within<T>(this TestDesk desk, Actor reader, Func<DeskDb, Task<T>> read)
    {
        using var reading = MarkedReading.Begin(desk.Get<Database>(), reader);
        await using var db = desk.Read();
        return await read(db);
    }

    /// <summary>The ticket as a person reads it, opened where they may; null where there is none for them.</summary>
    public static async Task<TicketView?> Read(this TestDesk desk, Person by, long ticket)
    {
        var actor = await desk.ActorOf(by);
        return await desk.Within(actor, db => desk.Get<ReadTicket>().Run(db, actor, ticket));
    }

    /// <summary>Which of some words lie in the data folder or the database as they were written.</summary>
    public static Task<List<string>> InPlain(this TestDesk desk, params string[] words) =>
        PlainAtRest.Found(desk.Folder, desk.Get<DeskOptions>().Database, words);
}
