using System.Net;
using Corbel.Core.Tickets;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Tests.Portal;
using NodaTime;

namespace Corbel.Web.Tests.Console;

/// <summary>
/// A policy whose marks ask for the clearance alone: every cleared person of staff works on a marked ticket, from the mark to
/// its end, and no page asks who needs to know.
/// </summary>
public sealed class MarkWithoutListTests
{
    [Theory, OnEveryDatabase]
    public async Task Every_cleared_person_works_on_it_and_no_page_asks_who_needs_to_know(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var cast = desk.Cast;
        const string Asked = "need-to-know: true";
        PolicyFile.Shipped.ShouldContain(Asked);
        var text = PolicyFile.Shipped.Replace(Asked, "need-to-know: false", StringComparison.Ordinal);
        (await desk.Get<PostPolicy>().Run("test.yaml", text)).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromMinutes(1));
        await desk.Clear(cast.Ada);
        await desk.Clear(cast.Max);
        var number = await desk.Log(cast.Sam, "A list of places", "3");
        var (portal, page) = (PortalDesk.Path(number), $"/console/tickets/{number}");
        using var sam = await desk.SignedIn(cast.Sam);
        using var ada = await desk.SignedIn(cast.Ada);
        using var max = await desk.SignedIn(cast.Max);
        using var olive = await desk.SignedIn(cast.Olive);

        await Post(sam, portal, "Mark", ("Marks.Level", Marking.Mark), ("Marks.Place", ""));

        (await Status(olive, page)).ShouldBe(HttpStatusCode.NotFound);
        // Who is cleared only now stands on no list, and sees it all the same.
        await desk.Clear(cast.Olive);
        foreach (var client in (HttpClient[])[ada, max, olive])
        {
            var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
            PortalDesk.Words(html).ShouldContain("Everybody with the clearance sees this ticket.");
            html.ShouldNotContain("dialog-name");
            html.ShouldNotContain("handler=Name");
            html.ShouldNotContain(">Need to know<");
            (await client.Words("/console")).ShouldContain("A list of places");
        }
        // On the customer's side whom they name is asked as ever.
        (await sam.GetStringAsync(new Uri(portal, UriKind.Relative))).ShouldContain("handler=Lower");

        await Post(olive, page, "Assign", ("assignee", $"{cast.Ada.Id}"));
        await Post(max, page, "Answer", ("Answer.Kind", "reply"), ("Answer.Text", "We have the list."));
        (await sam.Words(portal)).ShouldContain("We have the list.");
        await Post(olive, page, "Resolve", ("Resolution.Outcome", "Solved"), ("Resolution.Reason", ""));

        var view = await desk.Seen(cast.Olive, number);
        (view.Ticket.Status, view.Ticket.AssigneeId, view.Ticket.Mark, view.Ticket.NeedsList).ShouldBe(
            (TicketStatus.Resolved, cast.Ada.Id, Marking.Mark, false)
        );
        foreach (var client in (HttpClient[])[ada, max, olive])
            (await Status(client, page)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string page)
    {
        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task Post(
        HttpClient client,
        string page,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        using var sent = await WebDesk.Post(
            client,
            page,
            fields.Select(x => KeyValuePair.Create(x.Name, x.Value)),
            $"{page}?handler={handler}"
        );
        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther, handler);
    }
}
