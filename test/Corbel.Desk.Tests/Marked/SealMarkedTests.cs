using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>After the mark and the job nothing of a marked ticket lies anywhere in plain, and who may read it reads all of it.</summary>
public sealed class SealMarkedTests
{
    private static readonly string[] Canaries =
    [
        "canarysubject",
        "canarytext",
        "canarynote",
        "canaryreply",
        "canaryfilebytes",
        "canaryfilename",
        "canarymailbody",
        "canaryheader",
        "canarylater",
    ];

    private static string Raw(TestDesk desk) =>
        $"""
            From: {desk.Cast.Rik.Email}
            To: support@desk.example
            Subject: canarysubject of it
            Message-ID: <{Guid.NewGuid():n}@northwind.example>
            Date: Wed, 15 Jul 2026 09:00:00 +0000
            X-Note: canaryheader
            Content-Type: multipart/mixed; boundary=edge

            --edge
            Content-Type: text/plain

            canarymailbody canarytext

            --edge
            Content-Type: text/plain; name=canaryfilename.txt
            Content-Disposition: attachment; filename=canaryfilename.txt

            canaryfilebytes
            --edge--
            """;

    private static async Task<long> Filled(TestDesk desk)
    {
        var ada = await desk.ActorOf(desk.Cast.Ada);
        var number = (await desk.Mail(Raw(desk))).Ticket!.Value;
        (await desk.Get<AddNote>().Run(ada, number, "canarynote")).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada, number, "canaryreply")).IsDone.ShouldBeTrue();
        while (await desk.Send() > 0) { }
        return number;
    }

    /// <summary>Sends what waits, and comes back when the sealing looks again.</summary>
    private static async Task Settle(TestDesk desk)
    {
        await desk.RunJobs();
        while (await desk.Send() > 0) { }
        desk.Clock.Advance(Duration.FromMinutes(2));
        await desk.RunJobs();
    }

    private static Task<TestDesk> Open(TestDatabase database) =>
        TestDesk.Open(
            database,
            options => options.Mail.Outgoing = Directory.CreateTempSubdirectory("corbel-other-side-").FullName
        );

    [Theory, OnEveryDatabase]
    public async Task Nothing_lies_in_plain_and_who_may_reads_all(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await Filled(desk);
        (await Found(desk)).Order().ShouldBe(Canaries.Except(["canarylater"]).Order());

        (await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), number, MarkedDesk.Mark)).IsDone.ShouldBeTrue();
        await desk.RunJobs();

        (await Found(desk)).ShouldBeEmpty();
        // What is said later never lies in the database in plain at all; its raw message does until the job comes.
        (await desk.Form(desk.Cast.Rik, "", "canarylater", null, number)).IsDone.ShouldBeTrue();
        await using (var db = desk.Read())
        {
            (await db.Jobs.AnyAsync(x => x.Kind == SealJobs.Kind)).ShouldBeTrue();
            using var asStored = MarkedReading.AsStored();
            (await db.Contents.Select(x => x.Bytes).ToListAsync()).ShouldAllBe(x => Sealed.OwnerOf(x) != null);
        }
        await Settle(desk);
        (await Found(desk)).ShouldBeEmpty();

        var ada = await desk.ActorOf(desk.Cast.Ada);
        var view = await desk.Within(ada, db => desk.Get<ReadTicket>().Run(db, ada, number));
        view!.Ticket.Subject.ShouldBe("canarysubject of it");
        var all = string.Join('\n', view.Entries.Select(x => x.Words?.Text));
        foreach (var word in (string[])["canarymailbody", "canarytext", "canarynote", "canaryreply", "canarylater"])
            all.ShouldContain(word);
        var file = view.Entries.SelectMany(x => x.Files).ShouldHaveSingleItem();
        file.Name.ShouldBe("canaryfilename.txt");
        var bytes = await desk.Within(ada, _ => desk.Get<FileStore>().Read(file.Stored));
        Encoding.UTF8.GetString(bytes!).ShouldContain("canaryfilebytes");
        await using (var db = desk.Read())
        {
            var message = await db.Custodies.FirstAsync(x => x.TicketId == view.Ticket.Id);
            var raw = await desk.Within(ada, _ => desk.Get<FileStore>().Read(message.Stored));
            Encoding.UTF8.GetString(raw!).ShouldContain("canaryheader");
            (await db.Jobs.AnyAsync(x => x.Kind == SealJobs.Kind)).ShouldBeFalse();
            var sent = db.Outbox.Where(x => x.TicketId == view.Ticket.Id && x.State == MailState.Sent);
            (await sent.Select(x => x.Mime).ToListAsync()).ShouldAllBe(x => x.Length == 0);
        }
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Without_a_reading_or_for_somebody_else_there_are_dots(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await Filled(desk);
        await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), number, MarkedDesk.Mark);
        await desk.RunJobs();

        async Task Shut()
        {
            await using var db = desk.Read();
            (await db.Tickets.Where(x => x.Number == number).Select(x => x.Subject).SingleAsync()).ShouldBe("•••");
            var contents = await db.Contents.ToListAsync();
            contents.Select(x => Words.Of(x)!).ShouldAllBe(x => x.IsShut && x.Text == "•••");
            var file = await db.Attachments.SingleAsync();
            file.Name.ShouldBe("•••");
            (await desk.Get<FileStore>().Read(file.Stored)).ShouldBeNull();
            (await db.Custodies.FirstAsync(x => x.TicketId != null)).Subject.ShouldBe("•••");
        }

        await Shut();
        foreach (
            var other in (Actor[])[await desk.ActorOf(desk.Cast.Max), desk.Cast.Sam.ToActor(), desk.Cast.Roos.ToActor()]
        )
        {
            using var reading = MarkedReading.Begin(desk.Get<Database>(), other);
            await Shut();
            reading.Seen.ShouldBeEmpty();
        }
        // Whoever may, may no more once the answer leaves.
        using (var reading = MarkedReading.Begin(desk.Get<Database>(), await desk.ActorOf(desk.Cast.Ada)))
        {
            await using var db = desk.Read();
            (await db.Tickets.SingleAsync(x => x.Number == number)).Subject.ShouldStartWith("canary");
            reading.Seen.ShouldHaveSingleItem();
            reading.Shut();
            await Shut();
        }
        // A write that loads the ticket without a reading leaves the sealed subject as it is.
        (
            await desk.Get<Assign>().Run(await desk.ActorOf(desk.Cast.Ada), number, desk.Cast.Ada.Id)
        ).IsDone.ShouldBeTrue();
        var ada = await desk.ActorOf(desk.Cast.Ada);
        (await desk.Within(ada, db => desk.Get<ReadTicket>().Run(db, ada, number)))!.Ticket.Subject.ShouldStartWith(
            "canary"
        );
    }

    [Theory, OnEveryDatabase]
    public async Task A_list_opens_all_its_subjects(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Clear(desk.Cast.Ada);
        var numbers = new List<long>();
        for (var i = 0; i < 5; i++)
            numbers.Add(
                (await desk.Form(desk.Cast.Rik, $"[OFFICIAL-SENSITIVE] canary {i}", "x", "3")).Value!.Ticket!.Value
            );
        await desk.RunJobs();
        var ada = await desk.ActorOf(desk.Cast.Ada);

        using var reading = MarkedReading.Begin(desk.Get<Database>(), ada);
        await using var db = desk.Read();
        var subjects = await db
            .Tickets.VisibleTo(ada)
            .Where(x => numbers.Contains(x.Number))
            .OrderBy(x => x.Number)
            .Select(x => x.Subject)
            .ToListAsync();

        subjects.ShouldAllBe(x => x.Contains("canary"));
        reading.Seen.Count.ShouldBe(5);
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_that_another_ticket_needs_stays_for_it(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Clear(desk.Cast.Ada);
        var file = new IncomingFile("log.txt", "text/plain", "the same bytes"u8.ToArray());
        var marked = (await desk.Form(desk.Cast.Rik, "One", "x", "3", files: file)).Value!.Ticket!.Value;
        var other = (await desk.Form(desk.Cast.Rik, "Two", "x", "3", files: file)).Value!.Ticket!.Value;

        await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), marked, MarkedDesk.Mark);
        await desk.RunJobs();

        var kept = (await desk.View(other)).Entries[0].Files.ShouldHaveSingleItem();
        (await desk.Get<FileStore>().Read(kept.Stored)).ShouldBe(file.Bytes);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task What_another_message_brings_meanwhile_stays_though_no_row_names_it_yet(TestDatabase database)
    {
        await using var desk = await Open(database);
        var file = new IncomingFile("log.txt", "text/plain", "the same bytes"u8.ToArray());
        var marked = (await desk.Form(desk.Cast.Rik, "One", "x", "3", files: file)).Value!.Ticket!.Value;
        await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), marked, MarkedDesk.Mark);
        await desk.RunJobs();
        var store = desk.Get<FileStore>();
        (await store.ReadStored(FileStore.NameOf(file.Bytes), default)).ShouldBeNull();

        // Its files are kept before its rows are written; here it has come so far.
        var name = await store.Keep(file.Bytes);
        (await desk.Form(desk.Cast.Rik, "", "more", null, marked)).IsDone.ShouldBeTrue();
        await Settle(desk);

        (await store.ReadStored(name, default)).ShouldBe(file.Bytes);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_split_off_is_sealed_under_its_own_key_and_written_down(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await Filled(desk);
        var file = new IncomingFile("canaryfilename2.txt", "text/plain", "canarysecond"u8.ToArray());
        await desk.Form(desk.Cast.Rik, "", "canaryother words", null, number, null, file);
        await desk.Get<MarkIssue>().Run(desk.Cast.Rik.ToActor(), number, MarkedDesk.Mark);
        await desk.RunJobs();
        var ada = await desk.ActorOf(desk.Cast.Ada);
        var view = await desk.Within(ada, db => desk.Get<ReadTicket>().Run(db, ada, number));
        var message = view!.Entries.Last(x => x.Entry.What is CustomerMessage).Entry.Number;

        var made = (await desk.Get<SplitOff>().Run(ada, number, new(message, "canaryfresh"))).Value;
        await Settle(desk);

        var split = (await desk.Within(ada, db => desk.Get<ReadTicket>().Run(db, ada, made)))!;
        (split.Ticket.Mark, split.Ticket.Subject).ShouldBe((MarkedDesk.Mark, "canaryfresh"));
        split.Entries[0].Words!.Text.ShouldBe("canaryother words");
        var copy = split.Entries[0].Files.ShouldHaveSingleItem();
        var bytes = await desk.Within(ada, _ => desk.Get<FileStore>().Read(copy.Stored));
        Encoding.UTF8.GetString(bytes!).ShouldBe("canarysecond");
        (await desk.Get<FileStore>().ReadStored(copy.Stored, CancellationToken.None))
            .ShouldNotBeNull()
            .ShouldSatisfyAllConditions(x => Sealed.OwnerOf(x).ShouldBe(split.Ticket.Id));
        (await desk.InPlain("canaryother", "canaryfresh", "canarysecond", "canaryfilename2")).ShouldBeEmpty();
        await using (var db = desk.Read())
            (await db.AccessLog.SingleAsync(x => x.Kind == AccessKind.Work)).TicketId.ShouldBe(view.Ticket.Id);
        (await desk.Check()).ShouldBeEmpty();
    }

    private static Task<List<string>> Found(TestDesk desk) => desk.InPlain(Canaries);
}
