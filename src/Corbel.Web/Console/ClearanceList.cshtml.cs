using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Console;

/// <summary>The register of clearances (clause 11): who carries which, until when, and what two people have to do.</summary>
public sealed class ClearanceListModel(
    DeskDb db,
    GrantClearance grant,
    MarkFaces faces,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    /// <summary>How long those that ended still stand there.</summary>
    private static readonly Duration Kept = Duration.FromDays(365);

    internal IReadOnlyList<ClearanceRow> Proposed { get; private set; } = [];
    internal IReadOnlyList<ClearanceRow> Standing { get; private set; } = [];
    internal IReadOnlyList<ClearanceRow> Ended { get; private set; } = [];
    internal IReadOnlyList<Person> Staff { get; private set; } = [];
    internal Named<NamedText> Kinds { get; private set; } = Named<NamedText>.None;
    internal Refusal? Refused { get; private set; }

    /// <summary>The clearance whose button was refused; none: the form.</summary>
    internal Guid? RefusedAt { get; private set; }

    [BindProperty]
    public Guid Person { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Sponsor { get; set; }

    /// <summary>The first day and the last, as a browser writes dates.</summary>
    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    /// <summary>The clearance that a button is of.</summary>
    [BindProperty]
    public Guid Clearance { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var (from, until) = (Day(From), Day(Until));
        if (from is null || until is null)
            return await Refuse(NoDays, null, cancel);
        var draft = new ClearanceDraft(Person, Kind ?? "", Sponsor ?? "", from.Value, until.Value);
        var proposed = await grant.Propose(HttpContext.Actor(), draft, cancel);
        return await Done(proposed, null, t["Proposed. Another manager grants it."], cancel);
    }

    public async Task<IActionResult> OnPostGrant(CancellationToken cancel) =>
        await Done(
            await grant.Grant(HttpContext.Actor(), Clearance, cancel),
            Clearance,
            t["Granted. It opens marked tickets from now on."],
            cancel
        );

    public async Task<IActionResult> OnPostEnd(CancellationToken cancel) =>
        await Done(
            await grant.End(HttpContext.Actor(), Clearance, cancel),
            Clearance,
            t["Ended. It opens nothing any more."],
            cancel
        );

    /// <summary>The field of the form that a refusal is about.</summary>
    internal string? FieldOf() =>
        RefusedAt is not null
            ? null
            : Refused?.Code switch
            {
                "not-staff" => "person",
                "unknown-clearance" => "kind",
                "sponsor-missing" => "sponsor",
                "wrong-days" or "no-days" => "until",
                _ => null,
            };

    private static readonly Refusal NoDays = Refusal.Of(
        "no-days",
        "Give the first day and the last one.",
        "Geef de eerste dag en de laatste."
    );

    private static LocalDate? Day(string? written) =>
        LocalDatePattern.Iso.Parse(written ?? "") is { Success: true } parsed ? parsed.Value : null;

    private async Task<IActionResult> Done(Outcome<Guid> done, Guid? at, string notice, CancellationToken cancel)
    {
        if (done.Refused is { } refusal)
            return await Refuse(refusal, at, cancel);
        Notice = notice;
        return this.SeeOther("/console/clearances");
    }

    private async Task<IActionResult> Refuse(Refusal refusal, Guid? at, CancellationToken cancel)
    {
        (Refused, RefusedAt) = (refusal, at);
        await Load(cancel);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "clearances";
        var (actor, now) = (HttpContext.Actor(), reader.Now);
        Kinds = (await faces.Spec(cancel))?.Clearances ?? Kinds;
        Staff = await db
            .People.Where(x => x.OrganisationId == actor.Organisation && x.DeactivatedAt == null)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        var since = now - Kept;
        var all = await ClearanceRow.Read(db, db.Clearances.Where(x => x.UntilAt > since), Kinds, reader, cancel);
        Proposed = all.FindAll(x => x.State == ClearanceState.Proposed);
        Standing = all.FindAll(x => x.State is ClearanceState.Holds or ClearanceState.Later);
        Ended = all.FindAll(x => x.State == ClearanceState.Ended);
    }
}
