using System.Diagnostics;
using System.Globalization;

namespace Corbel.Mutants;

/// <summary>
/// One process that tests mutants. It says that it is ready, once every quick test passes; then a line <c>ID&#9;test;test</c> in, a line <c>killed TEST</c>, <c>timeout TEST</c> or
/// <c>survived</c> out. After a timeout it ends, since nothing stops the test that hangs.
/// </summary>
internal static class Worker
{
    public const string Survived = "survived";
    public const string Ready = "ready";
    private const double Quick = 150;
    private const long ShortestWarm = 3_000;
    private const long ShortestCold = 30_000; // it compiles what it runs

    public static void Run(string folder, Coverage coverage, bool warm)
    {
        var core = new MutatedCore(folder);
        var tests = core.Tests.ToDictionary(x => x.Name);
        if (warm)
        {
            // What a class does once it does before the first mutant: such mutants get a process of their own.
            foreach (var test in core.Tests.Where(x => coverage.Milliseconds(x.Name) < Quick))
                test.Run();
        }
        Console.WriteLine(Ready);
        while (Console.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            core.Activate(int.Parse(line[..tab], CultureInfo.InvariantCulture));
            Console.WriteLine(
                Verdict(line[(tab + 1)..].Split(';'), tests, coverage, warm ? ShortestWarm : ShortestCold)
            );
            core.Activate(null);
        }
    }

    private static string Verdict(string[] names, Dictionary<string, TestCase> tests, Coverage coverage, long shortest)
    {
        foreach (var name in names)
        {
            var limit = Math.Max(shortest, (long)(6 * coverage.Milliseconds(name)));
            using var watch = new Timer(_ => GiveUp(name), null, limit, Timeout.Infinite);
            if (!Passes(tests[name]))
                return $"killed {name}";
        }
        return Survived;
    }

    private static void GiveUp(string name)
    {
        Console.WriteLine($"timeout {name}");
        Console.Out.Flush();
        Process.GetCurrentProcess().Kill();
    }

    private static bool Passes(TestCase test)
    {
        try
        {
            test.Run();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
