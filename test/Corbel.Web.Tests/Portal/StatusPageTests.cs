using System.Net;
using System.Xml.Linq;
using Corbel.Core.Availability;
using Corbel.Desk;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Web.Tests.Console;
using NodaTime;
using Npgsql;

namespace Corbel.Web.Tests.Portal;

/// <summary>The public status page: what it says, in both languages, and that it stays when the database is away.</summary>
public sealed class StatusPageTests
{
    private static async Task<string> Text(HttpClient client, string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBe(status, address);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task Fill(WebDesk desk)
    {
        var now = desk.Clock.GetCurrentInstant();
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    var part = new Component
                    {
                        Id = Guid.NewGuid(),
                        Name = "Exports",
                        NameNl = "Exporteren",
                        CreatedAt = now - Duration.FromDays(40),
                    };
                    db.Components.Add(part);
                    Measure(db, part, now);
                    db.Outages.Add(
                        new Outage
                        {
                            Id = Guid.NewGuid(),
                            ComponentId = part.Id,
                            FromAt = now - Duration.FromDays(3),
                            ToAt = now - Duration.FromDays(3) + Duration.FromHours(9),
                            FoundAt = now - Duration.FromDays(3),
                        }
                    );
                    return Task.CompletedTask;
                }
            );
        await desk.Get<RunIncident>()
            .Open(
                desk.Cast.Ada.ToActor(),
                "Slow <b>pages</b>",
                "Trage pagina's",
                "2",
                [],
                new(IncidentState.Investigating, "We look.", "We kijken.")
            );
        var plan = desk.Get<PlanMaintenance>();
        var max = desk.Cast.Max.ToActor();
        var window = await plan.Plan(
            max,
            new(
                "New database",
                "Nieuwe database",
                "Away.",
                "Weg.",
                now + Duration.FromDays(3),
                now + Duration.FromDays(4)
            )
        );
        await plan.Announce(max, window.Value);
        desk.Clock.AdvanceSeconds(10);
    }

    /// <summary>A result each hour since the component is there; nine of them failed three days ago.</summary>
    private static void Measure(DeskDb db, Component part, Instant now)
    {
        var place = new Place
        {
            Id = Guid.NewGuid(),
            Name = "london",
            AddedAt = part.CreatedAt,
        };
        var probe = new Probe
        {
            Id = Guid.NewGuid(),
            ComponentId = part.Id,
            Kind = ProbeKind.Http,
            Target = "https://product.example/exports",
            IntervalSeconds = 3600,
            CreatedAt = part.CreatedAt,
        };
        db.Places.Add(place);
        db.Probes.Add(probe);
        var checks = Enumerable
            .Range(0, (40 * 24) + 1)
            .Select(i =>
            {
                var failed = i is >= 37 * 24 and < (37 * 24) + 9;
                var at = part.CreatedAt + Duration.FromHours(i);
                return new Check(i + 1, at.ToUnixTimeMilliseconds(), failed ? CheckOutcome.Failed : CheckOutcome.Good);
            })
            .Where(x => x.At <= now.ToUnixTimeMilliseconds());
        foreach (var day in checks.GroupBy(x => Instant.FromUnixTimeMilliseconds(x.At).InUtc().Date))
            db.ProbeDays.Add(ProbeDay.Of(probe.Id, place.Id, day.Key, day));
    }

    [Theory, OnEveryDatabase]
    public async Task It_says_what_is_in_both_languages_and_claims_nothing_unmeasured(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await Fill(desk);
        var anybody = desk.Stranger();

        var english = await Text(anybody, "/status");
        english.ShouldContain("We are working on an incident");
        english.ShouldContain("New database");
        english.ShouldContain("12 Jul: down 540 min");
        // More than the budget of the month was down, whatever the rest was; the month before is not proven.
        english.ShouldContain("Expectation not met");
        english.ShouldContain("not proven");
        english.ShouldContain("expectation of at least");
        english.ShouldNotContain("Expectation met");
        (await anybody.GetStringAsync("/status")).ShouldNotContain("<b>pages", Case.Sensitive);
        (await Text(anybody, "/status?language=nl")).ShouldContain("Wij werken aan een incident");
        (await Text(anybody, "/status/incidents/1?language=nl")).ShouldContain("We kijken.");
        await Text(anybody, "/status/incidents/2", HttpStatusCode.NotFound);
        var feed = XDocument.Parse(await anybody.GetStringAsync("/status/feed"));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        feed.Root!.Elements(atom + "entry")
            .Select(x => (string)x.Element(atom + "title")!)
            .ShouldBe(["Slow <b>pages</b>: investigating", "Maintenance: New database"], ignoreOrder: true);
        var calendar = Ical.Net.Calendar.Load(await anybody.GetStringAsync("/status/maintenance.ics"))!;
        calendar.Events.ShouldHaveSingleItem().Summary.ShouldBe("New database");
    }

    [Fact]
    public async Task It_stays_when_the_database_is_away_and_says_as_of_when()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(OnEveryDatabaseAttribute.Server), "CORBEL_TEST_POSTGRES is not set");
        await using var desk = await WebDesk.Open(TestDatabase.Postgres);
        await Fill(desk);
        var (anybody, signedIn) = (desk.Stranger(), await desk.SignedIn(desk.Cast.Sam));
        var before = await Text(anybody, "/status");
        before.ShouldContain("As of ");

        await Refuse(desk, all: true);
        try
        {
            desk.Clock.AdvanceMinutes(30);
            (await Text(anybody, "/status")).ShouldBe(before);
            // A session is not looked up for it.
            (await Text(signedIn, "/status?language=en")).ShouldBe(before);
            await Text(anybody, "/status/feed");
            (await anybody.GetAsync("/status/subscribe")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        }
        finally
        {
            await Refuse(desk, all: false);
        }
    }

    /// <summary>The server ends every connection to the desk's database and takes no new one, or takes them again.</summary>
    private static async Task Refuse(WebDesk desk, bool all)
    {
        var name = new NpgsqlConnectionStringBuilder(desk.Get<DeskOptions>().Database).Database;
        await PostgresServer.Run($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {!all}");
        if (all)
            await PostgresServer.Run(
                $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            );
    }

    [Fact]
    public async Task One_click_of_a_mail_program_ends_the_news()
    {
        await using var desk = await WebDesk.Open();
        var anybody = desk.Stranger();
        using var asked = await WebDesk.Post(anybody, "/status/subscribe", [new("Email", "eve@reader.example")]);
        (await asked.Content.ReadAsStringAsync()).ShouldContain("on its way");
        await using var db = desk.Read();
        var id = db.Subscribers.Single().Id;
        var links = desk.Get<SubscriberLinks>();
        using var confirmed = await WebDesk.Post(anybody, new Uri(links.Confirm(id)).AbsolutePath, []);
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK);
        db.Subscribers.Single(x => x.ConfirmedAt != null).Id.ShouldBe(id);

        using var form = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var ended = await desk.Stranger().PostAsync(new Uri(links.Unsubscribe(id)).AbsolutePath, form);

        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        db.Subscribers.Count(x => x.ConfirmedAt != null).ShouldBe(0);
        (await anybody.GetAsync($"/status/confirm/{new string('0', 64)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_field_of_the_forms_arrives_and_a_verdict_comes_before_the_announcement()
    {
        await using var desk = await WebDesk.Open();
        var max = await desk.SignedIn(desk.Cast.Max);
        Dictionary<string, string> form = new()
        {
            ["Form.Title"] = "New disks",
            ["Form.TitleNl"] = "Nieuwe schijven",
            ["Form.Text"] = "Slow.",
            ["Form.TextNl"] = "Traag.",
            ["Form.From"] = "2026-07-20T18:30",
            ["Form.To"] = "2026-07-20T20:00",
        };
        using var checkedIt = await WebDesk.Post(
            max,
            "/console/maintenance/plan",
            form,
            "/console/maintenance/plan?handler=Check"
        );
        var said = WebUtility.HtmlDecode(await checkedIt.Content.ReadAsStringAsync());
        said.ShouldContain("Would not count as planned");
        said.ShouldContain("the business hours end");
        said.ShouldContain("it would count beginning");
        await using var db = desk.Read();
        db.MaintenanceWindows.Count().ShouldBe(0);

        using var saved = await WebDesk.Post(max, "/console/maintenance/plan", form);

        saved.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var window = db.MaintenanceWindows.Single();
        (window.Title, window.TitleNl, window.Text, window.TextNl).ShouldBe(
            ("New disks", "Nieuwe schijven", "Slow.", "Traag.")
        );
        window.FromAt.ShouldBe(WebDesk.At("2026-07-20T17:30:00Z"));
        (await Text(max, "/console/maintenance")).ShouldContain("Not announced yet");
    }
}
