using System.Diagnostics;
using Corbel.Mutants;

// Tests the mutants that Stryker built; bin/mutate says how they come to be, docs/mutation.md why it is done here.
//   campaign FOLDER REPORT OUT [FILE-PREFIX...]   FOLDER: tests with the mutated Corbel.Core.dll; REPORT: Stryker's JSON
switch (args)
{
    case ["worker", var folder, var coverage, var how]:
        Worker.Run(folder, Coverage.Read(coverage), how == "warm");
        return 0;
    case ["cover", var folder, var file]:
        Coverage.Write(folder, file);
        return 0;
    case ["campaign", var folder, var report, var result, .. var prefix]:
        var reached = Path.Combine(folder, "coverage.tsv");
        using (var cover = Process.Start(Environment.ProcessPath!, ["cover", folder, reached]))
        {
            cover.WaitForExit();
            if (cover.ExitCode != 0)
                return 1;
        }
        var mutants = Mutant
            .Read(report)
            .Where(x => prefix is [] || prefix.Any(file => x.File.StartsWith(file, StringComparison.Ordinal)))
            .ToList();
        var verdicts = new Verdicts(mutants, result);
        new Campaign(folder, reached, Coverage.Read(reached), verdicts).Run(Environment.ProcessorCount);
        foreach (var score in verdicts.Scores())
            Console.WriteLine(score);
        return 0;
    default:
        Console.Error.WriteLine("campaign FOLDER REPORT OUT [FILE-PREFIX]");
        return 2;
}
