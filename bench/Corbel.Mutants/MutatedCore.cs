using System.Reflection;
using System.Runtime.Loader;

namespace Corbel.Mutants;

/// <summary>
/// Core as Stryker built it: all mutants in one assembly, of which at most one is active. Loaded from the folder of the tests.
/// </summary>
internal sealed class MutatedCore
{
    private const int None = -1;
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly Type _control;

    public MutatedCore(string folder)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file)
                ? context.LoadFromAssemblyPath(file)
                : null;
        _control = Load(folder, "Corbel.Core").GetTypes().First(x => x.Name == "MutantControl");
        Activate(null);
        var classes = Load(folder, "Corbel.Core.Tests").GetTypes();
        // The tests of policies that need a YAML file but no database.
        var policies = Load(folder, "Corbel.Desk.Tests")
            .GetTypes()
            .Where(x => x.Namespace == "Corbel.Desk.Tests.Policies" && !x.GetMethods().Any(NeedsDatabase))
            .Where(x => x.Name != "ClausesTests"); // of the repository's files, not of Core
        Tests = TestCase.Of([.. classes, .. policies]);
    }

    public IReadOnlyList<TestCase> Tests { get; }

    public void Activate(int? mutant) => Field("ActiveMutant").SetValue(null, mutant ?? None);

    /// <summary>From now on it is noted which mutants are reached.</summary>
    public void Watch() => Field("CaptureCoverage").SetValue(null, true);

    /// <summary>The mutants reached since the last call.</summary>
    public IReadOnlySet<int> Reached()
    {
        var reached = (List<int>)Field("_coveredMutants").GetValue(null)!;
        HashSet<int> all = [.. reached, .. (List<int>)Field("_coveredStaticMutants").GetValue(null)!];
        reached.Clear();
        return all;
    }

    private FieldInfo Field(string name) =>
        _control.GetField(name, Static)
        ?? throw new InvalidOperationException($"This build of Stryker has no {name}: look at its MutantControl.");

    private static bool NeedsDatabase(MethodInfo method) =>
        method.GetCustomAttributes(inherit: true).Any(x => x.GetType().Name == "OnEveryDatabaseAttribute");

    private static Assembly Load(string folder, string name) =>
        AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"));
}
