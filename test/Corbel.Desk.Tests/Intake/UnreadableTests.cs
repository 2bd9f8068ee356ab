using System.Text;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Whatever bytes come: they are kept whole, held for a person, and stop nothing that comes after them.</summary>
public sealed class UnreadableTests
{
    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n"));

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static string Nested(int depth)
    {
        var text = new StringBuilder("From: x@nowhere.example\nSubject: deep\nMIME-Version: 1.0\n");
        for (var i = 0; i < depth; i++)
            text.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        return text.Append("Content-Type: text/plain\n\nat the bottom\n").ToString();
    }

    private static readonly (string Name, byte[] Raw)[] Cases =
    [
        ("empty", []),
        ("one zero", [0]),
        ("noise", Noise(4_000)),
        ("noise of one block", Noise(65_536)),
        ("a blank line", Bytes("\n")),
        ("text alone", Bytes("Hello,\nnobody signs this.\n")),
        ("headers only", Bytes("From: x@nowhere.example\nSubject: nothing below\n")),
        ("a header cut off", Bytes("From: x@nowhere.example\nSubject: cut o")),
        ("no From", Bytes("Subject: whose is it?\n\ntext")),
        ("a From that is none", Bytes("From: @@@ <<>> ;;\nSubject: x\n\ntext")),
        ("NUL everywhere", Bytes("From: \0a\0 <x\0@nowhere.example>\nSubject: a\0b\nMessage-ID: <a\0b@c>\n\nte\0xt")),
        (
            "NUL in encoded words",
            Bytes("From: =?utf-8?q?a=00b?= <x@nowhere.example>\nSubject: =?utf-8?q?a=00b?=\n\ntext")
        ),
        ("half a character", Bytes("From: x@nowhere.example\nSubject: =?utf-16be?b?2D0AQQ==?=\n\ntext")),
        (
            "a boundary that never comes",
            Bytes("From: x@nowhere.example\nContent-Type: multipart/mixed; boundary=b\n\n--c\n\ntext")
        ),
        ("a boundary without a name", Bytes("From: x@nowhere.example\nContent-Type: multipart/mixed\n\n--\n\ntext")),
        (
            "broken base64",
            Bytes("From: x@nowhere.example\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%=A==\n")
        ),
        (
            "an unknown charset",
            Bytes("From: x@nowhere.example\nContent-Type: text/plain; charset=klingon\n\n\u00e9\u00ff")
        ),
        ("10,000 multiparts", Bytes(Nested(10_000))),
        ("a header of 2 MB", Bytes($"From: x@nowhere.example\nSubject: {new string('x', 2_000_000)}\n\ntext")),
        (
            "20,000 headers",
            Bytes($"From: x@nowhere.example\n{string.Concat(Enumerable.Repeat("X-A: b\n", 20_000))}\ntext")
        ),
        (
            "20,000 references",
            Bytes(
                $"From: x@nowhere.example\nReferences: {string.Concat(Enumerable.Repeat("<t.1.a.b@c>\n ", 20_000))}\n\ntext"
            )
        ),
    ];

    [Theory, OnEveryDatabase]
    public async Task They_are_kept_whole_and_held_and_the_next_mail_goes_through(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        foreach (var (name, raw) in Cases)
        {
            var received = await desk.Mail(raw, $"test:{name}");

            (received.State, received.Ticket).ShouldBe((CustodyState.Held, null), name);
            await using var db = desk.Read();
            var custody = await db.Custodies.SingleAsync(x => x.Id == received.Custody);
            custody.Size.ShouldBe(raw.Length, name);
            custody.Subject!.Length.ShouldBeLessThanOrEqualTo(Excerpt.Longest, name);
            (await desk.Get<FileStore>().Read(custody.Sha256))!.AsSpan().SequenceEqual(raw).ShouldBeTrue(name);
            // The same delivery again is the same receipt.
            if (raw.Length < 100_000)
                (await desk.Mail(raw, $"test:{name}")).ShouldBe(received);
        }

        (await desk.Mail(Mails.From("sam@southbank.example", "Severity 3", "Hello"))).Ticket.ShouldNotBeNull();

        await using var read = desk.Read();
        foreach (var custody in await read.Custodies.Where(x => x.State == CustodyState.Held).ToListAsync())
            (await desk.Get<ReadHeld>().Run(read, desk.Cast.Ada.ToActor(), custody.Id)).ShouldNotBeNull();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task From_a_person_we_know_whatever_can_be_read_becomes_an_issue(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        string[] ids =
        [
            "<>",
            "<no-at-sign>",
            "bare",
            "<a b@c>",
            "<a@b@c>",
            "<@>",
            "<a@>",
            "",
            "<\u00e9@x>",
            "<a\0b@c>",
            $"<{new string('x', 3_000)}@y>",
        ];
        foreach (var id in ids)
        {
            var raw = Bytes(
                $"From: sam@southbank.example\nTo: support@isms.online\nSubject: a\0b\nMessage-ID: {id}\n\n{id.Length}"
            );
            (await desk.Mail(raw)).Ticket.ShouldNotBeNull(id);
        }
        var headers = await desk.Mail(Bytes("From: sam@southbank.example\nSubject: \n"));
        (await desk.Ticket(headers.Ticket)).Subject.ShouldBe("(no subject)");
        // 198 letters and a character of two halves, and one that would stand exactly across the end of the excerpt.
        foreach (var letters in (int[])[197, 198, 199])
        {
            var subject = new string('x', letters) + "\ud83d\ude00\ud83d\ude00";
            var cut = await desk.Mail(Mails.From("sam@southbank.example", subject, "Hello"));
            (await desk.Ticket(cut.Ticket)).Subject.ShouldStartWith(new string('x', letters - 1));
        }
        (await desk.Outbox()).Count.ShouldBe(ids.Length + 4);
        await desk.Send();
        (await desk.Check()).ShouldBeEmpty();
    }
}
