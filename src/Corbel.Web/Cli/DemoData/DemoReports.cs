using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using NodaTime;

namespace Corbel.Web.Cli.DemoData;

/// <summary>Quarterly reports of the demo's last quarter that is over. One customer's is still missing.</summary>
internal sealed class DemoReports(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    /// <summary>Before anybody recorded the availability of the months.</summary>
    public async Task First(Instant now)
    {
        clock.Now = now;
        foreach (var email in (string[])[DemoCast.Administrator, "sanne@noordzee.example"])
            await Issue().Run(null, new(cast[email].OrganisationId, await Quarter(now)));
    }

    /// <summary>After it: the months have a verdict, and the report says what changed.</summary>
    public async Task Again(Instant now)
    {
        clock.Now = now;
        var customer = cast[DemoCast.Administrator].OrganisationId;
        const string Why = "The availability of the months was recorded after the first report.";
        var by = cast["margaret@alliantist.example"].ToActor();
        await Issue().Run(by, new(customer, await Quarter(now), Why));
    }

    private IssueReport Issue() => services.GetRequiredService<IssueReport>();

    private async Task<Quarter> Quarter(Instant now)
    {
        await using var db = services.GetRequiredService<Database>().Read();
        var policy = (await services.GetRequiredService<PolicyShelf>().At(db, now, CancellationToken.None)).Policy;
        return Core.Reports.Quarter.Of(now, ReportingZone.Of(policy.Document)).Before;
    }
}
