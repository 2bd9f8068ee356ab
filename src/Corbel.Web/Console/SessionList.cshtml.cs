using System.Globalization;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Sessions;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>The calendar of sessions: what is to be written down, what comes, and the form that offers times.</summary>
public sealed class SessionListModel(
    DeskDb db,
    PolicyShelf policies,
    OfferSlot offer,
    HoldSession hold,
    CancelSession cancelling,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? StartsAt { get; set; }

    [BindProperty]
    public string? Minutes { get; set; } = "60";

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public Guid Trainer { get; set; }

    [BindProperty]
    public Guid? Customer { get; set; }

    [BindProperty]
    public string? Seats { get; set; } = "1";

    [BindProperty]
    public Guid Session { get; set; }

    [BindProperty]
    public Guid Slot { get; set; }

    [BindProperty]
    public List<Guid> Attended { get; set; } = [];

    [BindProperty]
    public string? Topics { get; set; }

    [BindProperty]
    public string? Reached { get; set; }

    /// <summary>Each as person:tier:duty.</summary>
    [BindProperty]
    public List<string> Duties { get; set; } = [];

    [BindProperty]
    public string? Why { get; set; }

    [TempData]
    public string? Notice { get; set; }

    internal PolicyDocument Policy { get; private set; } = null!;
    internal IReadOnlyList<Session> Due { get; private set; } = [];
    internal IReadOnlyList<Session> Coming { get; private set; } = [];
    internal IReadOnlyList<Session> Past { get; private set; } = [];
    internal IReadOnlyList<(SessionSlot Slot, int Taken)> Open { get; private set; } = [];
    internal IReadOnlyList<Organisation> Customers { get; private set; } = [];
    internal IReadOnlyList<Person> Staff { get; private set; } = [];
    internal IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    internal string? Refused { get; private set; }

    internal string NameOf(Guid customer) => Customers.First(x => x.Id == customer).Name;

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPostOffer(CancellationToken cancel)
    {
        var draft = new SlotDraft(
            Kind ?? "",
            reader.FromForm(StartsAt) ?? Instant.MinValue,
            Duration.FromMinutes(Number(Minutes)),
            Place ?? "",
            Trainer,
            Customer,
            Number(Seats)
        );
        return await Done(await offer.Run(HttpContext.Actor(), draft, cancel), t["The time is offered."], cancel);
    }

    public async Task<IActionResult> OnPostTakeBack(CancellationToken cancel) =>
        await Done(
            await offer.Withdraw(HttpContext.Actor(), Slot, cancel),
            t["Nobody can book that time now."],
            cancel
        );

    public async Task<IActionResult> OnPostHold(CancellationToken cancel)
    {
        var duties = Duties.Select(Duty).OfType<ReachedDuty>().ToList();
        var minutes = new SessionMinutes(Attended, Topics ?? "", Reached ?? "", duties);
        return await Done(
            await hold.Run(HttpContext.Actor(), Session, minutes, cancel),
            t["It is written down as held."],
            cancel
        );
    }

    public async Task<IActionResult> OnPostCancel(CancellationToken cancel) =>
        await Done(
            await cancelling.Run(HttpContext.Actor(), Session, Why, cancel),
            t["The session is cancelled and costs the customer nothing."],
            cancel
        );

    public async Task<IActionResult> OnPostCorrect(CancellationToken cancel) =>
        await Done(
            await hold.Correct(HttpContext.Actor(), Session, Why, cancel),
            t["The mistake is corrected: the session is booked again."],
            cancel
        );

    private static ReachedDuty? Duty(string text) =>
        text.Split(':') is [var person, var tier, var duty] && Guid.TryParse(person, out var id)
            ? new(id, tier, duty)
            : null;

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 10_000
            ? number
            : 0;

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
        return this.SeeOther("/console/sessions");
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "sessions";
        var (actor, now) = (HttpContext.Actor(), reader.Now);
        Policy = (await policies.At(db, now, cancel)).Policy.Document;
        var since = now - Duration.FromDays(60);
        var sessions = await db
            .Sessions.VisibleTo(actor)
            .Include(x => x.Attendees)
            .Where(x => x.StartsAt > since || x.State == SessionState.Booked)
            .OrderBy(x => x.StartsAt)
            .ToListAsync(cancel);
        Due = [.. sessions.Where(x => x.State == SessionState.Booked && x.StartsAt <= now)];
        Coming = [.. sessions.Where(x => x.State == SessionState.Booked && x.StartsAt > now)];
        Past = [.. sessions.Where(x => x.State != SessionState.Booked).OrderByDescending(x => x.StartsAt).Take(30)];
        var slots = await db
            .SessionSlots.Where(x => x.WithdrawnAt == null && x.StartsAt > now)
            .OrderBy(x => x.StartsAt)
            .Select(x => new
            {
                Slot = x,
                Taken = db.Sessions.Count(y => y.SlotId == x.Id && y.State != SessionState.Cancelled),
            })
            .ToListAsync(cancel);
        Open = [.. slots.Where(x => x.Taken < x.Slot.Seats).Select(x => (x.Slot, x.Taken))];
        Customers = await db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        Staff = await db
            .People.Where(x => x.DeactivatedAt == null)
            .Where(x => x.Role == Role.Owner || x.Role == Role.Manager || x.Role == Role.Agent)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        var ids = sessions
            .SelectMany(x => x.Attendees.Select(y => y.PersonId).Append(x.TrainerId))
            .Concat(slots.Select(x => x.Slot.TrainerId))
            .Distinct()
            .ToList();
        Names = await db.People.Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
    }
}
