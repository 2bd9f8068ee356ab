using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Core.Sessions;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Desk.Sessions;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Portal;

/// <summary>A customer's sessions: what is left, what is booked, and times to book (clause 5).</summary>
public sealed class SessionsModel(
    DeskDb db,
    PolicyShelf policies,
    BookSession book,
    ChangeSession change,
    CancelSession cancelling,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty]
    public Guid Slot { get; set; }

    [BindProperty]
    public Guid Session { get; set; }

    [BindProperty]
    public List<Guid> People { get; set; } = [];

    [BindProperty]
    public string? Why { get; set; }

    [TempData]
    public string? Notice { get; set; }

    internal SessionBook Book { get; private set; } = null!;
    internal PolicyDocument Policy { get; private set; } = null!;
    internal bool MayBook { get; private set; }
    internal string? Refused { get; private set; }
    internal IEnumerable<Session> Coming =>
        Book.Sessions.Where(x => x.State == SessionState.Booked).OrderBy(x => x.StartsAt);
    internal IEnumerable<Session> Past => Book.Sessions.Where(x => x.State != SessionState.Booked);

    public async Task<IActionResult> OnGet(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBook(CancellationToken cancel)
    {
        var by = HttpContext.Actor();
        return await Done(
            await book.Run(by, by.Organisation, Slot, People, cancel),
            t["The session is booked."],
            cancel
        );
    }

    public async Task<IActionResult> OnPostMove(CancellationToken cancel) =>
        await Done(
            await change.Move(HttpContext.Actor(), Session, Slot, cancel),
            t["The session has moved. Everybody gets a mail."],
            cancel
        );

    public async Task<IActionResult> OnPostInvite(CancellationToken cancel) =>
        await Done(
            await change.Invite(HttpContext.Actor(), Session, People, cancel),
            t["The list is kept. Who is new is invited."],
            cancel
        );

    public async Task<IActionResult> OnPostCancel(CancellationToken cancel)
    {
        var cancelled = await cancelling.Run(HttpContext.Actor(), Session, Why, cancel);
        var said = cancelled.Value
            ? t["The session is cancelled. It counts as used."]
            : t["The session is cancelled and can be booked again."];
        return await Done(cancelled, said, cancel);
    }

    private async Task<IActionResult> Done<T>(Outcome<T> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
        {
            if (!await Load(cancel))
                return NotFound();
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        Notice = notice;
        return this.SeeOther("/sessions");
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        var actor = HttpContext.Actor();
        if (await SessionBook.Read(db, actor, actor.Organisation, reader.Now, cancel) is not { } read)
            return false;
        (Book, MayBook) = (read, SessionRights.Book(actor, actor.Organisation));
        Policy = (await policies.At(db, reader.Now, cancel)).Policy.Document;
        return true;
    }
}
