using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Console;

/// <summary>A view of the queue, no ticket beside it.</summary>
public sealed class IndexModel(DeskDb db, PolicyShelf policies, Reader reader) : PageModel
{
    internal QueuePane Pane { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string? view, string? q, string? after, CancellationToken cancel)
    {
        if (QueueViews.Of(view) is not { } known)
            return NotFound();
        ViewData["View"] = known.Key();
        Pane = await QueuePane.Read(db, policies, HttpContext.Actor(), known, q, after, reader.Now, cancel);
        return Page();
    }
}
