namespace Corbel.Desk.Jobs;

/// <summary>What runs the jobs of a kind. It claims the job itself, and writes its effect with the job's end.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Run">Does the work; a failure puts the job off.</param>
public sealed record JobKind(string Kind, Func<Job, CancellationToken, Task> Run)
{
    /// <summary>Keys of jobs of this kind that are always planned; null where others plan them.</summary>
    public IReadOnlyList<string>? Standing { get; init; }
}
