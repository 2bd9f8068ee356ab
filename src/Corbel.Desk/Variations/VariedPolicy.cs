using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Variations;

/// <summary>A setting that a variation overrides.</summary>
/// <param name="Variation">The place of the variation among those applied.</param>
/// <param name="Written">The path as the variation writes it.</param>
/// <param name="Path">The path by numbers and names alone.</param>
/// <param name="Before">What the policy says, as its file writes it; null where it is silent.</param>
/// <param name="After">What holds with the customer.</param>
public sealed record VariedSetting(int Variation, string Written, string Path, string? Before, string After)
{
    /// <summary>Whether a fact or reading that is generated from a path says what was overridden.</summary>
    public bool Touches(string path) => VariedPolicy.Inside(Path, path) || VariedPolicy.Inside(path, Path);
}

/// <summary>A policy with variations applied, or everything that is wrong with that.</summary>
/// <param name="Document">The policy; null where there are problems.</param>
/// <param name="Settings">What was overridden, in order.</param>
/// <param name="Problems">Everything that is wrong, each in its file.</param>
internal sealed record VariedPolicy(
    PolicyDocument? Document,
    ImmutableArray<VariedSetting> Settings,
    ImmutableArray<PolicyProblem> Problems
)
{
    /// <summary>
    /// Puts the values of the variations into the nodes of the policy file, then reads and checks the whole as any policy:
    /// the same as if somebody had edited the file at those places.
    /// </summary>
    /// <param name="policy">The policy file's text.</param>
    /// <param name="file">Its name, for problems.</param>
    /// <param name="lists">The holiday lists known.</param>
    /// <param name="variations">The variations in order; a later one overrides an earlier one.</param>
    public static VariedPolicy Read(
        string policy,
        string file,
        IReadOnlyDictionary<string, HolidayList> lists,
        IReadOnlyList<VariationDocument> variations
    )
    {
        var root = YamlTree.Read(policy);
        var settings = new List<VariedSetting>();
        var problems = new List<PolicyProblem>();
        foreach (var (variation, index) in variations.Select((x, i) => (x, i)))
        foreach (var setting in variation.Overrides)
        {
            var overriding = new Overriding(setting);
            root = overriding.Into(root);
            var again = settings.Find(x =>
                x.Variation == index && (Inside(x.Path, overriding.Path) || Inside(overriding.Path, x.Path))
            );
            var error =
                overriding.Error
                ?? (
                    again is null
                        ? null
                        : new PolicyError(
                            setting.Path.Value,
                            $"overridden already by {again.Written} of this variation"
                        )
                );
            if (error is not null)
                problems.Add(new(variation.File, setting.Path.Line, setting.Path.Column, error));
            else
                settings.Add(
                    new(
                        index,
                        setting.Path.Value,
                        overriding.Path,
                        overriding.Before is { } old ? Flow(old) : null,
                        Flow(setting.Value)
                    )
                );
        }
        var (document, errors) = PolicyFile.Read(root, lists);
        problems.AddRange(errors.Select(x => new PolicyProblem(FileOf(x.Error.Path), x.Line, x.Column, x.Error)));
        return new(problems.Count == 0 ? document : null, [.. settings], [.. problems]);

        // The last variation that touches the value; else it is the policy's own line that no longer fits.
        string FileOf(string path) =>
            settings.FindLast(x => Inside(path, x.Path)) is { } own ? variations[own.Variation].File : file;
    }

    /// <summary>The same path, or one below the other.</summary>
    public static bool Inside(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.Ordinal)
        && (inner.Length == outer.Length || inner[outer.Length] is '.' or '[');

    /// <summary>A node in one line of YAML.</summary>
    private static string Flow(YamlItem item) =>
        item switch
        {
            YamlText text => text.Value,
            YamlList list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
            YamlMap map => $"{{ {string.Join(", ", map.Entries.Select(x => $"{x.Key.Value}: {Flow(x.Value)}"))} }}",
            _ => "",
        };
}
