using System.Net;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using Corbel.Tests;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Telephone;

/// <summary>What staff see of a call that nobody wrote down, and who may say that they spoke.</summary>
public sealed class UnwrittenCallPagesTests
{
    [Theory, OnEveryDatabase]
    public async Task It_waits_with_who_called_who_answered_when_and_how_long_until_it_is_logged(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        await Answered(desk, pbx, "12");
        await pbx.Pass(UnwrittenCalls.Wait, UnwrittenCalls.Kind);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var call = await pbx.Call("c1");
        var page = $"/console/held/{call.CustodyId}";

        (await ada.Words("/console/held")).ShouldContain(
            "Call from 020 7946 0018 Call not written down 020 7946 0018 Sam South Southbank Answered by Ada Agent 3 min by telephone"
        );
        var words = await ada.Words(page);
        words.ShouldContain("This call was answered, and nobody has written it down.");
        words.ShouldContain("Sam South <020 7946 0018>");
        words.ShouldContain("Answered by Ada Agent Extension 12 3 min Log it");
        (await ada.GetStringAsync(page)).ShouldContain($"href=\"/console/new?call={call.Id}\"");
        (await ada.Words("/console")).ShouldContain("You spoke with Sam South", Case.Sensitive, "it still asks Ada");
        (await ada.Words("/console/calls")).ShouldContain("Held for staff Log it");

        var logged = await WebDesk.Post(ada, $"/console/new?call={call.Id}", Note(desk, call.Id));

        logged.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ada.Words("/console/held")).ShouldContain("Nothing waits here");
        await using var db = desk.Read();
        var number = (await db.Tickets.SingleAsync()).Number;
        (await ada.Words(page)).ShouldContain($"It stands on ticket {number}.");
        (await ada.Words("/console/calls")).ShouldNotContain("Held for staff");
    }

    [Fact]
    public async Task Put_aside_from_the_card_it_no_longer_waits()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        await Answered(desk, pbx, "12", "anonymous");
        await pbx.Pass(UnwrittenCalls.Wait, UnwrittenCalls.Kind);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var call = await pbx.Call("c1");
        (await ada.Words("/console/held")).ShouldContain("Call from a withheld number Call not written down");
        (await ada.Words($"/console/held/{call.CustodyId}")).ShouldContain("Number withheld");

        var aside = await WebDesk.Post(
            ada,
            "/console/calls",
            [new("Call", $"{call.Id}")],
            "/console/calls?handler=Aside"
        );

        aside.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        (await db.Custodies.SingleAsync()).State.ShouldBe(CustodyState.Dismissed);
        (await ada.Words("/console/calls")).ShouldNotContain("Held for staff");
    }

    [Fact]
    public async Task At_a_telephone_that_is_no_agents_nobody_is_asked_to_confirm_and_nobody_can()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        await Answered(desk, pbx, "77");
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var call = (await pbx.Call("c1")).Id;

        var html = await ada.GetStringAsync($"/console/new?call={call}");
        html.ShouldContain("nobody can confirm it");
        html.ShouldNotContain("name=\"Spoke\"");
        html.ShouldContain($"href=\"/console/new?person={desk.Cast.Sam.Id}&amp;number=%2B442079460018\"");
        var forged = await WebDesk.Post(ada, $"/console/new?call={call}", Note(desk, call));

        forged.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await forged.Content.ReadAsStringAsync()).ShouldContain("log it by hand as your own call");
        await using var db = desk.Read();
        (await db.Tickets.AnyAsync()).ShouldBeFalse();
    }

    /// <summary>A call of three minutes, answered after ten seconds.</summary>
    private static async Task Answered(WebDesk desk, Exchange pbx, string extension, string from = Exchange.Sam)
    {
        await pbx.Tell("new", "c1", $",\"from\":\"{from}\"");
        desk.Clock.AdvanceSeconds(10);
        await pbx.Tell("answered", "c1", $",\"extension\":\"{extension}\"");
        desk.Clock.AdvanceMinutes(3);
        await pbx.Tell("hung-up", "c1", "");
    }

    private static KeyValuePair<string, string>[] Note(WebDesk desk, Guid call) =>
        [
            new("Person", $"{desk.Cast.Sam.Id}"),
            new("Call", $"{call}"),
            new("Subject", "Nobody can sign in"),
            new("Text", "It began at nine."),
            new("Spoke", "true"),
            new("Summary", "A certificate."),
        ];
}
