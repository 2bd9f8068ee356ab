using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>Issues on which both sides talk: a severity in dispute, a question that waits, one merged, one split.</summary>
internal sealed class DemoTalks(IServiceProvider services, DemoClock clock, DemoCast cast, Func<Task> send)
{
    public async Task Play(Instant now)
    {
        await Dispute(now - Duration.FromMinutes(50));
        await Wait(now - Duration.FromHours(26));
        await Merge(now - Duration.FromHours(5));
        await Split(now - Duration.FromHours(6));
    }

    private Actor Agent => cast[DemoCast.Agent].ToActor();

    private async Task Dispute(Instant at)
    {
        var priya = cast[DemoCast.Administrator];
        var number = await Log(priya, at, "The dashboard does not load", "It stays grey for all of us.", "1");
        clock.Now = at + Duration.FromMinutes(12);
        Done(
            await services
                .GetRequiredService<SetSeverity>()
                .Run(Agent, number, "2", "Other pages load for your colleagues: one function is broken.")
        );
        clock.Now = at + Duration.FromMinutes(20);
        Done(
            await services
                .GetRequiredService<ObjectToSeverity>()
                .Run(priya.ToActor(), number, "Nobody here gets past the dashboard, so nobody gets to those pages.")
        );
    }

    private async Task Wait(Instant at)
    {
        var joris = cast["joris@noordzee.example"];
        var number = await Log(joris, at, "Bijlagen zijn leeg", "Gedownloade bijlagen hebben nul bytes.", "2");
        clock.Now = at + Duration.FromMinutes(40);
        Done(
            await services
                .GetRequiredService<Reply>()
                .Run(Agent, number, "Met welke browser gebeurt dit, en in welke versie?", new ReplyMarks(Asks: true))
        );
        await send();
    }

    private async Task Merge(Instant at)
    {
        var tom = await Log(cast["tom@harbourbank.example"], at, "Exports are slow", "Half an hour for a PDF.", "2");
        var priya = await Log(
            cast[DemoCast.Administrator],
            at + Duration.FromMinutes(9),
            "PDF export takes very long",
            "Several of us see it since this morning.",
            "2"
        );
        clock.Now = at + Duration.FromMinutes(15);
        Done(await services.GetRequiredService<MergeInto>().Run(Agent, tom, priya));
        clock.Now = at + Duration.FromMinutes(35);
        Done(
            await services
                .GetRequiredService<Reply>()
                .Run(Agent, priya, "We see the queue of exports growing and are adding room to it.")
        );
        await send();
    }

    private async Task Split(Instant at)
    {
        var sanne = cast["sanne@noordzee.example"];
        var number = await Log(sanne, at, "Logo op het rapport", "Kan ons nieuwe logo op het rapport?", "3");
        clock.Now = at + Duration.FromMinutes(30);
        Done(await services.GetRequiredService<Reply>().Run(Agent, number, "Dat kan. We zetten het klaar."));
        await send();
        clock.Now = at + Duration.FromMinutes(55);
        var form = new ArrivedForm(
            sanne.ToActor(),
            Guid.NewGuid(),
            number,
            "",
            "Dank. Iets anders: de zoekfunctie vindt sinds vandaag niets meer.",
            null,
            [],
            clock.Now
        );
        Done(await services.GetRequiredService<ReceiveMessage>().Form(form));
        clock.Now = at + Duration.FromMinutes(60);
        // Receipt, acknowledgement, reply, contact: the message is the fifth.
        var choice = new SplitChoice(5, "Zoeken vindt niets", "2");
        Done(await services.GetRequiredService<SplitOff>().Run(Agent, number, choice));
        await send();
    }

    private async Task<long> Log(Person by, Instant at, string subject, string text, string severity)
    {
        clock.Now = at;
        var form = new ArrivedForm(by.ToActor(), Guid.NewGuid(), null, subject, text, severity, [], at);
        var received = await services.GetRequiredService<ReceiveMessage>().Form(form);
        await send();
        return received.Value!.Ticket!.Value;
    }

    private static void Done<T>(Outcome<T> outcome)
    {
        if (outcome.Refused is { } refusal)
            throw new InvalidOperationException($"the demo was refused: {refusal.Why.En}");
    }
}
