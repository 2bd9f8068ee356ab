using Corbel.Desk.Data;
using Corbel.Desk.Releases;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>Two releases of the product: one that all have, one that the first ring has.</summary>
internal sealed class DemoReleases(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    public async Task Play(Instant now)
    {
        var by = cast["margaret@alliantist.example"].ToActor();
        var (keep, plan) = (services.GetRequiredService<KeepOrders>(), services.GetRequiredService<PlanRelease>());
        clock.Now = now - Duration.FromDays(90);
        var product = (await keep.Product(by, "isms-online", "ISMS.online")).Value!.Id;
        string[] whom = [DemoCast.Administrator, "sanne@noordzee.example", "helen@wessex.example"];
        foreach (var (email, number) in whom.Zip(["OF-118", "OF-131", "OF-140"]))
            await keep.Order(
                by,
                cast[email].OrganisationId,
                number,
                [new(product, now - Duration.FromDays(200), null)]
            );
        var ring = (await keep.Ring(by, "Early", [cast[whom[0]].OrganisationId])).Value!.Id;
        var first = await plan.Run(
            by,
            new(
                product,
                "2026.9",
                "Autumn update",
                "Herfstversie",
                "* The risk register exports in one go.\n* Reminders for reviews.",
                "* Het risicoregister gaat in één keer mee bij het exporteren.\n* Herinneringen voor beoordelingen."
            )
        );
        var second = await plan.Run(
            by,
            new(
                product,
                "2026.10",
                "Evidence pages, faster",
                "Bewijspagina’s, sneller",
                "* Pages with much evidence open in half the time.",
                "* Pagina’s met veel bewijs openen in de helft van de tijd."
            )
        );
        var deliver = services.GetRequiredService<DeliverRelease>();
        clock.Now = now - Duration.FromDays(70);
        await deliver.Run(by, first.Value!.Id, null);
        clock.Now = now - Duration.FromDays(9);
        await deliver.Run(by, second.Value!.Id, ring);
        await using var db = services.GetRequiredService<Database>().Read();
        var customer = cast[whom[0]].OrganisationId;
        var solved = await db
            .Tickets.VisibleTo(by)
            .Where(x => x.OrganisationId == customer && x.Status == Core.Tickets.TicketStatus.Resolved)
            .OrderByDescending(x => x.Number)
            .Select(x => x.Number)
            .FirstAsync();
        await services.GetRequiredService<FixedIn>().Run(cast[DemoCast.Agent].ToActor(), solved, second.Value!.Id);
        clock.Now = now;
    }
}
