using Corbel.Core;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>The form of a probe. Only managers and the owner find it.</summary>
public sealed class EditProbeModel(DeskDb db, KeepProbes keep, IStringLocalizer<Texts> t) : PageModel
{
    /// <summary>The probe that is changed; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public Guid? Component { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? NameNl { get; set; }

    [BindProperty]
    public bool Counts { get; set; }

    [BindProperty]
    public ProbeKind Kind { get; set; }

    [BindProperty]
    public string? Target { get; set; }

    [BindProperty]
    public int Status { get; set; }

    [BindProperty]
    public string? Expect { get; set; }

    [BindProperty]
    public int CertificateDays { get; set; }

    [BindProperty]
    public int Interval { get; set; }

    [BindProperty]
    public int Timeout { get; set; }

    [BindProperty]
    public int Quorum { get; set; }

    [BindProperty]
    public List<Guid> Places { get; set; } = [];

    internal IReadOnlyList<Component> Components { get; private set; } = [];
    internal IReadOnlyList<Place> Known { get; private set; } = [];
    internal Refusal? Refused { get; private set; }

    [TempData]
    public string? Notice { get; set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        (Counts, CertificateDays, Interval, Timeout, Quorum) = (true, 14, 60, 10_000, 1);
        if (Id is { } id)
        {
            if (await db.Probes.SingleOrDefaultAsync(x => x.Id == id && x.RetiredAt == null, cancel) is not { } probe)
                return NotFound();
            (Component, Kind, Target, Status, Expect) = (
                probe.ComponentId,
                probe.Kind,
                probe.Target,
                probe.Status,
                probe.Expect
            );
            (CertificateDays, Interval, Timeout, Quorum) = (
                probe.CertificateDays,
                probe.IntervalSeconds,
                probe.TimeoutMilliseconds,
                probe.Quorum
            );
            Places = [.. probe.Places.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];
        }
        await Load(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var by = HttpContext.Actor();
        var form = Form();
        var kept = Id is { } id ? await keep.Edit(by, id, form, cancel) : await keep.Add(by, form, cancel);
        return await Done(kept, t["The probe was kept. It looks from now on."], cancel);
    }

    public async Task<IActionResult> OnPostRetire(CancellationToken cancel) =>
        await Done(
            await keep.Retire(HttpContext.Actor(), Id ?? Guid.Empty, cancel),
            t["The probe was retired. What it found stays."],
            cancel
        );

    private ProbeForm Form() =>
        new()
        {
            Component = Component,
            Name = Name ?? "",
            NameNl = NameNl ?? "",
            Counts = Counts,
            Kind = Kind,
            Target = Target ?? "",
            Status = Status,
            Expect = Expect ?? "",
            CertificateDays = CertificateDays,
            IntervalSeconds = Interval,
            TimeoutMilliseconds = Timeout,
            Quorum = Quorum,
            Places = Places,
        };

    private async Task<IActionResult> Done(Outcome<Guid> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
        {
            await Load(cancel);
            Refused = refusal;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        Notice = notice;
        return this.SeeOther("/console/availability");
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "availability";
        Components = await db.Components.Where(x => x.RetiredAt == null).OrderBy(x => x.Position).ToListAsync(cancel);
        Known = await db.Places.Where(x => x.RemovedAt == null).OrderBy(x => x.AddedAt).ToListAsync(cancel);
    }
}
