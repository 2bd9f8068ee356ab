using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Corbel.Web.Api;

/// <summary>An answer that does something before its first byte leaves, whichever way it is written.</summary>
internal sealed class HeldAnswer : IHttpResponseBodyFeature
{
    private readonly IHttpResponseBodyFeature inner;
    private readonly Func<Task> before;
    private Task? leaving;
    private PipeWriter? writer;

    public HeldAnswer(IHttpResponseBodyFeature inner, Func<Task> before)
    {
        (this.inner, this.before) = (inner, before);
        Stream = new Held(this, inner.Stream);
    }

    public Stream Stream { get; }

    public PipeWriter Writer => writer ??= PipeWriter.Create(Stream, new StreamPipeWriterOptions(leaveOpen: true));

    /// <summary>An answer without a body leaves too.</summary>
    public async Task Finish()
    {
        if (writer is { CanGetUnflushedBytes: true, UnflushedBytes: > 0 })
            await writer.FlushAsync();
        await Leave();
    }

    public void DisableBuffering() => inner.DisableBuffering();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await Leave();
        await inner.StartAsync(cancellationToken);
    }

    public async Task SendFileAsync(
        string path,
        long offset,
        long? count,
        CancellationToken cancellationToken = default
    )
    {
        await Leave();
        await inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    public async Task CompleteAsync()
    {
        await Finish();
        await inner.CompleteAsync();
    }

    /// <summary>Once; whoever comes after a failure fails the same way.</summary>
    private Task Leave() => leaving ??= before();

    private sealed class Held(HeldAnswer answer, Stream stream) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            await answer.Leave();
            await stream.WriteAsync(buffer, cancellationToken);
        }

        public override async Task WriteAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => await WriteAsync(buffer.AsMemory(offset, count), cancellationToken);

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await answer.Leave();
            await stream.FlushAsync(cancellationToken);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            answer.Leave().GetAwaiter().GetResult();
            stream.Write(buffer, offset, count);
        }

        public override void Flush()
        {
            answer.Leave().GetAwaiter().GetResult();
            stream.Flush();
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
