using Corbel.Core;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>How the policy changed a month ago: two customers have accepted it by use, one of them after an objection.</summary>
internal sealed class DemoPolicy(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private const string Host = "isms-online";

    /// <summary>When the second version was posted: a month ago, in the morning.</summary>
    public static Instant ChangedAt(Instant now) => now.InUtc().Date.PlusDays(-30).At(new(10, 0)).InUtc().ToInstant();

    /// <summary>The first version promised less for severity 2 and reported more seldom.</summary>
    public static string First =>
        Replace(
            Replace(PolicyFile.Shipped, "severity: 2, within: 4 h", "severity: 2, within: 6 h"),
            "5 days",
            "10 days"
        );

    /// <summary>The customers go on using the product from the first day on.</summary>
    public async Task Begin()
    {
        Done(await services.GetRequiredService<Hosts>().Add(Host));
        clock.Now += Duration.FromHours(3);
        await Use("priya@harbourbank.example", "sanne@noordzee.example", "helen@wessex.example");
    }

    public async Task Change(Instant at)
    {
        clock.Now = at;
        var posting = new Posting("isms-online.yaml", PolicyFile.Shipped)
        {
            By = cast["margaret@alliantist.example"].ToActor(),
        };
        var version = Done(await services.GetRequiredService<PostPolicy>().Run(posting));
        clock.Now = at + Duration.FromHours(2);
        await Use("tom@harbourbank.example");
        clock.Now = at + Duration.FromHours(5);
        var objection = Done(
            await services
                .GetRequiredService<LodgeObjection>()
                .Run(
                    cast["sanne@noordzee.example"].ToActor(),
                    version,
                    "Elke vijf werkdagen een voortgangsbericht is voor ons niet nodig. Mag het bij tien blijven?"
                )
        );
        clock.Now = at + Duration.FromHours(26);
        Done(
            await services
                .GetRequiredService<AnswerObjection>()
                .Run(
                    cast["margaret@alliantist.example"].ToActor(),
                    objection.Id,
                    "Het bericht is een recht en geen plicht: laat het per melding weten als u het niet nodig hebt."
                )
        );
        clock.Now = at + Duration.FromHours(30);
        await Use("joris@noordzee.example");
    }

    private Task Use(params string[] people) =>
        services
            .GetRequiredService<RecordUsage>()
            .Run(
                new UsageSource(AcceptedBy.ProductUse, Host),
                [
                    .. people.Select(x => new UsageEvent(
                        $"evt_{clock.Now.ToUnixTimeSeconds()}_{x.Split('@')[0]}",
                        null,
                        x,
                        x.Split('@')[0],
                        clock.Now
                    )),
                ]
            );

    private static string Replace(string text, string old, string other) =>
        text.Contains(old, StringComparison.Ordinal)
            ? text.Replace(old, other, StringComparison.Ordinal)
            : throw new InvalidOperationException($"the shipped policy no longer says {old}");

    private static T Done<T>(Outcome<T> outcome) =>
        outcome.Refused is { } refusal ? throw new InvalidOperationException(refusal.Why.En) : outcome.Value!;
}
