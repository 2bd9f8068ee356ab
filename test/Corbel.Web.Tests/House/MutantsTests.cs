using System.Diagnostics;
using Corbel.Web.Tests.Ui;

namespace Corbel.Web.Tests.House;

/// <summary>The seeded mutants of <c>bin/mutants</c> must not rot while the code moves on.</summary>
public sealed class MutantsTests
{
    private static readonly string[] Patches = Directory.GetFiles(
        Path.Combine(Repository.Root, "test", "mutants"),
        "*.patch"
    );

    [Fact]
    public async Task Every_mutant_still_applies()
    {
        Assert.SkipUnless(Path.Exists(Path.Combine(Repository.Root, ".git")), "no git here");
        Patches.Length.ShouldBeGreaterThan(7);
        foreach (var patch in Patches)
        {
            var start = new ProcessStartInfo("git", ["apply", "--check", patch])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            using var git = Process.Start(start)!;
            var said = await git.StandardError.ReadToEndAsync();
            await git.WaitForExitAsync();
            git.ExitCode.ShouldBe(0, $"{Path.GetFileName(patch)}: {said}");
        }
    }

    [Fact]
    public void Every_mutant_names_its_bar_and_a_test_and_stands_in_the_document()
    {
        var document = string.Concat(
            ((string[])["faults.md", "sensitive.md"]).Select(x =>
                File.ReadAllText(Path.Combine(Repository.Root, "docs", x))
            )
        );
        foreach (var patch in Patches)
        {
            var head = File.ReadLines(patch).TakeWhile(x => x.Length > 0).ToList();
            head.Select(x => x.Split(':')[0]).ShouldBe(["Bar", "Test", "What"], patch);
            document.ShouldContain($"`{Path.GetFileNameWithoutExtension(patch)}`");
        }
    }
}
