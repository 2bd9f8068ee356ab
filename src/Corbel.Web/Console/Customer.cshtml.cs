using System.Text;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Corbel.Desk.Variations;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>One customer: what was agreed otherwise, and the form that records more. Agents read; managers record.</summary>
[RequestSizeLimit(UploadedFiles.LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadedFiles.LargestForm)]
public sealed class CustomerModel(
    DeskDb db,
    RecordVariation record,
    WithdrawVariation withdraw,
    KeepNumbers numbers,
    Desk.Policies.PolicyShelf policies,
    NumberPlan plan,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    private const string Unnamed = "variation.yaml";

    [BindProperty(SupportsGet = true), FromRoute]
    public Guid Id { get; set; }

    /// <summary>The variation as a file.</summary>
    [BindProperty]
    public IFormFile? Yaml { get; set; }

    /// <summary>The same as text, where no file is given: what was shown before is recorded.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The signed agreement.</summary>
    [BindProperty]
    public IFormFile? Document { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    /// <summary>Numbers of the organisation, with commas.</summary>
    [BindProperty]
    public string? MainNumbers { get; set; }

    /// <summary>Numbers of each person, with commas.</summary>
    [BindProperty]
    public Dictionary<Guid, string?> Numbers { get; set; } = [];

    [TempData]
    public string? Notice { get; set; }

    public Organisation Customer { get; private set; } = null!;
    public IReadOnlyList<Variation> Variations { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public bool MayVary { get; private set; }
    public IReadOnlyList<Person> People { get; private set; } = [];

    internal IReadOnlyList<Core.Sessions.KindFigures> Sessions { get; private set; } = [];

    /// <summary>The kinds of sessions, as the policy names them.</summary>
    internal Core.Policy.SessionsSpec? Kinds { get; private set; }

    /// <summary>What the form's variation would change.</summary>
    public VariationPreview? Preview { get; private set; }

    /// <summary>The form that was refused, and why, line by line.</summary>
    public string? RefusedForm { get; private set; }
    public IReadOnlyList<string> Refused { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostPreview(CancellationToken cancel)
    {
        if (!await Load(cancel))
            return NotFound();
        var name = await ReadFile(cancel);
        var looked = await record.Check(Id, name, Text ?? "", cancel);
        if (looked.Refused is { } refusal)
            return Refuse("record", refusal);
        Preview = looked.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostRecord(CancellationToken cancel)
    {
        if (!await Load(cancel))
            return NotFound();
        var name = await ReadFile(cancel);
        var documents = await UploadedFiles.Read(Document is null ? [] : [Document], cancel);
        if (documents.Refused is { } tooLarge)
            return Refuse("record", tooLarge);
        var document = documents.Value!.Count > 0 ? documents.Value[0] : null;
        var recorded = await record.Run(HttpContext.Actor(), Id, name, Text ?? "", document, cancel);
        if (recorded.Refused is { } refusal)
            return Refuse("record", refusal);
        Notice = t["{0} is recorded.", recorded.Value!.Variation.Reference].Value;
        return Back();
    }

    public async Task<IActionResult> OnPostWithdraw(Guid variation, CancellationToken cancel)
    {
        if (!await Load(cancel) || Variations.All(x => x.Id != variation))
            return NotFound();
        var withdrawn = await withdraw.Run(HttpContext.Actor(), variation, Why, cancel);
        if (withdrawn.Refused is { } refusal)
            return Refuse(variation.ToString(), refusal);
        Notice = t["{0} is withdrawn. What was received before keeps it.", withdrawn.Value!].Value;
        return Back();
    }

    public async Task<IActionResult> OnPostNumbers(CancellationToken cancel)
    {
        if (!await Load(cancel))
            return NotFound();
        var kept = await numbers.OfOrganisation(Id, Several(MainNumbers), cancel);
        foreach (var person in People.Where(x => kept.IsDone && Numbers.ContainsKey(x.Id)))
            kept = await numbers.OfPerson(person.Id, Several(Numbers[person.Id]), cancel);
        if (kept.Refused is { } refusal)
            return Refuse("numbers", refusal);
        Notice = t["The numbers are kept."].Value;
        return Back();
    }

    private static string[] Several(string? text) => (text ?? "").Split([',', ';', '\n']);

    private StatusCodeResult Back()
    {
        Response.Headers.Location = $"/console/customers/{Id}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private PageResult Refuse(string form, Refusal refusal)
    {
        (RefusedForm, Refused) = (form, refusal.Why.In(reader.Words).Split('\n'));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Puts a chosen file's text into the field, and returns the name that problems are told by.</summary>
    private async Task<string> ReadFile(CancellationToken cancel)
    {
        if (Yaml is null)
            return Unnamed;
        using var text = new StreamReader(Yaml.OpenReadStream(), Encoding.UTF8);
        Text = await text.ReadToEndAsync(cancel);
        return Desk.Intake.FileNames.Clean(Yaml.FileName);
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        ViewData["View"] = "customers";
        var actor = HttpContext.Actor();
        MayVary = May.Vary(actor);
        var customer = await db.Organisations.SingleOrDefaultAsync(
            x => x.Id == Id && x.Kind == OrganisationKind.Customer,
            cancel
        );
        if (customer is null)
            return false;
        Customer = customer;
        Kinds = await Desk.Sessions.SessionPolicy.Read(policies, db, reader.Now, cancel);
        Sessions = await Desk.Sessions.ReadSessions.Left(db, Id, reader.Now, cancel);
        var seen = await db.Variations.VisibleTo(actor).Where(x => x.OrganisationId == Id).ToListAsync(cancel);
        Variations = [.. seen.OrderByDescending(x => x.HoldsAfter(reader.Now)).ThenByDescending(x => x.RecordedAt)];
        var people = Variations.SelectMany(x => new[] { x.RecordedBy, x.WithdrawnBy }).OfType<Guid>().ToList();
        People = await db
            .People.Where(x => x.OrganisationId == Id && x.DeactivatedAt == null)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        // What was typed and refused stays.
        if (MainNumbers is null && Numbers.Count == 0)
            await LoadNumbers(cancel);
        Names = await db.People.Where(x => people.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return true;
    }

    private async Task LoadNumbers(CancellationToken cancel)
    {
        var main = await db.OrganisationNumbers.Where(x => x.OrganisationId == Id).ToListAsync(cancel);
        MainNumbers = string.Join(
            ", ",
            main.Select(x => x.IsPrefix ? x.Number + KeepNumbers.AnyMore : plan.Show(x.Number))
        );
        var ids = People.Select(x => x.Id).ToList();
        var own = await db.PersonNumbers.Where(x => ids.Contains(x.PersonId)).ToListAsync(cancel);
        Numbers = own.GroupBy(x => x.PersonId)
            .ToDictionary(x => x.Key, x => (string?)string.Join(", ", x.Select(n => plan.Show(n.Number))));
    }
}
