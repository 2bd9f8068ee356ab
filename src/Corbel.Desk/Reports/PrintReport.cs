using System.ComponentModel;
using System.Diagnostics;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Corbel.Desk.Reports;

/// <summary>
/// Prints a report's page with a headless Chromium: tagged, with bookmarks and page numbers. Chromium runs in its own sandbox, as
/// nobody where the desk runs as root, without a network where that can be had; the page's own policy lets no script run and
/// nothing be fetched. Printed once, when somebody first asks, and kept.
/// </summary>
public sealed partial class PrintReport(
    Database database,
    GroupWriter writer,
    FileStore store,
    DeskOptions options,
    ILogger<PrintReport> log
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>One at a time: a browser takes some hundred megabytes.</summary>
    private readonly SemaphoreSlim one = new(1);

    /// <summary>The PDF of an issued report; null where no Chromium is there, which the log says.</summary>
    public async Task<byte[]?> Of(Guid id, CancellationToken cancel = default)
    {
        ReportNow now;
        await using (var db = database.Read())
        {
            var read = await ReportNow.Of(db, await db.IssuedReports.SingleAsync(x => x.Id == id, cancel), cancel);
            if (!read.IsDone)
                return null;
            now = read.Value!;
        }
        var report = now.Report;
        if (report.PdfSha256 is { } kept && now.Withheld == 0 && await store.Read(kept, cancel) is { } before)
            return before;
        if (await Print(now.Html, report.Sha256, report.Language, cancel) is not { } pdf)
            return null;
        if (now.Withheld == 0)
            await Keep(id, await store.Keep(pdf, cancel), cancel);
        return pdf;
    }

    /// <summary>Unless an issue in it was marked while it was printed: then nothing may lie there in plain.</summary>
    private async Task Keep(Guid id, string name, CancellationToken cancel)
    {
        var kept = await writer.Write(
            async (db, token) =>
            {
                await db.Take(DeskDb.TheReports, token);
                var row = await db.IssuedReports.AsTracking().SingleAsync(x => x.Id == id, token);
                if (await ReportNow.Of(db, row, token) is not { Value: { Withheld: 0 } })
                    return false;
                row.PdfSha256 = name;
                return true;
            },
            cancel
        );
        if (!kept)
            await store.Remove(name, cancel);
    }

    /// <summary>Prints a page; null where that cannot be done.</summary>
    public async Task<byte[]?> Print(byte[] html, string sha256, string language, CancellationToken cancel = default)
    {
        if (Browser() is not { } browser)
        {
            NoBrowser(log);
            return null;
        }
        await one.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("corbel-print-").FullName;
        try
        {
            var page = Path.Combine(folder, "report.html");
            await File.WriteAllBytesAsync(page, ReportHtml.ForPrint(html, sha256, language), cancel);
            var pdf = Path.Combine(folder, "out", "report.pdf");
            Directory.CreateDirectory(Path.Combine(folder, "out"));
            if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
                GiveToNobody(folder);
            var said = await Start(browser, folder, page, pdf, cancel);
            if (File.Exists(pdf))
                return await File.ReadAllBytesAsync(pdf, cancel);
            NotPrinted(log, browser, said);
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            one.Release();
        }
    }

    /// <summary>The page to read for all, the folder that Chromium writes to for all: it lies in one that is removed at once.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void GiveToNobody(string folder)
    {
        const UnixFileMode read =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(folder, read);
        File.SetUnixFileMode(Path.Combine(folder, "report.html"), read | UnixFileMode.OtherRead);
        File.SetUnixFileMode(Path.Combine(folder, "out"), read | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
    }

    private static async Task<string> Start(
        string browser,
        string folder,
        string page,
        string pdf,
        CancellationToken cancel
    )
    {
        var home = Path.Combine(folder, "out");
        string[] command =
        [
            .. Wrapping(),
            browser,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-extensions",
            "--disable-sync",
            "--disable-background-networking",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            $"--user-data-dir={Path.Combine(home, "profile")}",
            $"--print-to-pdf={pdf}",
            new Uri(page).AbsoluteUri,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = home,
            UseShellExecute = false,
        };
        // Nothing of the desk's own surroundings: its settings may hold passwords.
        start.Environment.Clear();
        start.Environment["HOME"] = home;
        start.Environment["TMPDIR"] = home;
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LANG"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(Longest);
        try
        {
            var said = process.StandardError.ReadToEndAsync(stop.Token);
            await process.StandardOutput.ReadToEndAsync(stop.Token);
            await process.WaitForExitAsync(stop.Token);
            return await said;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"it took longer than {Longest.TotalSeconds:0} s";
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>What takes rights and network away before Chromium starts. Without root a namespace needs one of its own.</summary>
    private static string[] Wrapping()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        const string unshare = "/usr/bin/unshare";
        const string setpriv = "/usr/bin/setpriv";
        if (!Environment.IsPrivilegedProcess)
            return [];
        string[] alone = File.Exists(unshare) && CanUnshare(unshare) ? [unshare, "--net"] : [];
        return [.. alone, setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"];
    }

    private static bool CanUnshare(string unshare)
    {
        try
        {
            using var tried = Process.Start(new ProcessStartInfo(unshare, ["--net", "true"]));
            return tried is not null && tried.WaitForExit(5000) && tried.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private string? Browser() =>
        options.Chromium.Length > 0
            ? File.Exists(options.Chromium)
                ? options.Chromium
                : null
            : new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(
                File.Exists
            );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "No Chromium is installed, so the report goes out as HTML. For PDF: apt-get install chromium, or name one with CORBEL_Chromium"
    )]
    private static partial void NoBrowser(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Browser} printed nothing: {Said}")]
    private static partial void NotPrinted(ILogger log, string browser, string said);
}
