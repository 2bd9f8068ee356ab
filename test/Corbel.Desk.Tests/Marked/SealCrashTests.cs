using System.Text;
using Corbel.Core.Tickets;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>
/// The sealing dies at every command that it gives to the database, so between any two of its commits, and is begun again by
/// another node: in the end all is sealed and nothing is lost.
/// </summary>
public sealed class SealCrashTests
{
    /// <summary>More commands than it gives; it must come to its end before.</summary>
    private const int Most = 200;

    private static readonly string[] Words =
    [
        "canarysubject",
        "canarybody",
        "canaryheader",
        "canaryfilename",
        "canaryfilebytes",
        "canarynote",
        "canaryreply",
    ];

    private static string Raw(string from, string subject, int which) =>
        $"""
            From: {from}
            To: support@desk.example
            Subject: {subject} canarysubject
            Message-ID: <{which}@northwind.example>
            Date: Wed, 15 Jul 2026 09:00:00 +0000
            X-Note: canaryheader
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=edge

            --edge
            Content-Type: text/plain

            canarybody

            --edge
            Content-Type: text/plain; name=canaryfilename.txt
            Content-Disposition: attachment; filename=canaryfilename.txt

            canaryfilebytes {which}
            --edge--
            """;

    [Theory, OnEveryDatabase]
    public async Task A_marked_ticket_ends_sealed_wherever_it_was_cut(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Clear(desk.Cast.Ada);
        var cuts = await AtEveryCommand(desk, which => Marked(desk, which), number => ReadsAll(desk, number));
        // The key, the words, two files' forms, their rows, the mails, what is plain, and the end.
        cuts.ShouldBeGreaterThan(20);
    }

    [Theory, OnEveryDatabase]
    public async Task A_held_message_ends_sealed_wherever_it_was_cut(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Clear(desk.Cast.Ada);
        var cuts = await AtEveryCommand(desk, which => Held(desk, which), _ => HeldReads(desk));
        cuts.ShouldBeGreaterThan(10);
    }

    /// <returns>At how many commands it was cut, before it came through uncut.</returns>
    private static async Task<int> AtEveryCommand(TestDesk desk, Func<int, Task<long>> begin, Func<long, Task> reads)
    {
        using var plug = new PulledPlug(desk);
        for (var at = 1; at < Most; at++)
        {
            var one = await begin(at);
            if (!await Cut(desk, plug, at))
                return at - 1;
            await using (var again = desk.AnotherNode())
            {
                // Who died has it for five minutes; a file that came again is left alone for a while, and a mail is looked at later.
                desk.Clock.Advance(Duration.FromMinutes(6));
                await again.RunJobs();
            }
            (await desk.InPlain(Words)).ShouldBeEmpty($"cut at command {at}");
            await reads(one);
            (await desk.Check()).ShouldBeEmpty($"cut at command {at}");
            await using var db = desk.Read();
            (await db.Jobs.AnyAsync(x => x.Kind == SealJobs.Kind)).ShouldBeFalse($"cut at command {at}");
        }
        throw new ShouldAssertException($"It gave more than {Most} commands");
    }

    /// <summary>Runs the sealing that is due until the plug is pulled; false where it was done before.</summary>
    private static async Task<bool> Cut(TestDesk desk, PulledPlug plug, int at)
    {
        var seal = desk.Get<IEnumerable<JobKind>>().Single(x => x.Kind == SealJobs.Kind);
        Job job;
        await using (var db = desk.Read())
            job = await db.Jobs.SingleAsync(x => x.Kind == SealJobs.Kind);
        plug.PullAt(at);
        try
        {
            await seal.Run(job, CancellationToken.None);
            return false;
        }
        catch (Exception) when (plug.IsOut)
        {
            return true;
        }
        finally
        {
            plug.PutBack();
        }
    }

    private static Task<TestDesk> Open(TestDatabase database) =>
        TestDesk.Open(
            database,
            options => options.Mail.Outgoing = Directory.CreateTempSubdirectory("corbel-other-side-").FullName
        );

    private static async Task<long> Marked(TestDesk desk, int which)
    {
        var ada = await desk.ActorOf(desk.Cast.Ada);
        // From a mailbox of ours, so that its copy there is looked for too.
        var number = (await desk.Mail(Raw(desk.Cast.Rik.Email, "", which), $"maildir:{which}")).Ticket!.Value;
        (await desk.Get<AddNote>().Run(ada, number, "canarynote")).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada, number, "canaryreply")).IsDone.ShouldBeTrue();
        while (await desk.Send() > 0) { }
        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();
        while (await desk.Send() > 0) { }
        return number;
    }

    private static async Task<long> Held(TestDesk desk, int which)
    {
        var raw = Raw("nobody@nowhere.example", "[OFFICIAL-SENSITIVE]", which);
        (await desk.Mail(raw, $"maildir:{which}")).State.ShouldBe(CustodyState.Held);
        return 0;
    }

    private static async Task ReadsAll(TestDesk desk, long number)
    {
        var view = (await desk.Read(desk.Cast.Ada, number))!;
        view.Ticket.Subject.ShouldContain("canarysubject");
        var said = string.Join('\n', view.Entries.Select(x => x.Words?.Text));
        foreach (var word in (string[])["canarybody", "canarynote", "canaryreply"])
            said.ShouldContain(word);
        var file = view.Entries.SelectMany(x => x.Files).ShouldHaveSingleItem();
        file.Name.ShouldBe("canaryfilename.txt");
        (await Bytes(desk, file.Stored)).ShouldContain("canaryfilebytes");
        await using var db = desk.Read();
        var message = await db.Custodies.SingleAsync(x => x.TicketId == view.Ticket.Id);
        (await Bytes(desk, message.Stored)).ShouldContain("canaryheader");
        (await db.SourceCopies.SingleAsync(x => x.CustodyId == message.Id)).RemovedAt.ShouldNotBeNull();
    }

    private static async Task HeldReads(TestDesk desk)
    {
        await using var db = desk.Read();
        foreach (var message in await db.Custodies.ToListAsync())
        {
            var raw = await Bytes(desk, message.Stored);
            raw.ShouldContain("canarybody");
            raw.ShouldContain("canaryfilebytes");
        }
    }

    private static async Task<string> Bytes(TestDesk desk, string stored)
    {
        var ada = await desk.ActorOf(desk.Cast.Ada);
        return Encoding.UTF8.GetString((await desk.Within(ada, _ => desk.Get<FileStore>().Read(stored)))!);
    }
}
