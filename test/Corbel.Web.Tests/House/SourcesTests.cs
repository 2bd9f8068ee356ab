using System.Text.RegularExpressions;
using Corbel.Web.Tests.Ui;

namespace Corbel.Web.Tests.House;

/// <summary>What the sources on disk must keep to.</summary>
public sealed partial class SourcesTests
{
    private static readonly string[] Left = ["bin", "obj", "node_modules", "build", "Migrations", ".git", "data"];

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var long_ = Files("*.cs").Concat(Files("*.cshtml")).Concat(Files("*.ts")).Concat(Files("*.css"));
        long_.Where(x => File.ReadLines(x).Count() > 400).Select(Name).ShouldBeEmpty();
    }

    [Fact]
    public void Web_reads_what_can_be_secret_only_through_the_choke_point()
    {
        var reads =
            from file in Files("*.cs").Concat(Files("*.cshtml"))
            where Name(file).StartsWith("src/Corbel.Web/", StringComparison.Ordinal)
            from Match match in Secret().Matches(Squeezed(File.ReadAllText(file)))
            select $"{Name(file)}: {match.Value}";
        reads.ShouldBeEmpty("read tickets, entries, files, raw messages, clocks and records through VisibleTo(actor)");
    }

    [Fact]
    public void Only_the_journal_writer_writes_tickets_entries_and_clocks()
    {
        var writers =
            from file in Files("*.cs")
            where Name(file).StartsWith("src/", StringComparison.Ordinal)
            where Writes().IsMatch(Squeezed(File.ReadAllText(file)))
            select Name(file);
        // Sealing changes the form of words, never the words, and no hash of the journal.
        writers.ShouldBe(
            ["src/Corbel.Desk/Marked/SealMarked.cs", "src/Corbel.Desk/Tickets/JournalWriter.cs"],
            ignoreOrder: true
        );
    }

    [Fact]
    public void Every_path_of_the_tour_exists()
    {
        var tour = File.ReadAllText(Path.Combine(Repository.Root, "docs/tour.md"));
        var paths = TourPath().Matches(tour).Select(x => x.Groups["path"].Value).ToList();
        paths.Count.ShouldBeGreaterThan(10);
        paths.Where(x => !Path.Exists(Path.Combine(Repository.Root, x))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_link_of_the_documents_leads_somewhere()
    {
        var broken =
            from file in Files("*.md")
            from Match match in Link().Matches(File.ReadAllText(file))
            let target = match.Groups["target"].Value
            where !target.Contains(':', StringComparison.Ordinal)
            let path = Path.Combine(Path.GetDirectoryName(file)!, target.Split('#')[0])
            where target.Length > 0 && target[0] != '#' && !Path.Exists(path)
            select $"{Name(file)}: {target}";
        broken.ShouldBeEmpty();
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory
            .EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories)
            .Where(x => !Name(x).Split('/').Intersect(Left).Any());

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    /// <summary>Without breaks before a dot, so that a chain of calls stands in one piece.</summary>
    private static string Squeezed(string text) => Breaks().Replace(text, ".");

    [GeneratedRegex(@"\s+\.", RegexOptions.None, 1000)]
    private static partial Regex Breaks();

    [GeneratedRegex(
        @"\bdb\.(Tickets|Journal|Attachments|Custodies|Clocks|Contents|ClauseRecords|Calls)\b(?!\.VisibleTo\()",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Secret();

    [GeneratedRegex(
        @"new JournalRow\b|\bdb\.(Tickets|Journal|Clocks|Contents|Attachments)\.(Add|AddRange|Remove|RemoveRange|Update)\(|\.(Tickets|Journal|Clocks)\.[^;]*Execute(Update|Delete)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Writes();

    [GeneratedRegex("`(?<path>(src|test|docs)/[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TourPath();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
