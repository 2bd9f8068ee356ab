using System.Net;
using System.Net.Http.Headers;
using Corbel.Core.Tickets;
using Corbel.Desk.Telephone;
using Corbel.Tests;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Telephone;

/// <summary>Who calls is shown before the telephone is lifted, and a call is written down in seconds.</summary>
public sealed class CallPagesTests
{
    private const string From = $",\"from\":\"{Exchange.Sam}\"";

    [Theory, OnEveryDatabase]
    public async Task Every_page_shows_who_rings_and_what_they_may(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        var number = await desk.Log(desk.Cast.Sam, "Slow pages", text: "Since nine.");
        await pbx.Tell("new", "c1", From);
        using var max = await desk.SignedIn(desk.Cast.Max);

        foreach (
            var page in (string[])["/console", $"/console/tickets/{number}", "/console/customers", "/console/calls"]
        )
        {
            var words = await max.Words(page);
            words.ShouldContain("The telephone rings Sam South Southbank Administrator 020 7946 0018");
            words.ShouldContain("Telephone: offered to them by the policy");
            words.ShouldContain("The telephone desk is open until 19:00 BST.");
            words.ShouldContain($"{number} Slow pages");
        }
        using var dirk = await desk.SignedIn(desk.Cast.Dirk);
        (await dirk.Words("/console")).ShouldNotContain("The telephone rings", Case.Sensitive, "not their telephone");
    }

    [Fact]
    public async Task Only_who_answered_is_asked_to_confirm()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        await pbx.Tell("new", "c1", From);
        await pbx.Tell("answered", "c1", ",\"extension\":\"12\"");
        var call = (await pbx.Call("c1")).Id;
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var max = await desk.SignedIn(desk.Cast.Max);

        (await ada.Words("/console")).ShouldContain("You are speaking with Sam South");
        (await max.Words("/console")).ShouldNotContain("Sam South");
        (await ada.Words($"/console/new?call={call}")).ShouldContain("I confirm: I spoke with the person");
        (await max.Words($"/console/new?call={call}")).ShouldContain(
            "Ada Agent answered this call: only they can confirm that they spoke."
        );
        var forged = await WebDesk.Post(max, $"/console/new?call={call}", Note(desk, call));
        forged.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using var db = desk.Read();
        (await db.Tickets.AnyAsync()).ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task A_note_joins_the_ticket_that_is_chosen(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        var number = await desk.Log(desk.Cast.Sam, "Slow pages", text: "Since nine.");
        await pbx.Tell("new", "c1", From);
        desk.Clock.AdvanceSeconds(10);
        await pbx.Tell("answered", "c1", ",\"extension\":\"12\"");
        desk.Clock.AdvanceMinutes(3);
        await pbx.Tell("hung-up", "c1", "");
        var call = (await pbx.Call("c1")).Id;
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var response = await WebDesk.Post(
            ada,
            $"/console/new?call={call}",
            [.. Note(desk, call), new("Ticket", $"{number}")]
        );

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe($"/console/tickets/{number}");
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        ticket.ContactAt.ShouldBe(WebDesk.At("2026-07-15T09:03:10Z"));
        var words = await ada.Words($"/console/tickets/{number}");
        words.ShouldContain("Call by Sam South, written down by staff");
        words.ShouldContain("A certificate.");
        // The button pressed twice leads to the same place and writes nothing.
        var again = await WebDesk.Post(ada, "/account", Note(desk, call), $"/console/new?call={call}");
        again.Headers.Location!.ToString().ShouldBe($"/console/tickets/{number}");
        (await ada.Words("/console")).ShouldNotContain("You spoke with");
    }

    [Fact]
    public async Task A_number_that_is_typed_finds_the_person_and_a_new_one_is_kept()
    {
        await using var desk = await WebDesk.Open();
        await Exchange.Of(desk, PbxKind.Generic);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        (await ada.Words("/console/new?q=020+7946+0018")).ShouldContain("Sam South Southbank, Administrator");
        (await ada.Words("/console/new?q=020+7946+0099")).ShouldContain("Nobody is known by this number.");
        var found = await ada.GetStringAsync("/console/new?q=nora&number=%2B442079460099");
        found.ShouldContain($"/console/new?person={desk.Cast.Nora.Id}&amp;number=%2B442079460099");
        var page = $"/console/new?person={desk.Cast.Nora.Id}&number=%2B442079460099";
        KeyValuePair<string, string>[] fields =
        [
            new("Person", $"{desk.Cast.Nora.Id}"),
            new("Number", "+442079460099"),
            new("KeepNumber", "true"),
            new("FormKey", $"{Guid.NewGuid()}"),
            new("Channel", nameof(Channel.Telephone)),
            new("Subject", "A question"),
            new("Text", "How?"),
        ];
        (await WebDesk.Post(ada, page, fields)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await ada.Words("/console/new?q=020+7946+0099")).ShouldContain("Nora Noord Northwind, Administrator");
    }

