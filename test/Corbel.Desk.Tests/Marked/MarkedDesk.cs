using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>What tests of marked tickets share.</summary>
internal static class MarkedDesk
{
    public const string Mark = "official-sensitive";

    /// <summary>Gives a person of staff the clearance that opens the mark.</summary>
    public static async Task Clear(this TestDesk desk, Person person)
    {
        var (grants, cast) = (desk.Get<GrantClearance>(), desk.Cast);
        var today = new LocalDate(2026, 7, 1);
        var proposed = await grants.Propose(
            cast.Max.ToActor(),
            new(person.Id, "sc", "Cabinet Office", today, today.PlusYears(1))
        );
        (await grants.Grant(cast.Olive.ToActor(), proposed.Value)).IsDone.ShouldBeTrue();
    }

    /// <summary>Somebody with what their clearances open now.</summary>
    public static async Task<Actor> ActorOf(this TestDesk desk, Person person)
    {
        await using var db = desk.Read();
        return await desk.Get<Clearances>().ActorOf(db, person);
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
}
