using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Releases;

/// <summary>Changes a release as long as it is planned: what somebody got stays as they got it. Its product stays.</summary>
public sealed class EditRelease(GroupWriter writer)
{
    public Task<Outcome<Release>> Run(Actor by, Guid id, ReleaseDraft draft, CancellationToken cancel = default)
    {
        if (!ReleaseRefusals.May(by))
            return Task.FromResult<Outcome<Release>>(ReleaseRefusals.NotForYou);
        if (!PlanRelease.IsWhole(draft))
            return Task.FromResult<Outcome<Release>>(ReleaseRefusals.BadRelease);
        return writer.Write<Outcome<Release>>(
            async (db, token) =>
            {
                await db.Take(DeliverRelease.LockOf(id), token);
                if (await db.Releases.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token) is not { } release)
                    return ReleaseRefusals.NoSuchRelease;
                if (release.State != ReleaseState.Planned)
                    return ReleaseRefusals.Delivered;
                var (product, number) = (release.ProductId, draft.Number.Trim());
                await db.Take(PlanRelease.LockOf(product), token);
                if (await db.Releases.AnyAsync(x => x.ProductId == product && x.Number == number && x.Id != id, token))
                    return ReleaseRefusals.ReleaseExists;
                release.Number = number;
                (release.TitleEn, release.TitleNl) = (draft.TitleEn.Trim(), draft.TitleNl.Trim());
                (release.NotesEn, release.NotesNl) = (draft.NotesEn.Trim(), draft.NotesNl.Trim());
                release.PlannedFor = draft.PlannedFor is { } planned ? Journal.Grain(planned) : null;
                return release;
            },
            cancel
        );
    }
}
