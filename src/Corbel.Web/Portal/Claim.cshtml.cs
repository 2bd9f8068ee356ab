using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Portal;

/// <summary>
/// The page behind a link in an acknowledgement: this severity, this due time. Opening it does nothing, since mail scanners
/// open links; the button claims. Who holds the link sees the number and nothing else of the issue.
/// </summary>
public sealed class ClaimModel(ClaimSeverity claim, DeskDb db, Reader reader) : PageModel
{
    public SeverityOffer? Offer { get; private set; }

    /// <summary>The one sentence where nothing can be claimed.</summary>
    public string? Refused { get; private set; }

    public string SeverityName => Offer!.Due.Explanation.Severity.Name.In(reader.Words);

    public Task OnGet(string token, CancellationToken cancel) => Show(token, cancel);

    public async Task<IActionResult> OnPost(string token, CancellationToken cancel)
    {
        var outcome = await claim.Run(token, cancel);
        if (outcome.IsDone)
        {
            return this.SeeOther($"/claim/{token}");
        }

        await Show(token, cancel);
        return Page();
    }

    private async Task Show(string token, CancellationToken cancel)
    {
        var outcome = await claim.Look(db, token, cancel);
        Offer = outcome.Value;
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
    }
}
