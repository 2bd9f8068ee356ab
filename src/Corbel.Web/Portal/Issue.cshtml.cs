using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Portal;

/// <summary>One issue: what happens next and by when, then what was said.</summary>
[RequestSizeLimit(UploadedFiles.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadedFiles.LargestForm)]
public sealed partial class IssueModel(
    DeskDb db,
    ReadTicket read,
    ReceiveMessage receive,
    SetSeverity setSeverity,
    ObjectToSeverity objectTo,
    Reopen reopen,
    MarkRead markRead,
    MarkIssue mark,
    LowerMark lower,
    NameForMarked name,
    MarkFaces faces,
    PolicyShelf policies,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public Guid FormKey { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    [BindProperty]
    public string? Severity { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public TicketView View { get; private set; } = null!;
    public Actor Me { get; private set; } = null!;
    public Explanation? Sum { get; private set; }

    /// <summary>Who answers: the provider, or the customer on its own desk.</summary>
    public string DeskName { get; private set; } = "";

    /// <summary>The levels of support of the desk that has it.</summary>
    public IReadOnlyList<LocalText> Tiers { get; private set; } = [];

    /// <summary>The issue on the own desk that was handed over, for who may see it.</summary>
    public long? Origin { get; private set; }

    /// <summary>What was refused, and at which form: answer, answer-mark, severity, object, reopen, mark, lower or name.</summary>
    public (string Form, Refusal Refusal)? Refused { get; private set; }

    public bool IsOpen => View.Ticket.Status == TicketStatus.Open;
    public bool IsMerged => View.Ticket.Status == TicketStatus.Merged;

    /// <summary>The issue that this one goes on in; null where it goes on in none, or not for this person.</summary>
    public long? GoesOnIn =>
        View.Ticket.MergedInto is { } into && View.Numbers.TryGetValue(into, out var number) ? number : null;

    /// <summary>The reporter may say how bad it is while nobody has, and while it can still change the promise.</summary>
    public bool AsksSeverity => IsOpen && View.Ticket.Severity is null && View.Current.EndedAt is null;

    public async Task<IActionResult> OnGet(long number, CancellationToken cancel)
    {
        FormKey = Guid.NewGuid();
        return await Show(number, cancel) ? Page() : NotFound();
    }

    /// <summary>A form that this page does not have.</summary>
    public IActionResult OnPost() => BadRequest();

    public async Task<IActionResult> OnPostAnswer(long number, CancellationToken cancel)
    {
        var files = await UploadedFiles.Read(Files, cancel);
        if (files.Refused is { } tooLarge)
        {
            return await After(number, "answer", tooLarge, "", cancel);
        }

        var chosen = await ChosenMark(cancel);
        if (chosen.Refused is { } unknown)
        {
            return await After(number, "answer-mark", unknown, "", cancel);
        }

        var form = new ArrivedForm(
            HttpContext.Actor(),
            FormKey == Guid.Empty ? Guid.NewGuid() : FormKey,
            number,
            "",
            Text ?? "",
            null,
            files.Value!,
            reader.Now
        )
        {
            Mark = chosen.Value,
        };
        var outcome = await receive.Form(form, cancel);
        // What is written to an issue that goes on in another one arrives there.
        return await After(outcome.Value?.Ticket ?? number, "answer", outcome.Refused, t["Sent."], cancel);
    }

    public async Task<IActionResult> OnPostSeverity(long number, CancellationToken cancel)
    {
        var outcome = await setSeverity.Run(HttpContext.Actor(), number, Severity ?? "", null, cancel);
        return await After(number, "severity", outcome.Refused, t["Noted. The promise below goes by it."], cancel);
    }

    public async Task<IActionResult> OnPostAccept(long number, CancellationToken cancel)
    {
        var outcome = await setSeverity.Run(HttpContext.Actor(), number, Severity ?? "", null, cancel);
        return await After(number, "accept", outcome.Refused, t["Accepted. The promise goes by it."], cancel);
    }

    public async Task<IActionResult> OnPostObject(long number, CancellationToken cancel)
    {
        var outcome = await objectTo.Run(HttpContext.Actor(), number, Why, cancel);
        return await After(number, "object", outcome.Refused, t["Noted. Our staff decide, and say why."], cancel);
    }

    public async Task<IActionResult> OnPostReopen(long number, CancellationToken cancel)
    {
        var outcome = await reopen.Run(HttpContext.Actor(), number, Why, cancel);
        return await After(number, "reopen", outcome.Refused, t["Reopened, with a new promise."], cancel);
    }

    private async Task<IActionResult> After(
        long number,
        string form,
        Refusal? refusal,
        string notice,
        CancellationToken cancel
    )
    {
        if (refusal is null)
        {
            TempData["Notice"] = notice;
            return this.SeeOther($"/issues/{number}");
        }

        if (!await Show(number, cancel))
        {
            return NotFound();
        }

        Refused = (form, refusal);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Show(long number, CancellationToken cancel)
    {
        Me = HttpContext.Actor();
        if (await read.Run(db, Me, number, cancel) is not { } view)
        {
            return false;
        }

        // Who works on it does so on its desk; here the side that logged it has its say.
        if (!May.Write(Me, view.Ticket.Facts))
        {
            return false;
        }

        await markRead.Run(db, Me, view, cancel);
        View = view;
        var provider = (await policies.For(db, Me.Organisation, reader.Now, cancel)).Policy.Document;
        DeskName = view.Ticket.Desk?.Name ?? provider.Provider.Name;
        Tiers = [.. TierHolding.Of(provider, view.Ticket.DeskId is not null).Select(x => x.Name)];
        Origin = await HandedOver.NumberOf(db, Me, view.Ticket.HandedOverFrom, cancel);
        Sum = Explaining.Of(view.Current);
        Marking = await MarkSheet.Read(db, faces, name, Me, view, cancel);
        return true;
    }

    /// <summary>The reply that was the first contact of the running cycle; null while there is none.</summary>
    public TimelineEntry? FirstAnswer =>
        View.Entries.FirstOrDefault(x =>
            View.Entries.Any(c =>
                c.Entry is { What: Contact contact }
                && contact.Reply == x.Entry.Number
                && c.Entry.HappenedAt == View.Current.EndedAt
            )
        );

    /// <summary>The clocks beside the first response, of which the sentence on top speaks.</summary>
    public ClockList Clocks => ClockList.Beside(View.Current, View);

    public TimelineEntry? Resolution => View.Entries.LastOrDefault(x => x.Entry.What is Resolution);
}
