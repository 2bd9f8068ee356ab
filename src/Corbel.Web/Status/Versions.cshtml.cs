using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>A version in the list of all.</summary>
/// <param name="Number">Its number.</param>
/// <param name="PostedAt">From when on it was in force.</param>
/// <param name="Sha256">Of its text.</param>
/// <param name="Changes">How many things it says otherwise than the one before; null for the first.</param>
/// <param name="Accepted">How many of the customers that the reader sees have accepted it.</param>
/// <param name="AcceptedAt">The earliest of these uses.</param>
public sealed record VersionLine(
    int Number,
    Instant PostedAt,
    string Sha256,
    int? Changes,
    int Accepted,
    Instant? AcceptedAt
);

/// <summary>All versions of the policy, the newest first.</summary>
public sealed class VersionsModel(DeskDb db, PolicyShelf policies, PolicyDiffs diffs, Reader reader) : PageModel
{
    public LocalText Title { get; private set; } = null!;
    public IReadOnlyList<VersionLine> Lines { get; private set; } = [];
    public bool IsStaff { get; private set; }

    /// <summary>Whether the reader is somebody to whom acceptance says something.</summary>
    public bool ShowsAcceptance { get; private set; }

    /// <summary>How many customers there are; for staff.</summary>
    public int Customers { get; private set; }

    public async Task OnGet(CancellationToken cancel)
    {
        Title = (await policies.At(db, reader.Now, cancel)).Policy.Document.Title;
        var actor = HttpContext.ActorOrNull();
        IsStaff = actor is { IsStaff: true };
        ShowsAcceptance = actor is { Role: not Role.PartnerUser };
        if (IsStaff)
            Customers = await db.Organisations.CountAsync(x => x.Kind == OrganisationKind.Customer, cancel);
        Lines = await Read(db, policies, diffs, actor, cancel);
    }

    internal static async Task<IReadOnlyList<VersionLine>> Read(
        DeskDb db,
        PolicyShelf policies,
        PolicyDiffs diffs,
        Actor? actor,
        CancellationToken cancel
    )
    {
        var rows = await db
            .PolicyVersions.OrderBy(x => x.Number)
            .Select(x => new { x.Number, x.Sha256 })
            .ToListAsync(cancel);
        var uses = actor is null
            ? []
            : await db
                .Acceptances.VisibleTo(actor)
                .GroupBy(x => new { x.VersionNumber, x.OrganisationId })
                .Select(x => new { x.Key.VersionNumber, At = x.Min(a => a.At) })
                .ToListAsync(cancel);
        var (lines, before) = (new List<VersionLine>(), (PolicyInForce?)null);
        foreach (var row in rows)
        {
            var version = await policies.Of(db, row.Sha256, cancel);
            var own = uses.FindAll(x => x.VersionNumber == row.Number);
            lines.Insert(
                0,
                new(
                    row.Number,
                    version.PostedAt,
                    row.Sha256,
                    before is null ? null : diffs.Between(before, version).Changes.Count(),
                    own.Count,
                    own.Count == 0 ? null : own.Min(x => x.At)
                )
            );
            before = version;
        }
        return lines;
    }
}
