using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>The quarterly reports: which customers have one of a quarter, and the run that makes those that are missing.</summary>
public sealed class ReportsModel(
    DeskDb db,
    PolicyShelf policies,
    IssueReport issue,
    ReportRuns runs,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [TempData]
    public string? Notice { get; set; }

    [BindProperty(SupportsGet = true, Name = "quarter")]
    public string? Chosen { get; set; }

    [BindProperty]
    public Guid Customer { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public Guid Run { get; set; }

    public Quarter Quarter { get; private set; }
    public bool IsOver { get; private set; }
    public IReadOnlyList<Quarter> Quarters { get; private set; } = [];
    public IReadOnlyList<(Organisation Customer, IReadOnlyList<ReportLine> Reports)> Customers { get; private set; } =
    [];
    public ReportRun? LastRun { get; private set; }
    public IReadOnlyList<string> Failed { get; private set; } = [];
    public bool MayIssue { get; private set; }
    public string? Refused { get; private set; }
    public int Missing => Customers.Count(x => x.Reports.Count == 0);

    public async Task OnGet(CancellationToken cancel) => await Load(cancel);

    public async Task<IActionResult> OnPostIssue(CancellationToken cancel)
    {
        if (Core.Reports.Quarter.Parse(Chosen) is not { } quarter)
            return NotFound();
        var made = await issue.Run(HttpContext.Actor(), new(Customer, quarter, Why), cancel);
        return await Done(made.Refused, t["The report is issued, and its administrators get a mail."], cancel);
    }

    public async Task<IActionResult> OnPostStart(CancellationToken cancel)
    {
        if (Core.Reports.Quarter.Parse(Chosen) is not { } quarter)
            return NotFound();
        await Load(cancel);
        // A quarter that is not over has no run; the button is not there, an old page may still have it.
        if (!IsOver)
            return NotFound();
        var begun = await runs.Start(HttpContext.Actor(), quarter, cancel);
        return await Done(begun.Refused, t["The reports are being made."], cancel);
    }

    public async Task<IActionResult> OnPostCancel(CancellationToken cancel)
    {
        var turned = await runs.Cancel(HttpContext.Actor(), Run, cancel);
        return await Done(turned.Refused, t["Cancelled. What was issued stays."], cancel);
    }

    public async Task<IActionResult> OnPostResume(CancellationToken cancel)
    {
        var turned = await runs.Resume(HttpContext.Actor(), Run, cancel);
        return await Done(turned.Refused, t["It goes on."], cancel);
    }

    private async Task<IActionResult> Done(Refusal? refused, string notice, CancellationToken cancel)
    {
        if (refused is null)
        {
            Notice = notice;
            return this.SeeOther($"/console/reports?quarter={Core.Reports.Quarter.Parse(Chosen)}");
        }
        await Load(cancel);
        Refused = refused.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "reports";
        var actor = HttpContext.Actor();
        MayIssue = May.Record(actor);
        var zone = ReportingZone.Of((await policies.At(db, reader.Now, cancel)).Policy.Document);
        var last = Quarter.Of(reader.Now, zone).Before;
        Quarters = [.. RecordRow.Back(last, 8)];
        Quarter = Core.Reports.Quarter.Parse(Chosen) ?? last;
        IsOver = Quarter.In(zone).End <= reader.Now;
        var name = Quarter.ToString();
        var reports = await ReportLine
            .Of(db.IssuedReports.VisibleTo(actor).Where(x => x.Quarter == name))
            .ToListAsync(cancel);
        var byCustomer = reports.ToLookup(x => x.OrganisationId);
        var customers = await RecordRow.CustomersOf(db, cancel);
        Customers =
        [
            .. customers.Select(x =>
                (x, (IReadOnlyList<ReportLine>)[.. byCustomer[x.Id].OrderByDescending(y => y.Number)])
            ),
        ];
        LastRun = await db
            .ReportRuns.Where(x => x.Quarter == name)
            .OrderByDescending(x => x.StartedAt)
            .FirstOrDefaultAsync(cancel);
        if (LastRun is { Failed.Length: > 0 } run)
        {
            var ids = run.FailedOnes;
            Failed = [.. customers.Where(x => ids.Contains(x.Id)).Select(x => x.Name)];
        }
    }
}
