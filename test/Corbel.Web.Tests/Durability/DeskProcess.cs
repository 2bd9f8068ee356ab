using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Corbel.Desk;

namespace Corbel.Web.Tests.Durability;

/// <summary>The real program, as a process of its own.</summary>
internal sealed partial class DeskProcess : IAsyncDisposable
{
    public const string IntakeToken = "intake-token-of-the-tests";
    private const int Terminate = 15; // SIGTERM
    private const string Greeting = "Corbel serves ";
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<string> url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly bool under;

    private DeskProcess(Process started, bool underAnother) => (process, under) = (started, underAnother);

    /// <summary>Where it listens; fails when it ends before it does.</summary>
    public Task<string> Url => url.Task;

    /// <summary>One wait for all who ask: two at a time can lose each other's handler.</summary>
    public Task Exited { get; private set; } = Task.CompletedTask;

    public int ExitCode => process.ExitCode;

    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>The process that was started after this one died.</summary>
    public TaskCompletionSource<DeskProcess> Successor { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts `corbel serve` on a free port, perhaps under another program.</summary>
    public static DeskProcess Serve(DeskOptions options, params string[] under) =>
        Start(options, under, "serve", "--data", options.Data, "--urls", "http://127.0.0.1:0");

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int ExitCode, string Said)> Run(DeskOptions options, params string[] verb)
    {
        await using var run = Start(options, [], verb);
        await run.Exited;
        return (run.ExitCode, run.Said);
    }

    private static DeskProcess Start(DeskOptions options, string[] under, params string[] verb)
    {
        string[] command = [.. under, "dotnet", Path.Combine(AppContext.BaseDirectory, "corbel.dll"), .. verb];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            // Nobody sits before it.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // No corbel.yaml lies there.
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["CORBEL_MAIL__INTAKETOKEN"] = IntakeToken;
        start.Environment["CORBEL_MAIL__TRUSTSENDERS"] = "true";
        start.Environment["CORBEL_MAIL__ACKNOWLEDGEMENTSANHOUR"] = "0";
        start.Environment["CORBEL_DATABASE"] = options.Database;
        start.Environment["CORBEL_MAIL__INBOX"] = options.Mail.Inbox;
        foreach (var (box, number) in options.Mail.Mailboxes.Select((x, number) => (x, number)))
        {
            void Set(string name, string value) =>
                start.Environment[$"CORBEL_MAIL__MAILBOXES__{number}__{name}"] = value;
            Set("NAME", box.Name);
            Set("HOST", box.Host);
            Set("PORT", box.Port.ToString(CultureInfo.InvariantCulture));
            Set("SECURITY", box.Security);
            Set("USER", box.User);
            Set("PASSWORD", box.Password);
            Set("POLLSECONDS", "1");
        }
        // It lives for a second: what makes it fast in the long run only makes it slow to start.
        (start.Environment["DOTNET_TieredPGO"], start.Environment["DOTNET_TC_CallCounting"]) = ("0", "0");
        var desk = new DeskProcess(new Process { StartInfo = start }, under.Length > 0);
        desk.process.OutputDataReceived += (_, line) => desk.Hear(line.Data);
        desk.process.ErrorDataReceived += (_, line) => desk.Hear(line.Data);
        desk.process.Start();
        desk.process.StandardInput.Close();
        desk.process.BeginOutputReadLine();
        desk.process.BeginErrorReadLine();
        desk.Exited = desk.WaitForExit();
        return desk;
    }

    private async Task WaitForExit()
    {
        await process.WaitForExitAsync();
        url.TrySetException(new InvalidOperationException($"It ended: {Said}"));
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (said)
            said.AppendLine(line);
        if (line.StartsWith(Greeting, StringComparison.Ordinal))
            url.TrySetResult(line[Greeting.Length..]);
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process.Kill();
        await Exited;
    }

    /// <summary>Asks it to end, as a system does that shuts down, and waits for it.</summary>
    public async Task Stop()
    {
        _ = SendSignal(under ? Child() : process.Id, Terminate);
        await Exited;
    }

    /// <summary>The desk itself, where it runs under another program.</summary>
    private int Child() =>
        int.Parse(
            File.ReadAllText($"/proc/{process.Id}/task/{process.Id}/children").Split(' ')[0],
            CultureInfo.InvariantCulture
        );

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();
        _ = url.Task.Exception;
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
