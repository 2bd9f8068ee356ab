using System.Net;
using Corbel.Core.Tickets;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>A marked ticket on the desk: its label, its list, and what staff write down for the customer (clause 11).</summary>
public sealed class MarkedTicketTests
{
    [Fact]
    public async Task Staff_write_down_that_it_is_marked_and_whoever_is_not_cleared_is_led_away()
    {
        await using var desk = await WebDesk.Open();
        await desk.Clear(desk.Cast.Max);
        var number = await desk.Log(desk.Cast.Sam, "Export", "3");
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var max = await desk.SignedIn(desk.Cast.Max);
        var page = $"/console/tickets/{number}";

        var marked = await Post(ada, page, "Mark", ("Marks.Level", Marking.Mark), ("Marks.Place", "e1"));

        marked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        marked.Headers.Location!.ToString().ShouldBe("/console");
        (await ada.GetAsync(new Uri(page, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var words = await max.Words(page);
        words.ShouldContain("Ada Agent noted that the customer marks message 1 as OFFICIAL-SENSITIVE");
        words.ShouldContain("Max Manager is on the need-to-know list");
        words.ShouldContain("The customer was told that it may pass to a cleared member of staff");
        (await max.Words("/console")).ShouldContain("OFFICIAL-SENSITIVE");
        (await ada.Words("/console")).ShouldNotContain("Export");
    }

    [Fact]
    public async Task Only_the_cleared_are_offered_to_be_put_on_the_list_or_to_get_it()
    {
        await using var desk = await WebDesk.Open();
        await desk.Clear(desk.Cast.Max);
        var number = await desk.Log(desk.Cast.Sam, "Export", "3");
        await desk.Marks(desk.Cast.Sam, number);
        await desk.Clear(desk.Cast.Olive);
        using var max = await desk.SignedIn(desk.Cast.Max);
        var page = $"/console/tickets/{number}";
        var html = await max.GetStringAsync(page);
        html.ShouldNotContain("Ada Agent");
        html.ShouldContain($"<option value=\"{desk.Cast.Olive.Id}\"");

        var uncleared = await Post(max, page, "Name", ("Marks.Person", $"{desk.Cast.Ada.Id}"));
        uncleared.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await Post(max, page, "Name", ("Marks.Person", $"{desk.Cast.Olive.Id}"));
        (await max.Words(page)).ShouldContain("Max Manager put Olive Owner on the need-to-know list");
        var off = await Post(max, page, "Name", ("Marks.Person", $"{desk.Cast.Max.Id}"), ("Marks.Off", "true"));

        // Whoever takes themselves off sees it no more.
        off.Headers.Location!.ToString().ShouldBe("/console");
        var view = await desk.Seen(desk.Cast.Olive, number);
        view.Ticket.Listed.ShouldHaveSingleItem().PersonId.ShouldBe(desk.Cast.Olive.Id);
    }

    [Fact]
    public async Task A_call_is_written_down_as_marked()
    {
        await using var desk = await WebDesk.Open();
        await desk.Clear(desk.Cast.Max);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var page = $"/console/new?person={desk.Cast.Sam.Id}";

        var logged = await WebDesk.Post(
            ada,
            page,
            [
                new("Person", $"{desk.Cast.Sam.Id}"),
                new("Channel", "Telephone"),
                new("Subject", "A list"),
                new("Text", "Names and places"),
                new("FormKey", $"{Guid.NewGuid()}"),
                new("Mark", Marking.Mark),
            ],
            "/console/new"
        );

        logged.Headers.Location!.ToString().ShouldBe("/console/new");
        (await ada.Words("/console/new")).ShouldContain("Logged. It is marked");
        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).Mark.ShouldBe(Marking.Mark);
    }

    [Fact]
    public async Task On_a_customers_own_desk_its_administrator_lowers_the_mark_in_the_console()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Pia, "Export", "3");
        await desk.Marks(desk.Cast.Nora, number);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var dirk = await desk.SignedIn(desk.Cast.Dirk);
        var page = $"/console/tickets/{number}";
        (await dirk.GetAsync(new Uri(page, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Post(nora, page, "Lower", ("Marks.Level", ""), ("Marks.Place", ""), ("Marks.Why", "Niets geheims"));

        (await dirk.GetAsync(new Uri(page, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var entry = (await desk.Seen(desk.Cast.Nora, number)).Entries[^1];
        entry.Entry.What.ShouldBe(new MarkLowering(null, null));
        entry.Words!.Text.ShouldBe("Niets geheims");
    }

    private static Task<HttpResponseMessage> Post(
        HttpClient client,
        string page,
        string handler,
        params (string Name, string Value)[] fields
    ) =>
        WebDesk.Post(
            client,
            page,
            fields.Select(x => KeyValuePair.Create(x.Name, x.Value)),
            $"{page}?handler={handler}"
        );
}
