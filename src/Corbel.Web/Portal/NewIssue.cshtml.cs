using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Portal;

/// <summary>Logs an issue, and says before it is sent by when a person answers.</summary>
[RequestSizeLimit(UploadedFiles.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadedFiles.LargestForm)]
public sealed class NewIssueModel(
    DeskDb db,
    PolicyShelf policies,
    ReceiveMessage receive,
    DeskChoice desks,
    MarkFaces faces,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The id of a severity; empty for "I am not sure".</summary>
    [BindProperty]
    public string? Severity { get; set; }

    /// <summary>Made with the form: sending it twice is the same as once.</summary>
    [BindProperty]
    public Guid FormKey { get; set; }

    /// <summary>The own desk is to have it, not the provider.</summary>
    [BindProperty]
    public bool OwnDesk { get; set; }

    /// <summary>The id of a mark; empty for none.</summary>
    [BindProperty]
    public string? Mark { get; set; }

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public CompiledPolicy Policy { get; private set; } = null!;
    public DeskHours? Hours { get; private set; }
    public ImmutableArray<DueTime> Promises { get; private set; } = [];
    public DueTime? NotStated { get; private set; }

    /// <summary>The customer whose own desk has what is sent, or may have it; null where only the provider may.</summary>
    public string? Customer { get; private set; }

    /// <summary>The provider may have it, or the own desk: the writer chooses.</summary>
    public bool MayChoose { get; private set; }

    /// <summary>It goes to the own desk, whatever the writer would choose.</summary>
    public bool ToOwnDesk => Customer is not null && !MayChoose;
    public Refusal? Refused { get; private set; }

    /// <summary>The marks that the writer may set; null for none.</summary>
    internal MarkChoice Marks { get; private set; } = new(null, null, null);

    public async Task OnGet(CancellationToken cancel)
    {
        FormKey = Guid.NewGuid();
        await Show(cancel);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        await Show(cancel);
        var files = await UploadedFiles.Read(Files, cancel);
        if (files.Refused is { } tooLarge)
        {
            return Refuse(tooLarge);
        }

        var chosen = MarkFaces.Chosen(Marks.Spec, Mark);
        if (chosen.Refused is { } noMark)
        {
            return Refuse(noMark);
        }

        var form = new ArrivedForm(
            HttpContext.Actor(),
            FormKey == Guid.Empty ? Guid.NewGuid() : FormKey,
            null,
            Subject?.Trim() ?? "",
            Text ?? "",
            string.IsNullOrEmpty(Severity) ? null : Severity,
            files.Value!,
            reader.Now
        )
        {
            OwnDesk = OwnDesk,
            Mark = chosen.Value,
        };
        var outcome = Unknown(form.Severity) is { } unknown ? unknown : await receive.Form(form, cancel);
        if (outcome.Refused is { } refusal)
        {
            return Refuse(refusal);
        }

        var issue = outcome.Value!.Ticket;
        TempData["Notice"] = issue is null
            ? t["We have it. Our staff place it first; a promise begins when they have."].Value
            : t["We have it. A confirmation is on its way to your mailbox."].Value;
        return this.SeeOther(issue is null ? "/issues" : $"/issues/{issue}");
    }

    /// <summary>The field that a refusal is about.</summary>
    public string? FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "subject-missing" or "subject-too-long" => "subject",
            "text-missing" or "text-too-long" => "text",
            "file-too-large" => "files",
            "severity-unknown" => "severity",
            "unknown-mark" => "mark",
            _ => null,
        };

    private PageResult Refuse(Refusal refusal)
    {
        Refused = refusal;
        Marks = Marks with { Refused = refusal.Code == "unknown-mark" ? refusal : null };
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private Refusal? Unknown(string? severity) =>
        severity is null || Policy.Document.Severities.ContainsKey(severity)
            ? null
            : Refusal.Of(
                "severity-unknown",
                "The policy has no such severity. Choose one of those below.",
                "Het beleid kent dit ernstniveau niet. Kies een van de onderstaande."
            );

    private async Task Show(CancellationToken cancel)
    {
        var actor = HttpContext.Actor();
        Marks = new MarkChoice(await faces.ForNew(actor, cancel), Mark, null)
        {
            First = await IsGovernment(actor.Organisation, cancel),
        };
        var (desk, orOwn) = await desks.Offer(db, actor, reader.Now, cancel);
        MayChoose = orOwn;
        var owner = desk ?? (orOwn ? actor.Organisation : null);
        Customer = await db.Organisations.Where(x => x.Id == owner).Select(x => x.Name).SingleOrDefaultAsync(cancel);
        var inForce = await policies.On(db, desk, actor.Organisation, reader.Now, cancel);
        Policy = inForce.Policy;
        Hours = DeskHours.Of(Policy, reader.Now);
        var customer = inForce.NamesCustomers
            ? await db.Organisations.Where(x => x.Id == actor.Organisation).Select(x => x.Name).SingleAsync(cancel)
            : null;
        var scope = new TargetScope(customer, null, PolicyChannel.Portal);
        Promises = FirstResponse.DueForEach(Policy, reader.Now, scope);
        NotStated = FirstResponse.DueWhenNotStated(Policy, reader.Now, scope);
    }

    /// <summary>A government customer, or a partner of one: its people are asked about marks before anything else.</summary>
    private Task<bool> IsGovernment(Guid organisation, CancellationToken cancel) =>
        db
            .Organisations.Where(x => x.Id == organisation)
            .AnyAsync(x => x.Government || db.Organisations.Any(c => c.Id == x.CustomerId && c.Government), cancel);
}
