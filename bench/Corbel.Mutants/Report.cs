using System.Globalization;
using System.Text.Json;

namespace Corbel.Mutants;

/// <summary>A mutant of Stryker's report.</summary>
/// <param name="Id">Its number in the built assembly.</param>
/// <param name="File">Its file within Core.</param>
/// <param name="Line">Its line.</param>
/// <param name="Kind">What Stryker calls the change.</param>
/// <param name="Replacement">What stands there instead.</param>
internal sealed record Mutant(int Id, string File, int Line, string Kind, string Replacement)
{
    /// <summary>The folder it counts for.</summary>
    public string Folder => File.Split('/')[0];

    /// <summary>The mutants of a report (mutation-testing-elements, JSON) that were built and not left out.</summary>
    public static IReadOnlyList<Mutant> Read(string report)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(report));
        return
        [
            .. from file in json.RootElement.GetProperty("files").EnumerateObject()
            from mutant in file.Value.GetProperty("mutants").EnumerateArray()
            where mutant.GetProperty("status").GetString() is not ("CompileError" or "Ignored")
            select new Mutant(
                int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture),
                file.Name.Split("Corbel.Core/")[^1],
                mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32(),
                mutant.GetProperty("mutatorName").GetString()!,
                mutant.GetProperty("replacement").GetString()!.ReplaceLineEndings(" ")
            ),
        ];
    }
}

/// <summary>What became of each mutant, a line each as it is known, so that a campaign that was stopped goes on.</summary>
internal sealed class Verdicts
{
    private readonly Dictionary<int, string> _known = [];
    private readonly Dictionary<int, Mutant> _mutants;
    private readonly StreamWriter _file;

    /// <param name="mutants">All that count.</param>
    /// <param name="file">Where the verdicts stand. Those that a test noticed are taken from there; the others are tested again.</param>
    public Verdicts(IReadOnlyList<Mutant> mutants, string file)
    {
        _mutants = mutants.ToDictionary(x => x.Id);
        var before = File.Exists(file) ? File.ReadAllLines(file) : [];
        _file = new StreamWriter(file) { AutoFlush = true };
        foreach (var line in before.Select(x => x.Split('\t')))
        {
            if (Noticed(line[1]) && _mutants.ContainsKey(int.Parse(line[0], CultureInfo.InvariantCulture)))
                Add(int.Parse(line[0], CultureInfo.InvariantCulture), line[1]);
        }
    }

    public IEnumerable<int> Open => _mutants.Keys.Where(x => !_known.ContainsKey(x)).Order();

    public void Add(int id, string verdict)
    {
        lock (_known)
        {
            _known[id] = verdict;
            var mutant = _mutants[id];
            _file.WriteLine($"{id}\t{verdict}\t{mutant.File}:{mutant.Line}\t{mutant.Kind}\t{mutant.Replacement}");
        }
    }

    /// <summary>The score of each folder and of all.</summary>
    public IEnumerable<string> Scores() =>
        _mutants
            .Values.GroupBy(x => x.Folder)
            .Select(x => (x.Key, x.AsEnumerable()))
            .Append(("All", _mutants.Values))
            .Select(x =>
                Score(x.Item1, [.. x.Item2.Select(mutant => _known.GetValueOrDefault(mutant.Id, "survived"))])
            );

    private static string Score(string folder, IReadOnlyList<string> verdicts)
    {
        var noticed = verdicts.Count(Noticed);
        var share = 100.0 * noticed / verdicts.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}: {noticed} of {verdicts.Count} noticed, {share:0.0} %"
        );
    }

    private static bool Noticed(string verdict) => verdict is not ("survived" or "not reached");
}
