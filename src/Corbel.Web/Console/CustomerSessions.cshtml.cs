using System.Globalization;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sessions;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Sessions;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Console;

/// <summary>What one customer bought and what became of it: proposals, the ledger entry by entry, and who learned what.</summary>
[RequestSizeLimit(UploadedFiles.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadedFiles.LargestForm)]
public sealed class CustomerSessionsModel(
    DeskDb db,
    PolicyShelf policies,
    RecordProposal record,
    BookSession booking,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Notice { get; set; } = "24";

    [BindProperty]
    public Dictionary<string, string?> Counts { get; set; } = [];

    [BindProperty]
    public IFormFile? Document { get; set; }

    [BindProperty]
    public Guid Proposal { get; set; }

    [BindProperty]
    public Guid Slot { get; set; }

    [BindProperty]
    public List<Guid> People { get; set; } = [];

    [TempData]
    public string? Said { get; set; }

    internal Organisation Customer { get; private set; } = null!;
    internal SessionBook Book { get; private set; } = null!;
    internal IReadOnlyList<WithdrawnSkill> Withdrawn { get; private set; } = [];
    internal PolicyDocument Policy { get; private set; } = null!;
    internal bool MayRecord { get; private set; }
    internal string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRecord(CancellationToken cancel)
    {
        var documents = await UploadedFiles.Read(Document is null ? [] : [Document], cancel);
        if (documents.Refused is { } tooLarge)
            return await Done<Proposal>(tooLarge, "", cancel);
        var draft = new ProposalDraft(
            Id,
            Reference ?? "",
            Midnight(From, 0) ?? Instant.MaxValue,
            Midnight(Until, 1) ?? Instant.MinValue,
            Number(Notice),
            Counts.ToDictionary(x => x.Key, x => string.IsNullOrWhiteSpace(x.Value) ? 0 : Number(x.Value))
        )
        {
            Document = documents.Value!.Count > 0 ? documents.Value[0] : null,
        };
        var recorded = await record.Run(HttpContext.Actor(), draft, cancel);
        return await Done(recorded, t["{0} is recorded.", recorded.Value?.Reference ?? ""], cancel);
    }

    public async Task<IActionResult> OnPostWithdraw(CancellationToken cancel)
    {
        var withdrawn = await record.Withdraw(HttpContext.Actor(), Proposal, cancel);
        return await Done(withdrawn, t["{0} is taken back.", withdrawn.Value ?? ""], cancel);
    }

    public async Task<IActionResult> OnPostBook(CancellationToken cancel) =>
        await Done(
            await booking.Run(HttpContext.Actor(), Id, Slot, People, cancel),
            t["The session is booked."],
            cancel
        );

    /// <summary>A date of the form begins and ends by the reader's clocks; the last day belongs to it.</summary>
    private Instant? Midnight(string? date, int after) =>
        LocalDatePattern.Iso.Parse(date ?? "") is { Success: true, Value: { Year: > 1999 and < 2100 } day }
            ? reader.Zone.AtStartOfDay(day.PlusDays(after)).ToInstant()
            : null;

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private async Task<IActionResult> Done<T>(Outcome<T> outcome, string said, CancellationToken cancel)
    {
        if (outcome.Refused is { } refusal)
        {
            if (!await Load(cancel))
                return NotFound();
            Refused = refusal.Why.In(reader.Words);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        Said = said;
        return this.SeeOther($"/console/sessions/{Id}");
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        ViewData["View"] = "sessions";
        var actor = HttpContext.Actor();
        var customer = await db.Organisations.SingleOrDefaultAsync(
            x => x.Id == Id && x.Kind == OrganisationKind.Customer,
            cancel
        );
        if (customer is null || await SessionBook.Read(db, actor, Id, reader.Now, cancel) is not { } read)
            return false;
        (Customer, Book, MayRecord) = (customer, read, SessionRights.RecordProposal(actor));
        Withdrawn = await ReadSessions.Withdrawn(db, Id, cancel);
        Policy = (await policies.At(db, reader.Now, cancel)).Policy.Document;
        return true;
    }
}
