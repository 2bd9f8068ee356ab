using Corbel.Core;
using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>
/// Calls of a telephone system: one that was written down, one that waits for the agent's note, and missed ones, of which the
/// desk makes call-backs once it serves.
/// </summary>
internal sealed class DemoCalls(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private const string Extension = "12";
    private const string Priya = "+44 20 7946 0011";
    private const string Helen = "+44 117 496 0123";

    public async Task Play(Instant now)
    {
        await Know();
        var wanted = new NewPbx("demo", PbxKind.Generic, null, ["127.0.0.1"], null);
        var pbx = Done(await services.GetRequiredService<Pbxes>().Add(wanted)).Pbx;
        var written = await Answered(pbx, "demo-1", Priya, now - Duration.FromMinutes(95), Duration.FromMinutes(6));
        clock.Now = now - Duration.FromMinutes(87);
        await Note(written);
        await Missed(pbx, "demo-2", Helen, now - Duration.FromMinutes(40));
        await Missed(pbx, "demo-3", "+44 29 2018 0456", now - Duration.FromMinutes(33));
        await Missed(pbx, "demo-4", Helen, now - Duration.FromMinutes(21));
        await Answered(pbx, "demo-5", "+31 20 794 0012", now - Duration.FromMinutes(9), Duration.FromMinutes(4));
    }

    private async Task Know()
    {
        var keep = services.GetRequiredService<KeepNumbers>();
        Done(await keep.Extension(cast[DemoCast.Agent].Id, Extension));
        Done(await keep.OfPerson(cast[DemoCast.Administrator].Id, [Priya]));
        Done(await keep.OfPerson(cast["helen@wessex.example"].Id, [Helen]));
        Done(await keep.OfPerson(cast["joris@noordzee.example"].Id, ["+31 20 794 0012"]));
        var noordzee = cast["joris@noordzee.example"].OrganisationId;
        Done(await keep.OfOrganisation(noordzee, ["+31 20 794 0000", "+31 20 794*"]));
    }

    private async Task Note(Guid call)
    {
        var issue = new ToldIssue(
            call,
            cast[DemoCast.Administrator].Id,
            Channel.Telephone,
            null,
            "How to give an auditor access for one week",
            "The external auditor comes on Monday and is to read, not to change.",
            null,
            clock.Now,
            "I walked Priya through a guest account with an end date; I send the page by mail."
        )
        {
            Call = call,
        };
        Done(await services.GetRequiredService<LogForPerson>().Run(cast[DemoCast.Agent].ToActor(), issue));
    }

    private async Task<Guid> Answered(Pbx pbx, string key, string from, Instant at, Duration length)
    {
        await Tell(pbx, key, from, CallEventKind.New, at);
        await Tell(pbx, key, from, CallEventKind.Answered, at + Duration.FromSeconds(9));
        return await Tell(pbx, key, from, CallEventKind.HungUp, at + length);
    }

    private async Task Missed(Pbx pbx, string key, string from, Instant at)
    {
        await Tell(pbx, key, from, CallEventKind.New, at);
        await Tell(pbx, key, from, CallEventKind.HungUp, at + Duration.FromSeconds(28));
    }

    private Task<Guid> Tell(Pbx pbx, string key, string from, CallEventKind kind, Instant at)
    {
        clock.Now = at;
        var told = new ToldCall(key, from, "+44 1273 041140", new CallEvent(kind, at), [Extension]);
        return services.GetRequiredService<TakeCallEvent>().Run(pbx, told);
    }

    private static T Done<T>(Outcome<T> outcome) =>
        outcome.IsDone ? outcome.Value! : throw new InvalidOperationException(outcome.Refused!.Why.En);
}
