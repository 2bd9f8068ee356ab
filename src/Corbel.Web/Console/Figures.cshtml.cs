using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>What stands behind a figure of the policy page: the tickets, the newest first.</summary>
public sealed class FiguresModel(DeskDb db, PolicyShelf policies, Reader reader) : PageModel
{
    /// <summary>More than this many are looked at by nobody.</summary>
    public const int Most = 200;

    internal FigureQuery Query { get; private set; } = null!;
    internal IReadOnlyList<FigureRow> Rows { get; private set; } = [];
    public int Count { get; private set; }
    public string? Customer { get; private set; }

    /// <summary>The policy page, as the reader came from it.</summary>
    public string Back { get; private set; } = "/policy";

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (FigureQuery.Parse(Request.Query) is not { } query)
            return NotFound();
        Query = query;
        var policy = (await policies.At(db, reader.Now, cancel)).Policy.Document;
        var zone = ReportingZone.Of(policy);
        var rows = FigureRows.Of(db, HttpContext.Actor(), query, zone, reader.Now);
        Count = await rows.CountAsync(cancel);
        Rows = await rows.OrderByDescending(x => x.At).ThenByDescending(x => x.Number).Take(Most).ToListAsync(cancel);
        if (query.Customer is { } customer)
        {
            Customer = await db
                .Organisations.Where(x => x.Id == customer)
                .Select(x => x.Name)
                .SingleOrDefaultAsync(cancel);
            Back = $"/policy?customer={customer}";
        }
        return Page();
    }
}
