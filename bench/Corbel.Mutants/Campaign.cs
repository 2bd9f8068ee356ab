using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Corbel.Mutants;

/// <summary>Tests mutants in several processes, each by the tests that reach it, the quick and the telling ones first.</summary>
internal sealed class Campaign(string folder, string coverageFile, Coverage coverage, Verdicts verdicts)
{
    private const double Quick = 100;
    private const double Slow = 3000;
    private const string Crash = "killed by a crash";
    private const string NotReached = "not reached";
    private readonly ConcurrentDictionary<string, int> _kills = new(StringComparer.Ordinal);

    private readonly ILookup<int, string> _reaching = coverage
        .Tests.SelectMany(x => x.Value.Mutants.Select(mutant => (Mutant: mutant, Test: x.Key)))
        .ToLookup(x => x.Mutant, x => x.Test);

    // What is made on first use, a policy kept in a static field, all tests of a class then go by.
    private readonly ILookup<int, string> _classes = coverage
        .Tests.SelectMany(x => x.Value.First.Select(mutant => (Mutant: mutant, Class: ClassOf(x.Key))))
        .Distinct()
        .ToLookup(x => x.Mutant, x => x.Class);

    /// <summary>Finds what becomes of each that has no verdict: killed, timeout, survived or not reached.</summary>
    public void Run(int processes)
    {
        var work = new ConcurrentQueue<int>(verdicts.Open);
        var threads = Enumerable.Range(0, processes).Select(_ => new Thread(() => Take(work))).ToList();
        threads.ForEach(x => x.Start());
        threads.ForEach(x => x.Join());
    }

    private void Take(ConcurrentQueue<int> work)
    {
        Process? worker = null;
        while (work.TryDequeue(out var mutant))
        {
            var verdict = NotReached;
            if (_reaching.Contains(mutant))
            {
                if (worker is null or { HasExited: true })
                    worker = Start("warm");
                verdict = Ask(worker, mutant, _reaching[mutant]);
            }
            if (verdict is NotReached or Worker.Survived && _classes.Contains(mutant))
            {
                using var own = Start("cold");
                verdict = Ask(own, mutant, GoingBy(mutant));
                own.Kill();
            }
            verdicts.Add(mutant, verdict);
        }
        worker?.Kill();
    }

    /// <summary>
    /// The tests that go by what is made on first use: those of the classes that made it, and nearly all where Core itself
    /// keeps it.
    /// </summary>
    private IEnumerable<string> GoingBy(int mutant)
    {
        var classes = _classes[mutant].ToHashSet(StringComparer.Ordinal);
        return coverage.Tests.Keys.Where(x =>
            classes.Contains(ClassOf(x)) || (!_reaching.Contains(mutant) && coverage.Milliseconds(x) < Slow)
        );
    }

    private static string ClassOf(string test) => test[..test.LastIndexOf('.')];

    private string Ask(Process worker, int mutant, IEnumerable<string> tests)
    {
        worker.StandardInput.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{mutant}\t{string.Join(';', InOrder(tests))}")
        );
        // A process that ended without a word was killed by the mutant: a stack that ran over, memory without end.
        var answer = worker.StandardOutput.ReadLine() ?? Crash;
        if (answer.StartsWith("killed ", StringComparison.Ordinal))
            _kills.AddOrUpdate(answer["killed ".Length..], 1, (_, n) => n + 1);
        if (answer == Crash || answer.StartsWith("timeout", StringComparison.Ordinal))
            worker.WaitForExit();
        return answer;
    }

    private IEnumerable<string> InOrder(IEnumerable<string> tests) =>
        tests
            .OrderBy(x => coverage.Milliseconds(x) > Quick)
            .ThenByDescending(x => _kills.GetValueOrDefault(x))
            .ThenBy(coverage.Milliseconds);

    private Process Start(string how)
    {
        var worker = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["worker", folder, coverageFile, how])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        if (worker.StandardOutput.ReadLine() != Worker.Ready)
            throw new InvalidOperationException("A test fails while no mutant is active: the error above says which.");
        return worker;
    }
}
