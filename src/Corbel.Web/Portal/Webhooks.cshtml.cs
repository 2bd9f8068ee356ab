using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Portal;

/// <summary>The addresses of a customer that get the news of the status page, for its administrators.</summary>
public sealed class WebhooksModel(DeskDb db, KeepWebhooks keep, Reader reader, IStringLocalizer<Texts> t) : PageModel
{
    private const int Shown = 10;

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public Guid Webhook { get; set; }

    [TempData]
    public string? Notice { get; set; }

    internal sealed record Row(Webhook Hook, IReadOnlyList<WebhookCall> Calls);

    internal IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>The one that was just added: its secret is shown this once.</summary>
    internal Webhook? Added { get; private set; }
    internal string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAdd(CancellationToken cancel)
    {
        var outcome = await keep.Add(HttpContext.Actor(), Address, cancel);
        if (outcome.Refused is { } refusal)
            return await No(refusal, cancel);
        // A form that bears an antiforgery token makes the answer one that nobody stores.
        (Added, Address) = (outcome.Value, null);
        return await OnGet(cancel);
    }

    public async Task<IActionResult> OnPostTest(CancellationToken cancel) =>
        await Done(
            await keep.Test(HttpContext.Actor(), Webhook, cancel),
            t["A test is on its way. Load this page again to see how it went."],
            cancel
        );

    public async Task<IActionResult> OnPostRemove(CancellationToken cancel) =>
        await Done(await keep.Remove(HttpContext.Actor(), Webhook, cancel), t["The webhook is removed."], cancel);

    private async Task<IActionResult> Done(Outcome<Guid> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
            return await No(refusal, cancel);
        Notice = notice;
        return this.SeeOther("/webhooks");
    }

    private async Task<IActionResult> No(Refusal refusal, CancellationToken cancel)
    {
        Refused = refusal.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await OnGet(cancel);
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        var actor = HttpContext.Actor();
        if (!May.KeepWebhooks(actor))
            return false;
        var hooks = await db
            .Webhooks.AsNoTracking()
            .Where(x => x.OrganisationId == actor.Organisation)
            .OrderBy(x => x.AddedAt)
            .ToListAsync(cancel);
        var rows = new List<Row>();
        foreach (var hook in hooks)
            rows.Add(
                new(
                    hook,
                    await db
                        .WebhookCalls.AsNoTracking()
                        .Where(x => x.WebhookId == hook.Id)
                        .OrderByDescending(x => x.CreatedAt)
                        .ThenByDescending(x => x.Id)
                        .Take(Shown)
                        .ToListAsync(cancel)
                )
            );
        Rows = rows;
        return true;
    }
}
