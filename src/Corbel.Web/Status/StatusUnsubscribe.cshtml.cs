using Corbel.Desk.Availability;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Status;

/// <summary>
/// The link in every mail of news. A mail program posts here with one click (RFC 8058) and has no token of ours against
/// forgery: the sealed link is the right to end it.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class StatusUnsubscribeModel(Subscribe subscribe) : PageModel
{
    public bool Done { get; private set; }

    public IActionResult OnGet(string token) => subscribe.CanEnd(token) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string token, CancellationToken cancel)
    {
        Done = await subscribe.End(token, cancel);
        return Done ? Page() : NotFound();
    }
}
