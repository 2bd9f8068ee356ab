using Corbel.Core.Records;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Policies;
using NodaTime;
using Period = Corbel.Core.Policy.Period;

namespace Corbel.Web.Cli.DemoData;

/// <summary>What the demo's manager has recorded of the clauses, and two calls.</summary>
internal sealed class DemoRecords(IServiceProvider services, DemoClock clock, DemoCast cast)
{
    private const string Manager = "margaret@alliantist.example";
    private static readonly (string Percent, string Maintenance, string Excluded)[] Months =
    [
        ("99.982", "45", "0"),
        ("99.871", "60", "12"),
        ("100", "0", "0"),
        ("99.954", "90", "0"),
    ];

    /// <summary>Calls come at their time in the history; records are written when all else is told.</summary>
    public async Task Call(Instant now)
    {
        await Call(
            DemoCast.Administrator,
            now - Duration.FromHours(26),
            "Export of the risk register stops half-way",
            "The export stops at about half. She needs it for an audit on Thursday.",
            "2",
            "The export is too large for one page. I will send the file by hand today and raise it with engineering."
        );
        await Call(
            "joris@noordzee.example",
            now - Duration.FromHours(25),
            "Vraag over rollen",
            "Hij wil weten welke rol een externe auditor het best kan krijgen.",
            "3",
            "De rol Lezer volstaat. Ik heb de pagina met de uitleg gestuurd."
        );
    }

    public async Task Write(Instant now)
    {
        clock.Now = now;
        await using var db = services.GetRequiredService<Database>().Read();
        var version = await services.GetRequiredService<PolicyShelf>().At(db, now, CancellationToken.None);
        var kinds = RecordKinds.Of(version.Policy.Document).ToDictionary(x => x.Path);
        await Availability(kinds[RecordKinds.Availability], now);
        await Sessions(kinds[RecordKinds.Session], now);
        await Reports(kinds[RecordKinds.Report], now);
        await Releases(kinds[RecordKinds.Release], now);
        await Markings(kinds, now);
    }

    /// <summary>The last months that are over, but one that nobody has recorded.</summary>
    private async Task Availability(RecordKind kind, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb[kind.Zone];
        var month = RecordSpan.Around(Period.Month, now, zone);
        for (var i = 0; i < Months.Length; i++)
        {
            month = RecordSpan.Around(Period.Month, month.Start - Duration.Epsilon, zone);
            if (i == 2)
                continue;
            var (percent, maintenance, excluded) = Months[i];
            await Record(
                kind,
                [],
                month,
                $"Measured availability {RecordSpan.Name(Period.Month, month.Start, zone)}",
                new()
                {
                    ["availability"] = percent,
                    ["planned-maintenance"] = maintenance,
                    ["excluded"] = excluded,
                },
                File("probes.csv", "text/csv", "minute,up\n")
            );
        }
    }

    private async Task Sessions(RecordKind kind, Instant now)
    {
        (string Whom, int Days, string Kind, string Attended, string Topics)[] held =
        [
            (DemoCast.Administrator, 70, "adoption", "6", "first set-up, scope, roles"),
            (DemoCast.Administrator, 20, "training", "9", "risk treatment, evidence of controls"),
            ("sanne@noordzee.example", 12, "coaching", "3", "interne audit, eigen eerste lijn"),
        ];
        foreach (var (whom, days, of, attended, topics) in held)
            await Record(
                kind,
                [cast[whom].OrganisationId],
                At(now - Duration.FromDays(days), Duration.FromMinutes(90)),
                topics,
                new()
                {
                    ["kind"] = of,
                    ["attended"] = attended,
                    ["topics"] = topics,
                }
            );
    }

    private async Task Reports(RecordKind kind, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb[kind.Zone];
        var quarter = Quarter.Of(now, zone).Before;
        string[] to = [DemoCast.Administrator, "sanne@noordzee.example"];
        foreach (var whom in to)
            await Record(
                kind,
                [cast[whom].OrganisationId],
                quarter.In(zone),
                $"Incidents and activity {quarter}",
                [],
                File($"report-{quarter}.txt", "text/plain", "What came, how it was answered, what is open.\n")
            );
    }

    private async Task Releases(RecordKind kind, Instant now)
    {
        (string Name, int Days)[] releases = [("Autumn update", 40), ("Evidence pages, faster", 9)];
        foreach (var (name, days) in releases)
            await Record(kind, [], At(now - Duration.FromDays(days)), name, new() { ["release"] = name });
    }

    private async Task Markings(Dictionary<string, RecordKind> kinds, Instant now)
    {
        var council = cast["helen@wessex.example"].OrganisationId;
        var mark = new Dictionary<string, string> { ["mark"] = "official-sensitive" };
        var at = At(now - Duration.FromDays(6));
        await Record(kinds[RecordKinds.Marked], [council], at, "", mark);
        mark = new(mark) { ["clearance"] = "sc" };
        await Record(kinds[RecordKinds.HandedOver], [council], at, "", mark);
    }

    private async Task Call(string whom, Instant at, string subject, string text, string severity, string summary)
    {
        clock.Now = at + Duration.FromMinutes(12);
        var issue = new ToldIssue(
            Guid.NewGuid(),
            cast[whom].Id,
            Channel.Telephone,
            at,
            subject,
            text,
            severity,
            at + Duration.FromMinutes(9),
            summary
        );
        Expect(await services.GetRequiredService<LogForPerson>().Run(cast[DemoCast.Agent].ToActor(), issue));
    }

    private async Task Record(
        RecordKind kind,
        IReadOnlyList<Guid> customers,
        Interval when,
        string title,
        Dictionary<string, string> figures,
        IncomingFile? file = null
    )
    {
        var draft = new RecordDraft(kind.Fact, customers, when, title, "", figures, file);
        Expect(await services.GetRequiredService<RecordClause>().Run(cast[Manager].ToActor(), draft));
    }

    private static Interval At(Instant from, Duration took = default) => new(from, from + took);

    private static IncomingFile File(string name, string type, string text) =>
        new(name, type, System.Text.Encoding.UTF8.GetBytes(text));

    private static void Expect<T>(Core.Outcome<T> outcome)
    {
        if (outcome.Refused is { } refusal)
            throw new InvalidOperationException($"The demo's own data was refused: {refusal.Why.En}");
    }
}
