using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>A version of the policy as it was posted, with what the reader's side made of it.</summary>
public sealed class VersionModel(
    DeskDb db,
    PolicyShelf policies,
    LodgeObjection lodge,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    public PolicySheet Sheet { get; private set; } = null!;

    /// <summary>The number of the version in force.</summary>
    public int Latest { get; private set; }

    /// <summary>When another one followed it; null while it is in force.</summary>
    public Instant? Until { get; private set; }
    public Contract? Contract { get; private set; }

    [BindProperty]
    public string? Objection { get; set; }

    [TempData]
    public string? Notice { get; set; }
    public string? Refused { get; private set; }

    public async Task<IActionResult> OnGet(int number, CancellationToken cancel) =>
        await Load(number, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostObject(int number, CancellationToken cancel)
    {
        if (HttpContext.ActorOrNull() is not { } actor)
            return NotFound();
        var lodged = await lodge.Run(actor, number, Objection, cancel);
        if (lodged.IsDone)
        {
            Notice = t["Your objection is recorded. You get a mail when it is answered."];
            return this.SeeOther(FormattableString.Invariant($"/policy/versions/{number}#contract"));
        }
        if (!await Load(number, cancel))
            return NotFound();
        Refused = lodged.Refused!.Why.In(reader.Words);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Load(int number, CancellationToken cancel)
    {
        var versions = await db
            .PolicyVersions.Select(x => new
            {
                x.Number,
                x.Sha256,
                x.PostedAt,
            })
            .ToListAsync(cancel);
        if (versions.Find(x => x.Number == number) is not { } found)
            return false;
        var version = await policies.Of(db, found.Sha256, cancel);
        Latest = versions.Max(x => x.Number);
        Until = versions.Find(x => x.Number == number + 1)?.PostedAt;
        Sheet = PolicySheet.Of(version, [], reader.Words);
        if (HttpContext.ActorOrNull() is { } actor)
        {
            // As it held with the customer last.
            var last = Until is { } end ? end - Duration.Epsilon : reader.Now;
            var holds = actor.IsStaff ? version : await policies.For(db, actor.Organisation, last, cancel);
            Contract = await Contract.Of(db, version, holds, actor, cancel);
        }
        return true;
    }
}
