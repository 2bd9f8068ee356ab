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
    private readonly string folder;
    private readonly ReceiveMessage receive;
    private readonly ILogger<MaildirSource> log;
    private readonly SemaphoreSlim arrived = new(0);

    public MaildirSource(DeskOptions options, ReceiveMessage receive, ILogger<MaildirSource> log)
    {
        (this.receive, this.log) = (receive, log);
        folder = Path.Combine(options.Data, options.Mail.Inbox);
        foreach (var part in (string[])["tmp", "new", "cur"])
            DurableFile.MakeFolder(Path.Combine(folder, part));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = new FileSystemWatcher(Path.Combine(folder, "new"));
        watcher.Created += (_, _) => arrived.Release();
        watcher.Renamed += (_, _) => arrived.Release();
        watcher.EnableRaisingEvents = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await TakeAll(stoppingToken) > 0) { }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                NotRead(log, folder, failure);
            }
            // The watcher wakes at once; the second is for file systems that tell nobody.
            await arrived.WaitAsync(TimeSpan.FromSeconds(1), stoppingToken);
        }
    }

    /// <summary>Takes what lies in <c>new</c> and returns how many were taken.</summary>
    public async Task<int> TakeAll(CancellationToken cancel)
    {
        var files = new DirectoryInfo(Path.Combine(folder, "new"))
            .GetFiles()
            .OrderBy(x => x.LastWriteTimeUtc)
            .Take(1000);
        var taken = 0;
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel },
            async (file, token) =>
            {
                if (await Take(file, token))
                    Interlocked.Increment(ref taken);
            }
        );
        return taken;
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
            DurableFile.Move(file.FullName, Path.Combine(folder, "cur", $"{unique}:2,S"));
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another desk on the same drop took it.
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NotTaken(log, file.Name, failure);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The Maildir {Folder} could not be read")]
    private static partial void NotRead(ILogger log, string folder, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail {File} could not be taken; it stays where it is")]
    private static partial void NotTaken(ILogger log, string file, Exception failure);
}
