namespace Corbel.Web.Tests.Durability.Trace;

/// <summary>A call of the system as strace saw it.</summary>
/// <param name="Begun">The line of the trace at which it began.</param>
/// <param name="Ended">The line at which it came back; the same where nothing else happened meanwhile.</param>
/// <param name="Name">fsync, pwrite64, …</param>
/// <param name="Arguments">As strace prints them.</param>
/// <param name="Result">What it gave back; negative where it failed.</param>
/// <param name="Suppressed">strace answered in its place: nothing was done.</param>
internal sealed record SystemCall(
    int Begun,
    int Ended,
    string Name,
    string Arguments,
    long Result,
    bool Suppressed = false
)
{
    /// <summary>It was done, and went well.</summary>
    public bool Worked => Result >= 0 && !Suppressed;

    /// <summary>The path behind the descriptor in the first argument (strace -y); null where there is none.</summary>
    public string? Descriptor
    {
        get
        {
            var open = Arguments.IndexOf('<', StringComparison.Ordinal);
            var comma = Arguments.IndexOf(',', StringComparison.Ordinal);
            if (open < 0 || (comma >= 0 && comma < open))
                return null;
            var close = Arguments.IndexOf('>', open);
            return close < 0 ? null : Arguments[(open + 1)..close];
        }
    }

    /// <summary>The quoted paths among the arguments.</summary>
    public IReadOnlyList<string> Quoted
    {
        get
        {
            var parts = Arguments.Split('"');
            return [.. parts.Where((_, i) => i % 2 == 1)];
        }
    }

    public bool IsWrite => Name is "write" or "pwrite64" or "writev" or "pwritev" or "pwritev2";

    public bool IsFlush => Name is "fsync" or "fdatasync";
}
