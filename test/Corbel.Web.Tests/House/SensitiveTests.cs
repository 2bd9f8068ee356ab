using System.Text.RegularExpressions;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Ui;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.House;

/// <summary>What may tell of a marked ticket stands in <c>docs/sensitive.md</c>, with the test that shows that it does not.</summary>
public sealed partial class SensitiveTests
{
    /// <summary>What a log line may hold: nothing of it comes out of a ticket.</summary>
    private static readonly string[] Logged =
    [
        "Browser",
        "Customer",
        "CustodyKey",
        "Duration",
        "File",
        "Folder",
        "Kind",
        "MessageId",
        "Name",
        "New",
        "Old",
        "Quarter",
        "Said",
        "Uid",
        "Why",
    ];

    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "sensitive.md"));

    [Fact]
    public void Every_kind_of_mail_stands_in_the_document() =>
        Enum.GetNames<MailKind>().Where(x => !Page.Contains($"`{x}`", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public async Task Every_table_that_names_a_ticket_stands_in_the_document()
    {
        await using var desk = await WebDesk.Open();
        await using var db = desk.Read();
        var tables = db
            .Model.GetEntityTypes()
            .Where(x => x.ClrType == typeof(Ticket) || x.FindProperty("TicketId") is not null)
            .Select(x => x.GetTableName()!)
            .ToList();
        tables.Count.ShouldBeGreaterThan(10);
        tables.Where(x => !Page.Contains($"`{x}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Whoever_reads_past_the_choke_point_stands_in_the_document()
    {
        var desk = Path.Combine(Repository.Root, "src", "Corbel.Desk");
        var readers = Sources(desk)
            .Where(x => Past().IsMatch(Breaks().Replace(File.ReadAllText(x), ".")))
            .Select(x => Path.GetRelativePath(desk, x).Replace('\\', '/'));
        readers.ShouldBe(Reader().Matches(Page).Select(x => x.Groups["file"].Value), ignoreOrder: true);
    }

    [Fact]
    public void Every_test_and_mutant_that_the_document_names_exists()
    {
        var tests = Directory.GetFiles(Path.Combine(Repository.Root, "test"), "*Tests.cs", SearchOption.AllDirectories);
        var known = tests.Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Test().Matches(Page).Select(x => x.Groups["name"].Value).Where(x => !known.Contains(x)).ShouldBeEmpty();
        var patches = Directory
            .GetFiles(Path.Combine(Repository.Root, "test", "mutants"), "sensitive-*.patch")
            .Select(Path.GetFileNameWithoutExtension);
        patches.ShouldBe(Mutant().Matches(Page).Select(x => x.Groups["name"].Value).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void What_is_not_built_yet_is_not_built_without_a_row()
    {
        var found =
            from file in Sources(Path.Combine(Repository.Root, "src"))
            from Match match in NotBuilt().Matches(File.ReadAllText(file))
            where match.Value != "class QueueSearch"
            select $"{Path.GetFileName(file)}: {match.Value}";
        found.ShouldBeEmpty("give it a row in docs/sensitive.md and a test, then name it here");
    }

    [Fact]
    public void No_log_line_holds_what_can_come_out_of_a_ticket()
    {
        var held =
            from file in Sources(Path.Combine(Repository.Root, "src"))
            from Match line in LogLine().Matches(File.ReadAllText(file))
            from Match hole in Hole().Matches(line.Value)
            select hole.Groups["name"].Value;
        held.Distinct().Where(x => !Logged.Contains(x)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(x => !x.Replace('\\', '/').Split('/').Any(part => part is "obj" or "bin" or "Migrations"));

    [GeneratedRegex(@"\s+\.", RegexOptions.None, 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex(
        @"\b[dD]b\.(Tickets|Journal|Attachments|Custodies|Contents|Outbox|Clocks|Waits)\b(?!(\.As(No)?Tracking\(\))?\.(VisibleTo|WorkedBy)\()",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Past();

    [GeneratedRegex(@"^\| `(?<file>\w[\w/]*\.cs)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reader();

    [GeneratedRegex("`(?<name>\\w+Tests)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();

    [GeneratedRegex("`(?<name>sensitive-[a-z-]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mutant();

    [GeneratedRegex(
        @"class \w*(Search|Suggest|Similar|Mention|Digest|ApiKey)\w*|class Export\w*Ticket\w*|new (ActivitySource|Meter)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NotBuilt();

    [GeneratedRegex(@"\[LoggerMessage\(.*?\)\]", RegexOptions.Singleline, 1000)]
    private static partial Regex LogLine();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();
}
