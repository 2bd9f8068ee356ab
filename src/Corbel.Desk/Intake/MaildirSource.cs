using System.Collections.Concurrent;
using Corbel.Core.Tickets;
using Corbel.Desk.Files;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>
/// Takes mail from a Maildir. A file moves from <c>new</c> to <c>cur</c> only when its bytes, its journal entry and its
/// place are on disk; a desk that dies before takes it again and finds that it has it.
/// </summary>
public sealed partial class MaildirSource : BackgroundService
{
    private const int AtATime = 32;
    private const int LongestWait = 32;
    private readonly string folder;
    private readonly ReceiveMessage receive;
    private readonly DiskWatch disk;
    private readonly ILogger<MaildirSource> log;
    private readonly SemaphoreSlim arrived = new(0);
    private readonly ConcurrentDictionary<string, Trouble> troubles = new();

    /// <summary>A file that could not be taken, and for how many rounds it is left alone.</summary>
    private sealed record Trouble(int Times, int Rounds, bool ByDisk);

    public MaildirSource(DeskOptions options, ReceiveMessage receive, DiskWatch disk, ILogger<MaildirSource> log)
    {
        (this.receive, this.disk, this.log) = (receive, disk, log);
        folder = Path.Combine(options.Data, options.Mail.Inbox);
        foreach (var part in (string[])["tmp", "new", "cur"])
            DurableFile.MakeFolder(Path.Combine(folder, part));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = Watch();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await TakeAll(stoppingToken) > 0) { }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!disk.Explains(failure))
                    NotRead(log, folder, failure);
            }
            // The watcher wakes at once; the second is for file systems that tell nobody. A hundred drops are one waking.
            await arrived.WaitAsync(TimeSpan.FromSeconds(1), stoppingToken);
            while (await arrived.WaitAsync(0, stoppingToken)) { }
        }
    }

    /// <summary>Null where the system has no watcher left to give: then the desk looks once a second.</summary>
    private FileSystemWatcher? Watch()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Path.Combine(folder, "new"));
            watcher.Created += (_, _) => arrived.Release();
            watcher.Renamed += (_, _) => arrived.Release();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException failure)
        {
            NotWatched(log, folder, failure);
            watcher?.Dispose();
            return null;
        }
    }

    /// <summary>Takes what lies in <c>new</c> and returns how many were taken.</summary>
    public async Task<int> TakeAll(CancellationToken cancel)
    {
        // Names with a dot in front are not mail (Maildir; also what network file systems leave).
        var standing = new DirectoryInfo(Path.Combine(folder, "new")).GetFiles().Where(x => x.Name[0] != '.').ToList();
        foreach (var gone in troubles.Keys.Except(standing.Select(x => x.Name)))
            troubles.TryRemove(gone, out _);
        var taken = 0;
        await Parallel.ForEachAsync(
            standing.Where(x => !IsLeftAlone(x.Name)).OrderBy(x => x.LastWriteTimeUtc).Take(1000),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel },
            async (file, token) =>
            {
                if (await Take(file, token))
                    Interlocked.Increment(ref taken);
            }
        );
        return taken;
    }

    /// <summary>A file that fails each time is tried ever more rarely, so that it neither blocks the rest nor fills the log.</summary>
    private bool IsLeftAlone(string name)
    {
        if (!troubles.TryGetValue(name, out var trouble) || trouble.Rounds == 0)
            return false;
        // Once there is room nothing waits for its turn.
        if (trouble.ByDisk && disk.Trouble is null)
            return false;
        troubles[name] = trouble with { Rounds = trouble.Rounds - 1 };
        return true;
    }

    private async Task<bool> Take(FileInfo file, CancellationToken cancel)
    {
        try
        {
            var raw = await File.ReadAllBytesAsync(file.FullName, cancel);
            // The unique part of a Maildir name ends where the flags begin.
            var unique = file.Name.Split(':')[0];
            var droppedAt = Instant.FromDateTimeUtc(file.LastWriteTimeUtc);
            await receive.Mail(new ArrivedMail($"maildir:{unique}", raw, droppedAt, ReceivedBasis.FileTime), cancel);
            DurableFile.Move(file.FullName, FreeName(unique));
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            var full = disk.Explains(failure, file.Length);
            var trouble = troubles.AddOrUpdate(
                file.Name,
                new Trouble(1, 1, full),
                (_, before) =>
                    new Trouble(before.Times + 1, Math.Min(2 << Math.Min(before.Times, 8), LongestWait), full)
            );
            // The first time it may be that another desk on the same drop took it.
            if (!full && (failure is not FileNotFoundException || trouble.Times > 1))
                NotTaken(log, file.Name, failure);
            return false;
        }
    }

    /// <summary>A name that came before with other bytes does not push the earlier mail out of <c>cur</c>.</summary>
    private string FreeName(string unique)
    {
        var name = Path.Combine(folder, "cur", $"{unique}:2,S");
        return File.Exists(name) ? Path.Combine(folder, "cur", $"{unique}.{Guid.NewGuid():n}:2,S") : name;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The Maildir {Folder} could not be read")]
    private static partial void NotRead(ILogger log, string folder, Exception failure);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The Maildir {Folder} cannot be watched; it is read once a second"
    )]
    private static partial void NotWatched(ILogger log, string folder, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail {File} could not be taken; it stays where it is")]
    private static partial void NotTaken(ILogger log, string file, Exception failure);
}
