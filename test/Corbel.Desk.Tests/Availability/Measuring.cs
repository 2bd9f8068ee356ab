using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Availability;

/// <summary>A probe with places that tell what a test wants, by the test's clock.</summary>
internal sealed class Measuring(TestDesk desk)
{
    private readonly Dictionary<Guid, long> last = [];

    public Guid Probe { get; private set; }
    public List<Guid> Places { get; } = [];

    public static Task<Measuring> Begin(TestDesk desk, int quorum, params string[] places) =>
        Begin(desk, quorum, places, seconds: 60);

    public static async Task<Measuring> Begin(TestDesk desk, int quorum, string[] places, int seconds)
    {
        var measuring = new Measuring(desk);
        foreach (var name in places)
            measuring.Places.Add((await desk.Get<Places>().Add(name, [])).Value!.Id);
        var form = new ProbeForm
        {
            Name = "Web application",
            NameNl = "Webapplicatie",
            Target = "https://product.example/health",
            Quorum = quorum,
            IntervalSeconds = seconds,
            Places = measuring.Places,
        };
        measuring.Probe = (await desk.Get<KeepProbes>().Add(desk.Cast.Max.ToActor(), form)).Value;
        return measuring;
    }

    /// <summary>A place tells one result now.</summary>
    public async Task<TakenResults> Tell(int place, CheckOutcome outcome, long skew = 0)
    {
        var id = Places[place];
        last[id] = last.GetValueOrDefault(id) + 1;
        var now = desk.Clock.GetCurrentInstant().ToUnixTimeMilliseconds() + skew;
        return await desk.Get<TakeResults>()
            .Run(id, now, [new(Probe, new(last[id], now, outcome), outcome == CheckOutcome.Good ? "" : "status 503")]);
    }

    /// <summary>Minutes of results, each place by its letters: + good, - failed, ? no way out, a blank nothing.</summary>
    public async Task Minutes(params string[] places)
    {
        for (var minute = 0; minute < places[0].Length; minute++)
        {
            for (var place = 0; place < places.Length; place++)
                if (places[place][minute] != ' ')
                    await Tell(
                        place,
                        places[place][minute] switch
                        {
                            '+' => CheckOutcome.Good,
                            '-' => CheckOutcome.Failed,
                            _ => CheckOutcome.NoWayOut,
                        }
                    );
            desk.Clock.Advance(Duration.FromMinutes(1));
        }
    }

    public async Task<List<Outage>> Outages()
    {
        await using var db = desk.Read();
        return await db.Outages.OrderBy(x => x.FromAt).ToListAsync();
    }
}
