using System.Threading.Channels;

namespace Corbel.Desk.Files;

/// <summary>
/// Writes files on a few threads of its own. Flushing blocks: on the pool's threads it would keep the rest of the desk from
/// running, and more than a few at a time gain nothing, since the file system flushes those that wait together.
/// </summary>
internal sealed class FileQueue : IAsyncDisposable
{
    private const int Threads = 4;
    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(1024);
    private readonly string drafts;
    private readonly Task[] loops;

    /// <param name="drafts">Where files lie unfinished: a folder on the same file system.</param>
    public FileQueue(string drafts)
    {
        this.drafts = drafts;
        loops =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(_ =>
                    Task.Factory.StartNew(
                        Loop,
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                ),
        ];
    }

    /// <summary>As <see cref="DurableFile.Write"/>.</summary>
    public async Task Write(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var waiting = new Waiting(path, bytes, cancel);
        await queue.Writer.WriteAsync(waiting, cancel);
        await waiting.Done.Task;
    }

    private void Loop()
    {
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        while (queue.Reader.TryRead(out var waiting))
        {
            try
            {
                DurableFile.WriteNow(waiting.Path, waiting.Bytes.Span, drafts, waiting.Cancel);
                waiting.Done.SetResult();
            }
            catch (Exception failure)
            {
                waiting.Done.SetException(failure);
            }
        }
    }

    /// <summary>Finishes what was handed in, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAll(loops);
    }

    private sealed record Waiting(string Path, ReadOnlyMemory<byte> Bytes, CancellationToken Cancel)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
