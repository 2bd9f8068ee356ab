using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Desk.Variations;

/// <summary>A variation as its file says it.</summary>
internal sealed record VariationDocument
{
    /// <summary>The agreement's own reference.</summary>
    public required string Reference { get; init; }

    /// <summary>The date of the agreement.</summary>
    public required LocalDate Agreed { get; init; }

    /// <summary>From when it holds; of a date, its start in UTC.</summary>
    public required DateOrInstant From { get; init; }

    /// <summary>Until when it holds; of a date, its end in UTC.</summary>
    public DateOrInstant? Until { get; init; }

    /// <summary>What it is called on the customer's policy page.</summary>
    public required LocalText Title { get; init; }

    /// <summary>The settings of the policy and their values here.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ImmutableArray<Override> Overrides { get; init; } = [];

    /// <summary>The file's name, for problems.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string File { get; init; } = "";
}

/// <summary>A setting of the policy and its value here.</summary>
/// <param name="Path">The path as written: targets[first-response,1].within.</param>
/// <param name="Value">The value that stands there instead.</param>
internal sealed record Override(YamlText Path, YamlItem Value);

/// <summary>A moment as a file may write it: an instant, or a whole date in UTC.</summary>
internal sealed record DateOrInstant(LocalDate? Date, Instant Start)
{
    public const string Form = "a date such as 2027-01-01, or an instant such as 2027-01-01T09:00:00Z";

    /// <summary>The end of the date; of an instant, itself.</summary>
    public Instant End => Date is { } date ? date.PlusDays(1).AtMidnight().InUtc().ToInstant() : Start;

    public static DateOrInstant? Parse(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date }
            ? new(date, date.AtMidnight().InUtc().ToInstant())
        : InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant } ? new(null, instant)
        : null;
}

/// <summary>Reads a variation's file by itself; whether it fits a policy is <see cref="VariedPolicy"/>'s to say.</summary>
internal static class VariationFile
{
    private const string Overrides = "overrides";

    /// <summary>The variation, or everything that is wrong with the file.</summary>
    public static (VariationDocument? Document, ImmutableArray<PolicyProblem> Problems) Read(string text, string file)
    {
        YamlItem root;
        try
        {
            root = YamlTree.Read(text);
        }
        catch (YamlRefusedException e)
        {
            return (null, [new(file, e.Line, e.Column, new("", e.Message))]);
        }
        var all = root as YamlMap;
        var (own, others) = Split(all);
        var reader = new DocumentReader();
        var head = reader.Read<VariationDocument>(all is null ? root : all with { Entries = others });
        ImmutableArray<PolicyProblem> problems =
        [
            .. reader.Errors.Select(x => At(file, reader.PlaceOf(x.Path), x)),
            .. all is null ? [] : Wrong(own, file, (root.Line, root.Column)),
            .. head.Until is { } until && until.End <= head.From.Start
                ? new[] { At(file, reader.PlaceOf("until"), new("until", "it ends before it begins")) }
                : [],
        ];
        var overrides = own is [{ Value: YamlMap map }] ? map.Entries.Select(x => new Override(x.Key, x.Value)) : [];
        return problems.IsEmpty
            ? (head with { Overrides = [.. overrides], File = file }, [])
            : (null, [.. problems.OrderBy(x => x.Line).ThenBy(x => x.Column)]);
    }

    /// <summary>The paths under overrides are no names of a type; they are read apart from the rest.</summary>
    private static (List<(YamlText Key, YamlItem Value)> Own, List<(YamlText, YamlItem)> Others) Split(YamlMap? all)
    {
        var entries = all?.Entries ?? [];
        return ([.. entries.Where(x => x.Key.Value == Overrides)], [.. entries.Where(x => x.Key.Value != Overrides)]);
    }

    private static IEnumerable<PolicyProblem> Wrong(
        List<(YamlText Key, YamlItem Value)> own,
        string file,
        (int Line, int Column) root
    )
    {
        if (own.Count == 0)
            yield return At(file, root, new(Overrides, $"\"{Overrides}\" is missing"));
        foreach (var (again, _) in own.Skip(1))
            yield return At(file, (again.Line, again.Column), new(Overrides, "this name stands here a second time"));
        if (own is [var (key, value), ..] && value is not YamlMap { Entries.Count: > 0 })
            yield return At(
                file,
                (key.Line, key.Column),
                new(Overrides, "expected paths of the policy and their values, such as targets[0].within: 30 min")
            );
    }

    private static PolicyProblem At(string file, (int Line, int Column) place, PolicyError error) =>
        new(file, place.Line, place.Column, error with { Path = error.Path.TrimEnd('.') });
}
