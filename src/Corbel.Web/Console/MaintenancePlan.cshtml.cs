using Corbel.Core.Availability;
using Corbel.Desk.Availability;
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

/// <summary>What is typed of a window.</summary>
public sealed class MaintenanceForm
{
    public string? Title { get; set; }
    public string? TitleNl { get; set; }
    public string? Text { get; set; }
    public string? TextNl { get; set; }

    /// <summary>By the reader's own clock.</summary>
    public string? From { get; set; }
    public string? To { get; set; }
    public List<Guid> Components { get; set; } = [];
}

/// <summary>Plans a window or changes one, and says whether it would count before anybody is told.</summary>
public sealed class MaintenancePlanModel(
    DeskDb db,
    PolicyShelf policies,
    PlanMaintenance plan,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    /// <summary>The window that is changed; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public MaintenanceForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public IReadOnlyList<Component> Components { get; private set; } = [];

    /// <summary>Customers know of the window as it was.</summary>
    public bool Known { get; private set; }
    public PlannedJudged? Judged { get; private set; }
    public string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (await Load(cancel) is not { } window)
            return Id is null ? Page() : NotFound();
        Form = new()
        {
            Title = window.Title,
            TitleNl = window.TitleNl,
            Text = window.Text,
            TextNl = window.TextNl,
            From = reader.ForForm(window.FromAt),
            To = reader.ForForm(window.ToAt),
            Components = [.. ComponentIds.Of(window.Components)],
        };
        await Judge(cancel);
        return Page();
    }

    /// <summary>Only says whether it would count.</summary>
    public async Task<IActionResult> OnPostCheck(CancellationToken cancel)
    {
        if (await Load(cancel) is null && Id is not null)
            return NotFound();
        await Judge(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (await Load(cancel) is null && Id is not null)
            return NotFound();
        var draft = new MaintenanceDraft(
            Form.Title ?? "",
            Form.TitleNl ?? "",
            Form.Text ?? "",
            Form.TextNl ?? "",
            reader.FromForm(Form.From) ?? default,
            reader.FromForm(Form.To) ?? default
        )
        {
            Components = Form.Components,
        };
        var actor = HttpContext.Actor();
        var did = Id is { } id ? await plan.Edit(actor, id, draft, cancel) : await plan.Plan(actor, draft, cancel);
        if (did.Refused is { } refusal)
        {
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await Judge(cancel);
            return Page();
        }
        Notice = Known
            ? t["Changed. Customers are told by mail."]
            : t["Saved. Nobody is told yet: look at the verdict, then announce it."];
        return this.SeeOther("/console/maintenance");
    }

    private async Task<MaintenanceWindow?> Load(CancellationToken cancel)
    {
        ViewData["View"] = "maintenance";
        Components = await db
            .Components.AsNoTracking()
            .Where(x => x.RetiredAt == null)
            .OrderBy(x => x.Position)
            .ToListAsync(cancel);
        if (Id is null)
            return null;
        var window = await db.MaintenanceWindows.AsNoTracking().SingleOrDefaultAsync(x => x.Id == Id, cancel);
        Known = window?.AnnouncedAt is not null;
        return window;
    }

    private async Task Judge(CancellationToken cancel)
    {
        if (reader.FromForm(Form.From) is not { } from || reader.FromForm(Form.To) is not { } to)
            return;
        var rule = (await policies.InForce(db, from, cancel))?.Policy.Planned;
        Judged = PlannedJudged.Of(rule, new PlannedWindow(from, to, null, reader.Now), reader.Now);
    }
}
