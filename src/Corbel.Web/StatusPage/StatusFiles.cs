using System.Text;
using Corbel.Core.Policy;
using Corbel.Desk;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.StatusPage;

/// <summary>
/// The public page as files, one a language, each replaced whole. They are made again when somebody asks and they are some
/// seconds old, and each minute; when the database cannot be read they stay, and say as of when they are (ADR 0017).
/// </summary>
internal sealed partial class StatusFiles(
    DeskOptions options,
    IServiceProvider services,
    ReadStatus read,
    ViewText views,
    IClock clock,
    ILogger<StatusFiles> log
) : BackgroundService
{
    /// <summary>So old a page may be before a reader has it made again.</summary>
    private static readonly Duration Fresh = Duration.FromSeconds(5);

    /// <summary>A reader waits no longer for a database that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly Language[] Both = [Language.En, Language.Nl];
    private readonly SemaphoreSlim one = new(1);
    private readonly string folder = Path.Combine(Path.GetFullPath(options.Data), "status");
    private Instant tried = Instant.MinValue;

    /// <summary>What a file of the page holds now; null where there is none.</summary>
    /// <param name="name">index.html, incident-1.html, feed.xml, maintenance.ics.</param>
    /// <param name="language">en or nl.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<byte[]?> Read(string name, string language, CancellationToken cancel)
    {
        await Refresh(Fresh, cancel);
        var path = Path.Combine(folder, language, name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round);
        do
        {
            await Refresh(Duration.Zero, stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Makes the files again where the last attempt is older than that. A failure leaves them as they are.</summary>
    private async Task Refresh(Duration age, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var now = clock.GetCurrentInstant();
            if (tried > Instant.MinValue && now - tried < age)
                return;
            tried = now;
            var making = Make(now, cancel);
            // A database that is cut off may not even notice that nobody waits any more.
            if (await Task.WhenAny(making, Task.Delay(Patience, cancel)) == making)
                await making;
            else
                _ = making.ContinueWith(x => x.Exception, TaskScheduler.Default);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            NotMade(log, failure);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task Make(Instant now, CancellationToken cancel)
    {
        StatusModel status;
        List<MaintenanceWindow> windows;
        var address = services.GetRequiredService<DeskAddress>();
        await using (var db = services.GetRequiredService<Database>().Read())
        {
            status = await read.Run(db, now, cancel);
            var since = now - Duration.FromDays(90);
            windows = await db
                .MaintenanceWindows.AsNoTracking()
                .Where(x => x.AnnouncedAt != null && x.ToAt > since)
                .OrderBy(x => x.FromAt)
                .ToListAsync(cancel);
        }
        foreach (var language in Both)
        {
            var name = language == Language.Nl ? "nl" : "en";
            foreach (var incident in status.Incidents)
                await Put(
                    name,
                    $"incident-{incident.Incident.Number}.html",
                    await views.Of("/StatusPage/OneIncident.cshtml", incident, status, name),
                    cancel
                );
            await Put(name, "feed.xml", StatusFeed.Of(status, address.Url, language), cancel);
            await Put(name, "maintenance.ics", MaintenanceCalendar.Feed(windows, address, language), cancel);
            await Put(name, "index.html", await views.Of("/StatusPage/Board.cshtml", status, status, name), cancel);
        }
    }

    private async Task Put(string language, string name, string text, CancellationToken cancel)
    {
        var into = Path.Combine(folder, language);
        Directory.CreateDirectory(into);
        var making = Path.Combine(into, $".{name}.{Guid.NewGuid():n}");
        await File.WriteAllTextAsync(making, text, new UTF8Encoding(false), cancel);
        File.Move(making, Path.Combine(into, name), overwrite: true);
    }

    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The status page could not be made again; the last one stays")]
    private static partial void NotMade(ILogger log, Exception failure);
}
