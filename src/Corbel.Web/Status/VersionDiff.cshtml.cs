using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>What one version says otherwise than another.</summary>
public sealed class VersionDiffModel(DeskDb db, PolicyShelf policies, PolicyDiffs diffs) : PageModel
{
    public PolicyInForce From { get; private set; } = null!;
    public PolicyInForce To { get; private set; } = null!;
    public PolicyDiff Diff { get; private set; } = null!;

    public async Task<IActionResult> OnGet(int from, int to, CancellationToken cancel)
    {
        if (await Version(from, cancel) is not { } before || await Version(to, cancel) is not { } after)
            return NotFound();
        (From, To, Diff) = (before, after, diffs.Between(before, after));
        return Page();
    }

    private async Task<PolicyInForce?> Version(int number, CancellationToken cancel)
    {
        var sha256 = await db
            .PolicyVersions.Where(x => x.Number == number)
            .Select(x => x.Sha256)
            .SingleOrDefaultAsync(cancel);
        return sha256 is null ? null : await policies.Of(db, sha256, cancel);
    }
}
