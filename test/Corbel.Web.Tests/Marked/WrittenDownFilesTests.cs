using System.Net;
using System.Text;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Marked;

/// <summary>
/// A file, a picture, a recording and a raw message of a marked ticket, and a held message that bears a mark: each is one row
/// of the access log, with what it was, who had it and by which route.
/// </summary>
public sealed class WrittenDownFilesTests
{
    /// <summary>A picture of one dot.</summary>
    private const string Dot =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static readonly byte[] Sound =
    [
        .. "RIFF"u8,
        0x26,
        0,
        0,
        0,
        .. "WAVEfmt "u8,
        16,
        0,
        0,
        0,
        1,
        0,
        1,
        0,
        0x40,
        0x1f,
        0,
        0,
        0x40,
        0x1f,
        0,
        0,
        1,
        0,
        8,
        0,
        .. "data"u8,
        2,
        0,
        0,
        0,
        0x80,
        0x80,
    ];

    /// <summary>Where the master key is away they lie there in plain, and are shut all the same.</summary>
    [Theory, OnEveryDatabase]
    public async Task None_goes_to_who_is_not_cleared_though_it_is_not_sealed(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var masters = desk.Get<MasterKeys>();
        masters.Add();
        await desk.Get<GroupWriter>().Write((db, cancel) => OwnerKeys.Make(db, Guid.NewGuid(), cancel));
        File.Move(masters.File, masters.File + ".away");
        var number = await Issue(desk, desk.Cast.Rik);
        var files = await Files(desk, number);
        Guid raw;
        await using (var db = desk.Read())
        {
            (await db.Tickets.SingleAsync(x => x.Number == number)).Mark.ShouldNotBeNull();
            raw = await db.Custodies.Where(x => x.TicketId != null).Select(x => x.Id).SingleAsync();
        }
        string[] ways =
        [
            $"/files/{files["a.txt"]}",
            $"/files/{files["dot.png"]}/picture",
            $"/files/{files["call.wav"]}/audio",
            $"/raw/{raw}",
        ];
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var max = await desk.SignedIn(desk.Cast.Max);
        foreach (var way in ways)
        {
            (await max.GetAsync(Path(way))).StatusCode.ShouldBe(HttpStatusCode.NotFound, way);
            (await ada.GetAsync(Path(way))).StatusCode.ShouldBe(HttpStatusCode.OK, way);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Each_file_is_a_download_by_its_entry_and_route(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await Issue(desk, desk.Cast.Rik);
        await Sealed(desk);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var max = await desk.SignedIn(desk.Cast.Max);
        var files = await Files(desk, number);
        (string Name, string Way)[] ways = [("a.txt", ""), ("dot.png", "/picture"), ("call.wav", "/audio")];

        foreach (var (name, way) in ways)
        {
            var id = files[name];
            (await max.GetAsync(Path($"/files/{id}{way}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            var before = (await Log(desk)).Count;
            (await ada.GetByteArrayAsync(Path($"/files/{id}{way}"))).Length.ShouldBeGreaterThan(0);

            var row = (await Log(desk))[before..].ShouldHaveSingleItem();
            (row.Kind, row.EntryNumber, row.FileId, row.PersonId, row.Route, row.Clearances).ShouldBe(
                (AccessKind.Download, 1, id, desk.Cast.Ada.Id, $"files/{{id:guid}}{way}", "sc")
            );
            row.TicketId.ShouldNotBeNull();
        }
        // What is refused, or asked for in a part that is not there, is no reading.
        var rows = (await Log(desk)).Count;
        (await ada.GetAsync(Path($"/files/{files["a.txt"]}/picture"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await max.GetAsync(Path($"/files/{files["a.txt"]}"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Log(desk))[rows..].ShouldAllBe(x => x.PersonId == desk.Cast.Ada.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_that_cannot_be_written_down_does_not_leave(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await Issue(desk, desk.Cast.Rik);
        await Sealed(desk);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var files = await Files(desk, number);
        await using (var db = desk.Read())
            await db.Database.ExecuteSqlAsync($"ALTER TABLE access_log RENAME TO access_log_away");

        foreach (
            var way in (string[])[$"{files["a.txt"]}", $"{files["dot.png"]}/picture", $"{files["call.wav"]}/audio"]
        )
        {
            using var refused = await ada.GetAsync(Path($"/files/{way}"));
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, way);
            (await refused.Content.ReadAsStringAsync()).ShouldNotContain("canary");
            refused.Content.Headers.ContentDisposition.ShouldBeNull(way);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_held_message_that_bears_a_mark_is_seen_in_the_list_viewed_on_its_page_and_downloaded(
        TestDatabase database
    )
    {
        await using var desk = await WebDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var held = await desk.Mail(
            "From: nobody@nowhere.example\nTo: support@isms.online\nSubject: [OFFICIAL-SENSITIVE] canarysubject\n\ncanarytext"
        );
        held.State.ShouldBe(CustodyState.Held);
        await Sealed(desk);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var max = await desk.SignedIn(desk.Cast.Max);
        (string Page, string Shows, AccessKind Kind, string Route)[] ways =
        [
            ("/console/held", "canarysubject", AccessKind.List, "console/held"),
            ($"/console/held/{held.Custody}", "canarytext", AccessKind.View, "console/held/{id:guid}"),
            ($"/raw/{held.Custody}", "canarytext", AccessKind.Download, "raw/{id:guid}"),
        ];

        foreach (var (page, shows, kind, route) in ways)
        {
            (await Body(max, page)).ShouldNotContain("canary");
            var before = (await Log(desk)).Count;
            (await Body(ada, page)).ShouldContain(shows);

            var row = (await Log(desk))[before..].ShouldHaveSingleItem(page);
            (row.Kind, row.TicketId, row.FileId, row.PersonId, row.Route).ShouldBe(
                (kind, null, held.Custody, desk.Cast.Ada.Id, route)
            );
        }
        (await Log(desk)).ShouldAllBe(x => x.PersonId == desk.Cast.Ada.Id);
    }

    private static Uri Path(string address) => new(address, UriKind.Relative);

    private static async Task<string> Body(HttpClient client, string page)
    {
        using var answer = await client.GetAsync(Path(page));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<long> Issue(WebDesk desk, Person by)
    {
        var now = desk.Clock.GetCurrentInstant();
        IncomingFile[] files =
        [
            new("a.txt", "text/plain", Encoding.UTF8.GetBytes("canaryfile")),
            new("dot.png", "image/png", Convert.FromBase64String(Dot)),
            new("call.wav", "audio/wav", Sound),
        ];
        var form = new ArrivedForm(by.ToActor(), Guid.NewGuid(), null, "canarysubject", "canarytext", "3", files, now)
        {
            Mark = Marking.Mark,
        };
        return (await desk.Get<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
    }

    private static async Task<Dictionary<string, Guid>> Files(WebDesk desk, long number)
    {
        var view = await desk.Seen(desk.Cast.Rik, number);
        return view.Entries.SelectMany(x => x.Files).ToDictionary(x => x.Name, x => x.Id);
    }

    private static Task Sealed(WebDesk desk) =>
        Eventually.Is(
            async () =>
            {
                await using var db = desk.Read();
                return await db.Custodies.AllAsync(x => x.SealedAs != null)
                    && await db.Attachments.AllAsync(x => x.SealedAs != null);
            },
            "it is sealed"
        );

    private static async Task<List<AccessRow>> Log(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.AccessLog.OrderBy(x => x.Number).ToListAsync();
    }
}
