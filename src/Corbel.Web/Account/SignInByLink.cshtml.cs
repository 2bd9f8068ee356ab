using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Account;

/// <summary>
/// The page behind a mailed link. Opening it uses nothing up, since mail scanners open links; the button does.
/// </summary>
public sealed class SignInByLinkModel(SignInLinks links, RecordDeskUse use, DeskDb db, DeskAddress address) : PageModel
{
    public string Desk => address.Name;

    public bool Fresh { get; private set; }

    public async Task OnGet(string token, CancellationToken cancel) => Fresh = await links.IsFresh(db, token, cancel);

    public async Task<IActionResult> OnPost(string token, CancellationToken cancel)
    {
        var outcome = await links.Use(token, cancel);
        if (!outcome.IsDone)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        await HttpContext.SignIn(outcome.Value!);
        await use.Run(outcome.Value!, cancel);
        return LocalRedirect("/");
    }
}
