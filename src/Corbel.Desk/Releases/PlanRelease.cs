using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>A release as a manager types it; the notes are Markdown.</summary>
public sealed record ReleaseDraft(
    Guid Product,
    string Number,
    string TitleEn,
    string TitleNl,
    string NotesEn,
    string NotesNl,
    Instant? PlannedFor = null
);

/// <summary>Plans a release: staff see it, customers only once it is delivered to them.</summary>
public sealed class PlanRelease(GroupWriter writer, IClock clock)
{
    private const int Longest = 50_000;

    public Task<Outcome<Release>> Run(Actor by, ReleaseDraft draft, CancellationToken cancel = default)
    {
        if (!ReleaseRefusals.May(by))
            return Task.FromResult<Outcome<Release>>(ReleaseRefusals.NotForYou);
        if (!IsWhole(draft))
            return Task.FromResult<Outcome<Release>>(ReleaseRefusals.BadRelease);
        return writer.Write<Outcome<Release>>(
            async (db, token) =>
            {
                var number = draft.Number.Trim();
                await db.Take(LockOf(draft.Product), token);
                if (!await db.Products.AnyAsync(x => x.Id == draft.Product, token))
                    return ReleaseRefusals.NoSuchProduct;
                if (await db.Releases.AnyAsync(x => x.ProductId == draft.Product && x.Number == number, token))
                    return ReleaseRefusals.ReleaseExists;
                var now = Journal.Grain(clock.GetCurrentInstant());
                var release = new Release
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    ProductId = draft.Product,
                    Number = number,
                    TitleEn = draft.TitleEn.Trim(),
                    TitleNl = draft.TitleNl.Trim(),
                    NotesEn = draft.NotesEn.Trim(),
                    NotesNl = draft.NotesNl.Trim(),
                    PlannedFor = draft.PlannedFor is { } planned ? Journal.Grain(planned) : null,
                    CreatedBy = by.Person,
                    CreatedAt = now,
                };
                db.Releases.Add(release);
                return release;
            },
            cancel
        );
    }

    internal static string LockOf(Guid product) => $"releases of {product}";

    internal static bool IsWhole(ReleaseDraft draft)
    {
        string[] texts = [draft.Number, draft.TitleEn, draft.TitleNl, draft.NotesEn, draft.NotesNl];
        return texts.All(x => !string.IsNullOrWhiteSpace(x) && x.Length <= Longest) && draft.Number.Trim().Length <= 40;
    }
}
