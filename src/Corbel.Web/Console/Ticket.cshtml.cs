using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Corbel.Web.Console;

/// <summary>One ticket as staff work on it.</summary>
public sealed partial class TicketModel(
    DeskDb db,
    PolicyShelf policies,
    ReadTicket read,
    Reply reply,
    AddNote note,
    SetSeverity setSeverity,
    Assign assign,
    Resolve resolve,
    Reopen reopen,
    DecideSeverity decide,
    EndWait endWait,
    Corbel.Desk.Availability.LinkTicket linkTicket,
    Corbel.Desk.Releases.FixedIn fixedIn,
    MergeInto merge,
    SplitOff split,
    HandOverIssue handOver,
    SendBack sendBack,
    PassOn passOn,
    AcceptSender acceptSender,
    HandedOver handedOver,
    DraftStatusReport draftReport,
    MarkRead markRead,
    Corbel.Desk.Marked.MarkIssue mark,
    Corbel.Desk.Marked.LowerMark lower,
    Corbel.Desk.Marked.NameForMarked name,
    Corbel.Desk.Marked.Clearances clearances,
    MarkFaces faces,
    Reader reader
) : PageModel
{
    private static readonly Refusal NoFiles = Refusal.Of(
        "note-with-files",
        "A note keeps no files. Take them out, or send them with a reply.",
        "Bij een notitie kunnen geen bestanden. Haal ze weg, of verstuur ze met een antwoord."
    );

    [BindProperty(SupportsGet = true), FromRoute]
    public long Number { get; set; }

    /// <summary>The view of the queue beside the ticket.</summary>
    [BindProperty(SupportsGet = true), FromQuery(Name = "view")]
    public string? From { get; set; }

    [BindProperty]
    public AnswerForm Answer { get; set; } = new();

    [BindProperty]
    public SeverityForm Severity { get; set; } = new();

    [BindProperty]
    public ResolveForm Resolution { get; set; } = new();

    [BindProperty]
    public DecisionForm Decision { get; set; } = new();

    [BindProperty]
    public SplitForm Split { get; set; } = new();

    /// <summary>The number of the ticket that this one goes on in.</summary>
    [BindProperty]
    public long? Into { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    /// <summary>The number of the incident that it belongs to; null for none.</summary>
    [BindProperty]
    public long? Incident { get; set; }

    /// <summary>The release that it is fixed in.</summary>
    [BindProperty]
    public Guid Release { get; set; }

    [BindProperty]
    public HandOverFields HandOver { get; set; } = new();

    /// <summary>The provider's message, by its number there, that the answer begins with.</summary>
    [BindProperty(SupportsGet = true), FromQuery(Name = "pass-on")]
    public int? Passed { get; set; }

    /// <summary>The answer begins with the draft of a status report.</summary>
    [BindProperty(SupportsGet = true), FromQuery(Name = "draft")]
    public bool Drafts { get; set; }

    internal TicketSheet Sheet { get; private set; } = null!;
    internal QueuePane? Pane { get; private set; }

    /// <summary>The form that was refused, and why.</summary>
    internal string? RefusedForm { get; private set; }
    internal string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (!await Load(cancel))
            return NotFound();
        if (Passed is { } entry)
        {
            var provider = Sheet.Provider.Document.Provider.Name;
            Answer.Text = await passOn.Draft(db, Sheet.Me, Number, entry, provider, cancel);
        }
        if (Drafts && Sheet.OwesReport)
        {
            Answer.Text = await draftReport.Run(db, Sheet.Me, Number, cancel);
            Answer.Report = true;
        }
        HandOver.Subject ??= Sheet.Ticket.Subject;
        HandOver.Severity ??= Sheet.Ticket.Severity;
        if (!Fragment.IsRefresh(HttpContext))
            await markRead.Run(db, Sheet.Me, Sheet.View, cancel);
        return Page();
    }

    /// <summary>A form that this page does not have.</summary>
    public IActionResult OnPost() => BadRequest();

    public async Task<IActionResult> OnPostAnswer(CancellationToken cancel)
    {
        var by = HttpContext.Actor();
        if (Answer.Kind == AnswerForm.Note)
            return await Done(
                Answer.Files.Count > 0 ? NoFiles : await note.Run(by, Number, Answer.Text ?? "", cancel),
                "answer",
                cancel
            );
        var files = await UploadedFiles.Read(Answer.Files, cancel);
        return files.IsDone
            ? await Done(
                await reply.Run(by, Number, Answer.Text ?? "", Answer.Marks, files.Value, cancel),
                "answer",
                cancel
            )
            : await Done(files.Refused!, "answer", cancel);
    }

    public async Task<IActionResult> OnPostSeverity(CancellationToken cancel) =>
        await Done(
            await setSeverity.Run(HttpContext.Actor(), Number, Severity.Level ?? "", Severity.Reason, cancel),
            "severity",
            cancel
        );

    /// <summary>Agrees with what the customer claims, whatever that is by now in the form that was open.</summary>
    public async Task<IActionResult> OnPostAgree(string? claimed, CancellationToken cancel) =>
        await Done(await setSeverity.Run(HttpContext.Actor(), Number, claimed ?? "", null, cancel), "agree", cancel);

    public async Task<IActionResult> OnPostDecide(CancellationToken cancel) =>
        await Done(
            await decide.Run(HttpContext.Actor(), Number, Decision.Level ?? "", Decision.Reason, cancel),
            "decide",
            cancel
        );

    public async Task<IActionResult> OnPostEndWait(CancellationToken cancel) =>
        await Done(await endWait.Run(HttpContext.Actor(), Number, cancel), "wait", cancel);

    public async Task<IActionResult> OnPostIncident(CancellationToken cancel)
    {
        var linked = await linkTicket.Run(HttpContext.Actor(), Number, Incident, cancel);
        return await Done(linked.Refused is { } no ? no : 0, "incident", cancel);
    }

    public async Task<IActionResult> OnPostFix(CancellationToken cancel) =>
        await Done(await fixedIn.Run(HttpContext.Actor(), Number, Release, cancel), "fix", cancel);

    public async Task<IActionResult> OnPostMerge(CancellationToken cancel) =>
        await Done(await merge.Run(HttpContext.Actor(), Number, Into ?? 0, cancel), "merge", cancel);

    public async Task<IActionResult> OnPostSplit(CancellationToken cancel)
    {
        var level = string.IsNullOrEmpty(Split.Level) ? null : Split.Level;
        var choice = new SplitChoice(Split.Message, Split.Subject, level, Split.Reason);
        var made = await split.Run(HttpContext.Actor(), Number, choice, cancel);
        return await Done(made.IsDone ? Split.Message : made.Refused!, "split", cancel);
    }

    public async Task<IActionResult> OnPostAssign(Guid? assignee, CancellationToken cancel) =>
        await Done(await assign.Run(HttpContext.Actor(), Number, assignee, cancel), "assign", cancel);

    public async Task<IActionResult> OnPostResolve(CancellationToken cancel) =>
        await Done(
            await resolve.Run(HttpContext.Actor(), Number, Resolution.Outcome, Resolution.Reason, cancel),
            "resolve",
            cancel
        );

    public async Task<IActionResult> OnPostReopen(CancellationToken cancel) =>
        await Done(await reopen.Run(HttpContext.Actor(), Number, Why, cancel), "reopen", cancel);

    public async Task<IActionResult> OnPostProblem(int message, CancellationToken cancel) =>
        await Done(await reopen.ByMessage(HttpContext.Actor(), Number, message, cancel), "problem", cancel);

    public async Task<IActionResult> OnPostSender(int message, CancellationToken cancel) =>
        await Done(await acceptSender.Run(HttpContext.Actor(), Number, message, cancel), "sender", cancel);

    public async Task<IActionResult> OnPostHandOver(CancellationToken cancel)
    {
        var files = await UploadedFiles.Read(HandOver.Files, cancel);
        if (files.Refused is { } tooLarge)
            return await Done(tooLarge, "hand-over", cancel);
        var done = await handOver.Run(HttpContext.Actor(), Number, HandOver.With(files.Value!), cancel);
        return await Done(done.Refused is { } refused ? refused : 0, "hand-over", cancel);
    }

    public async Task<IActionResult> OnPostSendBack(CancellationToken cancel) =>
        await Done(await sendBack.Run(HttpContext.Actor(), Number, Why ?? "", cancel), "send-back", cancel);

    /// <summary>Back to the ticket, or the page again with the refusal beside the form and what was typed still in it.</summary>
    private async Task<IActionResult> Done(Outcome<int> outcome, string form, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            Response.Headers.Location = Url.Page("/Console/Ticket", null, new { Number, view = From });
            return StatusCode(StatusCodes.Status303SeeOther);
        }
        if (!await Load(cancel))
            return NotFound();
        (RefusedForm, Refused) = (form, outcome.Refused!.Why.In(reader.Words));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        var actor = HttpContext.Actor();
        // What one only sees stands in the portal.
        if (await read.Run(db, actor, Number, cancel) is not { } view || !May.Work(actor, view.Ticket.Facts))
            return false;
        var (desk, organisation) = (view.Ticket.DeskId, view.Ticket.OrganisationId);
        var provider = await policies.For(db, desk ?? organisation, reader.Now, cancel);
        var other = await handedOver.With(db, actor, view.Ticket, cancel);
        var marks = await MarkSheet.Read(db, faces, name, actor, view, cancel);
        Sheet = await TicketSheet.Read(db, actor, view, provider.Policy, other, marks, reader.Now, cancel);
        // It was shut to this person while it was read.
        if (Sheet.Hashes.Count == 0)
            return false;
        if (view.Ticket.Mark is not null)
            Sheet = Sheet with { Staff = await Sheet.MayGet(db, clearances, cancel) };
        var queue = QueueViews.Of(From) ?? QueueView.Open;
        ViewData["View"] = queue.Key();
        if (!Fragment.IsAsked(HttpContext))
            Pane = await QueuePane.Read(db, policies, actor, queue, null, null, reader.Now, cancel) with
            {
                Current = Number,
            };
        return true;
    }
}
