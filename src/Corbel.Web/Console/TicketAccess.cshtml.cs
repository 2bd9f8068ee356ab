using Corbel.Desk.Data;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Console;

/// <summary>Who has seen a marked ticket: for the staff who may see it (clause 11).</summary>
public sealed class TicketAccessModel(DeskDb db) : PageModel
{
    internal AccessRows Rows { get; private set; } = null!;

    public async Task<IActionResult> OnGet(long number, CancellationToken cancel) =>
        await Read(number, all: false, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnGetCsv(long number, CancellationToken cancel) =>
        await Read(number, all: true, cancel) ? File(Rows.ToCsv(), "text/csv", $"access-{number}.csv") : NotFound();

    private async Task<bool> Read(long number, bool all, CancellationToken cancel)
    {
        var home = $"/console/tickets/{number}";
        if (await AccessRows.Read(db, HttpContext.Actor(), number, home, all, cancel) is not { } rows)
            return false;
        Rows = rows;
        return true;
    }
}
