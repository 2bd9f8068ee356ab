using Corbel.Desk.Sessions;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>Two customers that bought sessions: some held, one booked, some times to book.</summary>
internal sealed class DemoSessions(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private const string Manager = "margaret@alliantist.example";
    private const string Trainer = "ben@alliantist.example";
    private const string Dutch = "sanne@noordzee.example";

    public async Task Play(Instant now)
    {
        clock.Now = now - Duration.FromDays(90);
        await Buy(DemoCast.Administrator, "HB-2026-07", now, 2, 4, 2);
        await Buy(Dutch, "NZ-2026-03", now, 1, 2, 3);
        await Held(
            DemoCast.Administrator,
            "tom@harbourbank.example",
            "training",
            now - Days(40),
            "Roles and rights; accounts of new colleagues",
            "user-administration",
            "standard-features"
        );
        await Held(
            DemoCast.Administrator,
            DemoCast.Administrator,
            "coaching",
            now - Days(16),
            "Isolating a problem before handing it over",
            "diagnosis"
        );
        await Held(
            Dutch,
            "joris@noordzee.example",
            "training",
            now - Days(25),
            "Eigen eerste lijn: vragen van partners",
            "product-information"
        );
        clock.Now = now - Days(3);
        await Book(
            DemoCast.Administrator,
            await Offer("training", Morning(now, 5)),
            DemoCast.Administrator,
            "tom@harbourbank.example"
        );
        await Book(Dutch, await Offer("coaching", Morning(now, 8)), "joris@noordzee.example");
        await Offer("training", Morning(now, 11));
        await Offer("coaching", Morning(now, 14));
        await Offer("adoption", Morning(now, 17));
    }

    private async Task Buy(string whom, string reference, Instant now, int adoption, int training, int coaching)
    {
        var counts = new Dictionary<string, int>
        {
            ["adoption"] = adoption,
            ["training"] = training,
            ["coaching"] = coaching,
        };
        var (from, until) = (now - Days(100), now + Days(200));
        var draft = new ProposalDraft(cast[whom].OrganisationId, reference, from, until, 24, counts);
        Expect(await services.GetRequiredService<RecordProposal>().Run(cast[Manager].ToActor(), draft));
    }

    private async Task Held(string whom, string who, string kind, Instant at, string topics, params string[] duties)
    {
        clock.Now = at - Days(8);
        var session = await Book(whom, await Offer(kind, Morning(at, 0)), who);
        clock.Now = Morning(at, 0) + Duration.FromHours(2);
        var person = cast[who].Id;
        var minutes = new SessionMinutes(
            [person],
            topics,
            "",
            [.. duties.Select(x => new ReachedDuty(person, "1", x))]
        );
        Expect(await services.GetRequiredService<HoldSession>().Run(cast[Trainer].ToActor(), session, minutes));
    }

    private async Task<Guid> Offer(string kind, Instant at)
    {
        var draft = new SlotDraft(
            kind,
            at,
            Duration.FromMinutes(90),
            "https://meet.alliantist.example/training",
            cast[Trainer].Id
        );
        var offered = await services.GetRequiredService<OfferSlot>().Run(cast[Trainer].ToActor(), draft);
        Expect(offered);
        return offered.Value!.Id;
    }

    private async Task<Guid> Book(string whom, Guid slot, params string[] who)
    {
        var by = cast[whom];
        var people = who.Select(x => cast[x].Id);
        var booked = await services
            .GetRequiredService<BookSession>()
            .Run(by.ToActor(), by.OrganisationId, slot, people);
        Expect(booked);
        return booked.Value!.Id;
    }

    /// <summary>Ten in the morning of that day, in London.</summary>
    private static Instant Morning(Instant now, int days)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/London"];
        var day = (now + Days(days)).InZone(zone).Date;
        // Nobody trains on a Saturday or Sunday.
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            day = day.PlusDays(1);
        return zone.AtLeniently(day + new LocalTime(10, 0)).ToInstant();
    }

    private static Duration Days(int days) => Duration.FromDays(days);

    private static void Expect<T>(Core.Outcome<T> outcome)
    {
        if (outcome.Refused is { } refusal)
            throw new InvalidOperationException($"The demo's own data was refused: {refusal.Why.En}");
    }
}
