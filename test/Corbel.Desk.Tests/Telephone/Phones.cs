using Corbel.Core.Telephone;
using Corbel.Desk.Jobs;
using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Telephone;

/// <summary>A telephone system of the tests and what it tells.</summary>
internal static class Phones
{
    public const string OfSam = "+442079460018";
    public const string OfNobody = "+442079460099";

    public static async Task<Pbx> Exchange(this TestDesk desk)
    {
        var made = await desk.Get<Pbxes>().Add(new NewPbx("front-desk", PbxKind.Generic, null, [], null));
        (await desk.Get<KeepNumbers>().Extension(desk.Cast.Ada.Id, "12")).IsDone.ShouldBeTrue();
        await desk.Knows(desk.Cast.Sam, OfSam);
        return made.Value.Pbx;
    }

    public static async Task Knows(this TestDesk desk, Person person, params string[] numbers) =>
        (await desk.Get<KeepNumbers>().OfPerson(person.Id, numbers)).IsDone.ShouldBeTrue();

    /// <summary>Tells an event at the present time of the desk's clock.</summary>
    public static Task<Guid> Tell(
        this TestDesk desk,
        Pbx pbx,
        CallEventKind kind,
        string key = "c1",
        string? from = OfSam,
        string? extension = null,
        Instant? at = null
    ) =>
        desk.Get<TakeCallEvent>()
            .Run(
                pbx,
                new ToldCall(
                    key,
                    from,
                    "+441273041140",
                    new CallEvent(kind, at ?? desk.Clock.GetCurrentInstant()),
                    extension is null ? [] : [extension]
                )
            );

    /// <summary>A call that rings for twenty seconds and that nobody answers; what becomes of it has become of it.</summary>
    public static async Task<Guid> Miss(this TestDesk desk, Pbx pbx, string key, string? from = OfSam)
    {
        await desk.Tell(pbx, CallEventKind.New, key, from);
        desk.Clock.AdvanceSeconds(20);
        var call = await desk.Tell(pbx, CallEventKind.HungUp, key, from);
        await desk.Settle();
        return call;
    }

    /// <summary>A call that is answered after ten seconds, where a telephone is named, and lasts five minutes.</summary>
    public static async Task<Guid> Answer(
        this TestDesk desk,
        Pbx pbx,
        string key = "c1",
        string? extension = "12",
        string? from = OfSam
    )
    {
        await desk.Tell(pbx, CallEventKind.New, key, from);
        desk.Clock.AdvanceSeconds(10);
        if (extension is not null)
            await desk.Tell(pbx, CallEventKind.Answered, key, from, extension);
        desk.Clock.AdvanceMinutes(5);
        return await desk.Tell(pbx, CallEventKind.HungUp, key, from);
    }

    /// <summary>Lets time pass, and what is due then happen.</summary>
    public static async Task Pass(this TestDesk desk, Duration time)
    {
        desk.Clock.Advance(time);
        await desk.Get<JobRunner>().RunDue(default);
    }

    /// <summary>Lets the while pass after which an unanswered call is missed.</summary>
    public static Task Settle(this TestDesk desk) => desk.Pass(MissedCalls.Grace);

    public static async Task<Call> Call(this TestDesk desk, Guid id)
    {
        await using var db = desk.Read();
        return await db.Calls.SingleAsync(x => x.Id == id);
    }
}
