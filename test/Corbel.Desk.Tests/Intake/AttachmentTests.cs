using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Corbel.Desk.Tests.Intake;

public sealed class AttachmentTests
{
    private static byte[] With(string text, params (string Name, byte[] Bytes)[] files)
    {
        var body = new BodyBuilder { TextBody = text };
        foreach (var (name, bytes) in files)
            body.Attachments.Add(name, bytes, new ContentType("application", "octet-stream"));
        using var message = new MimeMessage
        {
            Subject = "Severity 3: files",
            MessageId = $"{Guid.NewGuid():n}@southbank.example",
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress("", "sam@southbank.example"));
        using var raw = new MemoryStream();
        message.WriteTo(raw);
        return raw.ToArray();
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_bytes_are_stored_once_under_their_hash_and_the_journal_vouches_for_them(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        byte[] bytes = [1, 2, 3, 4];
        var name = FileStore.NameOf(bytes);

        var first = await desk.Mail(With("One.", ("a.bin", bytes), ("b.bin", [.. bytes, 5])));
        var second = await desk.Mail(With("Two.", ("c.bin", bytes)));

        var one = (await desk.View(first.Ticket)).Entries[0];
        one.Files.Select(x => (x.Name, x.Size)).ShouldBe([("a.bin", 4), ("b.bin", 5)], ignoreOrder: true);
        one.Words!.Files!.ShouldBe(one.Files.Select(x => x.Sha256), ignoreOrder: true);
        (await desk.View(second.Ticket)).Entries[0].Files.ShouldHaveSingleItem().Sha256.ShouldBe(name);
        (await desk.Get<FileStore>().Read(name)).ShouldBe(bytes);
        await using var db = desk.Read();
        var stored =
            database == TestDatabase.Postgres
                ? await db.StoredFiles.Select(x => x.Sha256).ToListAsync()
                :
                [
                    .. Directory
                        .GetFiles(Path.Combine(desk.Folder, "files"), "*", SearchOption.AllDirectories)
                        // An empty mark that a file came again is none.
                        .Where(x => new FileInfo(x).Length > 0)
                        .Select(x => Path.GetFileName(x)),
                ];
        // Two mails, two different files.
        stored.Count.ShouldBe(4);
        stored.Count(x => x == name).ShouldBe(1);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_reply_carries_its_files_whatever_their_type_is_called(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Sam, "A thing", "Look.", "3")).Value!.Ticket!.Value;
        IncomingFile[] files =
        [
            new("../a.pdf", "", [1]),
            new("b", "no type at all", [2]),
            new("c.txt", "Text/Plain; x=y", [3]),
        ];

        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Here.", files: files)).IsDone.ShouldBeTrue();

        var mail = (await desk.Outbox())[^1].Message;
        mail.Attachments.Select(x => (x.ContentDisposition!.FileName, x.ContentType.MimeType))
            .ShouldBe([
                ("a.pdf", "application/octet-stream"),
                ("b", "application/octet-stream"),
                ("c.txt", "text/plain"),
            ]);
        var kept = (await desk.View(number)).Entries.Single(x => x.Entry.What is Core.Tickets.StaffReply).Files;
        kept.Select(x => x.Name).ShouldBe(["a.pdf", "b", "c.txt"], ignoreOrder: true);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"..\..\windows\evil.exe", "evil.exe")]
    [InlineData("C:\\temp\\a.txt", "a.txt")]
    [InlineData("C:a.txt", "Ca.txt")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData("/", "file")]
    [InlineData(" . ", "file")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("a\r\nContent-Type: text/html", "html")]
    [InlineData("a\0b\u0007.txt", "ab.txt")]
    [InlineData("a\"b<c>|*?.txt", "abc.txt")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe")]
    [InlineData("na\u00efve \ud83d\ude00.txt", "na\u00efve \ud83d\ude00.txt")]
    public void Names_lose_what_a_path_a_header_or_an_eye_would_trip_over(string given, string clean) =>
        FileNames.Clean(given).ShouldBe(clean);

    [Fact]
    public void A_long_name_keeps_its_beginning_and_its_end_and_no_half_character()
    {
        var clean = FileNames.Clean(string.Concat(Enumerable.Repeat("\ud83d\ude00", 300)) + ".pdf");

        clean.ShouldStartWith("\ud83d\ude00");
        clean.ShouldEndWith("\ud83d\ude00.pdf");
        clean.EnumerateRunes().Count().ShouldBe(120);
        clean.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
        FileNames.Clean(clean).ShouldBe(clean);
    }

    [Fact]
    public void A_file_beyond_the_limit_stays_in_the_original_alone()
    {
        static IReadOnlyList<IncomingFile> Files(int length) =>
            ParsedMail
                .TryParse(
                    Mails.Raw(
                        "Content-Type: application/x-log\nContent-Disposition: attachment",
                        new string('x', length)
                    )
                )!
                .Files;

        Files(ParsedMail.LargestFile).ShouldHaveSingleItem().Bytes.Length.ShouldBe(ParsedMail.LargestFile);
        Files(ParsedMail.LargestFile + 1).ShouldBeEmpty();
    }
}
