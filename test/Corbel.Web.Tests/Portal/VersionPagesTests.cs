using System.Net;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Portal;

/// <summary>Earlier versions, their differences, and what each customer made of them.</summary>
public sealed class VersionPagesTests
{
    private static readonly string Three = PolicyFile.Shipped.Replace(
        "severity: 2, within: 4 h",
        "severity: 2, within: 3 h",
        StringComparison.Ordinal
    );

    [Fact]
    public async Task Everybody_reads_each_text_as_it_was_and_what_changed_between_two()
    {
        await using var desk = await Changed();
        using var stranger = desk.Stranger();

        var list = await stranger.Words("/policy/versions");
        list.ShouldContain("Version 2 now in force Thu 16 Jul 2026, 10:00 BST in one place");
        list.ShouldContain("Version 1 Wed 15 Jul 2026, 10:00 BST the first");
        var first = await stranger.Words("/policy/versions/1");
        first.ShouldContain("In force Wed 15 Jul 2026 to Thu 16 Jul 2026");
        first.ShouldContain("This is an earlier text.");
        first.ShouldContain("Severity 2 4 business hours");
        first.ShouldNotContain("enforced");
        (await stranger.Words("/policy/versions/2")).ShouldContain("Severity 2 3 business hours");
        var diff = await stranger.Words("/policy/versions/1/2");
        diff.ShouldContain("9 Guarantee: for Severity 2 the response time is at most 4 business hours.");
        diff.ShouldContain("at most 3 business hours.");
        (await stranger.Words("/policy/versions/2/2")).ShouldContain("Both say the same.");
        foreach (var missing in (string[])["/policy/versions/3", "/policy/versions/0", "/policy/versions/1/3"])
            (await stranger.GetAsync(new Uri(missing, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Acceptance_shows_to_the_customer_itself_and_as_a_count_to_staff(TestDatabase database)
    {
        await using var desk = await Changed(database);
        await Use(desk, "Northwind", "e-north");
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var pia = await desk.SignedIn(desk.Cast.Pia);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        foreach (var client in (HttpClient[])[nora, rik])
        {
            var page = await client.Words("/policy");
            page.ShouldContain(
                "Uw organisatie heeft versie 2 aanvaard op do 16 jul 2026, 11:00 CEST, door haar eerste gebruik van ISMS.online"
            );
            page.ShouldContain("Doorgegeven door isms-online, gebeurtenis e-north.");
            page.ShouldContain("Versie 2 aanvaard door uw organisatie");
        }
        var other = await sam.Words("/policy");
        other.ShouldContain("Your organisation has not accepted version 2 yet.");
        other.ShouldContain("Version 2 not accepted yet");
        other.ShouldNotContain("e-north");
        (await pia.Words("/policy")).ShouldNotContain("accepted version");
        var staff = await ada.Words("/policy");
        staff.ShouldContain("1 of 2 customers have accepted it.");
        staff.ShouldContain("1 of 2 customers accepted version 2");
        staff.ShouldContain("Northwind Thu 16 Jul 2026, 10:00 BST u-1 (isms-online, event e-north)");
        staff.ShouldContain("Southbank not yet");
        (await ada.Words("/policy/versions")).ShouldContain("in one place 1 of 2");
        (await nora.Words("/policy/versions")).ShouldContain("op één plaats do 16 jul 2026");
        (await sam.Words("/policy/versions")).ShouldContain("in one place not accepted");
    }

    [Theory, OnEveryDatabase]
    public async Task An_administrator_objects_on_the_page_and_the_answer_stands_there_for_both(TestDatabase database)
    {
        await using var desk = await Changed(database);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var max = await desk.SignedIn(desk.Cast.Max);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        const string form = "/policy/versions/2?handler=Object";

        var empty = await WebDesk.Post(nora, "/policy", [new("Objection", " ")], form);
        var done = await WebDesk.Post(nora, "/policy", [new("Objection", "Drie uur is te kort <b>voor u</b>.")], form);

        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await empty.Words()).ShouldContain("De tekst is leeg.");
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        done.Headers.Location!.ToString().ShouldBe("/policy/versions/2#contract");
        (await nora.Words("/policy/versions/2")).ShouldContain("Uw bezwaar is vastgelegd.");
        var page = await nora.GetStringAsync(new Uri("/policy", UriKind.Relative));
        page.ShouldContain("Drie uur is te kort &lt;b&gt;voor u&lt;/b&gt;.");
        page.ShouldNotContain("name=\"Objection\"");

        Guid id;
        await using (var db = desk.Read())
            id = (await db.Objections.SingleAsync()).Id;
        (await max.Words("/console/policy")).ShouldContain("Northwind, Version 2, Nora Noord");
        var answer = $"/console/policy/objections/{id}";
        (await WebDesk.Post(max, answer, [new("Answer", "")])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await WebDesk.Post(max, answer, [new("Answer", "We keep it.")])).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await max.Words("/console/policy")).ShouldContain("The answer is on its way to the customer.");
        (await max.Words("/policy")).ShouldContain("Northwind not yet has an answer");
        (await nora.Words("/policy")).ShouldContain("Antwoord van Max Manager");
        (await nora.Words("/policy")).ShouldContain("We keep it.");
        (await sam.Words("/policy")).ShouldNotContain("Drie uur");
        (await sam.Words("/policy/versions/2")).ShouldNotContain("We keep it.");
        // It suspends nothing.
        (await nora.Words("/policy")).ShouldContain("Versie 2 Geldig sinds");
    }

    [Fact]
    public async Task Registered_users_read_and_only_administrators_object()
    {
        await using var desk = await WebDesk.Open();
        foreach (var person in (Desk.People.Person[])[desk.Cast.Rik, desk.Cast.Pia, desk.Cast.Max])
        {
            using var client = await desk.SignedIn(person);
            var response = await WebDesk.Post(
                client,
                "/policy",
                [new("Objection", "No.")],
                "/policy/versions/1?handler=Object"
            );
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, person.Name);
        }
        await using var db = desk.Read();
        (await db.Objections.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Signing_in_is_recorded_and_accepts_nothing()
    {
        await using var desk = await Changed();
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var again = await desk.SignedIn(desk.Cast.Nora);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        await using var db = desk.Read();
        var use = await db.DeskUses.SingleAsync();
        (use.PersonId, use.VersionNumber).ShouldBe((desk.Cast.Nora.Id, 2));
        (await nora.Words("/policy")).ShouldContain("nog niet aanvaard");
        (await ada.Words("/console/policy")).ShouldContain("1 of their people have signed in here since its posting");
    }

    private static async Task<WebDesk> Changed(TestDatabase database = TestDatabase.Sqlite)
    {
        var desk = await WebDesk.Open(database);
        desk.Clock.Advance(Duration.FromDays(1));
        (await desk.Get<PostPolicy>().Run("changed.yaml", Three)).Value.ShouldBe(2);
        return desk;
    }

    private static async Task Use(WebDesk desk, string organisation, string id)
    {
        var use = new UsageEvent(id, organisation, null, "u-1", desk.Clock.GetCurrentInstant());
        var told = await desk.Get<RecordUsage>().Run(new UsageSource(AcceptedBy.ProductUse, "isms-online"), [use]);
        told[0].Outcome.ShouldBe(UsageOutcome.Accepted);
    }
}
