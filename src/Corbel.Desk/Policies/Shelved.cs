using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Desk.Holidays;
using Corbel.Desk.Variations;

namespace Corbel.Desk.Policies;

/// <summary>Compiles a posted version with variations and holiday lists. All three were checked when they were taken in.</summary>
internal static class Shelved
{
    /// <exception cref="InvalidOperationException">They do not fit together: a bug, or somebody changed the tables.</exception>
    public static PolicyInForce Make(PolicyVersion version, ImmutableArray<Variation> variations, HolidaySet set)
    {
        var lists = HolidaySets.Lists(set.Text);
        var read = VariedPolicy.Read(
            version.Text,
            $"version {version.Number}",
            lists,
            [.. variations.Select(x => VariationFile.Read(x.Text, x.Reference).Document!)]
        );
        var document =
            read.Document ?? throw new InvalidOperationException($"the policy has errors: {read.Problems[0]}");
        var source = new PolicySource(
            version.Number,
            version.Sha256,
            version.PostedAt,
            [
                .. variations.Select(
                    (x, i) =>
                        new VariationSource(
                            x.Reference,
                            x.AgreedOn,
                            [.. read.Settings.Where(s => s.Variation == i).Select(s => s.Written)]
                        )
                ),
            ]
        );
        return new PolicyInForce(
            version.Number,
            version.Sha256,
            version.PostedAt,
            CompiledPolicy.Compile(document, lists, source)
        )
        {
            Holidays = set.Sha256,
            Variations = VariationsOf.NameOf(variations),
            Settings = read.Settings,
        };
    }

    /// <summary>The same for the policy of a customer's own desk, with which nobody agreed anything otherwise.</summary>
    public static PolicyInForce Make(DeskPolicy version, HolidaySet set) =>
        Make(
            new PolicyVersion
            {
                Number = version.Number,
                Sha256 = version.Sha256,
                PostedAt = version.PostedAt,
                Text = version.Text,
            },
            [],
            set
        );
}
