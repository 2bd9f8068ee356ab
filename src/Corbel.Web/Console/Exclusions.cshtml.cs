using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>What is typed of an exclusion.</summary>
public sealed class ExclusionForm
{
    public string? From { get; set; }
    public string? To { get; set; }
    public string? Cause { get; set; }
    public string? CauseNl { get; set; }
    public IFormFile? Evidence { get; set; }
}

/// <summary>An exclusion with the people by name.</summary>
public sealed record ExclusionRow(
    Exclusion Exclusion,
    string By,
    string? Decider,
    IReadOnlyList<(ExclusionWithdrawal Withdrawal, string By, string? Decider)> Withdrawals
)
{
    /// <summary>The withdrawal that waits for a second person.</summary>
    public ExclusionWithdrawal? Open => Withdrawals.Select(x => x.Withdrawal).FirstOrDefault(x => x.DecidedAt is null);

    public bool Counts => Exclusion.Consented && !Withdrawals.Any(x => x.Withdrawal.Consented);
}

/// <summary>Causes outside the provider's control: proposed by one, consented to by another.</summary>
[RequestSizeLimit(UploadedFiles.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadedFiles.LargestForm)]
public sealed class ExclusionsModel(DeskDb db, Exclude exclude, Reader reader, IStringLocalizer<Texts> t) : PageModel
{
    private const int Most = 200;

    [BindProperty]
    public ExclusionForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }
    public IReadOnlyList<ExclusionRow> Rows { get; private set; } = [];
    public bool MayExclude { get; private set; }
    public Guid Me { get; private set; }
    public string? Refused { get; private set; }

    public Task OnGet(CancellationToken cancel) => Load(cancel);

    public async Task<IActionResult> OnPostPropose(CancellationToken cancel)
    {
        var files = await UploadedFiles.Read(Form.Evidence is null ? [] : [Form.Evidence], cancel);
        if (files.Refused is { } tooLarge)
            return await Done(tooLarge, "", cancel);
        var (from, to) = (reader.FromForm(Form.From) ?? default, reader.FromForm(Form.To) ?? default);
        var when = new Interval(Instant.Min(from, to), to);
        var file = files.Value is [var one] ? one : null;
        var did = await exclude.Propose(HttpContext.Actor(), when, Form.Cause ?? "", Form.CauseNl ?? "", file, cancel);
        return await Done(did, t["Proposed. It counts once another manager or the owner consents."], cancel);
    }

    public async Task<IActionResult> OnPostDecide(Guid id, bool withdrawal, bool consent, CancellationToken cancel)
    {
        var by = HttpContext.Actor();
        var did = withdrawal
            ? await exclude.DecideWithdrawal(by, id, consent, cancel)
            : await exclude.Decide(by, id, consent, cancel);
        return await Done(did, t["Decided."], cancel);
    }

    public async Task<IActionResult> OnPostWithdraw(Guid id, string? reason, CancellationToken cancel) =>
        await Done(
            await exclude.ProposeWithdrawal(HttpContext.Actor(), id, reason ?? "", cancel),
            t["Proposed. It stands until another manager or the owner consents."],
            cancel
        );

    private async Task<IActionResult> Done(Outcome<Guid> outcome, string notice, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
        {
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await Load(cancel);
            return Page();
        }
        Notice = notice;
        return this.SeeOther("/console/exclusions");
    }

    private async Task Load(CancellationToken cancel)
    {
        ViewData["View"] = "exclusions";
        var actor = HttpContext.Actor();
        (MayExclude, Me) = (May.Exclude(actor), actor.Person);
        var found = await db
            .Exclusions.AsNoTracking()
            .OrderByDescending(x => x.FromAt)
            .ThenBy(x => x.Id)
            .Take(Most)
            .ToListAsync(cancel);
        var ids = found.ConvertAll(x => x.Id);
        var back = await db
            .ExclusionWithdrawals.AsNoTracking()
            .Where(x => ids.Contains(x.ExclusionId))
            .OrderBy(x => x.ProposedAt)
            .ToListAsync(cancel);
        var people = await db
            .People.Where(x => x.Role == Role.Owner || x.Role == Role.Manager || x.Role == Role.Agent)
            .Select(x => new { x.Id, x.Name })
            .ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        string Name(Guid? id) => id is { } known ? people.GetValueOrDefault(known, "–") : "–";
        Rows =
        [
            .. found.Select(x => new ExclusionRow(
                x,
                Name(x.ProposedBy),
                Name(x.DecidedBy),
                [
                    .. back.Where(y => y.ExclusionId == x.Id)
                        .Select(y => (y, Name(y.ProposedBy), (string?)Name(y.DecidedBy))),
                ]
            )),
        ];
    }
}
