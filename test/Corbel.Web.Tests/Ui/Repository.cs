namespace Corbel.Web.Tests.Ui;

/// <summary>The sources on disk, for tests that read them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static IEnumerable<string> WebSources() =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "src", "Corbel.Web"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml")
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Corbel.slnx")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new InvalidOperationException("These tests read the sources: run them inside the repository.");
}
