using Corbel.Core;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>The texts that staff write again and again.</summary>
public sealed class MacroListModel(DeskDb db, Macros macros, Reader reader, IStringLocalizer<Texts> t) : PageModel
{
    internal IReadOnlyList<Macro> All { get; private set; } = [];
    internal string? Refused { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? English { get; set; }

    [BindProperty]
    public string? Dutch { get; set; }

    [TempData]
    public string? Notice { get; set; }

    /// <summary>What was typed into the form and refused.</summary>
    internal (string? Name, string? English, string? Dutch) Typed { get; private set; }

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var by = HttpContext.Actor();
        var kept = await macros.Write(by, Name ?? "", English ?? "", Dutch ?? "", cancel);
        return await Done(kept, t["/{0} was kept.", kept.Value ?? ""], cancel);
    }

    public async Task<IActionResult> OnPostRemove(CancellationToken cancel) =>
        await Done(
            await macros.Remove(HttpContext.Actor(), Name ?? "", cancel),
            t["/{0} was removed.", Name ?? ""],
            cancel
        );

    private async Task<IActionResult> Done<T>(Outcome<T> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
        {
            await Load(cancel);
            (Refused, Typed) = (refusal.Why.In(reader.Words), (Name, English, Dutch));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        Notice = notice;
        return this.SeeOther("/console/macros");
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "macros";
        All = await db.Macros.OrderBy(x => x.Name).ToListAsync(cancel);
    }
}
