using Corbel.Core.Intake;
using Corbel.Desk.Intake;

namespace Corbel.Desk.Tests.Intake;

/// <summary>The mails of samples/mailbox, and the table beside them that says what is read of each.</summary>
public sealed class SampleMailTests
{
    private sealed record Row(
        string File,
        string From,
        string Subject,
        string Text,
        string Html,
        string Files,
        string Within,
        string Machine,
        string CameBack,
        string Key
    );

    private static readonly List<Row> Rows =
    [
        .. File.ReadLines(Repository.File("samples/mailbox/README.md"))
            .Where(x => x.StartsWith("| ", StringComparison.Ordinal))
            .Skip(2)
            .Select(x => x[1..^1].Split('|').Select(y => y.Trim()).ToArray())
            .Select(x => new Row(x[0], x[1], Plain(x[2]), Plain(x[3]), x[4], x[5], x[6], x[7], x[8], x[9])),
    ];

    private static readonly string Folder = Repository.File("samples/mailbox");

    public static TheoryData<string> Names => [.. Rows.Select(x => x.File)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_each_mail_is_read_what_the_table_says(string name)
    {
        var row = Rows.Single(x => x.File == name);
        var mail = ParsedMail.TryParse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.eml"))).ShouldNotBeNull();

        (mail.From ?? "nobody").ShouldBe(row.From);
        Begins(mail.Subject, row.Subject, 40);
        Begins(mail.Text.ReplaceLineEndings("\n"), row.Text, 48);
        HtmlOf(mail).ShouldBe(row.Html);
        FilesOf(mail).ShouldBe(row.Files);
        WithinOf(mail).ShouldBe(row.Within);
        LoopGuard.IsMachine(mail.Header, mail.From, "support@isms.online").ShouldBe(row.Machine == "yes");
        CameBack(mail).ShouldBe(row.CameBack);
        mail.MessageKey.ShouldNotBeNull().ShouldStartWith(row.Key);
    }

    [Fact]
    public void Every_mail_stands_in_the_table_but_the_one_that_nobody_can_read()
    {
        var files = Directory.GetFiles(Folder, "*.eml").Select(x => Path.GetFileNameWithoutExtension(x)!).ToList();

        files.Except(Rows.Select(x => x.File)).ShouldBe(["empty"]);
        ParsedMail.TryParse([]).ShouldBeNull();
        files.Count.ShouldBeGreaterThan(80);
    }

    private static void Begins(string whole, string beginning, int length)
    {
        whole.ShouldStartWith(beginning, Case.Sensitive);
        if (beginning.Length < length - 8)
            whole.ShouldBe(beginning);
    }

    private static string HtmlOf(ParsedMail mail) =>
        mail.Html is null ? ""
        : mail.Html.Contains("src=\"cid:", StringComparison.Ordinal) ? "with pictures"
        : "yes";

    private static string FilesOf(ParsedMail mail) =>
        mail.Files.Count > 20 ? $"{mail.Files.Count} files" : string.Join(", ", mail.Files.Select(x => x.Name));

    private static string WithinOf(ParsedMail mail) =>
        mail.Enclosed.Count > 0
            ? $"encloses {Subjects(mail.Enclosed)}"
            : string.Join(", ", mail.Invitations.Select(x => $"{x.Kind} {x.Starts}"));

    private static string Subjects(IReadOnlyList<EnclosedMail> mails) =>
        string.Join(
            ", ",
            mails.Select(x => x.Enclosed.Count == 0 ? x.Subject : $"{x.Subject} ({Subjects(x.Enclosed)})")
        );

    private static string CameBack(ParsedMail mail) =>
        mail.Undelivered.Count + mail.FailedRecipients.Count == 0
            ? ""
            : $"{string.Join(',', mail.Undelivered)} / {string.Join(',', mail.FailedRecipients)}";

    /// <summary>Without the marks of the table: a backslash stands for itself where no letter of these follows.</summary>
    private static string Plain(string cell)
    {
        var text = cell.Trim('`').Replace(@"\\", "\u0001", StringComparison.Ordinal);
        foreach (
            var (mark, letter) in new[] { (@"\n", "\n"), (@"\t", "\t"), (@"\0", "\0"), (@"\p", "|"), (@"\q", "`") }
        )
            text = text.Replace(mark, letter, StringComparison.Ordinal);
        return text.Replace('\u0001', '\\');
    }
}
