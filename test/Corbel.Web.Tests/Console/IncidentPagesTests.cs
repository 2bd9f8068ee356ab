using System.Globalization;
using System.Net;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Console;

/// <summary>Every form of the pages of incidents and exclusions: what is typed arrives. And what the pages and clause 1 show.</summary>
public sealed class IncidentPagesTests
{
    private const string Incidents = "/console/incidents";
    private const string Exclusions = "/console/exclusions";

    private static async Task<HttpStatusCode> Send(
        HttpClient client,
        string page,
        IEnumerable<KeyValuePair<string, string>> fields,
        string handler = ""
    )
    {
        using var answer = await WebDesk.Post(
            client,
            page,
            fields,
            handler.Length > 0 ? $"{page}?handler={handler}" : null
        );
        return answer.StatusCode;
    }

    private static async Task<Guid> Part(WebDesk desk, Instant? retired = null)
    {
        var part = new Component
        {
            Id = Guid.NewGuid(),
            Name = "Exports",
            NameNl = "Exporteren",
            CreatedAt = desk.Clock.GetCurrentInstant() - Duration.FromDays(200),
            RetiredAt = retired,
        };
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    db.Components.Add(part);
                    return Task.CompletedTask;
                }
            );
        return part.Id;
    }

    [Fact]
    public async Task An_incident_is_opened_and_its_next_line_written()
    {
        await using var desk = await WebDesk.Open();
        var part = await Part(desk);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        Dictionary<string, string> form = new()
        {
            ["Form.Title"] = "Slow pages",
            ["Form.TitleNl"] = "Trage pagina's",
            ["Form.Severity"] = "2",
            ["Form.State"] = "Identified",
            ["Form.Text"] = "A disk.",
            ["Form.TextNl"] = "Een schijf.",
            ["Form.Components"] = part.ToString(),
        };

        (await Send(ada, Incidents, form)).ShouldBe(HttpStatusCode.SeeOther);

        await using var db = desk.Read();
        var incident = await db.Incidents.SingleAsync();
        (incident.Title, incident.TitleNl, incident.Severity, incident.State).ShouldBe(
            ("Slow pages", "Trage pagina's", "2", IncidentState.Identified)
        );
        incident.Components.ShouldBe(part.ToString());
        incident.OpenedBy.ShouldBe(desk.Cast.Ada.Id);
        var line = await db.IncidentUpdates.SingleAsync();
        (line.State, line.Text, line.TextNl).ShouldBe((IncidentState.Identified, "A disk.", "Een schijf."));
        form["Form.TextNl"] = "";
        (await Send(ada, Incidents, form)).ShouldBe(HttpStatusCode.UnprocessableEntity);

        Dictionary<string, string> next = new()
        {
            ["Form.State"] = "Monitoring",
            ["Form.Text"] = "Replaced.",
            ["Form.TextNl"] = "Vervangen.",
        };
        (await Send(ada, $"{Incidents}/1", next)).ShouldBe(HttpStatusCode.SeeOther);
        line = await db.IncidentUpdates.SingleAsync(x => x.Number == 2);
        (line.State, line.Text, line.TextNl).ShouldBe((IncidentState.Monitoring, "Replaced.", "Vervangen."));
        (await db.Incidents.AsNoTracking().SingleAsync()).State.ShouldBe(IncidentState.Monitoring);
        next["Form.Text"] = "";
        (await Send(ada, $"{Incidents}/1", next)).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_ticket_is_linked_from_either_page_shows_its_incident_on_both_sides_and_is_told()
    {
        await using var desk = await WebDesk.Open();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var words = new IncidentWords(IncidentState.Investigating, "We look.", "We kijken.");
        for (var i = 0; i < 2; i++)
            await desk.Get<RunIncident>().Open(desk.Cast.Ada.ToActor(), "Slow", "Traag", "2", [], words);
        var issue = await desk.Log(desk.Cast.Sam, "Slow", "2");
        var (ticket, portal) = ($"/console/tickets/{issue}", PortalDesk.Path(issue));
        (await sam.GetStringAsync(portal)).ShouldNotContain("/status/incidents/");

        (await Send(ada, ticket, [new("Incident", "2")], "Incident")).ShouldBe(HttpStatusCode.SeeOther);

        await using var db = desk.Read();
        async Task<long?> Belongs() =>
            await db
                .IncidentTickets.Join(db.Incidents, x => x.IncidentId, x => x.Id, (_, x) => (long?)x.Number)
                .SingleOrDefaultAsync();
        (await Belongs()).ShouldBe(2);
        (await ada.GetStringAsync(ticket)).ShouldContain("href=\"/console/incidents/2\"");
        (await sam.GetStringAsync(portal)).ShouldContain("href=\"/status/incidents/2\"");
        (await Send(ada, ticket, [new("Incident", "9")], "Incident")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(ada, ticket, [new("Incident", "")], "Incident")).ShouldBe(HttpStatusCode.SeeOther);
        (await Belongs()).ShouldBeNull();

        var number = issue.ToString(CultureInfo.InvariantCulture);
        (await Send(ada, $"{Incidents}/1", [new("ticket", number)], "Link")).ShouldBe(HttpStatusCode.SeeOther);
        (await Belongs()).ShouldBe(1);
        (await Send(ada, $"{Incidents}/1", [new("ticket", "99")], "Link")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        KeyValuePair<string, string>[] tell =
        [
            new("update", "1"),
            new("text", "We are looking."),
            new("textNl", "We zijn bezig."),
        ];
        (await Send(ada, $"{Incidents}/1", tell, "Tell")).ShouldBe(HttpStatusCode.SeeOther);
        (await sam.Words(portal)).ShouldContain("We are looking.");
        (await db.IncidentTellings.SingleAsync()).UpdateNumber.ShouldBe(1);
    }

    [Fact]
    public async Task An_exclusion_is_proposed_decided_and_withdrawn_by_two_people()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        using var olive = await desk.SignedIn(desk.Cast.Olive);
        var html = await max.GetStringAsync(Exclusions);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("2026-07-14T10:00"), "Form.From" },
            { new StringContent("2026-07-14T11:30"), "Form.To" },
            { new StringContent("The customer's network."), "Form.Cause" },
            { new StringContent("Het netwerk van de klant."), "Form.CauseNl" },
            { new StringContent("letter"), "Form.Evidence", "letter.txt" },
            { new StringContent(PortalDesk.Hidden(html, "__RequestVerificationToken")), "__RequestVerificationToken" },
        };
        using var proposed = await max.PostAsync($"{Exclusions}?handler=Propose", form);
        proposed.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var one = await db.Exclusions.AsNoTracking().SingleAsync();
        (one.FromAt, one.ToAt).ShouldBe((WebDesk.At("2026-07-14T09:00:00Z"), WebDesk.At("2026-07-14T10:30:00Z")));
        (one.Cause, one.CauseNl, one.FileName).ShouldBe(
            ("The customer's network.", "Het netwerk van de klant.", "letter.txt")
        );
        (await max.GetStringAsync($"{Exclusions}/{one.Id}/file")).ShouldBe("letter");

        KeyValuePair<string, string>[] Decision(Guid id, bool withdrawal, bool consent) =>
            [new("id", id.ToString()), new("withdrawal", $"{withdrawal}"), new("consent", $"{consent}")];
        (await Send(max, Exclusions, Decision(one.Id, false, true), "Decide")).ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        (await Send(olive, Exclusions, Decision(one.Id, false, true), "Decide")).ShouldBe(HttpStatusCode.SeeOther);
        one = await db.Exclusions.AsNoTracking().SingleAsync();
        (one.Consented, one.DecidedBy).ShouldBe((true, desk.Cast.Olive.Id));
        // Clause 1 shows what two people agreed on.
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await sam.Words("/policy")).ShouldContain("90 min of downtime at most.");

        KeyValuePair<string, string>[] back = [new("id", one.Id.ToString()), new("reason", "It was ours.")];
        (await Send(max, Exclusions, back, "Withdraw")).ShouldBe(HttpStatusCode.SeeOther);
        var withdrawal = await db.ExclusionWithdrawals.AsNoTracking().SingleAsync();
        withdrawal.Reason.ShouldBe("It was ours.");
        (await sam.Words("/policy")).ShouldContain("90 min of downtime at most.");
        (await Send(olive, Exclusions, Decision(withdrawal.Id, true, true), "Decide")).ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await db.ExclusionWithdrawals.AsNoTracking().SingleAsync()).Consented.ShouldBeTrue();
        (await sam.Words("/policy")).ShouldNotContain("min of downtime at most.");
    }

    [Fact]
    public async Task What_overruns_its_announced_end_is_shown_and_clause_1_says_what_counted()
    {
        await using var desk = await WebDesk.Open();
        // Of a component that lasts the desk itself ends what no result shows.
        var part = await Part(desk, WebDesk.At("2026-07-20T11:00:00Z"));
        var (plan, max) = (desk.Get<PlanMaintenance>(), desk.Cast.Max.ToActor());
        async Task Window(string from, string to)
        {
            var draft = new MaintenanceDraft("Disks", "Schijven", "Away.", "Weg.", WebDesk.At(from), WebDesk.At(to));
            await plan.Announce(max, (await plan.Plan(max, draft)).Value);
        }
        // On Saturday, told days before; the second in business hours.
        await Window("2026-07-18T02:00:00Z", "2026-07-18T04:00:00Z");
        await Window("2026-07-20T10:00:00Z", "2026-07-20T11:00:00Z");
        async Task Down(string from, string? to) =>
            await desk.Get<GroupWriter>()
                .Write(
                    (db, _) =>
                    {
                        db.Outages.Add(
                            new Outage
                            {
                                Id = Guid.NewGuid(),
                                ComponentId = part,
                                FromAt = WebDesk.At(from),
                                ToAt = to is null ? null : WebDesk.At(to),
                                FoundAt = WebDesk.At(from),
                            }
                        );
                        return Task.CompletedTask;
                    }
                );
        await Down("2026-07-18T02:10:00Z", "2026-07-18T04:25:00Z");
        await Down("2026-07-20T10:10:00Z", null);
        desk.Clock.Reset(WebDesk.At("2026-07-20T11:07:00Z"));
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var list = await ada.Words("/console/maintenance");

        list.ShouldContain("Down 25 min beyond its end: that was downtime.");
        list.ShouldContain("Still down 7 min after its end: that is downtime.");
        (await ada.Words("/policy")).ShouldContain("1 of 2 windows count as planned: 120 min.");
    }
}
