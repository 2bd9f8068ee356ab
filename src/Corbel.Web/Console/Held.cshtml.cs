using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>Messages that wait for staff to give them a place, the oldest first.</summary>
public sealed class HeldModel(DeskDb db, NumberPlan plan) : PageModel
{
    /// <summary>More than this many wait for nobody: those beyond come up as the first are placed.</summary>
    private const int Most = 200;

    public IReadOnlyList<Custody> Messages { get; private set; } = [];

    /// <summary>The calls that nobody wrote down, by their held message.</summary>
    public IReadOnlyDictionary<Guid, CallRow> Calls { get; private set; } = new Dictionary<Guid, CallRow>();

    /// <summary>Told once, after a message was placed or put aside.</summary>
    [TempData]
    public string? Notice { get; set; }

    /// <summary>Who sent it, as people write it.</summary>
    public string? From(Custody message) =>
        message is { Channel: Channel.Telephone, Sender: { } number } ? plan.Show(number) : message.Sender;

    public async Task OnGet(CancellationToken cancel)
    {
        ViewData["View"] = "held";
        var actor = HttpContext.Actor();
        Messages = await db
            .Custodies.VisibleTo(db, actor)
            .Where(x => x.State == CustodyState.Held)
            .OrderBy(x => x.ReceivedAt)
            .Take(Most)
            .ToListAsync(cancel);
        var ids = Messages.Where(x => x.Hold == HoldReason.UnwrittenCall).Select(x => (Guid?)x.Id).ToList();
        var calls = db.Calls.VisibleTo(actor).Where(x => ids.Contains(x.CustodyId));
        var rows = await CallRow.Read(db, plan, actor, calls, cancel);
        Calls = rows.ToDictionary(x => x.Call.CustodyId!.Value);
    }
}
