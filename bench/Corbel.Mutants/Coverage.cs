using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Corbel.Mutants;

/// <summary>What a test took and reached.</summary>
/// <param name="Milliseconds">How long it takes.</param>
/// <param name="Mutants">What it reaches each time.</param>
/// <param name="First">What it reached besides when it was the first to use a class, and never again.</param>
internal sealed record Reach(double Milliseconds, ImmutableArray<int> Mutants, ImmutableArray<int> First);

/// <summary>Which test reaches which mutants, and how long it takes.</summary>
internal sealed record Coverage(ImmutableDictionary<string, Reach> Tests)
{
    public double Milliseconds(string test) => Tests.TryGetValue(test, out var known) ? known.Milliseconds : 0;

    /// <summary>Runs every test twice, each for itself, and writes down what it reached the first and the second time.</summary>
    public static void Write(string folder, string file)
    {
        var core = new MutatedCore(folder);
        core.Watch();
        var first = new Dictionary<string, IReadOnlySet<int>>(StringComparer.Ordinal);
        foreach (var test in core.Tests)
        {
            MustPass(test);
            // After each test: the list of what was reached is searched at every step, and slow when it is long.
            first[test.Name] = core.Reached();
        }
        using var writer = new StreamWriter(file);
        foreach (var test in core.Tests)
        {
            core.Reached();
            var clock = Stopwatch.StartNew();
            test.Run();
            var took = clock.Elapsed.TotalMilliseconds;
            var reached = core.Reached();
            var once = first[test.Name].Except(reached);
            writer.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{test.Name}\t{took:0.0}\t{string.Join(',', reached)}\t{string.Join(',', once)}"
                )
            );
        }
    }

    public static Coverage Read(string file) =>
        new(
            File.ReadLines(file)
                .Select(x => x.Split('\t'))
                .ToImmutableDictionary(
                    x => x[0],
                    x => new Reach(double.Parse(x[1], CultureInfo.InvariantCulture), Numbers(x[2]), Numbers(x[3]))
                )
        );

    private static void MustPass(TestCase test)
    {
        try
        {
            test.Run();
        }
        catch (Exception failed)
        {
            throw new InvalidOperationException($"{test.Name} fails without any mutant: build both anew.", failed);
        }
    }

    private static ImmutableArray<int> Numbers(string text) =>
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(x => int.Parse(x, CultureInfo.InvariantCulture)),
        ];
}
