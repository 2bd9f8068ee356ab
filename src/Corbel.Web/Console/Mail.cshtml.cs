using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake.Mailboxes;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>How mail goes: mailboxes that are read, mails that did not go, and those that are tried again.</summary>
public sealed class MailModel(
    DeskDb db,
    DeskOptions options,
    DeadLetters letters,
    DiskWatch disk,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    /// <summary>More than this many are dealt with by mending what stops them, not one by one.</summary>
    public const int Most = 200;

    /// <summary>A mail that did not go, or not yet.</summary>
    public sealed record Letter(OutgoingMail Mail, long? Ticket);

    [BindProperty]
    public Guid Letters { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public string? Refused { get; private set; }

    /// <summary>Why this node cannot write; null while it can.</summary>
    public DiskTrouble? Full => disk.Trouble;
    public IReadOnlyList<(MailboxOptions Settings, Mailbox? Row)> Mailboxes { get; private set; } = [];

    /// <summary>Copies of marked messages that a mailbox of ours did not let go of: by place, for managers.</summary>
    public IReadOnlyList<SourceCopy> Copies { get; private set; } = [];
    public IReadOnlyList<Letter> Dead { get; private set; } = [];
    public IReadOnlyList<Letter> Waiting { get; private set; } = [];

    /// <summary>How many mailboxes and mails need somebody.</summary>
    internal static async Task<int> Troubles(DeskDb db, Actor actor, CancellationToken cancel)
    {
        var dead = db.Outbox.VisibleTo(db, actor).Where(x => x.State == MailState.Dead);
        return await dead.Take(ViewLink.Most).CountAsync(cancel)
            + await db.Mailboxes.CountAsync(x => x.Trouble != null, cancel);
    }

    public async Task OnGet(CancellationToken cancel)
    {
        ViewData["View"] = "mail";
        var rows = await db.Mailboxes.ToDictionaryAsync(x => x.Name, cancel);
        if (May.GrantClearance(HttpContext.Actor()))
            Copies = await db
                .SourceCopies.Where(x => x.RemovedAt == null)
                .OrderBy(x => x.SinceAt)
                .Take(Most)
                .ToListAsync(cancel);
        Mailboxes = [.. options.Mail.Mailboxes.Select(x => (x, rows.GetValueOrDefault(x.Name)))];
        Dead = await Read(x => x.Where(m => m.State == MailState.Dead), cancel);
        Waiting = await Read(
            x => x.Where(m => m.State == MailState.Waiting && m.Attempts > 0 && m.LastError != null),
            cancel
        );
    }

    public async Task<IActionResult> OnPostAgain(CancellationToken cancel) =>
        await Done(await letters.SendAgain(HttpContext.Actor(), Letters, cancel), t["It is being sent again."], cancel);

    public async Task<IActionResult> OnPostLetGo(CancellationToken cancel) =>
        await Done(
            await letters.LetGo(HttpContext.Actor(), Letters, cancel),
            t["Let go. On its ticket it stays a mail that did not go."],
            cancel
        );

    private async Task<IActionResult> Done(Outcome<int> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            Notice = notice;
            return this.SeeOther("/console/mail");
        }
        await OnGet(cancel);
        Refused = outcome.Refused!.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<IReadOnlyList<Letter>> Read(
        Func<IQueryable<OutgoingMail>, IQueryable<OutgoingMail>> which,
        CancellationToken cancel
    )
    {
        var actor = HttpContext.Actor();
        var mails = await which(db.Outbox.VisibleTo(db, actor))
            .OrderBy(x => x.CreatedAt)
            .Take(Most)
            .Select(x => new OutgoingMail
            {
                Id = x.Id,
                Kind = x.Kind,
                TicketId = x.TicketId,
                Recipient = x.Recipient,
                MessageId = x.MessageId,
                // What it says is not for this list.
                Mime = Array.Empty<byte>(),
                CreatedAt = x.CreatedAt,
                State = x.State,
                Attempts = x.Attempts,
                NextAttemptAt = x.NextAttemptAt,
                LastError = x.LastError,
            })
            .ToListAsync(cancel);
        var ids = mails.Select(x => x.TicketId).OfType<Guid>().Distinct().ToList();
        var numbers = await db
            .Tickets.VisibleTo(actor)
            .Where(x => ids.Contains(x.Id))
            .ToDictionaryAsync(x => x.Id, x => x.Number, cancel);
        return mails.ConvertAll(x => new Letter(
            x,
            x.TicketId is { } id && numbers.TryGetValue(id, out var number) ? number : null
        ));
    }
}
