using System.Globalization;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Releases;
using Corbel.Desk.Tickets;
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

/// <summary>Releases, whom each reached, and what customers ordered. Staff read; managers plan and deliver.</summary>
[RequestSizeLimit(UploadedFiles.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadedFiles.LargestForm)]
public sealed class ReleaseListModel(
    DeskDb db,
    KeepOrders keep,
    PlanRelease plan,
    EditRelease edit,
    DeliverRelease deliver,
    EndOrder orders,
    FixedIn fix,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty]
    public Guid Release { get; set; }

    [BindProperty]
    public Guid? Ring { get; set; }

    [BindProperty]
    public string? Ticket { get; set; }

    [BindProperty]
    public Guid Product { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? TitleEn { get; set; }

    [BindProperty]
    public string? TitleNl { get; set; }

    [BindProperty]
    public string? NotesEn { get; set; }

    [BindProperty]
    public string? NotesNl { get; set; }

    [BindProperty]
    public Guid Customer { get; set; }

    [BindProperty]
    public List<Guid> Customers { get; set; } = [];

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? PlannedFor { get; set; }

    [BindProperty]
    public Guid Order { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public IFormFile? Document { get; set; }

    [TempData]
    public string? Notice { get; set; }

    internal IReadOnlyList<Release> All { get; private set; } = [];
    internal IReadOnlyList<Product> Products { get; private set; } = [];
    internal IReadOnlyList<(Ring Ring, IReadOnlyList<Guid> Members)> Rings { get; private set; } = [];
    internal IReadOnlyList<OrderForm> Orders { get; private set; } = [];
    internal IReadOnlyList<Organisation> Organisations { get; private set; } = [];
    internal ILookup<Guid, ReleaseDelivery> Deliveries { get; private set; } = null!;
    internal ILookup<Guid, ReleaseReach> Reached { get; private set; } = null!;
    internal ILookup<Guid, (long Number, FixAnswer Answer)> Fixes { get; private set; } = null!;
    internal bool MayKeep { get; private set; }
    internal string? Refused { get; private set; }

    /// <summary>The release whose edit was refused.</summary>
    internal Guid? RefusedEdit { get; private set; }

    internal string NameOf(Guid customer) => Organisations.First(x => x.Id == customer).Name;

    internal string ProductOf(Guid product) => Products.First(x => x.Id == product).Name;

    internal string? DayOf(Instant? at) =>
        at is { } known ? LocalDatePattern.Iso.Format(known.InZone(reader.Zone).Date) : null;

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPostProduct(CancellationToken cancel) =>
        await Done(
            await keep.Product(HttpContext.Actor(), Key ?? "", Name ?? "", cancel),
            t["The product is kept."],
            cancel
        );

    public async Task<IActionResult> OnPostRing(CancellationToken cancel) =>
        await Done(await keep.Ring(HttpContext.Actor(), Name ?? "", Customers, cancel), t["The ring is kept."], cancel);

    public async Task<IActionResult> OnPostOrder(CancellationToken cancel)
    {
        var documents = await UploadedFiles.Read(Document is null ? [] : [Document], cancel);
        if (documents.Refused is { } tooLarge)
            return await Done<OrderForm>(tooLarge, "", cancel);
        var from = Midnight(From, 0) ?? Instant.MaxValue;
        var line = new OrderedProduct(Product, from, Midnight(Until, 1));
        var ordered = await keep.Order(
            HttpContext.Actor(),
            Customer,
            from == Instant.MaxValue ? "" : Reference ?? "",
            [line],
            documents.Value!.Count > 0 ? documents.Value[0] : null,
            cancel
        );
        return await Done(ordered, t["{0} is recorded.", ordered.Value?.Reference ?? ""], cancel);
    }

    public async Task<IActionResult> OnPostPlan(CancellationToken cancel)
    {
        return await Done(await plan.Run(HttpContext.Actor(), Draft, cancel), t["The release is planned."], cancel);
    }

    public async Task<IActionResult> OnPostEdit(CancellationToken cancel)
    {
        var edited = await edit.Run(HttpContext.Actor(), Release, Draft, cancel);
        RefusedEdit = edited.IsDone ? null : Release;
        return await Done(edited, t["The release is kept."], cancel);
    }

    public async Task<IActionResult> OnPostEnd(CancellationToken cancel)
    {
        var ended = await orders.Run(HttpContext.Actor(), Order, Midnight(Until, 1) ?? Instant.MinValue, cancel);
        return await Done(ended, t["{0} has an end.", ended.Value?.Reference ?? ""], cancel);
    }

    public async Task<IActionResult> OnPostWithdraw(CancellationToken cancel)
    {
        var withdrawn = await orders.Withdraw(HttpContext.Actor(), Order, Why, cancel);
        return await Done(withdrawn, t["{0} is withdrawn.", withdrawn.Value?.Reference ?? ""], cancel);
    }

    public async Task<IActionResult> OnPostDeliver(CancellationToken cancel)
    {
        var done = await deliver.Run(HttpContext.Actor(), Release, Ring, cancel);
        var said = t["Delivered. Customers it reached now: {0}.", done.Value?.Customers.Count ?? 0];
        return await Done(done, said, cancel);
    }

    public async Task<IActionResult> OnPostFix(CancellationToken cancel)
    {
        _ = long.TryParse(
            (Ticket ?? "").TrimStart('#'),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        );
        var done = await fix.Run(HttpContext.Actor(), number, Release, cancel);
        return await Done(done, t["Ticket {0} is marked as fixed in it.", number], cancel);
    }

    private ReleaseDraft Draft =>
        new(Product, Number ?? "", TitleEn ?? "", TitleNl ?? "", NotesEn ?? "", NotesNl ?? "", Midnight(PlannedFor, 0));

    private Instant? Midnight(string? date, int after) =>
        LocalDatePattern.Iso.Parse(date ?? "") is { Success: true, Value: { Year: > 1999 and < 2100 } day }
            ? reader.Zone.AtStartOfDay(day.PlusDays(after)).ToInstant()
            : null;

    private async Task<IActionResult> Done<T>(Outcome<T> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
        {
            await Load(cancel);
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        Notice = notice;
        return this.SeeOther("/console/releases");
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "releases";
        var actor = HttpContext.Actor();
        MayKeep = actor.Role is Role.Manager or Role.Owner;
        All = await db.Releases.OrderByDescending(x => x.CreatedAt).Take(100).ToListAsync(cancel);
        Products = await db.Products.OrderBy(x => x.Name).ToListAsync(cancel);
        var members = (await db.RingMembers.ToListAsync(cancel)).ToLookup(x => x.RingId, x => x.OrganisationId);
        var rings = await db.Rings.OrderBy(x => x.Name).ToListAsync(cancel);
        Rings = [.. rings.Select(x => (x, (IReadOnlyList<Guid>)[.. members[x.Id]]))];
        Organisations = await db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        var forms = await db.OrderForms.VisibleTo(actor).Include(x => x.Lines).ToListAsync(cancel);
        Orders =
        [
            .. forms
                .OrderBy(x => x.WithdrawnAt is not null)
                .ThenBy(x => NameOf(x.OrganisationId), StringComparer.CurrentCulture)
                .ThenBy(x => x.RecordedAt),
        ];
        Deliveries = (await db.ReleaseDeliveries.OrderBy(x => x.At).ToListAsync(cancel)).ToLookup(x => x.ReleaseId);
        Reached = (await db.ReleaseReaches.ToListAsync(cancel)).ToLookup(x => x.ReleaseId);
        var fixes = await db
            .TicketFixes.Join(
                db.Tickets.VisibleTo(actor),
                x => x.TicketId,
                x => x.Id,
                (x, y) =>
                    new
                    {
                        x.ReleaseId,
                        x.TicketId,
                        y.Number,
                    }
            )
            .ToListAsync(cancel);
        var asks = (await db.FixAsks.ToListAsync(cancel)).ToLookup(x => (x.ReleaseId, x.TicketId), x => x.Answer);
        Fixes = fixes
            .OrderBy(x => x.Number)
            .ToLookup(x => x.ReleaseId, x => (x.Number, ReadFixes.Together([.. asks[(x.ReleaseId, x.TicketId)]])));
    }
}
