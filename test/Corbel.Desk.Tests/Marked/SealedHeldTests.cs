using System.Text;
using Corbel.Core.Tickets;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Marked;

/// <summary>A held message that bears a mark: sealed under a key of its own while it waits, and whole where it is placed.</summary>
public sealed class SealedHeldTests
{
    private static readonly string[] Words =
    [
        "canarysubject",
        "canarybody",
        "canaryheader",
        "canaryfilename",
        "canaryfilebytes",
    ];

    /// <param name="from">Who sends it.</param>
    /// <param name="mark">What stands before its subject.</param>
    /// <param name="which">Two of them bring two files: the same bytes from two sides are left alone for a while.</param>
    private static string Raw(string from, string mark = "[OFFICIAL-SENSITIVE]", int which = 1) =>
        $"""
            From: {from}
            To: support@desk.example
            Subject: {mark} canarysubject
            Message-ID: <{Guid.NewGuid():n}@nowhere.example>
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
    public async Task While_it_waits_it_lies_sealed_and_the_cleared_read_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);

        var held = await Held(desk);

        (await desk.InPlain(Words)).ShouldBeEmpty();
        await using var db = desk.Read();
        (await db.OwnerKeys.Select(x => x.OwnerId).ToListAsync()).ShouldBe([held]);
        (await db.Custodies.SingleAsync()).Subject.ShouldBe("•••");
        var ada = await desk.ActorOf(desk.Cast.Ada);
        var read = (await desk.Within(ada, x => desk.Get<ReadHeld>().Run(x, ada, held)))!;
        read.Custody.Subject!.ShouldContain("canarysubject");
        read.Words!.Text.ShouldContain("canarybody");
        read.Files.Single().Name.ShouldBe("canaryfilename.txt");
        var max = await desk.ActorOf(desk.Cast.Max);
        (await desk.Within(max, x => desk.Get<ReadHeld>().Run(x, max, held))).ShouldBeNull();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Placed_as_an_issue_or_on_a_ticket_it_is_read_there_and_still_nowhere_in_plain(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var (first, second) = (await Held(desk, 1), await Held(desk, 2));
        var number = await desk.Issue(desk.Cast.Rik, "Plain", "Nothing secret");
        var (ada, place) = (await desk.ActorOf(desk.Cast.Ada), desk.Get<PlaceHeld>());

        var issue = await desk.Within(ada, _ => place.AsIssue(ada, first, desk.Cast.Roos.Id));
        var on = await desk.Within(ada, _ => place.OnTicket(ada, second, number));
        (issue.IsDone, on.IsDone).ShouldBe((true, true));
        await desk.RunJobs();

        foreach (var at in (long[])[issue.Value, number])
        {
            (await desk.Ticket(at)).Mark.ShouldBe(MarkedDesk.Mark);
            (await desk.Sees(desk.Cast.Ada, at), await desk.Sees(desk.Cast.Max, at)).ShouldBe((true, false));
            await ReadsAll(desk, at);
        }
        (await desk.Sees(desk.Cast.Roos, issue.Value), await desk.Sees(desk.Cast.Roos, number)).ShouldBe((true, false));
        (await desk.InPlain(Words)).ShouldBeEmpty();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_place_that_is_refused_leaves_nothing_in_plain(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var held = await Held(desk);
        var (ada, place) = (await desk.ActorOf(desk.Cast.Ada), desk.Get<PlaceHeld>());

        (await desk.Within(ada, _ => place.AsIssue(ada, held, desk.Cast.Max.Id))).IsDone.ShouldBeFalse();
        (await desk.Within(ada, _ => place.OnTicket(ada, held, 999999))).IsDone.ShouldBeFalse();
        (await desk.InPlain(Words)).ShouldBeEmpty();
        (await desk.Within(ada, _ => place.Dismiss(ada, held))).IsDone.ShouldBeTrue();

        await desk.RunJobs();
        (await desk.InPlain(Words)).ShouldBeEmpty();
        (await desk.Check()).ShouldBeEmpty();
    }

    /// <summary>The mark of the thread that it answers holds, though it states none itself.</summary>
    [Theory, OnEveryDatabase]
    public async Task A_stranger_on_a_marked_thread_brings_its_mark_wherever_it_is_placed(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var marked = (await desk.Mail(Mails.From(desk.Cast.Rik.Email, "[OFFICIAL-SENSITIVE] One", "x"))).Ticket!.Value;
        var to = (await desk.Outbox())[0].Message.ReplyTo.Mailboxes.Single().Address;
        var raw = Raw("x@nowhere.example", "Re:").Replace("support@desk.example", to, StringComparison.Ordinal);
        var received = await desk.Mail(raw);
        received.State.ShouldBe(CustodyState.Held);
        await desk.RunJobs();
        (await desk.InPlain(Words)).ShouldBeEmpty();
        var (ada, place) = (await desk.ActorOf(desk.Cast.Ada), desk.Get<PlaceHeld>());

        var other = (await desk.Within(ada, _ => place.AsIssue(ada, received.Custody, desk.Cast.Roos.Id))).Value;

        await desk.RunJobs();
        other.ShouldNotBe(marked);
        (await desk.Ticket(other)).Mark.ShouldBe(MarkedDesk.Mark);
        (await desk.Sees(desk.Cast.Max, other)).ShouldBeFalse();
        (await desk.InPlain(Words)).ShouldBeEmpty();
    }

    /// <summary>The desk fails on a mail each time it tries to place it: the mail is held as it is, and its mark with it.</summary>
    [Theory, OnEveryDatabase]
    public async Task A_mail_that_the_desk_trips_over_is_held_under_its_mark_or_that_of_its_thread(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        await desk.Mail(Mails.From(desk.Cast.Rik.Email, "[OFFICIAL-SENSITIVE] One", "x"));
        var to = (await desk.Outbox())[0].Message.ReplyTo.Mailboxes.Single().Address;
        await desk.Tamper($"ALTER TABLE contents RENAME TO contents_away");

        var stated = await desk.Mail(Raw(desk.Cast.Rik.Email));
        var answer = Raw(desk.Cast.Rik.Email, "Re:", 2);
        var onThread = await desk.Mail(answer.Replace("support@desk.example", to, StringComparison.Ordinal));
        var plain = await desk.Mail(Mails.From(desk.Cast.Rik.Email, "Nothing secret", "x"));

        await desk.Tamper($"ALTER TABLE contents_away RENAME TO contents");
        await desk.RunJobs();
        (await desk.InPlain(Words)).ShouldBeEmpty();
        async Task<List<Guid>> Seen(Corbel.Core.Access.Actor by)
        {
            await using var db = desk.Read();
            var held = db.Custodies.Where(x => x.State == CustodyState.Held);
            return await Corbel.Desk.Tickets.Visibility.VisibleTo(held, db, by).Select(x => x.Id).ToListAsync();
        }
        (await Seen(await desk.ActorOf(desk.Cast.Max))).ShouldBe([plain.Custody]);
        Guid[] all = [stated.Custody, onThread.Custody, plain.Custody];
        (await Seen(await desk.ActorOf(desk.Cast.Ada))).ShouldBe(all, ignoreOrder: true);
    }

    private static async Task<Guid> Held(TestDesk desk, int which = 1)
    {
        var received = await desk.Mail(Raw("nobody@nowhere.example", which: which));
        received.State.ShouldBe(CustodyState.Held);
        await desk.RunJobs();
        return received.Custody;
    }

    private static async Task ReadsAll(TestDesk desk, long number)
    {
        var view = (await desk.Read(desk.Cast.Ada, number))!;
        var entry = view.Entries.Last(x => x.Files.Count > 0);
        entry.Words!.Subject!.ShouldContain("canarysubject");
        entry.Words.Text.ShouldContain("canarybody");
        var ada = await desk.ActorOf(desk.Cast.Ada);
        var file = entry.Files.ShouldHaveSingleItem();
        file.Name.ShouldBe("canaryfilename.txt");
        var bytes = await desk.Within(ada, _ => desk.Get<FileStore>().Read(file.Stored));
        Encoding.UTF8.GetString(bytes!).ShouldContain("canaryfilebytes");
        await using var db = desk.Read();
        var custody = await db.Custodies.SingleAsync(x =>
            x.TicketId == view.Ticket.Id && x.EntryNumber == entry.Entry.Number
        );
        var raw = await desk.Within(ada, _ => desk.Get<FileStore>().Read(custody.Stored));
        Encoding.UTF8.GetString(raw!).ShouldContain("canaryheader");
        var lies = await desk.Get<FileStore>().ReadStored(custody.Stored, CancellationToken.None);
        Sealed.OwnerOf(lies).ShouldBe(view.Ticket.Id, "sealed anew under the ticket's key");
    }
}
