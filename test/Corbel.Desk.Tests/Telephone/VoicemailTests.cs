using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Telephone;

/// <summary>A voicemail that a telephone system mails is a call of the caller, never a contact.</summary>
public sealed class VoicemailTests
{
    private const string Recording = "UklGRiQAAABXQVZFZm10IBAAAAABAAEA";

    [Theory, OnEveryDatabase]
    public async Task It_becomes_a_telephone_ticket_of_the_caller_with_the_recording(TestDatabase database)
    {
        await using var desk = await Open(database);

        var received = await desk.Mail(Voicemail("New message from 020 7946 0018 to 01273 041140"));

        received.State.ShouldBe(CustodyState.Taken);
        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        (ticket.ReporterId, ticket.Channel, ticket.ContactAt).ShouldBe((desk.Cast.Sam.Id, Channel.Telephone, null));
        var file = await db.Attachments.SingleAsync();
        AudioFile.TypeOf(file.Name, file.MediaType).ShouldBe("audio/wav");
        (await db.Custodies.SingleAsync()).IsMail.ShouldBeTrue();
        await Sound(desk);
    }

    [Theory]
    [InlineData("Voicemail", "\"+44 20 7946 0018\" <pbx@phones.example>", "Hello.")]
    [InlineData("Voicemail", "PBX <pbx@phones.example>", "You have a message on 01273 041140 from 442079460018.")]
    public async Task Who_called_is_read_from_wherever_the_system_writes_it(string subject, string from, string text)
    {
        await using var desk = await Open(TestDatabase.Sqlite);

        await desk.Mail(Voicemail(subject, from, text));

        await using var db = desk.Read();
        (await db.Tickets.SingleAsync()).ReporterId.ShouldBe(desk.Cast.Sam.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task It_joins_the_call_back_of_its_call_whichever_comes_first(TestDatabase database)
    {
        await using var desk = await Open(database);
        await using (var read = desk.Read())
        {
            var pbx = await read.Pbxes.SingleAsync();
            await desk.Tell(pbx, CallEventKind.New, "c1");
            desk.Clock.AdvanceSeconds(30);
            await desk.Tell(pbx, CallEventKind.HungUp, "c1");
            // The mail is quicker than the while after which the call counts as missed.
            await desk.Mail(Voicemail("Message from 020 7946 0018"));
            await desk.Settle();
            await desk.Miss(pbx, "c2");
            await desk.Mail(Voicemail("Another message from 020 7946 0018", id: "two"));
        }

        await using var db = desk.Read();
        var ticket = await db.Tickets.SingleAsync();
        (ticket.ReceivedAt, ticket.ContactAt).ShouldBe((TestDesk.At("2026-07-15T09:00:00Z"), null));
        (await db.Calls.AllAsync(x => x.TicketId == ticket.Id)).ShouldBeTrue();
        (await db.Attachments.CountAsync()).ShouldBe(2);
        (await db.Custodies.ToListAsync()).Count(x => !x.IsMail).ShouldBe(1);
        await Sound(desk);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_an_unknown_number_it_is_held_and_placed_with_its_recording(TestDatabase database)
    {
        await using var desk = await Open(database);
        await desk.Mail(Voicemail("Message from 020 7946 0099"));

        await using var db = desk.Read();
        var held = await db.Custodies.SingleAsync();
        (held.State, held.Sender).ShouldBe((CustodyState.Held, Phones.OfNobody));
        (await db.Outbox.AnyAsync()).ShouldBeFalse("the telephone system gets no answer");
        var read = await desk.Get<ReadHeld>().Run(db, desk.Cast.Ada.ToActor(), held.Id);
        read!.Files.Count.ShouldBe(1);
        (await desk.Get<PlaceHeld>().AsIssue(desk.Cast.Ada.ToActor(), held.Id, desk.Cast.Rik.Id)).IsDone.ShouldBeTrue();

        var ticket = await desk.Read().Tickets.SingleAsync();
        (ticket.Channel, ticket.Courtesy, ticket.ContactAt).ShouldBe((Channel.Telephone, true, null));
        (await desk.Read().Attachments.CountAsync()).ShouldBe(1);
        await Sound(desk);
    }

    [Fact]
    public async Task A_recording_from_anybody_else_is_a_mail_like_any_other()
    {
        await using var desk = await Open(TestDatabase.Sqlite);

        await desk.Mail(Voicemail("Message from 020 7946 0018", "Nora <nora@northwind.example>"));

        var ticket = await desk.Read().Tickets.SingleAsync();
        (ticket.Channel, ticket.ReporterId).ShouldBe((Channel.Mail, desk.Cast.Nora.Id));
    }

    private static async Task<TestDesk> Open(TestDatabase database)
    {
        var desk = await TestDesk.Open(database);
        var wanted = new NewPbx("front-desk", PbxKind.Generic, null, [], "pbx@phones.example");
        (await desk.Get<Pbxes>().Add(wanted)).IsDone.ShouldBeTrue();
        await desk.Knows(desk.Cast.Sam, Phones.OfSam);
        return desk;
    }

    private static string Voicemail(
        string subject,
        string from = "PBX <pbx@phones.example>",
        string text = "See the attached recording.",
        string id = "one"
    ) =>
        $"""
            From: {from}
            To: support@isms.online
            Subject: {subject}
            Message-ID: <{id}@phones.example>
            Date: Wed, 15 Jul 2026 09:00:00 +0000
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            {text}
            --b
            Content-Type: application/octet-stream; name="msg0001.wav"
            Content-Disposition: attachment; filename="msg0001.wav"
            Content-Transfer-Encoding: base64

            {Recording}
            --b--
            """;

    private static async Task Sound(TestDesk desk)
    {
        await using var db = desk.Read();
        await foreach (var finding in desk.Get<CheckJournal>().Run(db))
            Assert.Fail($"{finding.Where}: {finding.What}");
    }
}
