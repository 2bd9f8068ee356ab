using Corbel.Core.Tickets;
using Corbel.Desk;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Telephone;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Telephone;

/// <summary>
/// A call by somebody who has a marked issue, written down as marked itself: that it rang everybody on the desk hears, of the
/// issues only who is cleared.
/// </summary>
public sealed class MarkedCallTests
{
    [Theory, OnEveryDatabase]
    public async Task Who_rings_is_shown_and_nothing_of_their_marked_issues(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var cast = desk.Cast;
        await desk.Clear(cast.Ada);
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        var open = await desk.Log(cast.Sam, "[OFFICIAL-SENSITIVE] canaryopen", text: "canaryopen too");
        await pbx.Tell("new", "c1", $",\"from\":\"{Exchange.Sam}\"");
        using var ada = await desk.SignedIn(cast.Ada);
        using var max = await desk.SignedIn(cast.Max);
        string[] pages = ["/console", "/console/customers", "/console/calls", "/console/new"];

        foreach (var page in pages)
        {
            var words = await max.Words(page);
            words.ShouldNotContain("canary", Case.Insensitive, page);
            words.ShouldNotContain($"{open}", Case.Sensitive, page);
        }
        (await max.Words("/console/calls")).ShouldContain("The telephone rings Sam South");
        (await ada.Words("/console/calls")).ShouldContain("canaryopen");

        var call = await Spoken(desk, pbx);
        var told = new ToldIssue(
            Guid.NewGuid(),
            cast.Sam.Id,
            Channel.Telephone,
            null,
            "canarysubject",
            "canarytext",
            "2",
            desk.Clock.GetCurrentInstant(),
            "canarysummary"
        )
        {
            Call = call,
            Mark = Marking.Mark,
        };
        var number = (await desk.Get<LogForPerson>().Run(cast.Ada.ToActor(), told)).Value;

        (await ada.Words("/console/calls")).ShouldContain($"{number}");
        foreach (var page in (string[])[.. pages, $"/console/new?call={call}"])
        {
            using var shown = await max.GetAsync(new Uri(page, UriKind.Relative));
            var words = await shown.Words();
            words.ShouldNotContain("canary", Case.Insensitive, page);
            words.ShouldNotContain($"{number}", Case.Sensitive, page);
        }
        await ShouldLieSealed(desk);
        (await desk.Seen(cast.Ada, number)).Entries.Select(x => x.Words?.Text).ShouldContain("canarysummary");
    }

    private static async Task<Guid> Spoken(WebDesk desk, Exchange pbx)
    {
        await pbx.Tell("answered", "c1", ",\"extension\":\"12\"");
        desk.Clock.Advance(Duration.FromMinutes(3));
        await pbx.Tell("hung-up", "c1", "");
        return (await pbx.Call("c1")).Id;
    }

    private static async Task ShouldLieSealed(WebDesk desk)
    {
        await Eventually.Is(
            async () =>
            {
                desk.Clock.Advance(Duration.FromMinutes(1));
                await using var db = desk.Read();
                return !await db.Jobs.AnyAsync(x => x.Kind == SealJobs.Kind);
            },
            "all is sealed"
        );
        // The mails of a desk without a relay lie in a folder that stands for the other side; they hold a link.
        string[] words = ["canaryopen", "canarysubject", "canarytext", "canarysummary"];
        (await PlainAtRest.Found(desk.Folder, desk.Get<DeskOptions>().Database, words)).ShouldBeEmpty();
    }
}