    [Fact]
    public async Task The_numbers_of_a_customer_are_kept_and_shown_again()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        using var ada = await desk.SignedIn(cast.Ada);
        var page = $"/console/customers/{cast.Northwind.Id}";
        KeyValuePair<string, string>[] fields =
        [
            new("MainNumbers", "+31 20 794 0000, +31 20 794*"),
            new($"Numbers[{cast.Nora.Id}]", "+31 20 794 0011"),
            new($"Numbers[{cast.Rik.Id}]", ""),
        ];

        (await WebDesk.Post(ada, page, fields, page + "?handler=Numbers")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var html = await ada.GetStringAsync(page);
        html.ShouldContain("value=\"&#x2B;31 20 794 0011\"");
        html.ShouldContain("&#x2B;3120794*");
        fields[1] = new(fields[1].Key, "nonsense");
        var refused = await WebDesk.Post(ada, page, fields, page + "?handler=Numbers");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"nonsense\"");
        await using var db = desk.Read();
        (await db.PersonNumbers.SingleAsync()).Number.ShouldBe("+31207940011");
    }

    [Fact]
    public async Task A_call_back_has_its_number_to_call_and_a_held_one_too()
    {
        await using var desk = await WebDesk.Open();
        var pbx = await Exchange.Of(desk, PbxKind.Generic);
        foreach (var (key, from) in (((string, string)[])[("c1", Exchange.Sam), ("c2", "+442079460099")]))
        {
            await pbx.Tell("new", key, $",\"from\":\"{from}\"");
            await pbx.Tell("hung-up", key, "");
        }
        await pbx.Settle();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();

        var page = await ada.GetStringAsync($"/console/tickets/{ticket.Number}");
        page.ShouldContain("href=\"tel:&#x2B;442079460018\"");
        PortalDesk.Words(page).ShouldContain("Call 020 7946 0018");
        (await ada.Words("/console/held")).ShouldContain(
            "Missed call from 020 7946 0099 Unknown caller 020 7946 0099 by telephone"
        );
        var held = (await pbx.Call("c2")).CustodyId;
        (await ada.GetStringAsync($"/console/held/{held}")).ShouldContain("href=\"tel:&#x2B;442079460099\"");
        (await ada.Words("/console/calls")).ShouldContain("Missed");
    }

    [Theory, OnEveryDatabase]
    public async Task A_voicemail_plays_in_parts_for_who_may_see_it_and_for_nobody_else(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await Exchange.Of(desk, PbxKind.Generic, voicemail: "pbx@phones.example");
        var number = (await desk.Mail(Voicemail)).Ticket!.Value;
        await using var db = desk.Read();
        var file = await db.Attachments.SingleAsync();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var nora = await desk.SignedIn(desk.Cast.Nora);

        (await ada.GetStringAsync($"/console/tickets/{number}")).ShouldContain($"src=\"/files/{file.Id}/audio\"");
        (await sam.GetStringAsync($"/issues/{number}")).ShouldContain($"src=\"/files/{file.Id}/audio\"");
        var address = new Uri($"/files/{file.Id}/audio", UriKind.Relative);
        (await nora.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.Stranger().GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var whole = await ada.GetAsync(address);
        (whole.StatusCode, whole.Content.Headers.ContentType!.ToString()).ShouldBe((HttpStatusCode.OK, "audio/wav"));
        whole.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        whole.Content.Headers.ContentDisposition.ShouldBeNull();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(4, 7);
        var part = await ada.SendAsync(request);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.ToString().ShouldBe("bytes 4-7/24");
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

    private const string Voicemail = """
        From: PBX <pbx@phones.example>
        To: support@isms.online
        Subject: Message from 020 7946 0018
        Message-ID: <one@phones.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        See the recording.
        --b
        Content-Type: audio/x-wav; name="msg0001.wav"
        Content-Disposition: attachment; filename="msg0001.wav"
        Content-Transfer-Encoding: base64

        UklGRiQAAABXQVZFZm10IBAAAAABAAEA
        --b--
        """;
}
