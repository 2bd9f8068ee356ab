using System.Text;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Marked;

/// <summary>What is said in a chat, and a file that is sent in it, lie sealed once its ticket is marked: said before or after.</summary>
public sealed class SealedChatTests
{
    private static readonly string[] Before =
    [
        "canaryfirstline",
        "canaryfirstbytes",
        "canaryfirstfile",
        "canaryanswer",
        "canaryreplybytes",
    ];
    private static readonly string[] After = ["canarylaterline", "canarylaterbytes", "canarylaterfile", "canarylast"];

    [Theory, OnEveryDatabase]
    public async Task Its_lines_and_files_from_before_and_after_the_mark(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var rik = await Visitor(desk);
        var number = await Say(desk, rik, "canaryfirstline", File("canaryfirstfile.txt", "canaryfirstbytes"));
        var answer = File("reply.txt", "canaryreplybytes");
        var ada = await desk.ActorOf(desk.Cast.Ada);
        (await desk.Get<Reply>().Run(ada, number, "canaryanswer", files: [answer])).IsDone.ShouldBeTrue();
        (await desk.InPlain([.. Before, .. After])).Order().ShouldBe(Before.Order());

        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();
        await desk.RunJobs();

        (await desk.InPlain(Before)).ShouldBeEmpty();
        (await Say(desk, rik, "canarylaterline", File("canarylaterfile.txt", "canarylaterbytes"))).ShouldBe(number);
        (await desk.Get<Reply>().Run(ada, number, "canarylast")).IsDone.ShouldBeTrue();
        await desk.RunJobs();
        (await desk.InPlain([.. Before, .. After])).ShouldBeEmpty();
        await ReadsAll(desk, number);
        // The visitor's own side reads it as before.
        var state = await desk.Within(rik.Actor, _ => desk.Get<ReadChat>().Run(rik));
        state.Lines.Select(x => x.Text).ShouldBe(["canaryfirstline", "canaryanswer", "canarylaterline", "canarylast"]);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_line_that_states_the_mark_never_lies_there_in_plain_as_words(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var rik = await Visitor(desk);

        var number = await Say(desk, rik, "OFFICIAL-SENSITIVE canaryfirstline", File("canaryfirstfile.txt", "bytes"));

        // The words and the name go in sealed; the raw line and the file's bytes follow within the job.
        await using (var db = desk.Read())
        {
            (await db.Contents.ToListAsync()).ShouldAllBe(x => Words.Of(x)!.IsShut);
            (await db.Attachments.SingleAsync()).Name.ShouldBe("•••");
        }
        await desk.RunJobs();
        (await desk.InPlain(Before)).ShouldBeEmpty();
        (await desk.Sees(desk.Cast.Ada, number), await desk.Sees(desk.Cast.Max, number)).ShouldBe((true, false));
        (await desk.Check()).ShouldBeEmpty();
    }

    private static async Task ReadsAll(TestDesk desk, long number)
    {
        var view = (await desk.Read(desk.Cast.Ada, number))!;
        var said = view.Entries.Select(x => x.Words?.Text).OfType<string>().ToList();
        foreach (var word in (string[])["canaryfirstline", "canaryanswer", "canarylaterline", "canarylast"])
            said.ShouldContain(word);
        var files = view.Entries.SelectMany(x => x.Files).ToList();
        files
            .Select(x => x.Name)
            .ShouldBe(["canaryfirstfile.txt", "reply.txt", "canarylaterfile.txt"], ignoreOrder: true);
        var ada = await desk.ActorOf(desk.Cast.Ada);
        var bytes = new List<string>();
        foreach (var file in files)
            bytes.Add(Encoding.UTF8.GetString((await desk.Within(ada, _ => desk.Get<FileStore>().Read(file.Stored)))!));
        bytes.ShouldBe(["canaryfirstbytes", "canaryreplybytes", "canarylaterbytes"], ignoreOrder: true);
        // The raw lines too, and to nobody else.
        await using var db = desk.Read();
        var raw = await db.Custodies.Where(x => x.TicketId == view.Ticket.Id).ToListAsync();
        raw.Count.ShouldBe(2);
        foreach (var line in raw)
        {
            (await desk.Within(ada, _ => desk.Get<FileStore>().Read(line.Stored))).ShouldNotBeNull();
            var max = await desk.ActorOf(desk.Cast.Max);
            (await desk.Within(max, _ => desk.Get<FileStore>().Read(line.Stored))).ShouldBeNull();
        }
    }

    private static IncomingFile File(string name, string bytes) =>
        new(name, "text/plain", Encoding.UTF8.GetBytes(bytes));

    private static async Task<long> Say(TestDesk desk, Visitor visitor, string text, params IncomingFile[] files) =>
        (await desk.Get<ReceiveMessage>().Chat(visitor, Guid.NewGuid(), text, files)).Value!.Ticket!.Value;

    /// <summary>Rik at a chat of a host, as if a token of the host had opened it.</summary>
    private static async Task<Visitor> Visitor(TestDesk desk)
    {
        var now = Journal.Grain(desk.Clock.GetCurrentInstant());
        var chat = new Chat
        {
            Id = Guid.NewGuid(),
            Host = "isms-online",
            PersonId = desk.Cast.Rik.Id,
            StartedAt = now,
            SeenAt = now,
        };
        await desk.Get<GroupWriter>()
            .Write(
                (db, _) =>
                {
                    db.Chats.Add(chat);
                    return Task.CompletedTask;
                }
            );
        return new Visitor(chat, desk.Cast.Rik.ToActor(), "en");
    }
}
