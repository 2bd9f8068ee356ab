using Corbel.Core.Access;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>A window in the list.</summary>
/// <param name="Window">As it is written down.</param>
/// <param name="Judged">Whether it counts as planned.</param>
/// <param name="Components">Names of the components; none for the whole product.</param>
/// <param name="Overrun">Minutes down beyond its end; null where it kept to it.</param>
/// <param name="Lasts">It is down still.</param>
public sealed record MaintenanceRow(
    MaintenanceWindow Window,
    PlannedJudged Judged,
    IReadOnlyList<string> Components,
    long? Overrun,
    bool Lasts
);

/// <summary>Maintenance: what is planned, whether it counts, and what overran.</summary>
public sealed class MaintenanceModel(
    DeskDb db,
    PolicyShelf policies,
    PlanMaintenance plan,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    private const int Most = 100;

    [TempData]
    public string? Notice { get; set; }
    public IReadOnlyList<MaintenanceRow> Rows { get; private set; } = [];
    public bool MayMaintain { get; private set; }
    public string? Refused { get; private set; }

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPostAnnounce(Guid id, CancellationToken cancel) =>
        await Done(
            await plan.Announce(HttpContext.Actor(), id, cancel),
            t["Announced. Customers’ administrators and subscribers are told by mail."],
            cancel
        );

    public async Task<IActionResult> OnPostCancel(Guid id, CancellationToken cancel) =>
        await Done(await plan.Cancel(HttpContext.Actor(), id, cancel), t["Cancelled."], cancel);

    private async Task<IActionResult> Done(Core.Outcome<Guid> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await Load(cancel);
            return Page();
        }
        Notice = notice;
        return this.SeeOther("/console/maintenance");
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "maintenance";
        MayMaintain = May.Maintain(HttpContext.Actor());
        var windows = await db
            .MaintenanceWindows.AsNoTracking()
            .OrderByDescending(x => x.FromAt)
            .Take(Most)
            .ToListAsync(cancel);
        var components = await db.Components.AsNoTracking().OrderBy(x => x.Position).ToListAsync(cancel);
        var rows = new List<MaintenanceRow>();
        foreach (var window in windows)
        {
            var rule = (await policies.InForce(db, window.FromAt, cancel))?.Policy.Planned;
            var overran = await Overran(window, cancel);
            rows.Add(
                new(
                    window,
                    PlannedJudged.Of(rule, window.Planned, reader.Now),
                    [
                        .. components
                            .Where(x => ComponentIds.Holds(window.Components, x.Id))
                            .Select(x => x.Called(reader)),
                    ],
                    overran is { } outage ? (long)((outage.ToAt ?? reader.Now) - window.ToAt).TotalMinutes : null,
                    overran is { ToAt: null }
                )
            );
        }
        Rows = rows;
    }

    /// <summary>The outage that reaches furthest beyond the end of the window it lies in.</summary>
    private async Task<Outage?> Overran(MaintenanceWindow window, CancellationToken cancel)
    {
        var (from, to) = (window.FromAt, window.ToAt);
        if (to > reader.Now || window.CancelledAt is not null)
            return null;
        var outages = await db
            .Outages.AsNoTracking()
            .Where(x => x.FromAt < to && (x.ToAt == null || (x.ToAt > to && x.ToAt > from)))
            .ToListAsync(cancel);
        return outages.Where(x => window.Covers(x.ComponentId)).MaxBy(x => x.ToAt ?? Instant.MaxValue);
    }
}
