using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Account;

/// <summary>Sign-in by password, or by a link that is mailed.</summary>
public sealed class SignInModel(
    Passwords passwords,
    SignInLinks links,
    RecordDeskUse use,
    DeskAddress address,
    Reader reader
) : PageModel
{
    public string Desk => address.Name;
    public string Support => address.Support;

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? How { get; set; }

    public bool Sent { get; private set; }
    public string? Refused { get; private set; }

    public void OnGet(bool sent) => Sent = sent;

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (How == "link")
        {
            await links.Mail(Email ?? "", cancel);
            return RedirectToPage(new { sent = true, to = To });
        }
        var outcome = await passwords.SignIn(Email ?? "", Password ?? "", cancel);
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        await HttpContext.SignIn(outcome.Value!);
        await use.Run(outcome.Value!, cancel);
        return LocalRedirect(Url.IsLocalUrl(To) ? To! : "/");
    }
}
