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

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    public CompiledPolicy Policy { get; private set; } = null!;
    public DeskHours? Hours { get; private set; }
    public ImmutableArray<DueTime> Promises { get; private set; } = [];
    public DueTime? NotStated { get; private set; }
    public bool IsPartner { get; private set; }

    /// <summary>Whose partner the writer's organisation is.</summary>
    public string? Customer { get; private set; }
    public Refusal? Refused { get; private set; }

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

        var form = new ArrivedForm(
            HttpContext.Actor(),
            FormKey == Guid.Empty ? Guid.NewGuid() : FormKey,
            null,
            Subject?.Trim() ?? "",
            Text ?? "",
            string.IsNullOrEmpty(Severity) ? null : Severity,
            files.Value!,
            reader.Now
        );
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
            _ => null,
        };

    private PageResult Refuse(Refusal refusal)
    {
        Refused = refusal;
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
        var inForce = await policies.For(db, actor.Organisation, reader.Now, cancel);
        Policy = inForce.Policy;
        Hours = DeskHours.Of(Policy, reader.Now);
        IsPartner = actor.Role == Role.PartnerUser;
        if (IsPartner)
        {
            Customer = await db
                .Organisations.Where(x => x.Id == actor.Organisation)
                .Join(db.Organisations, x => x.CustomerId, x => x.Id, (_, customer) => customer.Name)
                .SingleOrDefaultAsync(cancel);
            return;
        }

        var customer = inForce.NamesCustomers
            ? await db.Organisations.Where(x => x.Id == actor.Organisation).Select(x => x.Name).SingleAsync(cancel)
            : null;
        var scope = new TargetScope(customer, null, PolicyChannel.Portal);
        Promises = FirstResponse.DueForEach(Policy, reader.Now, scope);
        NotStated = FirstResponse.DueWhenNotStated(Policy, reader.Now, scope);
    }
}
