using System.Security.Cryptography;

namespace Corbel.Web.Tests.Durability.Trace;

/// <summary>
/// Holds a trace against the rule of custody: before the desk says "taken", the raw bytes, the names that lead to them and
/// the commit that holds the message are on disk, in that order. What was not flushed by a call that came back before may be
/// lost with the power, and so counts as not there.
/// </summary>
/// <param name="calls">The trace.</param>
/// <param name="data">The data folder.</param>
/// <param name="before">What stood in the data folder before the trace began, as paths.</param>
internal sealed class FlushOrder(IReadOnlyList<SystemCall> calls, string data, IReadOnlySet<string> before)
{
    private string Log => Path.Combine(data, "corbel.db-wal");

    /// <summary>The moves of a mail out of new/: the Maildir's "taken".</summary>
    public IReadOnlyList<SystemCall> MaildirTaken =>
        [
            .. calls.Where(x =>
                x.Name.StartsWith("rename", StringComparison.Ordinal)
                && x.Quoted is [var from, var to]
                && from.Contains("/inbox/new/", StringComparison.Ordinal)
                && to.Contains("/inbox/cur/", StringComparison.Ordinal)
            ),
        ];

    /// <summary>The answers 201 on a socket.</summary>
    public IReadOnlyList<SystemCall> HttpTaken =>
        [.. calls.Where(x => x.Arguments.Contains("\"HTTP/1.1 201 ", StringComparison.Ordinal))];

    /// <summary>What was not on disk when the desk said "taken"; empty where all was.</summary>
    /// <param name="taken">The call that says it.</param>
    /// <param name="raw">The message.</param>
    public IReadOnlyList<string> Missing(SystemCall taken, byte[] raw)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(raw));
        var commits = calls
            .Where(x => x.IsWrite && x.Worked && x.Descriptor == Log)
            .Where(x => x.Arguments.Contains(sha256, StringComparison.Ordinal) && x.Begun < taken.Begun)
            .ToList();
        var missing = new List<string>(FileMissing(sha256, taken.Begun));
        if (commits.Count == 0)
            return [.. missing, "the commit was not written"];
        // A row that names bytes which are not there yet is a lie too, if the power goes between the two.
        missing.AddRange(FileMissing(sha256, commits[0].Begun).Select(x => $"before the commit: {x}"));
        if (!commits.Exists(x => IsFlushed(Log, x, taken.Begun)))
            missing.Add("the commit was not flushed");
        missing.AddRange(NamesMissing(Log, taken.Begun));
        return missing;
    }

    private IEnumerable<string> FileMissing(string sha256, int by)
    {
        var path = Path.Combine(data, "files", sha256[..2], sha256);
        var named = calls.LastOrDefault(x => IsNaming(x, path) && x.Ended < by);
        if (named is null)
        {
            yield return "the raw bytes have no name";
            yield break;
        }
        var draft = named.Quoted[0];
        var writes = calls.Where(x => x.IsWrite && x.Worked && x.Descriptor == draft).ToList();
        if (writes.Count == 0)
            yield return "the raw bytes were not written";
        if (writes.Exists(x => !IsFlushed(draft, x, named.Begun)))
            yield return "the raw bytes were not flushed before they got their name";
        // A descriptor goes by the new name from then on.
        var again = calls.Where(x => x.IsWrite && x.Worked && x.Descriptor == path && x.Begun < by);
        if (again.Any(x => !IsFlushed(path, x, by)))
            yield return "the raw bytes were written to again and not flushed";
        foreach (var missing in NamesMissing(path, by))
            yield return missing;
    }

    /// <summary>The name and those of the folders above it, as far as they are new.</summary>
    private IEnumerable<string> NamesMissing(string path, int by)
    {
        for (var name = path; name.Length > data.Length; name = Path.GetDirectoryName(name)!)
        {
            var made = Made(name, by);
            if (made is not null && !IsFlushed(Path.GetDirectoryName(name)!, made, by))
                yield return $"the name {Path.GetRelativePath(data, name)} was not flushed";
        }
    }

    /// <summary>The call that made the name; null where it stood there before.</summary>
    private SystemCall? Made(string name, int by)
    {
        var made = calls.LastOrDefault(x => x.Ended < by && (IsNaming(x, name) || IsFolder(x, name)));
        if (made is not null || before.Contains(name))
            return made;
        return calls.FirstOrDefault(x =>
            x.Worked
            && x.Name == "openat"
            && x.Ended < by
            && x.Quoted is [var opened]
            && opened == name
            && x.Arguments.Contains("O_CREAT", StringComparison.Ordinal)
        );
    }

    private static bool IsNaming(SystemCall call, string path) =>
        call.Worked
        && call.Name.StartsWith("rename", StringComparison.Ordinal)
        && call.Quoted is [_, var to]
        && to == path;

    private static bool IsFolder(SystemCall call, string path) =>
        call.Worked
        && call.Name.StartsWith("mkdir", StringComparison.Ordinal)
        && call.Quoted is [var made]
        && made == path;

    /// <summary>A flush of the path began after the call came back, and came back itself before the line.</summary>
    private bool IsFlushed(string path, SystemCall after, int by) =>
        calls.Any(x => x.IsFlush && x.Worked && x.Descriptor == path && x.Begun > after.Ended && x.Ended < by);
}
