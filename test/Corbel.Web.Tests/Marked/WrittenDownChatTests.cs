using System.Net;
using Corbel.Desk.Chats;
using Corbel.Desk.Marked;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Widget;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Marked;

/// <summary>A marked chat: what its stream shows, and a file sent in it, is written down before it is shown, to either side.</summary>
public sealed class WrittenDownChatTests
{
    [Theory, OnEveryDatabase]
    public async Task Lines_of_the_stream_are_written_down_before_they_go(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        await desk.Clear(desk.Cast.Ada);
        using var rik = host.Page();
        await rik.Session(desk.Cast.Rik.Email);
        var (_, number) = await rik.Say("OFFICIAL-SENSITIVE canaryline");
        (await Log(desk)).ShouldBeEmpty("to write is no reading");

        await using (var events = await rik.Stream())
        {
            (await events.Line()).Text.ShouldContain("canaryline");
            var first = await Log(desk);
            first.ShouldNotBeEmpty("it was written down before it came");
            first.ShouldAllBe(x =>
                x.Kind == AccessKind.View && x.Route == "chat/stream" && x.PersonId == desk.Cast.Rik.Id
            );
            var ada = await Actor(desk);
            (await desk.Get<Reply>().Run(ada, number, "canaryanswer")).IsDone.ShouldBeTrue();
            (await events.Line()).Text.ShouldBe("canaryanswer");
            (await Log(desk)).Count.ShouldBeGreaterThan(first.Count, "a line that comes later is a reading of its own");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_stream_that_cannot_be_written_down_shows_nothing_and_goes_on_later(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        await desk.Clear(desk.Cast.Ada);
        using var rik = host.Page();
        await rik.Session(desk.Cast.Rik.Email);
        var (line, number) = await rik.Say("OFFICIAL-SENSITIVE canaryline");
        await using var events = await rik.Stream();
        await events.Line();
        await using (var db = desk.Read())
            await db.Database.ExecuteSqlAsync($"ALTER TABLE access_log RENAME TO access_log_away");

        (await desk.Get<Reply>().Run(await Actor(desk), number, "canaryanswer")).IsDone.ShouldBeTrue();

        // The stream ends without it; the widget comes back and asks for what it has not.
        (await Record.ExceptionAsync(() => events.Line())).ShouldNotBeNull();
        await using (var db = desk.Read())
            await db.Database.ExecuteSqlAsync($"ALTER TABLE access_log_away RENAME TO access_log");
        await using var again = await rik.Stream(after: line);
        (await again.Line()).Text.ShouldBe("canaryanswer");
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_of_it_is_a_download_for_either_side_and_its_lines_a_view_of_the_ticket(
        TestDatabase database
    )
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        await desk.Clear(desk.Cast.Ada);
        using var rik = host.Page();
        await rik.Session(desk.Cast.Rik.Email);
        var sent = await rik.TrySay("OFFICIAL-SENSITIVE canaryline", null, ("a.txt", "canaryfile"u8.ToArray()));
        sent.IsSuccessStatusCode.ShouldBeTrue();
        Guid file;
        long number;
        await using (var db = desk.Read())
        {
            file = await db.Attachments.Select(x => x.Id).SingleAsync();
            number = await db.Tickets.Select(x => x.Number).SingleAsync();
        }
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var max = await desk.SignedIn(desk.Cast.Max);

        (await (await rik.Get($"/chat/files/{file}")).Content.ReadAsStringAsync()).ShouldBe("canaryfile");
        var row = (await Log(desk)).ShouldHaveSingleItem();
        (row.Kind, row.FileId, row.EntryNumber, row.PersonId, row.Route).ShouldBe(
            (AccessKind.Download, file, 1, desk.Cast.Rik.Id, "chat/files/{id:guid}")
        );
        // In the console the chat is the ticket's page; the list of chats has it in a list.
        var ways = new[]
        {
            ($"/console/tickets/{number}", AccessKind.View, "console/tickets/{number:long}"),
            ("/console/chats", AccessKind.List, "console/chats"),
        };
        foreach (var (page, kind, route) in ways)
        {
            using (var shut = await max.GetAsync(new Uri(page, UriKind.Relative)))
                (await shut.Content.ReadAsStringAsync()).ShouldNotContain("canary");
            var before = (await Log(desk)).Count;
            (await ada.GetStringAsync(new Uri(page, UriKind.Relative))).ShouldContain("canaryline");
            var rows = (await Log(desk))[before..];
            rows.ShouldContain(x => x.Kind == kind && x.Route == route, page);
            rows.ShouldAllBe(x => x.PersonId == desk.Cast.Ada.Id && x.TicketId != null);
        }
        // The page's own stream tells that there is something, and shows nothing of it: no row.
        var count = (await Log(desk)).Count;
        await using var live = await Access.LiveEvents.Of(desk, desk.Cast.Ada);
        await rik.Say("canarysecond");
        await live.Until($"ticket {number}");
        live.Heard.ShouldNotContain(x => x.Contains("canary"));
        (await Log(desk)).Count.ShouldBe(count);
    }

    private static async Task<Core.Access.Actor> Actor(WebDesk desk)
    {
        await using var db = desk.Read();
        return await desk.Get<Clearances>().ActorOf(db, desk.Cast.Ada);
    }

    private static async Task<List<AccessRow>> Log(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.AccessLog.OrderBy(x => x.Number).ToListAsync();
    }
}
