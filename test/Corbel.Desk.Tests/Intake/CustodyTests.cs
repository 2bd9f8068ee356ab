using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Which deliveries are one message, and when a message counts as received.</summary>
public sealed class CustodyTests
{
    private const string Sam = "sam@southbank.example";
    private const string One = "Message-ID: <one@southbank.example>";

    private static string Mail(string text, params string[] header) =>
        Mails.From(Sam, "Severity 3: a thing", text, header);

    [Theory, OnEveryDatabase]
    public async Task Two_custody_keys_of_one_message_are_one_also_side_by_side(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => desk.Mail(Mail("The same.", One))));

        all.Count(x => x.State == CustodyState.Taken).ShouldBe(1);
        all.Count(x => x.State == CustodyState.Duplicate).ShouldBe(11);
        all.Select(x => x.Ticket).Distinct().Count().ShouldBe(1);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        var first = all.Single(x => x.State == CustodyState.Taken).Custody;
        (await db.Custodies.CountAsync(x => x.SameAs == first)).ShouldBe(11);
        (await desk.Outbox()).Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_repetition_that_is_delivered_again_still_names_the_ticket(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var first = await desk.Mail(Mail("The same.", One), "a");
        var second = await desk.Mail(Mail("The same.", One), "b");
        var third = await desk.Mail(Mail("The same.", One), "c");

        (await desk.Mail(Mail("The same.", One), "b")).ShouldBe(second);

        (second.Ticket, third.Ticket).ShouldBe((first.Ticket, first.Ticket));
        await using var db = desk.Read();
        (await db.Custodies.Where(x => x.SameAs != null).Select(x => x.SameAs).Distinct().SingleAsync()).ShouldBe(
            first.Custody
        );
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_Message_ID_with_other_content_is_a_new_message(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        string With(string file) =>
            Mail(
                $"--b\n\nThe same.\n--b\nContent-Disposition: attachment; filename=a.txt\n\n{file}\n--b--",
                One,
                "Content-Type: multipart/mixed; boundary=b"
            );
        string[] mails =
        [
            Mail("One.", One),
            Mail("Two.", One),
            Mail("One.", One).Replace("09:00:00", "09:00:01", StringComparison.Ordinal),
            Mail("One.", One).Replace(Sam, "rik@northwind.example", StringComparison.Ordinal),
            Mail("One.", "Message-ID: <other@southbank.example>"),
            With("A"),
            With("B"),
            // Without any name of its own a message is known by its delivery alone: two reports of a robot may be two.
            $"From: {Sam}\nSubject: Severity 3\n\nDisk is full",
            $"From: {Sam}\nSubject: Severity 3\n\nDisk is full",
            $"From: {Sam}\nSubject: Severity 3\nMessage-ID:\n\nDisk is full",
        ];

        foreach (var mail in mails)
            (await desk.Mail(mail)).State.ShouldBe(CustodyState.Taken, mail);

        // By Date alone it has a name.
        var dated = $"From: {Sam}\nDate: Wed, 15 Jul 2026 09:00:00 +0000\nSubject: Severity 3\n\nDisk is full";
        (await desk.Mail(dated)).State.ShouldBe(CustodyState.Taken);
        (await desk.Mail(dated)).State.ShouldBe(CustodyState.Duplicate);
        // Another delivery has other trace headers and another encoding, and is the same message.
        var again = await desk.Mail(
            "Received: from a by b; now\nX-Spam: no\n" + Mail("One.", One, "Content-Transfer-Encoding: 8bit")
        );
        again.State.ShouldBe(CustodyState.Duplicate);
        await using var db = desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(mails.Length + 1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_custody_key_that_comes_back_with_other_bytes_loses_neither(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var first = await desk.Mail(Mail("One."), "maildir:a");
        var second = await desk.Mail(Mail("Two."), "maildir:a");

        second.State.ShouldBe(CustodyState.Taken);
        second.Ticket.ShouldNotBe(first.Ticket);
    }

    [Theory, OnEveryDatabase]
    public async Task The_time_of_the_file_counts_where_it_can_be_one(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var now = desk.Clock.GetCurrentInstant();
        async Task<(Instant, ReceivedBasis)> Received(Instant file)
        {
            var received = await desk.Mail(System.Text.Encoding.UTF8.GetBytes(Mail($"{file}")), at: file);
            var ticket = await desk.Ticket(received.Ticket);
            var receipt = (Receipt)(await desk.View(received.Ticket)).Entries[0].Entry.What;
            return (ticket.ReceivedAt, receipt.Basis);
        }

        var earlier = now - Duration.FromHours(2);
        (await Received(earlier)).ShouldBe((earlier, ReceivedBasis.FileTime));
        (await Received(now)).ShouldBe((now, ReceivedBasis.FileTime));
        (await Received(now + Duration.FromTicks(10))).ShouldBe((now, ReceivedBasis.Custody));
        (await Received(now + Duration.FromDays(400))).ShouldBe((now, ReceivedBasis.Custody));
        // Before all calendars, such as a file unpacked without its time: the desk would never come to an end with it.
        (await Received(NodaConstants.UnixEpoch)).ShouldBe((now, ReceivedBasis.Custody));
        (await desk.Check()).ShouldBeEmpty();
    }
}
