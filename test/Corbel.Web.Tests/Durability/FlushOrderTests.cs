using System.Diagnostics;
using Corbel.Web.Tests.Durability.Trace;

namespace Corbel.Web.Tests.Durability;

/// <summary>
/// kill -9 does not empty the page cache. So the real server runs under strace, takes one mail from the Maildir and one by
/// HTTP, and the trace must show every flush before each "taken". Mutants: each kind of flush is taken out of the recorded
/// trace, which is what the trace of a server without that line of code would be; and once all flushes are really
/// suppressed, by strace in the place of the kernel.
/// </summary>
public sealed class FlushOrderTests : IAsyncLifetime
{
    private const string Calls =
        "openat,write,pwrite64,writev,pwritev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,mkdir,mkdirat,sendto,sendmsg";

    private Drop drop = null!;
    private string trace = "";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(await CanTrace(), "strace is not here, or may not trace: bin/test installs it");
        drop = await Drop.Prepare(TestDatabase.Sqlite);
        trace = Path.Combine(drop.Options.Data, "trace");
    }

    public ValueTask DisposeAsync() => drop is null ? ValueTask.CompletedTask : drop.DisposeAsync();

    [Fact]
    public async Task File_folder_and_commit_are_flushed_before_every_taken()
    {
        var calls = await TakeTwo();
        ShouldBeInOrder(calls);

        var data = drop.Options.Data;
        var kinds = new Dictionary<string, Predicate<SystemCall>>
        {
            ["the bytes of a file"] = x => x.Descriptor!.Contains("/files/tmp/.", StringComparison.Ordinal),
            ["the folder of a file"] = x =>
                x.Descriptor!.StartsWith($"{data}/files/", StringComparison.Ordinal)
                && Path.GetFileName(x.Descriptor).Length == 2,
            ["the folder of those folders"] = x => x.Descriptor == $"{data}/files",
            ["the log of the database"] = x => x.Descriptor == $"{data}/corbel.db-wal",
            ["the data folder"] = x => x.Descriptor == data,
        };
        foreach (var (kind, isOf) in kinds)
        {
            var mutant = calls.Where(x => !x.IsFlush || x.Descriptor is null || !isOf(x)).ToList();
            mutant.Count.ShouldBeLessThan(calls.Count, kind);
            Missing(mutant).ShouldAllBe(x => x.Count > 0, $"without flushing {kind} both must be seen");
        }
    }

    [Fact]
    public async Task A_server_whose_flushes_are_suppressed_is_caught()
    {
        var calls = await TakeTwo("-e", "inject=fsync,fdatasync:retval=0");

        foreach (var missing in Missing(calls))
        {
            missing.ShouldContain("the commit was not flushed");
            missing.ShouldContain("the raw bytes were not flushed before they got their name");
            missing.ShouldContain(x => x.StartsWith("the name files/", StringComparison.Ordinal));
        }
    }

    private readonly HashSet<string> before = [];

    /// <summary>What a run leaves in the trace that takes one mail each way and ends as it should.</summary>
    private async Task<IReadOnlyList<SystemCall>> TakeTwo(params string[] more)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(drop.Options.Data, "*", SearchOption.AllDirectories))
            before.Add(path);
        before.ShouldNotContain(x => x.EndsWith("-wal", StringComparison.Ordinal));
        var desk = drop.Serve([
            "strace",
            "-f",
            "-y",
            "--seccomp-bpf",
            "-s",
            "4200",
            "-e",
            $"trace={Calls}",
            .. more,
            "-o",
            trace,
        ]);
        using (var watch = new MomentWatch(drop.Options))
        {
            await desk.Url;
            drop.Deliver("one");
            await drop.PostUntilTaken("two", desk);
            await watch.NothingIsLeft(drop.Inbox);
        }
        await desk.Stop();
        desk.ExitCode.ShouldBe(0, desk.Said);
        return TraceReader.Read(File.ReadLines(trace));
    }

    private void ShouldBeInOrder(IReadOnlyList<SystemCall> calls)
    {
        foreach (var missing in Missing(calls))
            missing.ShouldBeEmpty();
    }

    private IReadOnlyList<IReadOnlyList<string>> Missing(IReadOnlyList<SystemCall> calls)
    {
        var order = new FlushOrder(calls, drop.Options.Data, before);
        return
        [
            order.Missing(order.MaildirTaken.ShouldHaveSingleItem(), Drop.Mail("one")),
            order.Missing(order.HttpTaken.ShouldHaveSingleItem(), Drop.Mail("two")),
        ];
    }

    private static async Task<bool> CanTrace()
    {
        try
        {
            var start = new ProcessStartInfo(
                "strace",
                ["-f", "--seccomp-bpf", "-e", "trace=fsync", "-o", "/dev/null", "true"]
            )
            {
                UseShellExecute = false,
            };
            using var probe = Process.Start(start)!;
            await probe.WaitForExitAsync();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
