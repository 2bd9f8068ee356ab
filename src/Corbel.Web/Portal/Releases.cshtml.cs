using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Releases;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Portal;

/// <summary>The releases that reached the reader's organisation (clause 8), the last first.</summary>
public sealed class ReleasesModel(DeskDb db, Reader reader) : PageModel
{
    internal IReadOnlyList<(DeliveredRelease Release, string Notes)> All { get; private set; } = [];

    /// <summary>What the organisation ordered, for its administrators.</summary>
    internal IReadOnlyList<OrderForm> Orders { get; private set; } = [];
    internal IReadOnlyDictionary<Guid, string> Products { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        var actor = HttpContext.Actor();
        // A partner user has to do with the desk of its customer alone.
        if (actor.Role == Role.PartnerUser)
            return NotFound();
        var always = new Interval(Instant.FromUtc(2000, 1, 1, 0, 0), reader.Now + Duration.FromDays(1));
        var seen = await ReadReleases.Delivered(db, actor, actor.Organisation, always, cancel);
        var ids = seen.Select(x => x.Id).ToList();
        var notes = await db
            .Releases.Where(x => ids.Contains(x.Id))
            .ToDictionaryAsync(x => x.Id, x => reader.Words == Language.Nl ? x.NotesNl : x.NotesEn, cancel);
        All = [.. seen.Reverse().Select(x => (x, ReleaseNotes.ToHtml(notes[x.Id])))];
        Orders = await db
            .OrderForms.VisibleTo(actor)
            .Include(x => x.Lines)
            .Where(x => x.OrganisationId == actor.Organisation)
            .OrderBy(x => x.RecordedAt)
            .ToListAsync(cancel);
        Products = await db.Products.ToDictionaryAsync(x => x.Id, x => x.Name, cancel);
        return Page();
    }
}
