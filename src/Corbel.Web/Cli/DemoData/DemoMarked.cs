using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>
/// Clause 11 in the demo: two people of staff with a clearance, one that runs out soon, one that waits for a second person,
/// and a marked issue of a government customer that a cleared agent answered.
/// </summary>
internal sealed class DemoMarked(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    public const string Council = "helen@wessex.example";
    private const string Colleague = "isla@wessex.example";
    private const string Manager = "margaret@alliantist.example";
    private const string Owner = "oliver@alliantist.example";

    public async Task Play(Instant now)
    {
        clock.Now = now - Duration.FromDays(20);
        await Clear(DemoCast.Agent, "sc", "Cabinet Office", 365);
        await Clear("ben@alliantist.example", "dv", "Home Office", 60);
        var waits = Draft(Manager, "sc", "Cabinet Office", 300);
        Expect(await services.GetRequiredService<GrantClearance>().Propose(cast[Owner].ToActor(), waits));

        clock.Now = now - Duration.FromHours(5);
        var form = new ArrivedForm(
            cast[Council].ToActor(),
            Guid.NewGuid(),
            null,
            "Evidence of the emergency plan shows the wrong sites",
            "The list of fallback sites in our emergency plan shows last year's sites. The list itself is OFFICIAL-SENSITIVE.",
            "2",
            [],
            clock.Now
        )
        {
            Mark = "official-sensitive",
        };
        var number = (await services.GetRequiredService<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
        clock.Now += Duration.FromMinutes(12);
        var named = services.GetRequiredService<NameForMarked>();
        Expect(await named.Run(cast[Council].ToActor(), number, cast[Colleague].Id, listed: true));
        clock.Now += Duration.FromMinutes(30);
        await using var db = services.GetRequiredService<Database>().Read();
        var ada = await services.GetRequiredService<Clearances>().ActorOf(db, cast[DemoCast.Agent]);
        Expect(await services.GetRequiredService<Assign>().Run(ada, number, ada.Person));
        Expect(
            await services
                .GetRequiredService<Reply>()
                .Run(ada, number, "I see the old list too. The new one is published tonight; you need do nothing.")
        );
    }

    private async Task Clear(string whom, string kind, string sponsor, int days)
    {
        var slice = services.GetRequiredService<GrantClearance>();
        var proposed = await slice.Propose(cast[Manager].ToActor(), Draft(whom, kind, sponsor, days));
        Expect(proposed);
        Expect(await slice.Grant(cast[Owner].ToActor(), proposed.Value));
    }

    private ClearanceDraft Draft(string whom, string kind, string sponsor, int days)
    {
        var today = clock.Now.InUtc().Date;
        return new(cast[whom].Id, kind, sponsor, today, today.PlusDays(days));
    }

    private static void Expect<T>(Core.Outcome<T> outcome)
    {
        if (outcome.Refused is { } refusal)
            throw new InvalidOperationException($"The demo's own data was refused: {refusal.Why.En}");
    }
}
