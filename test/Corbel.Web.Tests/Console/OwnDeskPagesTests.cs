using System.Net;
using Corbel.Core.Tickets;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>The console as the people of a customer's own desk have it, and the forms of the hand-over and the way back.</summary>
public sealed class OwnDeskPagesTests
{
    [Fact]
    public async Task The_queue_is_that_of_the_own_desk_alone()
    {
        await using var desk = await WebDesk.Open();
        var own = await PortalDesk.Log(desk, desk.Cast.Pia, "Ours to solve", "2");
        await PortalDesk.Log(desk, desk.Cast.Nora, "With the provider", "2");
        using var dirk = await desk.SignedIn(desk.Cast.Dirk);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        foreach (var client in (HttpClient[])[dirk, nora])
        {
            var queue = await client.Words("/console");
            queue.ShouldContain("Ours to solve");
            queue.ShouldNotContain("With the provider");
            (await client.GetStringAsync("/console")).ShouldNotContain("/console/held");
            (await client.Words("/console/search?q=provider")).ShouldNotContain("With the provider");
        }
        var staff = await ada.Words("/console");
        staff.ShouldContain("With the provider");
        staff.ShouldNotContain("Ours to solve");
        // What the administrator waits for stands in the portal, what the desk works on does not.
        (await nora.Words("/issues")).ShouldContain("With the provider");
        (await nora.Words("/issues")).ShouldNotContain("Ours to solve");
        (await nora.GetAsync($"/issues/{own}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await dirk.GetAsync("/console/held")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Each_is_led_to_their_own_pages()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        var own = await PortalDesk.Log(desk, cast.Pia, "Ours", "2");
        var mine = await OwnIssue(desk, cast.Nora);
        async Task<string> Leads(Person person, string from)
        {
            using var client = await desk.SignedIn(person);
            return (await client.GetAsync(from)).Headers.Location!.ToString();
        }

        (await Leads(cast.Dirk, "/")).ShouldBe("/console");
        (await Leads(cast.Nora, "/")).ShouldBe("/issues");
        (await Leads(cast.Dirk, $"/tickets/{own}")).ShouldBe($"/console/tickets/{own}");
        (await Leads(cast.Nora, $"/tickets/{own}")).ShouldBe($"/console/tickets/{own}");
        (await Leads(cast.Pia, $"/tickets/{own}")).ShouldBe($"/issues/{own}");
        (await Leads(cast.Nora, $"/tickets/{mine}")).ShouldBe($"/issues/{mine}");
        using var nora = await desk.SignedIn(cast.Nora);
        using var sam = await desk.SignedIn(cast.Sam);
        (await nora.Words("/issues")).ShouldContain("Uw desk");
        (await sam.Words("/issues")).ShouldNotContain("Your desk");
    }

    [Fact]
    public async Task Every_field_of_the_hand_over_arrives_and_a_refusal_keeps_them()
    {
        await using var desk = await WebDesk.Open();
        var own = await PortalDesk.Log(desk, desk.Cast.Pia, "Broken", "2");
        var address = $"/console/tickets/{own}";
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        var page = await nora.GetStringAsync(address);
        page.ShouldContain("Overdragen aan Alliantist");
        page.ShouldContain("Ondersteuning op het eerste niveau");

        var refused = await Post(nora, address, [("HandOver.Subject", "De kop"), ("HandOver.Tried", "Alles")]);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await refused.Content.ReadAsStringAsync();
        again.ShouldContain("het derde niveau begint daarmee");
        again.ShouldContain("value=\"De kop\"");
        again.ShouldContain(">Alles</textarea>");
        var done = await Post(
            nora,
            address,
            [
                ("HandOver.Subject", "De kop"),
                ("HandOver.Steps", "Eerst dit, dan dat."),
                ("HandOver.Environment", "Firefox"),
                ("HandOver.Tried", "Herstarten"),
                ("HandOver.Severity", "1"),
            ],
            ("log.txt", "inside")
        );

        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync(x => x.HandedOverFrom != null);
        (ticket.Subject, ticket.Severity).ShouldBe(("De kop", "1"));
        var seen = (await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), ticket.Number))!.Entries[0];
        foreach (var word in (string[])["Eerst dit, dan dat.", "Firefox", "Herstarten"])
            seen.Words!.Text.ShouldContain(word);
        seen.Files.ShouldHaveSingleItem().Name.ShouldBe("log.txt");
        var fold = PortalDesk.Words(await nora.GetStringAsync(address));
        fold.ShouldContain($"Bij Alliantist: {ticket.Number}");
        fold.ShouldContain("antwoord uiterlijk 12:00");
        // The two pages link to each other for who sees both.
        (await nora.GetStringAsync(address)).ShouldContain($"/issues/{ticket.Number}");
        (await nora.GetStringAsync($"/issues/{ticket.Number}")).ShouldContain(address);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var staff = await ada.Words($"/console/tickets/{ticket.Number}");
        staff.ShouldContain("by the own desk of Northwind");
        staff.ShouldContain("Third-level support");
        staff.ShouldNotMatch($@"\b{own}\b");
    }

