using Corbel.Desk;

namespace Corbel.Web.Tests.Durability;

/// <summary>What a server can be at when it is killed.</summary>
internal enum Moment
{
    /// <summary>The raw bytes of a message are being kept.</summary>
    Keeping,

    /// <summary>The database's log was written to.</summary>
    Committing,

    /// <summary>A mail moved from new to cur.</summary>
    Taken,

    /// <summary>An acknowledgement is on its way.</summary>
    Sending,
}

/// <summary>Sees what a server does from what it does to its data folder.</summary>
internal sealed class MomentWatch : IDisposable
{
    private readonly FileSystemWatcher watcher;
    private readonly string data;
    private readonly Lock gate = new();
    private readonly Dictionary<Moment, int> counts = [];
    private readonly List<(Moment Kind, int Count, TaskCompletionSource Reached)> waiting = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MomentWatch(DeskOptions options)
    {
        data = options.Data;
        watcher = new FileSystemWatcher(data) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024 };
        watcher.Created += (_, e) => See(e.FullPath, isNew: true);
        watcher.Renamed += (_, e) => See(e.FullPath, isNew: true);
        watcher.Changed += (_, e) => See(e.FullPath, isNew: false);
        watcher.Deleted += (_, _) => See("", isNew: false);
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>The n-th time that a random thing happens from now on.</summary>
    public (Moment Kind, Task Reached) Next(Random random)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var kind = (Moment)random.Next(4);
        lock (gate)
            waiting.Add((kind, random.Next(1, 9), reached));
        return (kind, reached.Task);
    }

    /// <summary>Until nothing lies in new any more.</summary>
    public async Task NothingIsLeft(string inbox)
    {
        while (true)
        {
            Task next;
            lock (gate)
                next = changed.Task;
            if (Directory.GetFiles(Path.Combine(inbox, "new")).Length == 0)
                return;
            await next;
        }
    }

    private void See(string path, bool isNew)
    {
        lock (gate)
        {
            if (Of(Path.GetRelativePath(data, path.Length == 0 ? data : path), isNew) is { } kind)
            {
                var count = counts[kind] = counts.GetValueOrDefault(kind) + 1;
                foreach (var (_, _, reached) in waiting.Where(x => x.Kind == kind && x.Count <= count))
                    reached.TrySetResult();
            }
            changed.SetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static Moment? Of(string name, bool isNew) =>
        name.Replace('\\', '/') switch
        {
            "corbel.db-wal" => Moment.Committing,
            var file when isNew && file.StartsWith("files/", StringComparison.Ordinal) => Moment.Keeping,
            var file when isNew && file.StartsWith("mail/inbox/cur/", StringComparison.Ordinal) => Moment.Taken,
            var file when isNew && file.StartsWith("mail/outgoing/", StringComparison.Ordinal) => Moment.Sending,
            _ => null,
        };

    public void Dispose() => watcher.Dispose();
}
