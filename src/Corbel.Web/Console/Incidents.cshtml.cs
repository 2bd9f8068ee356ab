using Corbel.Core.Policy;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>All incidents, and the form that opens one by hand.</summary>
public sealed class IncidentsModel(DeskDb db, PolicyShelf policies, RunIncident run, Reader reader) : PageModel
{
    private const int Most = 200;

    [BindProperty]
    public IncidentForm Form { get; set; } = new();
    public IReadOnlyList<(Incident Incident, int Tickets)> Rows { get; private set; } = [];
    public IReadOnlyList<SeveritySpec> Severities { get; private set; } = [];
    public IReadOnlyList<Component> Components { get; private set; } = [];
    public string? Refused { get; private set; }

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var opened = await run.Open(
            HttpContext.Actor(),
            Form.Title ?? "",
            Form.TitleNl ?? "",
            Form.Severity ?? "",
            Form.Components,
            Form.Words,
            cancel
        );
        if (opened.IsDone)
            return this.SeeOther($"/console/incidents/{opened.Value}");
        Refused = opened.Refused!.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Load(cancel);
        return Page();
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "incidents";
        Severities = (await policies.At(db, reader.Now, cancel)).Policy.Document.Severities.Items;
        Components = await db
            .Components.AsNoTracking()
            .Where(x => x.RetiredAt == null)
            .OrderBy(x => x.Position)
            .ToListAsync(cancel);
        var tickets = db.Tickets.VisibleTo(HttpContext.Actor());
        var rows = await db
            .Incidents.AsNoTracking()
            .OrderByDescending(x => x.Number)
            .Take(Most)
            .Select(x => new
            {
                Incident = x,
                Tickets = db.IncidentTickets.Count(y => y.IncidentId == x.Id && tickets.Any(t => t.Id == y.TicketId)),
            })
            .ToListAsync(cancel);
        Rows = rows.ConvertAll(x => (x.Incident, x.Tickets));
    }
}
