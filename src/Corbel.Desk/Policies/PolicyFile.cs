using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Corbel.Core.Policy;

namespace Corbel.Desk.Policies;

/// <summary>Something wrong in a policy file, with its place.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Error">What is wrong.</param>
public sealed record PolicyProblem(string File, int Line, int Column, PolicyError Error)
{
    /// <summary>The problem in one line, in the form that editors and terminals turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Error}";
}

/// <summary>What came of reading a policy file: the policy, or everything that is wrong with it.</summary>
public sealed record PolicyReading
{
    /// <summary>SHA-256 of the file's bytes, in lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The policy; null where there are problems.</summary>
    public PolicyDocument? Document { get; init; }

    /// <summary>Everything that is wrong, by its place in the file.</summary>
    public ImmutableArray<PolicyProblem> Problems { get; init; } = [];
}

/// <summary>Reads policy files (docs/policy-reference.md).</summary>
public static class PolicyFile
{
    /// <summary>The policy that ships with the desk.</summary>
    public static string Shipped => Resource("policies/isms-online.yaml");

    /// <summary>Reads a policy file and checks it against the holiday lists known.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">Its name, for the problems.</param>
    /// <param name="lists">The holiday lists by name.</param>
    public static PolicyReading Read(string text, string file, IReadOnlyDictionary<string, HolidayList> lists)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        YamlItem root;
        try
        {
            root = YamlTree.Read(text);
        }
        catch (YamlRefusedException e)
        {
            return new() { Sha256 = sha256, Problems = [new(file, e.Line, e.Column, new("", e.Message))] };
        }
        var (document, problems) = Read(root, lists);
        return new()
        {
            Sha256 = sha256,
            Document = document,
            Problems = [.. problems.Select(x => new PolicyProblem(file, x.Line, x.Column, x.Error))],
        };
    }

    /// <summary>Reads the nodes of a policy file: the policy, or everything that is wrong by its place.</summary>
    internal static (PolicyDocument? Document, ImmutableArray<(int Line, int Column, PolicyError Error)> Problems) Read(
        YamlItem root,
        IReadOnlyDictionary<string, HolidayList> lists
    )
    {
        var reader = new DocumentReader();
        var document = reader.Read<PolicyDocument>(root);
        ImmutableArray<PolicyError> errors =
        [
            .. reader.Errors,
            // What a filler stands in for is already told; a check of the filler would tell it again, and wrongly.
            .. PolicyCheck.Errors(document, lists).Where(c => !reader.Errors.Any(r => Touch(c.Path, r.Path))),
        ];
        return errors.IsEmpty
            ? (document, [])
            : (
                null,
                [
                    .. errors
                        .Select(e => (reader.PlaceOf(e.Path).Line, reader.PlaceOf(e.Path).Column, Tidy(e)))
                        .OrderBy(p => p.Line)
                        .ThenBy(p => p.Column),
                ]
            );
    }

    internal static string Resource(string name)
    {
        using var stream =
            typeof(PolicyFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The same path, or one inside the other, or a time whose meaning hangs on a kind that could not be read.</summary>
    private static bool Touch(string check, string read) =>
        Inside(check, read)
        || Inside(read, check)
        || (
            read.EndsWith(".kind", StringComparison.Ordinal)
            && (check == read[..^4] + "within" || check == read[..^4] + "every")
        );

    private static bool Inside(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.Ordinal)
        && (outer.Length == 0 || inner.Length == outer.Length || inner[outer.Length] is '.' or '[');

    /// <summary>A name that stands twice has a place of its own under a path with a full stop at its end.</summary>
    private static PolicyError Tidy(PolicyError error) => error with { Path = error.Path.TrimEnd('.') };
}
