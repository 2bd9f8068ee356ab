using System.Text.Json;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Tests.Policies;

/// <summary>
/// The shipped policy with single settings changed, each to something that the reader accepts. Made from the file's own
/// tree and the reader's own errors, so that it knows nothing of how a difference is found.
/// </summary>
internal static class PolicyMutations
{
    private static readonly IReadOnlyDictionary<string, HolidayList> Lists = HolidayFile.Lists(HolidayFile.Shipped);
    private static readonly YamlItem Root = YamlTree.Read(PolicyFile.Shipped);
    private static readonly List<YamlText> Leaves = [.. LeavesOf(Root)];

    private static readonly string[] Forms =
    [
        "1",
        "2 h",
        "2 days",
        "10:00-17:00",
        "Etc/UTC",
        "Europe/Paris",
        "2027-03-01",
        "98.5",
        "false",
        "true",
    ];

    /// <summary>One changed value: which, and what stands there instead.</summary>
    internal sealed record Mutation(int Leaf, string Value);

    public static PolicyDocument Shipped { get; } = Read()!;

    private const int Most = 1;

    /// <summary>Changes of one value that make another policy without errors: for each value one.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. Enumerable
            .Range(0, Leaves.Count)
            .SelectMany(leaf =>
                Candidates(leaf).Select(value => new Mutation(leaf, value)).Where(x => Read(x) is not null).Take(Most)
            ),
    ];

    public static int Count => Leaves.Count;

    /// <summary>The policy with these values changed; null where it has errors.</summary>
    public static PolicyDocument? Read(params Mutation[] mutations) =>
        PolicyFile.Read(Text(Root, mutations), "m.yaml", Lists).Document;

    public static string Describe(Mutation mutation) =>
        $"line {Leaves[mutation.Leaf].Line}: {Leaves[mutation.Leaf].Value} -> {mutation.Value}";

    private static IEnumerable<string> Candidates(int leaf)
    {
        var old = Leaves[leaf].Value;
        yield return old + " anders";
        // What may stand there instead the reader itself says when something impossible does.
        foreach (var problem in PolicyFile.Read(Text(Root, [new(leaf, "†")]), "m.yaml", Lists).Problems)
        foreach (var allowed in problem.Error.Allowed.Where(x => x != old))
            yield return allowed;
        foreach (var form in Forms.Where(x => x != old))
            yield return form;
    }

    private static IEnumerable<YamlText> LeavesOf(YamlItem item) =>
        item switch
        {
            YamlMap map => map.Entries.SelectMany(x => LeavesOf(x.Value)),
            YamlList list => list.Items.SelectMany(LeavesOf),
            YamlText text => [text],
            _ => [],
        };

    /// <summary>The tree as YAML again: every value is text to the reader, so quotes change nothing.</summary>
    private static string Text(YamlItem item, IReadOnlyList<Mutation> mutations) =>
        item switch
        {
            YamlMap map =>
                $"{{{string.Join(", ", map.Entries.Select(x => $"{Quote(x.Key.Value)}: {Text(x.Value, mutations)}"))}}}",
            YamlList list => $"[{string.Join(", ", list.Items.Select(x => Text(x, mutations)))}]",
            YamlText text => Quote(
                mutations.FirstOrDefault(x => ReferenceEquals(Leaves[x.Leaf], text))?.Value ?? text.Value
            ),
            _ => "",
        };

    private static string Quote(string text) =>
        JsonSerializer.Serialize(
            text,
            new JsonSerializerOptions
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
