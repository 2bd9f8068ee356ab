using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// Plans the sealing of a marked ticket, or of a message that is held and bears a mark, in the transaction that wrote what is
/// to be sealed.
/// </summary>
internal static class SealJobs
{
    public const string Kind = "seal";

    public static Job First(Guid owner, Instant now) =>
        new()
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Kind = Kind,
            Key = KeyOf(owner),
            DueAt = now,
            State = owner.ToString(),
        };

    public static Task Plan(DeskDb db, Guid owner, Instant now, CancellationToken cancel) =>
        Plan(db, owner, [], now, cancel);

    private static async Task Plan(
        DeskDb db,
        Guid owner,
        IReadOnlyList<string> plain,
        Instant now,
        CancellationToken cancel
    )
    {
        var key = KeyOf(owner);
        var id = await db.Jobs.Where(x => x.Key == key).Select(x => (Guid?)x.Id).SingleOrDefaultAsync(cancel);
        var planned =
            (id is { } there ? await Row(db, there).SingleOrDefaultAsync(cancel) : null)
            ?? db.Inserted.OfType<Job>().SingleOrDefault(x => x.Key == key);
        if (planned is null)
            db.Inserted.Add(planned = First(owner, now));
        (planned.DueAt, planned.Attempts, planned.State) = (now, 0, With(planned.State, plain));
    }

    /// <summary>The same message came again: its bytes, its files and its subject lie there in plain once more.</summary>
    public static async Task Again(DeskDb db, Guid first, Instant now, CancellationToken cancel)
    {
        var ticket = await db.Custodies.Where(x => x.Id == first).Select(x => x.TicketId).SingleOrDefaultAsync(cancel);
        var files = await db
            .Attachments.Where(x => x.TicketId == ticket && x.SealedAs != null)
            .Select(x => x.Sha256)
            .ToListAsync(cancel);
        foreach (
            var owner in await db.OwnerKeys.Where(x => x.OwnerId == ticket || x.OwnerId == first).ToListAsync(cancel)
        )
            await Plan(db, owner.OwnerId, files, now, cancel);
    }

    /// <summary>What the sealing is of.</summary>
    public static Guid OwnerOf(Job job) => Guid.Parse(job.State!.Split(' ')[0]);

    /// <summary>The names in the file store that lie in plain and are to go, as the state of a job says.</summary>
    public static IReadOnlyList<string> NamesIn(string? state) => state?.Split(' ')[1..] ?? [];

    /// <summary>A state with more names, none of them twice.</summary>
    public static string With(string? state, IEnumerable<string> names) =>
        string.Join(' ', state!.Split(' ').Concat(names).Distinct());

    /// <summary>A state without some names.</summary>
    public static string Without(string? state, IReadOnlyList<string> names) =>
        string.Join(' ', state!.Split(' ').Except(names));

    /// <summary>Changes the state of a job that may meanwhile have been planned again.</summary>
    /// <returns>The state from now on; null where the job is gone.</returns>
    public static async Task<string?> Change(
        DeskDb db,
        Guid id,
        Func<string?, string> change,
        CancellationToken cancel
    ) => await Row(db, id).SingleOrDefaultAsync(cancel) is { } job ? job.State = change(job.State) : null;

    /// <summary>For this transaction alone: two that add names must not lose each other's.</summary>
    private static IQueryable<Job> Row(DeskDb db, Guid id) =>
        db.Home!.IsPostgres
            ? db.Jobs.FromSql($"SELECT * FROM jobs WHERE id = {id} FOR UPDATE").AsTracking()
            : db.Jobs.AsTracking().Where(x => x.Id == id);

    /// <summary>The keys of the sealings that are planned.</summary>
    public static async Task<HashSet<string>> Planned(DeskDb db, CancellationToken cancel) =>
        [.. await db.Jobs.Where(x => x.Kind == Kind).Select(x => x.Key).ToListAsync(cancel)];

    public static string KeyOf(Guid owner) => $"{Kind}:{owner}";
}
