using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Status;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>The policy as staff run it: its versions, who accepted which, who objected.</summary>
public sealed class PolicyModel(DeskDb db, PolicyShelf policies, PolicyDiffs diffs, Reader reader) : PageModel
{
    public Contract Contract { get; private set; } = null!;
    public bool MayPost { get; private set; }
    public IReadOnlyList<Objection> Objections { get; private set; } = [];
    public IReadOnlyList<VersionLine> Lines { get; private set; } = [];

    /// <summary>Who posted a version in the console, by its number.</summary>
    public IReadOnlyDictionary<int, string> PostedBy { get; private set; } = new Dictionary<int, string>();

    /// <summary>How many people of customers have signed in under the version in force.</summary>
    public int DeskUses { get; private set; }

    /// <summary>Told once, after a version was posted or an objection answered.</summary>
    [TempData]
    public string? Notice { get; set; }

    public async Task OnGet(CancellationToken cancel)
    {
        ViewData["View"] = "policy";
        var actor = HttpContext.Actor();
        MayPost = May.PostPolicy(actor);
        var version = await policies.At(db, reader.Now, cancel);
        Contract = await Contract.Of(db, version, version, actor, cancel);
        Objections = await db
            .Objections.VisibleTo(actor)
            .Include(x => x.Organisation)
            .Include(x => x.By)
            .Include(x => x.AnsweredBy)
            .OrderByDescending(x => x.Answer == null)
            .ThenByDescending(x => x.LodgedAt)
            .ToListAsync(cancel);
        Lines = await VersionsModel.Read(db, policies, diffs, actor, cancel);
        PostedBy = await db
            .PolicyVersions.Join(db.People, x => x.PostedById, x => x.Id, (x, person) => new { x.Number, person.Name })
            .ToDictionaryAsync(x => x.Number, x => x.Name, cancel);
        DeskUses = await db.DeskUses.CountAsync(x => x.VersionNumber == version.Number, cancel);
    }
}
