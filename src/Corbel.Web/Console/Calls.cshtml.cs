using Corbel.Desk.Data;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>The calls of the last two weeks, the newest first.</summary>
public sealed class CallsModel(DeskDb db, NumberPlan plan, PutCallAside aside, Reader reader, IStringLocalizer<Texts> t)
    : PageModel
{
    private const int Most = 200;
    private static readonly Duration Back = Duration.FromDays(14);

    public IReadOnlyList<CallRow> Rows { get; private set; } = [];

    /// <summary>The call that needs nothing more.</summary>
    [BindProperty]
    public Guid Call { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public string? Refused { get; private set; }

    public Task OnGet(CancellationToken cancel) => Fragment.IsCalls(HttpContext) ? Task.CompletedTask : Load(cancel);

    public async Task<IActionResult> OnPostAside(CancellationToken cancel)
    {
        var outcome = await aside.Run(HttpContext.Actor(), Call, cancel);
        if (outcome.Refused is { } refusal)
        {
            await Load(cancel);
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        Notice = t["The call needs nothing more. It stays in the list."];
        return this.SeeOther("/console/calls");
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "calls";
        var (actor, since) = (HttpContext.Actor(), reader.Now - Back);
        var calls = db.Calls.VisibleTo(actor).Where(x => x.StartedAt > since);
        Rows = await CallRow.Read(db, plan, actor, calls.OrderByDescending(x => x.StartedAt).Take(Most), cancel);
    }
}
