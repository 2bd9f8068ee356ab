using System.Net;
using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Availability;
using Corbel.Desk.Availability;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Availability;

/// <summary>Real `corbel probe` processes that look at a real HTTP target, which is stopped and started.</summary>
public sealed class RemoteProbeTests
{
    [Fact]
    public async Task Two_places_disagree_then_agree_and_the_outage_ends_when_the_target_is_back()
    {
        await using var target = new Target();
        await target.Start();
        await using var desk = await WebDesk.Open();
        // Real probes go by the real clock.
        await using var moving = new Timer(
            _ => desk.Clock.Reset(SystemClock.Instance.GetCurrentInstant()),
            null,
            0,
            20
        );
        var (london, paris) = (await Add(desk, "london"), await Add(desk, "paris"));
        await Probe(desk, new Uri(target.Url, "health"), london.Id, paris.Id);
        await using var one = await RemoteProbe.Start(desk.Url, london, Path.Combine(desk.Folder, "london"));
        await using var other = await RemoteProbe.Start(desk.Url, paris, Path.Combine(desk.Folder, "paris"));
        await Says(desk, london, CheckOutcome.Good);
        await Says(desk, paris, CheckOutcome.Good);

        // Two must find it down: London alone does, and Paris contradicts it.
        target.LiesTo = "london";
        await Says(desk, london, CheckOutcome.Failed);
        await Says(desk, paris, CheckOutcome.Good);
        (await Outages(desk)).ShouldBeEmpty();
        await using (var db = desk.Read())
            (await desk.Get<ReadMonth>().Run(db, Month(desk)))!.Figures.Down.ShouldBe(0);

        await target.Stop();
        await Eventually.Is(async () => (await Outages(desk)).Exists(x => x.ToAt is null), "both find it down", Long);

        target.LiesTo = "nobody";
        await target.Start();
        await Eventually.Is(
            async () => (await Outages(desk)).TrueForAll(x => x.ToAt is not null),
            "it is up again",
            Long
        );
        await Says(desk, paris, CheckOutcome.Good);
        await Says(desk, london, CheckOutcome.Good);
        await using var after = desk.Read();
        (await after.Incidents.FirstAsync()).Severity.ShouldBe("1");
    }

    [Fact]
    public async Task A_call_that_is_not_signed_by_the_place_is_refused()
    {
        await using var desk = await WebDesk.Open();
        var london = await Add(desk, "london");
        using var stranger = desk.Stranger();
        (await stranger.GetAsync("/probes")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        async Task<HttpStatusCode> Get(string secret, Duration away)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/probes");
            var at = desk.Clock.GetCurrentInstant() + away;
            request.Headers.Add(CallSignature.Header, CallSignature.Sign(Encoding.UTF8.GetBytes(secret), at, []));
            using var answer = await stranger.SendAsync(request);
            return answer.StatusCode;
        }
        (await Get(london.Secret, Duration.Zero)).ShouldBe(HttpStatusCode.OK);
        (await Get(london.Secret, Duration.FromMinutes(6))).ShouldBe(HttpStatusCode.Unauthorized);
        (await Get("corbel_wrong", Duration.Zero)).ShouldBe(HttpStatusCode.Unauthorized);
        await desk.Get<Places>().Remove("london");
        (await Get(london.Secret, Duration.Zero)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(120);

    private static YearMonth Month(WebDesk desk)
    {
        var day = desk.Clock.GetCurrentInstant().InUtc().Date;
        return new(day.Year, day.Month);
    }

    private static async Task<Place> Add(WebDesk desk, string name) => (await desk.Get<Places>().Add(name, [])).Value!;

    private static async Task Probe(WebDesk desk, Uri url, params Guid[] places)
    {
        var form = new ProbeForm
        {
            Name = "App",
            Target = url.ToString(),
            IntervalSeconds = 10,
            TimeoutMilliseconds = 2000,
            Quorum = 2,
            Places = places,
        };
        (await desk.Get<KeepProbes>().Add(desk.Cast.Max.ToActor(), form)).IsDone.ShouldBeTrue();
    }

    private static Task Says(WebDesk desk, Place place, CheckOutcome outcome) =>
        Eventually.Is(
            async () =>
            {
                await using var db = desk.Read();
                return await db.ProbeNow.AnyAsync(x => x.PlaceId == place.Id && x.Outcome == outcome);
            },
            $"{place.Name} says {outcome}",
            Long
        );

    private static async Task<List<Outage>> Outages(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.Outages.ToListAsync();
    }
}
