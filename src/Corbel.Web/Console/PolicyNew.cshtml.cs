using System.Text;
using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>
/// Posts a version in two steps: a text is checked and previewed, then that very text, named by its SHA-256, is posted. What
/// is not what was previewed is refused.
/// </summary>
[RequestSizeLimit(2 * Largest)]
public sealed class PolicyNewModel(
    DeskDb db,
    PreviewPolicy previews,
    PostPolicy posts,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    /// <summary>Tickets listed one by one.</summary>
    public const int Most = 100;

    /// <summary>Bytes of a policy file.</summary>
    private const int Largest = 1024 * 1024;

    private static readonly Refusal Unreadable = Refusal.Of(
        "policy-unreadable",
        "This file is not text in UTF-8, or it is larger than 1 MB.",
        "Dit bestand is geen tekst in UTF-8, of het is groter dan 1 MB."
    );

    private static readonly Refusal Nothing = Refusal.Of(
        "policy-missing",
        "Choose a file or paste its text.",
        "Kies een bestand of plak de tekst ervan."
    );

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Sha256 { get; set; }

    [BindProperty]
    public int After { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public PolicyPreview? Preview { get; private set; }
    public IReadOnlyList<string> Problems { get; private set; } = [];
    public string? Refused { get; private set; }

    public void OnGet() => ViewData["View"] = "policy";

    public async Task<IActionResult> OnPostCheck(CancellationToken cancel)
    {
        if (Upload is { Length: > 0 } && await Read(Upload, cancel) is not { } read)
            return Refuse(Unreadable);
        if (string.IsNullOrWhiteSpace(Text))
            return Refuse(Nothing);
        return await Show(cancel) is { } wrong ? Refuse(wrong) : Page();
    }

    public async Task<IActionResult> OnPostPublish(CancellationToken cancel)
    {
        var posting = new Posting(FileName, Clean(Text))
        {
            By = HttpContext.Actor(),
            Previewed = (Sha256 ?? "", After),
        };
        var posted = await posts.Run(posting, cancel);
        if (posted.IsDone)
        {
            Notice = t["Version {0} is in force.", posted.Value];
            return this.SeeOther("/console/policy");
        }
        // What was refused is shown again as it would be now, so that a second look is one step away.
        var wrong = await Show(cancel);
        return Refuse(wrong is { Code: "policy-has-errors" } ? wrong : posted.Refused!);
    }

    private string FileName => string.IsNullOrWhiteSpace(Name) ? "policy.yaml" : Name;

    private async Task<Refusal?> Show(CancellationToken cancel)
    {
        ViewData["View"] = "policy";
        Text = Clean(Text);
        var shown = await previews.Run(db, FileName, Text, HttpContext.Actor(), cancel);
        if (shown.Refused is { } wrong)
            return wrong;
        Preview = shown.Value;
        var numbers = Preview!.Effect.Tickets.Select(x => x.Number).Distinct().Take(Most).ToList();
        ViewData["Subjects"] =
            (IReadOnlyDictionary<long, string>)
                await db
                    .Tickets.VisibleTo(HttpContext.Actor())
                    .Where(x => numbers.Contains(x.Number))
                    .ToDictionaryAsync(x => x.Number, x => x.Subject, cancel);
        return null;
    }

    private PageResult Refuse(Refusal refusal)
    {
        ViewData["View"] = "policy";
        if (refusal.Code == "policy-has-errors")
            Problems = refusal.Why.In(reader.Words).Split('\n');
        else
            Refused = refusal.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<string?> Read(IFormFile file, CancellationToken cancel)
    {
        if (file.Length > Largest)
            return null;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
            (Text, Name) = (text.TrimStart('\ufeff'), Path.GetFileName(file.FileName));
            return Text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Forms send line ends of their own; the text that is hashed has those of the file.</summary>
    private static string Clean(string? text) => (text ?? "").ReplaceLineEndings("\n");
}
