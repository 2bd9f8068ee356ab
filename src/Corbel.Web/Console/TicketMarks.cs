using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>What a desk does with the marks of a ticket (clause 11): staff write down what the customer says.</summary>
public sealed partial class TicketModel
{
    [BindProperty]
    public MarkForm Marks { get; set; } = new();

    public async Task<IActionResult> OnPostMark(CancellationToken cancel)
    {
        var done = await mark.Run(HttpContext.Actor(), Number, Marks.Level ?? "", Marks.At, cancel);
        // Whoever wrote it down may not be cleared: then it is shut to them from here on.
        return done.IsDone && !await IsOpen(cancel) ? Leave() : await Done(done, "mark", cancel);
    }

    public async Task<IActionResult> OnPostLower(CancellationToken cancel) =>
        await Done(
            await lower.Run(HttpContext.Actor(), Number, Marks.Mark, Marks.At, Marks.Why ?? "", cancel),
            "lower",
            cancel
        );

    public async Task<IActionResult> OnPostName(CancellationToken cancel)
    {
        var done = await name.Run(HttpContext.Actor(), Number, Marks.Person, !Marks.Off, cancel);
        return done.IsDone && !await IsOpen(cancel) ? Leave() : await Done(done, "name", cancel);
    }

    private Task<bool> IsOpen(CancellationToken cancel) =>
        db.Tickets.VisibleTo(HttpContext.Actor()).AnyAsync(x => x.Number == Number, cancel);

    /// <summary>Back to the queue, as from a ticket that does not exist.</summary>
    private StatusCodeResult Leave()
    {
        Response.Headers.Location = (QueueViews.Of(From) ?? QueueView.Open).Address();
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
