using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Intake.Mailboxes;

/// <summary>What the database knows of a mailbox: which node reads it, how far, and what is in custody.</summary>
internal sealed class MailboxBook(
    string name,
    Guid node,
    Database database,
    GroupWriter writer,
    LiveFeed live,
    IClock clock
)
{
    /// <summary>A node that dies leaves its mailboxes to the others after this.</summary>
    public static readonly Duration Hold = Duration.FromSeconds(30);

    public string Name => name;

    /// <summary>Takes the mailbox for this node, or keeps it; false where another one reads it.</summary>
    public async Task<bool> Take(CancellationToken cancel)
    {
        try
        {
            return await writer.Write(TakeRow, cancel);
        }
        catch (Exception quicker) when (Passing.IsConflict(quicker))
        {
            return false;
        }
    }

    private async Task<bool> TakeRow(DeskDb db, CancellationToken token)
    {
        var now = clock.GetCurrentInstant();
        if (!await db.Mailboxes.AnyAsync(x => x.Name == name, token))
        {
            db.Mailboxes.Add(
                new Mailbox
                {
                    Name = name,
                    BegunAt = now,
                    HeldBy = node,
                    HeldUntil = now + Hold,
                }
            );
            return true;
        }
        return await Mine(db, now)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(x => x.HeldBy, node).SetProperty(x => x.HeldUntil, now + Hold),
                    token
                ) == 1;
    }

    /// <summary>Leaves it to the others at once.</summary>
    public Task Release() =>
        writer.Write(
            (db, token) =>
                db
                    .Mailboxes.Where(x => x.Name == name && x.HeldBy == node)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.HeldBy, (Guid?)null), token)
        );

    public async Task<Mailbox> Read(CancellationToken cancel)
    {
        await using var db = database.Read();
        return await db.Mailboxes.AsNoTracking().SingleAsync(x => x.Name == name, cancel);
    }

    /// <summary>Writes down how far this node has come; nothing where another one has taken over.</summary>
    public Task Save(Mailbox row, CancellationToken cancel) =>
        writer.Write(
            (db, token) =>
                Mine(db, clock.GetCurrentInstant())
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(x => x.UidValidity, row.UidValidity)
                                .SetProperty(x => x.Renumbered, row.Renumbered)
                                .SetProperty(x => x.TakenUpTo, row.TakenUpTo)
                                .SetProperty(x => x.LeftAlone, row.LeftAlone)
                                .SetProperty(x => x.PolledAt, row.PolledAt)
                                .SetProperty(x => x.ReconciledAt, row.ReconciledAt),
                        token
                    ),
            cancel
        );

    /// <summary>Says that it cannot be read, and since when, or that it can again.</summary>
    /// <returns>Whether that is news.</returns>
    public Task<bool> Tell(string? trouble, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                Instant? since = trouble is null ? null : clock.GetCurrentInstant();
                var row = await db.Mailboxes.AsTracking().SingleAsync(x => x.Name == name, token);
                if (row.Trouble == trouble)
                    return false;
                (row.Trouble, row.TroubleSince) = (trouble, since is null ? null : row.TroubleSince ?? since);
                await live.Announce(db, Change.HeldMail, token);
                return true;
            },
            cancel
        );

    /// <summary>Which of these mails are in custody already.</summary>
    public async Task<IReadOnlySet<uint>> Known(long validity, IReadOnlyList<uint> uids, CancellationToken cancel)
    {
        var keys = uids.ToDictionary(x => KeyOf(validity, x), x => x, StringComparer.Ordinal);
        await using var db = database.Read();
        var known = await db
            .Custodies.Where(x => keys.Keys.Contains(x.CustodyKey))
            .Select(x => x.CustodyKey)
            .ToListAsync(cancel);
        return known.Select(x => keys[x]).ToHashSet();
    }

    /// <summary>The custody key of a mail: mailbox, UIDVALIDITY and UID name it for ever.</summary>
    public string KeyOf(long validity, uint uid) => $"{Prefix}{validity}:{uid}";

    public string Prefix => $"imap:{name}:";

    private IQueryable<Mailbox> Mine(DeskDb db, Instant now) =>
        db.Mailboxes.Where(x => x.Name == name && (x.HeldBy == null || x.HeldBy == node || x.HeldUntil < now));
}
