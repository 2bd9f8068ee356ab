using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Corbel.Desk.Intake;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Portal;
using Corbel.Web.Tests.Widget;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corbel.Web.Tests.Access;

/// <summary>
/// Somebody turns the log up to all that there is: it still says no word of a marked ticket and no name of a file, whether it is
/// read, written, searched for, sent in or refused.
/// </summary>
public sealed class MarkedTraceTests
{
    [Theory, OnEveryDatabase]
    public async Task At_its_most_talkative_no_category_says_a_word(TestDatabase database)
    {
        using var log = new KeptLog();
        await using var desk = await WebDesk.Open(database, logging: log, level: LogLevel.Trace);
        using var host = await HostApp.Open(desk);
        var scene = await MarkedScene.Set(desk, host);
        await scene.Fill();
        using var cleo = await desk.SignedIn(scene.Cleo);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var max = await desk.SignedIn(desk.Cast.Max);

        foreach (var one in scene.All)
        {
            foreach (var client in (HttpClient[])[cleo, nora, max])
                await Read(client, one);
        }
        await Write(cleo, nora, scene);
        await SendIn(desk);
        await Fail(desk, cleo, scene);

        var said = log.Lines.ToList();
        said.Count(x => x.Text.StartsWith("Trace", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        said.ShouldContain(x => x.Category.StartsWith("Microsoft.AspNetCore.Routing", StringComparison.Ordinal));
        said.ShouldContain(x => x.Category.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal));
        string[] words = [.. scene.All.Select(x => x.Canary), "waterhoen", "snippet"];
        said.Where(x => words.Any(w => x.Text.Contains(w, StringComparison.OrdinalIgnoreCase)))
            .Select(x => $"{x.Category}: {x.Text[..Math.Min(300, x.Text.Length)]}")
            .Distinct()
            .ShouldBeEmpty();
    }

    private static async Task Read(HttpClient client, Hidden one)
    {
        List<string> pages =
        [
            $"/console/tickets/{one.Number}",
            $"/issues/{one.Number}",
            $"/console/open?q={one.Canary}",
            $"/console/search?q={one.Canary}",
            $"/issues?q={one.Canary}",
        ];
        foreach (var id in one.Ids)
            pages.AddRange([$"/files/{id}", $"/files/{id}/picture", $"/raw/{id}", $"/console/held/{id}"]);
        foreach (var page in pages)
            (await client.GetAsync(new Uri(page, UriKind.Relative))).Dispose();
    }

    /// <summary>Forms that are taken, and forms that are refused and come back with what was typed.</summary>
    private static async Task Write(HttpClient cleo, HttpClient nora, MarkedScene scene)
    {
        var number = scene.Form.Number;
        var (page, portal) = ($"/console/tickets/{number}", PortalDesk.Path(number));
        async Task Post(HttpStatusCode status, string handler, params (string Name, string Value)[] fields)
        {
            var form = fields.Select(x => KeyValuePair.Create(x.Name, x.Value));
            using var sent = await WebDesk.Post(cleo, page, form, $"{page}?handler={handler}");
            sent.StatusCode.ShouldBe(status, handler);
        }
        await Post(HttpStatusCode.SeeOther, "Answer", ("Answer.Kind", "reply"), ("Answer.Text", "waterhoen answer"));
        await Post(HttpStatusCode.SeeOther, "Answer", ("Answer.Kind", "note"), ("Answer.Text", "waterhoen note"));
        var reason = ("Severity.Reason", "waterhoen reason");
        await Post(HttpStatusCode.UnprocessableEntity, "Severity", ("Severity.Level", "waterhoen"), reason);
        await Post(HttpStatusCode.UnprocessableEntity, "Agree", ("claimed", "waterhoen"));
        await Post(HttpStatusCode.UnprocessableEntity, "Merge", ("Into", "1"), ("Why", "waterhoen why"));
        using var more = await nora.PostWithFiles(
            $"{portal}?handler=Answer",
            [new("Text", "waterhoen more")],
            ("waterhoen.txt", "waterhoen inside")
        );
        using var refused = await nora.PostWithFiles(
            "/issues/new",
            [new("Subject", "waterhoen subject"), new("Text", "waterhoen text"), new("Mark", "waterhoen")]
        );
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>Mails by HTTP: one that is taken, one from nobody known, and bytes that are none.</summary>
    private static async Task SendIn(WebDesk desk)
    {
        using var intake = desk.Stranger();
        intake.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            "intake-token-of-the-tests"
        );
        var head = "To: support@isms.online\r\nSubject: [OFFICIAL-SENSITIVE] waterhoen subject\r\n";
        var file =
            "MIME-Version: 1.0\r\nContent-Type: text/plain; name=waterhoen.txt\r\nContent-Disposition: attachment; filename=waterhoen.txt\r\n\r\nwaterhoen";
        string[] mails =
        [
            $"From: rik@northwind.example\r\n{head}{file}",
            $"From: waterhoen <x@nowhere.example>\r\n{head}{file}",
            "waterhoen",
        ];
        foreach (var mail in mails)
            (
                await intake.PostAsync(
                    new Uri("/intake/mail", UriKind.Relative),
                    new ByteArrayContent(Encoding.UTF8.GetBytes(mail))
                )
            ).Dispose();
    }

    /// <summary>The database refuses: what is thrown is logged whole, and a command that fails with its words in hand too.</summary>
    private static async Task Fail(WebDesk desk, HttpClient cleo, MarkedScene scene)
    {
        var page = $"/console/tickets/{scene.Form.Number}";
        await using var db = desk.Read();
        await db.Database.ExecuteSqlAsync($"ALTER TABLE access_log RENAME TO access_log_away");
        using (var shown = await cleo.GetAsync(new Uri(page, UriKind.Relative)))
            shown.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await db.Database.ExecuteSqlAsync($"ALTER TABLE access_log_away RENAME TO access_log");
        await db.Database.ExecuteSqlAsync($"ALTER TABLE contents RENAME TO contents_away");
        var by = await scene.Actor(scene.Cleo);
        var answer = desk.Get<Corbel.Desk.Tickets.Reply>().Run(by, scene.Form.Number, "snippet of an answer");
        await Should.ThrowAsync<Exception>(() => answer);
        var mail =
            "From: rik@northwind.example\nTo: support@isms.online\nSubject: [OFFICIAL-SENSITIVE] snippet\n\nsnippet";
        (await desk.Mail(mail)).State.ShouldBe(CustodyState.Held);
        await db.Database.ExecuteSqlAsync($"ALTER TABLE contents_away RENAME TO contents");
    }
}
