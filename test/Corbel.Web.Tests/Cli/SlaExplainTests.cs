using System.Text.Json.Nodes;
using Corbel.Core.Policy;
using Corbel.Desk.Tickets;
using Corbel.Web.Cli;
using Corbel.Web.Tests.Console;
using NodaTime;

namespace Corbel.Web.Tests.Cli;

/// <summary><c>corbel sla explain</c>: every clock of a ticket.</summary>
public sealed class SlaExplainTests
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    private static async Task<TicketView> Story(WebDesk desk)
    {
        var ada = desk.Cast.Ada.ToActor();
        var number = await desk.Log(desk.Cast.Sam, "Down", "1");
        await desk.Get<SetSeverity>().Run(ada, number, "2", "Some users only");
        desk.Clock.Advance(Duration.FromMinutes(20));
        await desk.Get<Reply>().Run(ada, number, "Which browser?", new ReplyMarks(Asks: true));
        await using var db = desk.Read();
        return (await desk.Get<ReadTicket>().Run(db, ada, number))!;
    }

    [Fact]
    public async Task Each_clock_stands_there_with_its_sum_and_verdict_in_both_languages()
    {
        await using var desk = await WebDesk.Open();
        var view = await Story(desk);

        var english = SlaExplain.Lines(view, Language.En, London).ToList();
        var dutch = SlaExplain.Lines(view, Language.Nl, London).ToList();

        english
            .Where(x => x.Length > 0 && x[0] != ' ')
            .ShouldBe(["FIRST RESPONSE 1", "STATUS REPORT 1", "STATUS REPORT 2"]);
        english.ShouldContain(x =>
            x.Contains("Due: Wed 15 Jul 2026 10:00 GMT (11:00 Europe/London)", StringComparison.Ordinal)
        );
        english.ShouldContain("  Verdict: kept");
        english.ShouldContain(x => x.Contains("By Severity 2, as we see it: kept", StringComparison.Ordinal));
        dutch.ShouldContain("DE EERSTE REACTIE 1");
        dutch.ShouldContain("  Oordeel: gehaald");
    }

    [Fact]
    public async Task As_JSON_it_names_kinds_verdicts_steps_and_warnings()
    {
        await using var desk = await WebDesk.Open();

        var json = JsonNode.Parse(SlaExplain.Json(await Story(desk)).ToJsonString())!;

        var clocks = json["clocks"]!.AsArray();
        clocks.Select(x => (string?)x!["kind"]).ShouldBe(["first-response", "status-report", "status-report"]);
        clocks.Select(x => (string?)x!["verdict"]).ShouldBe(["kept", "kept", "running"]);
        ((string?)clocks[0]!["dispute"]!["severity"]).ShouldBe("2");
        clocks[0]!["warnings"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_verb_finds_the_ticket_or_refuses()
    {
        await using var desk = await WebDesk.Open();
        var view = await Story(desk);

        (await CommandLine.Run(["sla", "explain", $"{view.Ticket.Number}", "--json", "--data", desk.Folder])).ShouldBe(
            0
        );
        (await CommandLine.Run(["sla", "explain", "99999", "--data", desk.Folder])).ShouldBe(1);
        (await CommandLine.Run(["sla", "explain", "1001", "--zone", "Nowhere", "--data", desk.Folder])).ShouldBe(1);
    }
}
