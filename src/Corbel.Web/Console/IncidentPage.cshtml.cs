using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>One incident: its timeline, the tickets that belong to it, and one act that tells them all.</summary>
public sealed class IncidentPageModel(
    DeskDb db,
    RunIncident run,
    LinkTicket link,
    TellAffected tell,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public long Number { get; set; }

    [BindProperty]
    public IncidentForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }
    public Incident Incident { get; private set; } = null!;

    /// <summary>The lines, the latest first.</summary>
    public IReadOnlyList<IncidentUpdate> Updates { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyList<Ticket> Tickets { get; private set; } = [];

    /// <summary>Open tickets that the latest line has not been told to.</summary>
    public int Waiting { get; private set; }
    public IReadOnlyList<(long Ticket, Refusal Why)> NotTold { get; private set; } = [];
    public string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (!await Load(cancel))
            return NotFound();
        Form.State = Incident.State;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel) =>
        await Done(
            (await run.Update(HttpContext.Actor(), Number, Form.Words, cancel)).Refused,
            t["Published."],
            cancel
        );

    public async Task<IActionResult> OnPostLink(long ticket, CancellationToken cancel) =>
        await Done((await link.Run(HttpContext.Actor(), ticket, Number, cancel)).Refused, t["Added."], cancel);

    public async Task<IActionResult> OnPostTell(int update, string? text, string? textNl, CancellationToken cancel)
    {
        var told = await tell.Run(HttpContext.Actor(), Number, update, text ?? "", textNl ?? "", cancel);
        if (told.Refused is { } refusal)
            return await Done(refusal, "", cancel);
        var (done, not) = (told.Value!.Told.Count, told.Value.Refused);
        string said = done == 1 ? t["One ticket was told."] : t["{0} tickets were told.", done];
        if (not.Count == 0)
            return await Done(null, said, cancel);
        if (!await Load(cancel))
            return NotFound();
        (Notice, NotTold, Refused) = (said, not, t["These were not told:"]);
        return Page();
    }

    private async Task<IActionResult> Done(Refusal? refusal, string notice, CancellationToken cancel)
    {
        if (refusal is null)
        {
            Notice = notice;
            return this.SeeOther($"/console/incidents/{Number}");
        }
        if (!await Load(cancel))
            return NotFound();
        Refused = refusal.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        ViewData["View"] = "incidents";
        if (await db.Incidents.AsNoTracking().SingleOrDefaultAsync(x => x.Number == Number, cancel) is not { } found)
            return false;
        Incident = found;
        var actor = HttpContext.Actor();
        Updates = await db
            .IncidentUpdates.AsNoTracking()
            .Where(x => x.IncidentId == found.Id)
            .OrderByDescending(x => x.Number)
            .ToListAsync(cancel);
        Names = await db
            .People.Where(x => x.Role == Role.Owner || x.Role == Role.Manager || x.Role == Role.Agent)
            .ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        Tickets = await db
            .Tickets.VisibleTo(actor)
            .AsNoTracking()
            .Include(x => x.Organisation)
            .Where(x => db.IncidentTickets.Any(y => y.TicketId == x.Id && y.IncidentId == found.Id))
            .OrderBy(x => x.Number)
            .ToListAsync(cancel);
        Waiting = Updates is [var latest, ..]
            ? await TellAffected.Waiting(db, actor, found.Id, latest.Number).CountAsync(cancel)
            : 0;
        return true;
    }
}
