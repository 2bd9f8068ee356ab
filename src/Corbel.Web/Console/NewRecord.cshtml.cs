using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>The form of a record, or of a correction. Only managers and the owner find it.</summary>
[RequestSizeLimit(UploadedFiles.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadedFiles.LargestForm)]
public sealed class NewRecordModel(
    DeskDb db,
    PolicyShelf policies,
    RecordClause record,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    /// <summary>The id of the fact.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Fact { get; set; }

    /// <summary>The record that is wrong; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Corrects { get; set; }

    [BindProperty]
    public List<Guid> Customers { get; set; } = [];

    /// <summary>The period that it covers: 2026-06, 2026-Q2.</summary>
    [BindProperty]
    public string? Period { get; set; }

    [BindProperty]
    public string? From { get; set; }

    /// <summary>Empty where it took no time.</summary>
    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public Dictionary<string, string> Figures { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Withdraw { get; set; }

    [BindProperty]
    public IFormFile? Document { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public RecordKind Kind { get; private set; } = null!;
    public string Says { get; private set; } = "";
    public IReadOnlyList<Organisation> Known { get; private set; } = [];
    public RecordRow? Old { get; private set; }
    public Refusal? Refused { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (!await Load(cancel))
            return NotFound();
        if (Old is { Record: var old })
        {
            var figures = RecordFigures.Parse(old.Figures);
            (Title, Text) = (old.Title, old.Text);
            Figures = Kind.Figures.ToDictionary(x => x.Name, figures.Typed);
            (From, To) = (reader.ForForm(old.FromAt), old.ToAt == old.FromAt ? null : reader.ForForm(old.ToAt));
            Period = Kind.Period is { } period ? RecordSpan.Name(period, old.FromAt, Zone) : null;
        }
        else if (Kind.Period is { } period)
        {
            var before = RecordSpan.Around(period, reader.Now, Zone).Start - Duration.Epsilon;
            Period = RecordSpan.Name(period, before, Zone);
        }
        else
            From = reader.ForForm(reader.Now);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!await Load(cancel))
            return NotFound();
        var files = await UploadedFiles.Read(Document is null ? [] : [Document], cancel);
        if (files.Refused is { } tooLarge)
            return Refuse(tooLarge);
        if (When() is not { } when)
            return Refuse(
                Refusal.Of(
                    "when-missing",
                    "Say when it was. The end does not come before the beginning.",
                    "Zeg wanneer het was. Het einde komt niet voor het begin."
                )
            );
        var draft = new RecordDraft(
            Kind.Fact,
            Customers,
            when,
            Title?.Trim() ?? "",
            Text?.Trim() ?? "",
            // Of a kind without figures the binder takes every field of the form for one.
            Kind.Figures.ToDictionary(x => x.Name, x => Figures.GetValueOrDefault(x.Name) ?? ""),
            files.Value is [var file] ? file : null
        );
        var actor = HttpContext.Actor();
        var refused = Corrects is { } wrong
            ? (await record.Correct(actor, wrong, Reason ?? "", Withdraw ? null : draft, cancel)).Refused
            : (await record.Run(actor, draft, cancel)).Refused;
        if (refused is not null)
            return Refuse(refused);
        Notice = Corrects is null ? t["Recorded."] : t["Corrected. The earlier record stays to be read."];
        return this.SeeOther($"/console/records?fact={Uri.EscapeDataString(Kind.Fact)}");
    }

    private DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Kind.Zone];

    private Interval? When()
    {
        if (Old is { Record: var old } && Withdraw)
            return new(old.FromAt, old.ToAt);
        if (Kind.Period is { } period)
            return RecordSpan.Parse(period, Period, Zone);
        if (reader.FromForm(From) is not { } from)
            return null;
        var to = string.IsNullOrWhiteSpace(To) ? from : reader.FromForm(To);
        return to >= from ? new Interval(from, to) : null;
    }

    private PageResult Refuse(Refusal refusal)
    {
        Refused = refusal;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        ViewData["View"] = "records";
        var actor = HttpContext.Actor();
        if (!May.Record(actor))
            return false;
        if (Corrects is { } wrong)
        {
            var seen = db.ClauseRecords.VisibleTo(actor).Where(x => x.Id == wrong);
            Old = (await RecordRow.Read(db, actor, seen, 1, cancel)).SingleOrDefault();
            if (Old is null)
                return false;
            Fact = Old.Record.Fact;
        }
        var policy = (await policies.At(db, reader.Now, cancel)).Policy.Document;
        if (RecordKinds.Of(policy).FirstOrDefault(x => x.Fact == Fact) is not { } kind)
            return false;
        Kind = kind;
        Says = PolicyText.Facts(policy).Single(x => x.Id == kind.Fact).Text.In(reader.Words);
        Known = await RecordRow.CustomersOf(db, cancel);
        return true;
    }
}
