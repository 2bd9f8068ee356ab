using System.Net;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Marked;

/// <summary>What a page opens of marked tickets is in the access log before it leaves; where it cannot be, nothing is shown.</summary>
public sealed class WrittenDownTests
{
    private static async Task<(WebDesk Desk, long Number)> Open(TestDatabase database)
    {
        var desk = await WebDesk.Open(database);
        var (grants, cast) = (desk.Get<GrantClearance>(), desk.Cast);
        var today = new LocalDate(2026, 7, 1);
        var proposed = await grants.Propose(
            cast.Max.ToActor(),
            new(cast.Ada.Id, "sc", "Cabinet Office", today, today.PlusYears(1))
        );
        (await grants.Grant(cast.Olive.ToActor(), proposed.Value)).IsDone.ShouldBeTrue();
        var number = await desk.Log(cast.Rik, "[OFFICIAL-SENSITIVE] canarysubject", "3");
        await Eventually.Is(
            async () =>
            {
                await using var db = desk.Read();
                return !await db.Jobs.AnyAsync(x => x.Kind == "seal" && x.Attempts == 0 && x.LastError == null)
                    || await db.Custodies.AnyAsync(x => x.SealedAs != null);
            },
            "it is sealed"
        );
        return (desk, number);
    }

    private static async Task<List<AccessRow>> Log(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.AccessLog.OrderBy(x => x.Number).ToListAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Views_lists_and_search_hits_are_written_down_and_shown(TestDatabase database)
    {
        var (desk, number) = await Open(database);
        await using var _ = desk;
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        using var rik = await desk.SignedIn(desk.Cast.Rik);
        (await rik.Words($"/issues/{number}")).ShouldContain("canarysubject");
        (await ada.Words("/console/open")).ShouldContain("canarysubject");
        (await ada.Words("/console/search?q=canarysub")).ShouldContain("canarysubject");

        var log = await Log(desk);
        foreach (var row in log)
            (row.PersonId, row.Clearances).ShouldBe(
                row.Kind == AccessKind.View ? (desk.Cast.Rik.Id, "") : (desk.Cast.Ada.Id, "sc")
            );
        log.Select(x => x.Kind).ShouldContain(AccessKind.View);
        log.Select(x => x.Kind).ShouldContain(AccessKind.List);
        log.Select(x => x.Kind).ShouldContain(AccessKind.SearchHit);
        log.Select(x => x.Route).ShouldContain("issues/{number:long}");
        var seen = log.Count;
        // Base64 is nothing to be found in, and who is not cleared finds nothing at all.
        using var max = await desk.SignedIn(desk.Cast.Max);
        (await max.Words("/console/search?q=canarysub")).ShouldNotContain("canarysubject");
        (await max.GetAsync(new Uri($"/console/tickets/{number}", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await Log(desk)).Count.ShouldBe(seen);
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_written_down_is_not_shown_and_the_rest_is(TestDatabase database)
    {
        var (desk, number) = await Open(database);
        await using var _ = desk;
        var plain = await desk.Log(desk.Cast.Rik, "Printer is down", "3");
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        await using (var db = desk.Read())
            await db.Database.ExecuteSqlAsync($"ALTER TABLE access_log RENAME TO access_log_away");

        foreach (
            var (client, page) in (IEnumerable<(HttpClient, string)>)
                [
                    (ada, "/console/open"),
                    (ada, "/console/search?q=canarysub"),
                    (rik, $"/issues/{number}"),
                    (rik, "/issues"),
                ]
        )
        {
            using var refused = await client.GetAsync(new Uri(page, UriKind.Relative));
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, page);
            var html = await refused.Content.ReadAsStringAsync();
            html.ShouldNotContain("canary");
            html.ShouldContain("<html");
        }
        (await rik.Words($"/issues/{plain}")).ShouldContain("Printer is down");
        await using (var db = desk.Read())
            await db.Database.ExecuteSqlAsync($"ALTER TABLE access_log_away RENAME TO access_log");
        (await rik.Words($"/issues/{number}")).ShouldContain("canarysubject");
    }

    [Theory, OnEveryDatabase]
    public async Task A_raw_message_is_a_download(TestDatabase database)
    {
        var (desk, number) = await Open(database);
        await using var _ = desk;
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        Guid message;
        await using (var db = desk.Read())
            message = await db
                .Custodies.Where(x => db.Tickets.Any(t => t.Id == x.TicketId && t.Number == number))
                .Select(x => x.Id)
                .FirstAsync();

        (await rik.GetStringAsync(new Uri($"/raw/{message}", UriKind.Relative))).ShouldContain("canarysubject");

        var row = (await Log(desk)).ShouldHaveSingleItem();
        (row.Kind, row.FileId, row.EntryNumber, row.PersonId).ShouldBe(
            (AccessKind.Download, message, 1, desk.Cast.Rik.Id)
        );
    }

    [Theory, OnEveryDatabase]
    public async Task Administrators_and_the_list_read_the_log_and_nobody_else(TestDatabase database)
    {
        var (desk, number) = await Open(database);
        await using var _ = desk;
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        await ada.Words("/console/open");
        var before = (await Log(desk)).Count;

        (await nora.Words($"/issues/{number}/access")).ShouldContain("Ada Agent");
        (await ada.Words($"/console/tickets/{number}/access")).ShouldContain("Ada Agent");
        var csv = await nora.GetStringAsync(new Uri($"/issues/{number}/access?handler=Csv", UriKind.Relative));
        csv.ShouldContain("Ada Agent");
        csv.ShouldContain("List");
        // To read the log is no reading of the ticket.
        (await Log(desk)).Count.ShouldBe(before);
        foreach (var other in (Person[])[desk.Cast.Rik, desk.Cast.Roos, desk.Cast.Sam])
        {
            using var client = await desk.SignedIn(other);
            (await client.GetAsync(new Uri($"/issues/{number}/access", UriKind.Relative))).StatusCode.ShouldBe(
                HttpStatusCode.NotFound
            );
        }
        using var max = await desk.SignedIn(desk.Cast.Max);
        (await max.GetAsync(new Uri($"/console/tickets/{number}/access", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        // Nothing was ever marked on another.
        var plain = await desk.Log(desk.Cast.Rik, "Printer is down", "3");
        (await nora.GetAsync(new Uri($"/issues/{plain}/access", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
    }
}
