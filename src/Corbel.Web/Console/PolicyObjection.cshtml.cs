using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>A customer's objection, and the answer to it.</summary>
public sealed class PolicyObjectionModel(DeskDb db, AnswerObjection answers, Reader reader, IStringLocalizer<Texts> t)
    : PageModel
{
    public Objection Objection { get; private set; } = null!;

    [BindProperty]
    public string? Answer { get; set; }

    [TempData]
    public string? Notice { get; set; }
    public string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken cancel) =>
        await Load(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken cancel)
    {
        var answered = await answers.Run(HttpContext.Actor(), id, Answer, cancel);
        if (answered.IsDone)
        {
            Notice = t["The answer is on its way to the customer."];
            return this.SeeOther("/console/policy");
        }
        if (!await Load(id, cancel))
            return NotFound();
        Refused = answered.Refused!.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        ViewData["View"] = "policy";
        var found = await db
            .Objections.VisibleTo(HttpContext.Actor())
            .Include(x => x.Organisation)
            .Include(x => x.By)
            .Include(x => x.AnsweredBy)
            .SingleOrDefaultAsync(x => x.Id == id, cancel);
        Objection = found!;
        return found is not null;
    }
}
