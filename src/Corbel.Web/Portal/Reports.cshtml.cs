using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Reports;
using Corbel.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Portal;

/// <summary>The quarterly reports of a customer, for its administrators: they tell of every issue.</summary>
public sealed class ReportsModel(DeskDb db) : PageModel
{
    public IReadOnlyList<ReportLine> Reports { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var actor = HttpContext.Actor();
        if (actor.Role != Role.Administrator)
            return NotFound();
        Reports = await ReportLine
            .Of(db.IssuedReports.VisibleTo(actor).OrderByDescending(x => x.Quarter).ThenByDescending(x => x.Number))
            .ToListAsync(cancel);
        return Page();
    }
}
