using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Marked;

/// <summary>
/// Staff answer a marked ticket by mail, with every proof that makes it an answer elsewhere: here it is a note on the ticket,
/// sealed and for whom the mark lets in, and nothing of it goes to anybody.
/// </summary>
public sealed class MarkedStaffMailTests
{
    private const string Signed = "Authentication-Results: mx.isms.online; dkim=pass header.d=isms.example";

    private static readonly string[] Words = ["canaryanswer", "canaryfilename", "canaryfilebytes", "canaryheader"];

    [Theory, OnEveryDatabase]
    public async Task It_becomes_a_sealed_note_whoever_of_staff_wrote_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx.isms.online");
        var (cast, cleo) = (desk.Cast, await desk.Agent("Cleo"));
        await desk.Clear(cleo);
        var number = (await desk.Mail(Mails.From(cast.Sam.Email, "Something", "Help."))).Ticket!.Value;
        (await desk.Get<Assign>().Run(cast.Ada.ToActor(), number, cast.Ada.Id)).IsDone.ShouldBeTrue();
        (await desk.Marked(cast.Sam, number)).IsDone.ShouldBeTrue();
        await desk.RunJobs();
        var mails = (await desk.Outbox()).Count;

        // Ada had it before the mark, and her token still bears her name; Cleo is cleared for it.
        foreach (var by in (Person[])[cast.Ada, cleo])
        {
            var received = await desk.Mail(Answer(desk, number, by));
            (received.State, received.Ticket).ShouldBe((CustodyState.Taken, number), by.Name);
        }
        await desk.RunJobs();

        (await desk.InPlain(Words)).ShouldBeEmpty();
        (await desk.Outbox()).Count.ShouldBe(mails, "nobody gets a mail of it");
        var view = (await desk.Read(cleo, number))!;
        var notes = view.Entries.Where(x => x.Entry.What is StaffNote).ToList();
        notes.Select(x => x.Author).ShouldBe(["Ada Agent", "Cleo"]);
        notes.ShouldAllBe(x => x.Words!.Text.Contains("canaryanswer") && x.Files.Count == 1);
        view.Entries.ShouldNotContain(x => x.Entry.What is StaffReply || x.Entry.What is Contact);
        view.Current.Verdict.ShouldBe(Verdict.Running, "a note is no answer");
        // The customer reads no note, who is not cleared finds nothing, and none of it lies among held mail.
        (await desk.Read(cast.Sam, number))!.Entries.ShouldNotContain(x => x.Entry.What is StaffNote);
        await using var db = desk.Read();
        (await db.Custodies.AnyAsync(x => x.State == CustodyState.Held)).ShouldBeFalse();
        foreach (var other in (Person[])[cast.Ada, cast.Max, cast.Olive])
        {
            (await desk.Sees(other, number)).ShouldBeFalse(other.Name);
            var actor = await desk.ActorOf(other);
            (await db.Custodies.VisibleTo(db, actor).CountAsync()).ShouldBe(0, other.Name);
            (await db.Attachments.VisibleTo(db, actor).CountAsync()).ShouldBe(0, other.Name);
        }
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Staffs_own_mail_that_states_a_mark_is_held_sealed_for_the_cleared(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.AuthservId = "mx.isms.online");
        var (max, cleo) = (desk.Cast.Max, await desk.Agent("Cleo"));
        await desk.Clear(cleo);

        var received = await desk.Mail(
            Mails.From(max.Email, "[OFFICIAL-SENSITIVE] canaryheader", "canaryanswer", Signed)
        );
        await desk.RunJobs();

        received.State.ShouldBe(CustodyState.Held);
        (await desk.InPlain(Words)).ShouldBeEmpty();
        var held = desk.Get<ReadHeld>();
        async Task<string?> Text(Person by)
        {
            var actor = await desk.ActorOf(by);
            return (await desk.Within(actor, db => held.Run(db, actor, received.Custody)))?.Words?.Text;
        }
        (await Text(cleo)).ShouldBe("canaryanswer");
        (await Text(max)).ShouldBeNull("he wrote it, and is not cleared");
        (await desk.Outbox()).ShouldNotContain(x => x.Mail.Kind == MailKind.UnknownSender);
    }

    private static string Answer(TestDesk desk, long number, Person by) =>
        $"""
            From: {by.Email}
            To: {desk.Get<StaffNotices>().AddressFor(number, by.Id)}
            Subject: Re: [{number}] canaryheader
            Message-ID: <{Guid.NewGuid():n}@isms.example>
            Date: Wed, 15 Jul 2026 09:00:00 +0000
            {Signed}
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=edge

            --edge
            Content-Type: text/plain

            canaryanswer

            --edge
            Content-Type: text/plain; name=canaryfilename.txt
            Content-Disposition: attachment; filename=canaryfilename.txt

            canaryfilebytes of {by.Name}
            --edge--
            """;
}
