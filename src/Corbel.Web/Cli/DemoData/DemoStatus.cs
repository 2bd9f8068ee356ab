using Corbel.Core;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>The demo's maintenance, exclusion and incidents, each at its time.</summary>
internal sealed class DemoStatus(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private const string Manager = "margaret@alliantist.example";

    public async Task Play(Instant now)
    {
        var components = await Components(now - Duration.FromDays(118));
        var outage = await Outage(components[1], now);
        await Exclusion(outage);
        await Incident(now - Duration.FromDays(9), now);
        await Maintenance(now);
        clock.Now = now;
    }

    private async Task<IReadOnlyList<Component>> Components(Instant since)
    {
        Component[] made =
        [
            Part("Web application", "Webapplicatie", 1, since),
            Part("Documents and exports", "Documenten en exports", 2, since),
            Part("Sign-in", "Aanmelden", 3, since),
        ];
        await services
            .GetRequiredService<GroupWriter>()
            .Write(
                async (db, cancel) =>
                {
                    if (!await db.Components.AnyAsync(cancel))
                        db.Components.AddRange(made);
                }
            );
        await using var db = services.GetRequiredService<Database>().Read();
        return await db.Components.OrderBy(x => x.Position).ToListAsync();
    }

    private static Component Part(string name, string dutch, int position, Instant since) =>
        new()
        {
            Id = Guid.CreateVersion7(since.ToDateTimeOffset()),
            Name = name,
            NameNl = dutch,
            Position = position,
            CreatedAt = since,
        };

    private async Task<Interval> Outage(Component component, Instant now)
    {
        var from = now - Duration.FromDays(31);
        await services
            .GetRequiredService<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    foreach (var (days, minutes) in new[] { (31, 38), (9, 52) })
                        db.Outages.Add(
                            new Outage
                            {
                                Id = Guid.CreateVersion7(),
                                ComponentId = component.Id,
                                FromAt = now - Duration.FromDays(days),
                                ToAt = now - Duration.FromDays(days) + Duration.FromMinutes(minutes),
                                FoundAt = now - Duration.FromDays(days) + Duration.FromMinutes(2),
                            }
                        );
                    return Task.CompletedTask;
                }
            );
        return new(from, from + Duration.FromMinutes(38));
    }

    /// <summary>Proposed; who visits as another manager decides.</summary>
    private async Task Exclusion(Interval when)
    {
        clock.Now = when.End + Duration.FromHours(20);
        Expect(
            await services
                .GetRequiredService<Exclude>()
                .Propose(
                    cast[Manager].ToActor(),
                    when,
                    "The data centre’s power supply failed on both feeds.",
                    "In het datacentrum viel de stroom op beide voedingen uit.",
                    new("data-centre.txt", "text/plain", "Report of the data centre.\n"u8.ToArray())
                )
        );
    }

    private async Task Incident(Instant at, Instant now)
    {
        var run = services.GetRequiredService<RunIncident>();
        var agent = cast[DemoCast.Agent].ToActor();
        clock.Now = at;
        var old = Expect(
            await run.Open(
                agent,
                "Exports stop half-way",
                "Exports stoppen halverwege",
                "1",
                [],
                new(
                    IncidentState.Investigating,
                    "Large exports fail. We are looking.",
                    "Grote exports mislukken. Wij kijken ernaar."
                )
            )
        );
        clock.Now = at + Duration.FromMinutes(52);
        Expect(
            await run.Update(
                agent,
                old,
                new(
                    IncidentState.Resolved,
                    "A full disk; exports work again.",
                    "Een volle schijf; exports werken weer."
                )
            )
        );
        clock.Now = now - Duration.FromMinutes(40);
        var open = Expect(
            await run.Open(
                agent,
                "Slow pages for some customers",
                "Trage pagina’s bij enkele klanten",
                "2",
                [],
                new(
                    IncidentState.Investigating,
                    "Some pages take up to ten seconds.",
                    "Sommige pagina’s duren tot tien seconden."
                )
            )
        );
        clock.Now = now - Duration.FromMinutes(15);
        Expect(
            await run.Update(
                agent,
                open,
                new(
                    IncidentState.Identified,
                    "A slow query; a repair is on its way.",
                    "Een trage query; herstel is onderweg."
                )
            )
        );
    }

    private async Task Maintenance(Instant now)
    {
        var plan = services.GetRequiredService<PlanMaintenance>();
        var manager = cast[Manager].ToActor();
        var saturday = now.InUtc()
            .Date.With(DateAdjusters.Next(IsoDayOfWeek.Saturday))
            .AtMidnight()
            .InUtc()
            .ToInstant();
        clock.Now = now - Duration.FromDays(2);
        var announced = Expect(
            await plan.Plan(
                manager,
                Draft("Database upgrade", "Nieuwe databaseversie", saturday + Duration.FromHours(20), 3)
            )
        );
        Expect(await plan.Announce(manager, announced));
        // In the midst of a working day: its page says why it would not count.
        Expect(
            await plan.Plan(
                manager,
                Draft("New certificates", "Nieuwe certificaten", saturday + Duration.FromHours(62), 1)
            )
        );
    }

    private static MaintenanceDraft Draft(string title, string dutch, Instant from, int hours) =>
        new(
            title,
            dutch,
            "The application is not available.",
            "De applicatie is niet beschikbaar.",
            from,
            from + Duration.FromHours(hours)
        );

    private static T Expect<T>(Outcome<T> outcome) =>
        outcome.Refused is { } refusal
            ? throw new InvalidOperationException($"The demo's own data was refused: {refusal.Why.En}")
            : outcome.Value!;
}
