using Corbel.Desk.Availability;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Status;

/// <summary>The link of the mail that asks. Opening it does nothing: mail scanners open links.</summary>
public sealed class StatusConfirmModel(Subscribe subscribe) : PageModel
{
    public bool Done { get; private set; }

    public IActionResult OnGet(string token) => subscribe.CanConfirm(token) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string token, CancellationToken cancel)
    {
        Done = await subscribe.Confirm(token, cancel);
        return Done ? Page() : NotFound();
    }
}