    [Fact]
    public async Task A_desk_agent_reads_in_a_sentence_who_hands_over()
    {
        await using var desk = await WebDesk.Open();
        var own = await PortalDesk.Log(desk, desk.Cast.Pia, "Broken", "2");
        using var dirk = await desk.SignedIn(desk.Cast.Dirk);

        var refused = await Post(dirk, $"/console/tickets/{own}", [("HandOver.Subject", "A"), ("HandOver.Steps", "B")]);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        PortalDesk
            .Words(await refused.Content.ReadAsStringAsync())
            .ShouldContain("Alleen een beheerder draagt een melding over aan Alliantist (artikel 4).");
    }

    [Fact]
    public async Task Sent_back_with_its_reason_and_passed_on_as_a_draft()
    {
        await using var desk = await WebDesk.Open();
        var own = await PortalDesk.Log(desk, desk.Cast.Pia, "Broken", "2");
        var form = new HandOverForm { Subject = "A", Steps = "B" };
        var number = (await desk.Get<HandOverIssue>().Run(desk.Cast.Nora.ToActor(), own, form)).Value;
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var theirs = $"/console/tickets/{number}";

        var done = await WebDesk.Post(ada, theirs, [new("Why", "It is a setting.")], $"{theirs}?handler=SendBack");

        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var dirk = await desk.SignedIn(desk.Cast.Dirk);
        var words = await dirk.Words($"/console/tickets/{own}");
        words.ShouldContain("De aanbieder stuurde de melding terug, met een reden");
        words.ShouldContain("Teruggestuurd");
        words.ShouldContain("Doorgeven aan Pia Partner");
        await using var db = desk.Read();
        var reply = (await desk.Get<ReadTicket>().Run(db, desk.Cast.Dirk.ToActor(), number))!
            .Entries.Single(x => x.Entry.What is StaffReply)
            .Entry.Number;
        (await dirk.Words($"/console/tickets/{own}?pass-on={reply}")).ShouldContain("“It is a setting.”");
        using var pia = await desk.SignedIn(desk.Cast.Pia);
        var partner = await pia.Words($"/issues/{own}");
        partner.ShouldNotContain("setting");
        partner.ShouldNotContain("Alliantist");
        partner.ShouldNotMatch($@"\b{number}\b");
    }

    private static async Task<long> OwnIssue(WebDesk desk, Person by)
    {
        using var client = await desk.SignedIn(by);
        var response = await client.PostWithFiles(
            "/issues/new",
            [new("Subject", "A"), new("Text", "B"), new("OwnDesk", "true")]
        );
        return long.Parse(
            response.Headers.Location!.ToString().Split('/')[^1],
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    private static async Task<HttpResponseMessage> Post(
        HttpClient client,
        string address,
        (string Name, string Value)[] fields,
        params (string Name, string Text)[] files
    )
    {
        var html = await client.GetStringAsync(address);
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (name, text) in files)
            form.Add(new StringContent(text), "HandOver.Files", name);
        form.Add(
            new StringContent(PortalDesk.Hidden(html, "__RequestVerificationToken")),
            "__RequestVerificationToken"
        );
        return await client.PostAsync($"{address}?handler=HandOver", form);
    }
}
