using System.Globalization;
using Corbel.Core;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>The chats that an agent holds, side by side, and those that wait.</summary>
public sealed class ChatsModel(
    DeskDb db,
    ReadTicket read,
    Reply reply,
    AddNote note,
    Assign assign,
    ChatPresence presence,
    LeaveChat leave,
    LiveFeed live,
    Corbel.Desk.Marked.Clearances clearances,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [TempData]
    public string? Notice { get; set; }

    internal ChatDesk Desk { get; private set; } = null!;
    internal IReadOnlyList<ChatPane> Panes { get; private set; } = [];
    internal IReadOnlyList<(Person Person, bool IsThere)> Colleagues { get; private set; } = [];
    internal string? Refused { get; private set; }

    /// <summary>The chat that something is done with, by its ticket.</summary>
    [BindProperty]
    public long Ticket { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Who gets it.</summary>
    [BindProperty]
    public Guid? To { get; set; }

    /// <summary>What the next agent needs to know.</summary>
    [BindProperty]
    public string? Why { get; set; }

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPostTakes(bool takes, CancellationToken cancel)
    {
        await presence.Take(HttpContext.Actor().Person, takes, cancel);
        return this.SeeOther("/console/chats");
    }

    public async Task<IActionResult> OnPostTake(CancellationToken cancel)
    {
        var by = HttpContext.Actor();
        return await Done(await assign.Run(by, Ticket, by.Person, cancel), cancel);
    }

    public async Task<IActionResult> OnPostSay(CancellationToken cancel)
    {
        var said = await reply.Run(HttpContext.Actor(), Ticket, Text ?? "", cancel: cancel);
        // A script of ours sends lines one by one, and the page shows them as they come back.
        if (!Request.Headers.ContainsKey("X-Line"))
            return await Done(said, cancel);
        return said.Refused is { } refusal
            ? new ContentResult
            {
                Content = refusal.Why.In(reader.Words),
                ContentType = "text/plain; charset=utf-8",
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            }
            : new NoContentResult();
    }

    public async Task<IActionResult> OnPostHandOver(CancellationToken cancel)
    {
        var by = HttpContext.Actor();
        if (!string.IsNullOrWhiteSpace(Why) && (await note.Run(by, Ticket, Why, cancel)).Refused is { } refusal)
            return await Done((Outcome<int>)refusal, cancel);
        return await Done(await assign.Run(by, Ticket, To, cancel), cancel);
    }

    /// <summary>Sends what was said to the visitor's own address.</summary>
    public async Task<IActionResult> OnPostTranscript(Guid chat, CancellationToken cancel)
    {
        if (await Own(chat, cancel) is not { } own)
            return NotFound();
        var person = await db.People.SingleAsync(x => x.Id == own.PersonId, cancel);
        var sent = await leave.Transcript(new Visitor(own, person.ToActor(), person.Language), cancel);
        if (sent.IsDone)
            Notice = t["The transcript goes to {0}.", person.Email];
        return await Done(sent, cancel);
    }

    /// <summary>The agent types: told to the visitor, kept nowhere.</summary>
    public async Task<IActionResult> OnPostTyping(Guid chat, CancellationToken cancel)
    {
        if (await Own(chat, cancel) is { } own)
            await live.Signal(
                ChatSignals.Of(own.Id, Guid.Empty, Guid.Empty, ChatSignalKind.Typing, true, User.Identity?.Name),
                cancel
            );
        return new NoContentResult();
    }

    /// <summary>The agent has the lines before them.</summary>
    public async Task<IActionResult> OnPostRead(Guid chat, int entry, CancellationToken cancel)
    {
        if (await Own(chat, cancel) is { TicketId: { } ticket })
            await presence.ReadByDesk(ticket, entry, cancel);
        return new NoContentResult();
    }

    /// <summary>A chat whose ticket this agent works on.</summary>
    private Task<Chat?> Own(Guid chat, CancellationToken cancel)
    {
        var worked = db.Tickets.VisibleTo(HttpContext.Actor()).WorkedBy(HttpContext.Actor());
        return db.Chats.SingleOrDefaultAsync(x => x.Id == chat && worked.Any(t => t.Id == x.TicketId), cancel);
    }

    private async Task<IActionResult> Done<T>(Outcome<T> outcome, CancellationToken cancel)
    {
        if (outcome.Refused is not { } refusal)
            return this.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/console/chats#chat-{Ticket}"));
        await Load(cancel);
        Refused = refusal.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IReadOnlySet<Guid>?> Cleared(string? mark, CancellationToken cancel) =>
        mark is null ? null : (await clearances.Cleared(db, mark, cancel)).Select(x => x.Id).ToHashSet();

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "chats";
        var actor = HttpContext.Actor();
        Desk = await ChatDesk.Read(db, actor, reader.Now, cancel);
        Colleagues = await ChatDesk.Colleagues(db, actor, reader.Now, cancel);
        var macros = await db.Macros.OrderBy(x => x.Name).ToListAsync(cancel);
        var panes = new List<ChatPane>();
        foreach (var row in Desk.Mine)
            if (await ChatDesk.Pane(db, read, actor, row, macros, cancel) is { } pane)
                panes.Add(pane with { Cleared = await Cleared(pane.Ticket.Mark, cancel) });
        Panes = panes;
    }
}
