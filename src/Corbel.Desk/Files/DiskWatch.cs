using System.Security.Cryptography;
using Corbel.Desk.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Corbel.Desk.Files;

/// <summary>The disk takes nothing.</summary>
/// <param name="Since">When that was noticed.</param>
/// <param name="Why">In a few words.</param>
/// <param name="Needs">Bytes that have to fit before it is over.</param>
public sealed record DiskTrouble(Instant Since, string Why, long Needs);

/// <summary>
/// Whether the disk takes what the desk writes. That it does not is said once, and once that it does again: what failed is
/// tried again by those who brought it, so nobody need log each try. When it is over the desk finds out by itself.
/// </summary>
public sealed partial class DiskWatch(
    DeskOptions options,
    Database database,
    GroupWriter writer,
    IClock clock,
    ILogger<DiskWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Room for a few small messages, so that it is not over and back again with each.</summary>
    private const int Least = 1024 * 1024;
    private const int LargestRow = 16 * 1024 * 1024;
    private DiskTrouble? trouble;

    /// <summary>What is wrong; null while all is well.</summary>
    public DiskTrouble? Trouble => Volatile.Read(ref trouble);

    /// <summary>Whether the disk was at fault: then that has been said, and the same need not be logged again.</summary>
    /// <param name="failure">What happened.</param>
    /// <param name="size">Bytes of what was to be written, where that is known.</param>
    public bool Explains(Exception failure, long size = 0)
    {
        if (DiskFailure.Of(failure) is not { } why)
            return false;
        while (true)
        {
            var before = Trouble;
            // A mail is kept raw, its files once more, its text in the database.
            var needs = Math.Max(Least + (3 * size), before?.Needs ?? 0);
            if (needs == before?.Needs)
                return true;
            var now = before is null
                ? new DiskTrouble(clock.GetCurrentInstant(), why, needs)
                : before with
                {
                    Needs = needs,
                };
            if (!ReferenceEquals(Interlocked.CompareExchange(ref trouble, now, before), before))
                continue;
            if (before is null)
                Began(log, why);
            return true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Look(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The desk stops.
        }
    }

    private async Task Look(CancellationToken cancel)
    {
        if (Trouble is not { } before || !await TakesAgain(before.Needs, cancel))
            return;
        // Something larger may have failed meanwhile.
        if (ReferenceEquals(Interlocked.CompareExchange(ref trouble, null, before), before))
            Over(log, before.Why, (clock.GetCurrentInstant() - before.Since).ToTimeSpan());
    }

    /// <summary>Writes as the desk does, a file and a row, and takes both away again.</summary>
    private async Task<bool> TakesAgain(long needs, CancellationToken cancel)
    {
        try
        {
            if (!database.IsPostgres)
                DurableFile.Try(Path.Combine(options.Data, "files", "tmp"), needs);
            var row = RandomNumberGenerator.GetBytes(
                database.IsPostgres ? (int)Math.Min(needs, LargestRow) : Least / 16
            );
            await writer.Write(
                async (db, token) =>
                {
                    var file = new StoredFile { Sha256 = FileStore.NameOf(row), Bytes = row };
                    db.StoredFiles.Add(file);
                    await db.SaveChangesAsync(token);
                    db.StoredFiles.Remove(file);
                },
                cancel
            );
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && Passing.Is(failure))
        {
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Nothing can be written: {Why}. New mail, calls and forms are refused or wait where they are; what was "
            + "acknowledged is safe. Make room: the desk goes on by itself"
    )]
    private static partial void Began(ILogger log, string why);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The desk can write again, after {Duration} in which {Why}. What waited is taken now"
    )]
    private static partial void Over(ILogger log, string why, TimeSpan duration);
}
