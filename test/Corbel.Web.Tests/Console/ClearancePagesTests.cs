using System.Net;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Console;

/// <summary>The register of clearances, and what each person of staff sees of their own.</summary>
public sealed class ClearancePagesTests
{
    [Fact]
    public async Task One_manager_proposes_and_another_grants()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        using var olive = await desk.SignedIn(desk.Cast.Olive);
        KeyValuePair<string, string>[] form =
        [
            new("Person", $"{desk.Cast.Ada.Id}"),
            new("Kind", "sc"),
            new("Sponsor", "Cabinet Office"),
            new("From", "2026-07-15"),
            new("Until", "2026-08-31"),
        ];

        (await WebDesk.Post(max, "/console/clearances", form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var one = await db.Clearances.SingleAsync();
        (one.PersonId, one.Kind, one.Sponsor).ShouldBe((desk.Cast.Ada.Id, "sc", "Cabinet Office"));
        (one.FromAt, one.UntilAt).ShouldBe((WebDesk.At("2026-07-15T00:00:00Z"), WebDesk.At("2026-09-01T00:00:00Z")));
        (await max.Words("/console/clearances")).ShouldContain("Somebody else has to grant this one.");
        var alone = await Press(max, "Grant", one.Id);
        alone.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await alone.Words()).ShouldContain("A clearance is granted by another person");
        (await Press(olive, "Grant", one.Id)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var words = await olive.Words("/console/clearances");
        words.ShouldContain("Security Check (SC)");
        words.ShouldContain("15 Jul 2026 to 31 Aug 2026");
        words.ShouldContain("proposal by Max Manager granted by Olive Owner");
        words.ShouldContain("runs out soon");
        (await Press(max, "End", one.Id)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await max.Words("/console/clearances")).ShouldContain("ended by Max Manager");
    }

    [Theory]
    [InlineData("Sponsor", " ", "sponsor")]
    [InlineData("Until", "2026-07-01", "until")]
    [InlineData("From", "soon", "until")]
    [InlineData("Kind", "xx", "kind")]
    [InlineData("Person", "00000000-0000-0000-0000-000000000001", "person")]
    public async Task A_refusal_stands_beside_its_field_and_keeps_what_was_typed(string field, string value, string at)
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        var form = new Dictionary<string, string>
        {
            ["Person"] = $"{desk.Cast.Ada.Id}",
            ["Kind"] = "sc",
            ["Sponsor"] = "Home Office",
            ["From"] = "2026-07-15",
            ["Until"] = "2026-08-31",
        };
        form[field] = value;

        var refused = await WebDesk.Post(max, "/console/clearances", form);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain($"id=\"{at}-error\"");
        if (field != "Sponsor")
            html.ShouldContain("value=\"Home Office\"");
    }

    [Fact]
    public async Task What_runs_out_next_stands_first_and_a_later_one_is_not_tinted()
    {
        await using var desk = await WebDesk.Open();
        await desk.Clear(desk.Cast.Ada, days: 400);
        await desk.Clear(desk.Cast.Ada, days: 30);
        using var max = await desk.SignedIn(desk.Cast.Max);

        var html = await max.GetStringAsync("/console/clearances");

        var first = html.IndexOf("<li class=\"clearance runs-out\"", StringComparison.Ordinal);
        first.ShouldBeGreaterThan(0);
        html.IndexOf("<li class=\"clearance\"", StringComparison.Ordinal).ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Staff_see_their_own_and_say_until_when_they_are_away()
    {
        await using var desk = await WebDesk.Open();
        await desk.Clear(desk.Cast.Ada);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await ada.GetAsync(new Uri("/console/clearances", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await ada.Words("/account")).ShouldContain("Security Check (SC), 15 Jul 2026 to 15 Jul 2027");
        (await sam.Words("/account")).ShouldNotContain("Your clearances");
        KeyValuePair<string, string>[] form = [new("language", "en"), new("zone", "Europe/London")];

        await WebDesk.Post(ada, "/account", [.. form, new("back", "2026-07-20")]);
        (await Away(desk)).ShouldBe(WebDesk.At("2026-07-19T23:00:00Z"));
        (await ada.GetStringAsync("/account")).ShouldContain("value=\"2026-07-20\"");
        await WebDesk.Post(ada, "/account", [.. form, new("back", "")]);

        (await Away(desk)).ShouldBeNull();
    }

    private static async Task<Instant?> Away(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.People.Where(x => x.Id == desk.Cast.Ada.Id).Select(x => x.AwayUntil).SingleAsync();
    }

    private static Task<HttpResponseMessage> Press(HttpClient client, string handler, Guid clearance) =>
        WebDesk.Post(
            client,
            "/console/clearances",
            [new("Clearance", $"{clearance}")],
            $"/console/clearances?handler={handler}"
        );
}
