using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>One held message: what it says, why it is held, and the three places it can get.</summary>
public sealed class HeldMessageModel(
    DeskDb db,
    ReadHeld read,
    NumberPlan plan,
    PlaceHeld place,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid? Reporter { get; set; }

    [BindProperty]
    public long? Ticket { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public HeldMessage Message { get; private set; } = null!;

    /// <summary>Customers whose people may log issues; the offered one first.</summary>
    public IReadOnlyList<(Organisation Customer, IReadOnlyList<Person> People)> Customers { get; private set; } = [];

    /// <summary>Who may have called; null where it is no call.</summary>
    public Caller? Caller { get; private set; }

    /// <summary>The calls that it is about.</summary>
    public IReadOnlyList<CallRow> Calls { get; private set; } = [];
    public string? RefusedForm { get; private set; }
    public string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostIssue(CancellationToken cancel) =>
        await Done(await place.AsIssue(HttpContext.Actor(), Id, Reporter ?? Guid.Empty, cancel), "issue", cancel);

    public async Task<IActionResult> OnPostTicket(CancellationToken cancel) =>
        await Done(await place.OnTicket(HttpContext.Actor(), Id, Ticket ?? 0, cancel), "ticket", cancel);

    public async Task<IActionResult> OnPostDismiss(CancellationToken cancel) =>
        await Done(await place.Dismiss(HttpContext.Actor(), Id, cancel), "dismiss", cancel);

    private async Task<IActionResult> Done(Outcome<long> outcome, string form, CancellationToken cancel)
    {
        if (!outcome.IsDone)
        {
            if (!await Load(cancel))
                return NotFound();
            (RefusedForm, Refused) = (form, outcome.Refused!.Why.In(reader.Words));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var number = outcome.Value;
        var seen = await db
            .Tickets.VisibleTo(HttpContext.Actor())
            .WorkedBy(HttpContext.Actor())
            .AnyAsync(x => x.Number == number, cancel);
        if (form == "dismiss")
            Notice = t["Put aside. The message stays in custody."];
        else if (!seen)
            Notice = t["Placed on the customer’s own desk. Its people have it now."];
        Response.Headers.Location = seen ? FormattableString.Invariant($"/console/tickets/{number}") : "/console/held";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    public string Shown(string number) => plan.Show(number);

    private async Task<bool> Load(CancellationToken cancel)
    {
        ViewData["View"] = "held";
        if (await read.Run(db, HttpContext.Actor(), Id, cancel) is not { } message)
            return false;
        Message = message;
        if (message.Custody.State == CustodyState.Held)
            Customers = await ReadCustomers(message.Offered, cancel);
        if (message.Custody.Channel == Channel.Telephone)
        {
            Caller = await Caller.Of(db, message.Custody.Sender, cancel);
            var calls = db.Calls.VisibleTo(HttpContext.Actor()).Where(x => x.CustodyId == Id);
            calls = calls.OrderByDescending(x => x.StartedAt);
            Calls = await CallRow.Read(db, plan, HttpContext.Actor(), calls, cancel);
        }
        Reporter ??= message.Sender?.Id;
        return true;
    }

    private async Task<IReadOnlyList<(Organisation, IReadOnlyList<Person>)>> ReadCustomers(
        Guid? offered,
        CancellationToken cancel
    )
    {
        var people = await db
            .People.Where(x => x.DeactivatedAt == null)
            .Where(x => x.Organisation!.Kind != OrganisationKind.Provider)
            .Include(x => x.Organisation)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        return
        [
            .. people
                .GroupBy(x => x.OrganisationId)
                .Select(x => (x.First().Organisation!, (IReadOnlyList<Person>)[.. x]))
                .OrderByDescending(x => x.Item1.Id == offered)
                .ThenBy(x => x.Item1.Name, StringComparer.CurrentCulture),
        ];
    }
}
