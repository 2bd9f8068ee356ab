using System.CommandLine;
using Corbel.Web.Cli;

namespace Corbel.Web.Tests.Cli;

/// <summary>What all verbs have in common.</summary>
public sealed class VerbsTests
{
    private static IEnumerable<(string Path, Command Verb)> Leaves(Command from, string path = "corbel") =>
        from.Subcommands.Count == 0 ? [(path, from)] : from.Subcommands.SelectMany(x => Leaves(x, $"{path} {x.Name}"));

    [Fact]
    public void Each_says_what_it_does_and_so_do_its_options()
    {
        foreach (var (path, verb) in Leaves(CommandLine.Verbs()))
        {
            verb.Description.ShouldNotBeNullOrEmpty(path);
            foreach (var option in verb.Options)
                option.Description.ShouldNotBeNullOrEmpty($"{path} {option.Name}");
        }
    }

    [Fact]
    public void Each_takes_a_data_folder() =>
        Leaves(CommandLine.Verbs())
            .Where(x => x.Verb.Options.All(o => o.Name != "--data"))
            .Select(x => x.Path)
            .ShouldBeEmpty();

    [Fact]
    public void What_lists_writes_json_when_asked() =>
        Leaves(CommandLine.Verbs())
            .Where(x => x.Verb.Name == "list" && x.Verb.Options.All(o => o.Name != "--json"))
            .Select(x => x.Path)
            .ShouldBeEmpty();
}
