using System.Text;
using Corbel.Core.Reports;
using Corbel.Desk;
using Corbel.Desk.Outbox;
using Corbel.Desk.Reports;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Widget;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Corbel.Web.Tests.Access;

/// <summary>What leaves the desk by itself says no word of a marked ticket: mails, events, logs, reports, calls of webhooks.</summary>
public sealed class MarkedLeavesTests
{
    [Theory, OnEveryDatabase]
    public async Task No_mail_event_log_line_report_or_call_says_a_word_of_a_marked_ticket(TestDatabase database)
    {
        using var log = new KeptLog();
        await using var desk = await WebDesk.Open(database, logging: log);
        using var host = await HostApp.Open(desk);
        var cast = desk.Cast;
        var scene = await MarkedScene.Set(desk, host);
        await using var ada = await LiveEvents.Of(desk, cast.Ada);
        await using var sam = await LiveEvents.Of(desk, cast.Sam);
        await using var dirk = await LiveEvents.Of(desk, cast.Dirk);

        await scene.Fill();
        await scene.Night();
        var plain = await desk.Log(cast.Sam, "Something else");

        await ada.Until($"ticket {plain}");
        await sam.Until($"ticket {plain}");
        // Two of them were open to Ada until they were marked; of all others nobody hears so much as the number.
        var unheard = scene.All.Where(x => x != scene.Later && x != scene.Merged).Select(x => $"{x.Number}").ToList();
        foreach (var line in ada.Heard.Concat(sam.Heard).Concat(dirk.Heard))
            unheard.ShouldNotContain(line.Split(' ')[^1], line);
        await Eventually.Is(
            async () =>
            {
                await using var at = desk.Read();
                return !await at.Outbox.AnyAsync(x => x.State == MailState.Waiting);
            },
            "all mail to be sent"
        );
        await using var db = desk.Read();
        foreach (var mail in await db.Outbox.ToListAsync())
            Silent(scene, await Words(mail.Mime), $"a mail of kind {mail.Kind} to {mail.Recipient}");
        // As it left, since the copies are gone once it was sent.
        var left = await db.LeftBefore.Select(x => x.MessageId).ToListAsync();
        var sent = Directory.GetFiles(Path.Combine(desk.Folder, desk.Get<DeskOptions>().Mail.Outgoing, "new"));
        sent.ShouldNotBeEmpty();
        foreach (var file in sent)
        {
            var words = await Words(await File.ReadAllBytesAsync(file));
            if (!left.Exists(x => words.Contains(x, StringComparison.Ordinal)))
                Silent(scene, words, $"the mail {file}");
        }
        string[] staff = [cast.Ada.Email, cast.Max.Email, cast.Olive.Email, scene.Carl.Email];
        var tickets = scene.All.Select(x => x.Number).ToList();
        var about = await db
            .Outbox.Where(x => staff.Contains(x.Recipient) && x.State == MailState.Sent)
            .Where(x => db.Tickets.Any(t => t.Id == x.TicketId && tickets.Contains(t.Number)))
            .Where(x => !db.LeftBefore.Any(l => l.MailId == x.Id))
            .ToListAsync();
        about.ShouldBeEmpty("staff who may not see a ticket get no mail about it");
        var rows = await desk.Get<IssueReport>().Preview(new(cast.Northwind.Id, Quarter.Parse("2026-Q3")!.Value));
        Silent(scene, Encoding.UTF8.GetString(QuarterRowsJson.Write(rows.Value!)), "the rows of a report");
        Silent(scene, Encoding.UTF8.GetString(ReportFiles.Csv(rows.Value!)), "the CSV of a report");
        var html = Encoding.UTF8.GetString(ReportHtml.Write(rows.Value!, new ReportIssue(1)));
        Silent(scene, html, "the page of a report");
        foreach (var one in scene.All.Where(x => x != scene.Own && x != scene.Held))
            html.ShouldNotContain($"id=\"i{one.Number}\"", Case.Sensitive, "a report names no marked issue");
        foreach (var call in await db.WebhookCalls.ToListAsync())
            Silent(scene, System.Text.Json.JsonSerializer.Serialize(call), "a call of a webhook");
        foreach (var file in Directory.GetFiles(Path.Combine(desk.Folder, "status")))
            Silent(scene, await File.ReadAllTextAsync(file), file);
        Silent(scene, string.Join('\n', log.Lines.Select(x => x.Text)), "the log");
    }

    private static void Silent(MarkedScene scene, string text, string where)
    {
        foreach (var one in scene.All)
            text.Contains(one.Canary, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{where} says “{one.Canary}”");
    }

    /// <summary>A mail as it lies there, and all of its parts decoded.</summary>
    private static async Task<string> Words(byte[] mime)
    {
        // The desk's own copy of what was sent is emptied.
        if (mime.Length == 0)
            return "";
        using var message = await MimeMessage.LoadAsync(new MemoryStream(mime));
        var words = new StringBuilder(Encoding.UTF8.GetString(mime)).Append(message.Subject);
        foreach (var part in message.BodyParts.OfType<MimePart>())
        {
            using var bytes = new MemoryStream();
            await part.Content!.DecodeToAsync(bytes);
            words.Append(Encoding.UTF8.GetString(bytes.ToArray()));
        }
        return words.ToString();
    }
}
