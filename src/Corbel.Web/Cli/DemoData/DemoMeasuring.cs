using Corbel.Core.Availability;
using Corbel.Desk;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>Ten weeks of measuring by the desk itself: mostly up, three outages, one gap. It goes on by itself when the demo is served.</summary>
internal sealed class DemoMeasuring(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private const string Manager = "margaret@alliantist.example";
    private const int Seconds = 120;
    private static readonly (double Days, int Minutes, bool Both)[] Outages =
    [
        (58.3, 11, true),
        (33.6, 96, true),
        (12.45, 23, false),
    ];

    public async Task Play(Instant now)
    {
        var begin = now - Duration.FromDays(70);
        clock.Now = begin;
        var url = services.GetRequiredService<DeskOptions>().Url.TrimEnd('/');
        var app = await Probe("Web application", "Webapplicatie", $"{url}/healthz");
        var signIn = await Probe("Sign-in", "Aanmelden", $"{url}/sign-in");
        await using var db = services.GetRequiredService<Database>().Read();
        var place = await db.Places.SingleAsync(x => x.Name == Place.Desk);
        var writer = services.GetRequiredService<GroupWriter>();
        await writer.Write(
            async (write, cancel) =>
            {
                var days = Days(app, place.Id, begin, now, 1, true)
                    .Concat(Days(signIn, place.Id, begin, now, 2, false));
                write.ProbeDays.AddRange(days);
                var own = await write.Places.AsTracking().SingleAsync(x => x.Id == place.Id, cancel);
                own.LastSequence = 1_000_000;
            }
        );
        var find = services.GetRequiredService<FindOutages>();
        foreach (var (daysAgo, minutes, _) in Outages)
        {
            var from = now - Duration.FromDays(daysAgo);
            foreach (var at in new[] { from + Duration.FromMinutes(5), from + Duration.FromMinutes(minutes + 5) })
            {
                clock.Now = at;
                await find.Again(writer, from - Duration.FromHours(1), at);
            }
        }
        clock.Now = now;
        await services.GetRequiredService<IssueMonth>().Issue(4);
    }

    private async Task<Guid> Probe(string name, string dutch, string target)
    {
        var form = new ProbeForm
        {
            Name = name,
            NameNl = dutch,
            Target = target,
            IntervalSeconds = Seconds,
        };
        var added = await services.GetRequiredService<KeepProbes>().Add(cast[Manager].ToActor(), form);
        return added.Refused is { } refusal ? throw new InvalidOperationException(refusal.Why.En) : added.Value;
    }

    private static IEnumerable<ProbeDay> Days(Guid probe, Guid place, Instant begin, Instant now, int first, bool all)
    {
        var (from, to) = (begin.ToUnixTimeMilliseconds() + (first * 1000), now.ToUnixTimeMilliseconds());
        var spans = Outages
            .Where(x => all || x.Both)
            .Select(x => (now - Duration.FromDays(x.Days), x.Minutes))
            .Select(x => Span.Of(x.Item1, x.Item1 + Duration.FromMinutes(x.Minutes)))
            .ToList();
        var gap = now - Duration.FromDays(21.7);
        var silent = Span.Of(gap, gap + Duration.FromMinutes(40));
        var checks = new List<Check>();
        for (var (at, number) = (from, (long)first); at < to; at += Seconds * 1000, number += 2)
            if (at < silent.From || at >= silent.To)
                checks.Add(
                    new(
                        number,
                        at,
                        spans.Exists(x => at >= x.From && at < x.To) ? CheckOutcome.Failed : CheckOutcome.Good
                    )
                );
        return checks
            .GroupBy(x => Instant.FromUnixTimeMilliseconds(x.At).InUtc().Date)
            .Select(x => ProbeDay.Of(probe, place, x.Key, x));
    }
}
