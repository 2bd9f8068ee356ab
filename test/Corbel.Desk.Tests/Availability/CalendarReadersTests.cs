using System.Diagnostics;
using System.Text.Json;
using Corbel.Core.Policy;
using Corbel.Desk.Availability;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using MimeKit;
using NodaTime;

namespace Corbel.Desk.Tests.Availability;

/// <summary>The calendar entries of maintenance, in mails and in the feed, read by two programs that are not ours.</summary>
public sealed class CalendarReadersTests
{
    private static readonly Instant From = TestDesk.At("2026-07-17T18:00:00Z");
    private const string Long =
        "We move; the pages are slow, some are away. Nothing is lost: what you wrote is kept, and comes back; \\ and a comma.";

    [Fact]
    public async Task Mails_and_feed_are_read_alike_by_two_readers()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        var (plan, max) = (desk.Get<PlanMaintenance>(), desk.Cast.Max.ToActor());
        var draft = new MaintenanceDraft(
            "Database, née old",
            "Nieuwe database",
            Long,
            "Weg.",
            From,
            From + Duration.FromHours(4)
        );
        var id = (await plan.Plan(max, draft)).Value;
        await plan.Announce(max, id);
        desk.Clock.AdvanceMinutes(1);
        await plan.Edit(max, id, draft with { To = From + Duration.FromHours(5) });
        desk.Clock.AdvanceMinutes(1);
        await plan.Cancel(max, id);
        await using var db = desk.Read();
        var feed = MaintenanceCalendar.Feed(db.MaintenanceWindows, desk.Get<DeskAddress>(), Language.En);
        var mails = (await desk.Outbox())
            .Where(x => x.Mail.Recipient == desk.Cast.Sam.Email)
            .Select(x =>
                x.Message.BodyParts.OfType<TextPart>().Single(y => y.ContentType.IsMimeType("text", "calendar")).Text
            );

        var read = new List<Found>();
        foreach (var text in mails.Append(feed))
        {
            var one = await ReadByNode(text);
            one.ShouldBe(ReadByIcalNet(text));
            read.Add(one);
        }

        read.Select(x => (x.Method, x.Sequence, x.Status))
            .ShouldBe([
                ("PUBLISH", 0, "CONFIRMED"),
                ("PUBLISH", 1, "CONFIRMED"),
                ("CANCEL", 2, "CANCELLED"),
                ("PUBLISH", 2, "CANCELLED"),
            ]);
        read.Select(x => x.Uid).Distinct().ShouldHaveSingleItem();
        read.ShouldAllBe(x =>
            x.Summary == "Database, née old" && x.Description == Long && x.Transparency == "TRANSPARENT"
        );
        read.Select(x => (x.To - x.From).TotalHours).ShouldBe([4, 5, 5, 5]);
    }

    private sealed record Found(
        string Method,
        string Uid,
        int Sequence,
        string Summary,
        string Description,
        string Status,
        string Transparency,
        DateTime From,
        DateTime To
    );

    private static Found ReadByIcalNet(string text)
    {
        var calendar = Ical.Net.Calendar.Load(text)!;
        var entry = calendar.Events.Single();
        return new(
            calendar.Method!,
            entry.Uid!,
            entry.Sequence,
            entry.Summary!,
            entry.Description!,
            entry.Status!,
            entry.Transparency!,
            entry.Start!.AsUtc,
            entry.End!.AsUtc
        );
    }

    private static async Task<Found> ReadByNode(string text)
    {
        using var node = Process.Start(
            new ProcessStartInfo("node", [Repository.File("test/calendars/read.mjs")])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await node.StandardInput.WriteAsync(text);
        node.StandardInput.Close();
        var json = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0);
        using var read = JsonDocument.Parse(json);
        var entry = read.RootElement.GetProperty("entries").EnumerateArray().Single();
        string Word(string name) => entry.GetProperty(name).GetString()!;
        return new(
            read.RootElement.GetProperty("method").GetString()!,
            Word("uid"),
            entry.GetProperty("sequence").GetInt32(),
            Word("summary"),
            Word("description"),
            Word("status"),
            Word("transparency"),
            entry.GetProperty("from").GetDateTime(),
            entry.GetProperty("to").GetDateTime()
        );
    }
}
