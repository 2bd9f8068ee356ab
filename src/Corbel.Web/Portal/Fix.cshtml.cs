using Corbel.Core;
using Corbel.Desk.Releases;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Portal;

/// <summary>
/// The page behind the links of a mail that asks whether a repair holds. Opening it does nothing, since mail scanners open
/// links; a button answers. Who holds the link sees the ticket's number and nothing else of it.
/// </summary>
public sealed class FixModel(AnswerFix answer, Reader reader) : PageModel
{
    /// <summary>What the link in the mail said: yes or no.</summary>
    [BindProperty(SupportsGet = true, Name = "holds")]
    public string? Holds { get; set; }

    internal FixQuestion? Question { get; private set; }
    internal string? Refused { get; private set; }

    public async Task OnGet(string token, CancellationToken cancel) => Show(await answer.Look(token, cancel));

    public async Task<IActionResult> OnPost(string token, CancellationToken cancel)
    {
        var done = await answer.Run(token, Holds == "yes", cancel);
        if (done.IsDone)
            return this.SeeOther($"/fixes/{token}");
        Show(done);
        return Page();
    }

    private void Show(Outcome<FixQuestion> outcome)
    {
        Question = outcome.Value;
        if (outcome.Refused is not { } refusal)
            return;
        Refused = refusal.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
