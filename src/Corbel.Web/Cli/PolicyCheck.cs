using System.Collections.Immutable;
using System.Text.Json;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Web.Cli;

/// <summary><c>corbel policy check FILE</c>: everything that is wrong with a policy file, or OK.</summary>
internal static class PolicyCheck
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>0 where the desk can use the file, 1 where it cannot.</summary>
    public static int Run(
        string file,
        LocalDate today,
        TextWriter output,
        TextWriter error,
        IReadOnlyDictionary<string, HolidayList>? lists = null
    )
    {
        if (Load(file, error, lists) is not { } policy)
        {
            return 1;
        }
        output.WriteLine("OK");
        foreach (var warning in PolicyWarnings.Of(policy, today))
        {
            output.WriteLine("warning: " + warning.En);
        }
        return 0;
    }

    /// <summary>The same as JSON: what is wrong, with file, line and column, and the warnings.</summary>
    public static int RunJson(
        string file,
        LocalDate today,
        TextWriter output,
        IReadOnlyDictionary<string, HolidayList>? lists = null
    )
    {
        using var said = new StringWriter();
        var policy = Load(file, said, lists);
        var answer = new
        {
            ok = policy is not null,
            errors = said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries),
            warnings = policy is null ? [] : PolicyWarnings.Of(policy, today).Select(x => x.En).ToArray(),
        };
        output.WriteLine(JsonSerializer.Serialize(answer, Readable));
        return policy is null ? 1 : 0;
    }

    /// <summary>The policy of a file, compiled; null after saying what is wrong with it.</summary>
    /// <param name="file">The policy file.</param>
    /// <param name="error">Where problems are told.</param>
    /// <param name="known">The holiday lists known; those that ship with the desk where none are given.</param>
    public static CompiledPolicy? Load(
        string file,
        TextWriter error,
        IReadOnlyDictionary<string, HolidayList>? known = null
    )
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The policy file {file} cannot be read: {e.Message}");
            return null;
        }
        var lists = known ?? HolidayFile.Lists(HolidayFile.Shipped);
        var reading = PolicyFile.Read(text, file, lists);
        foreach (var problem in reading.Problems)
        {
            error.WriteLine(problem);
        }
        return reading.Document is { } document ? CompiledPolicy.Compile(document, lists) : null;
    }
}
