using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Data;

/// <summary>The keys that every node of one installation shares: made once, kept in the database, backed up with it.</summary>
public sealed record DeskKeys(byte[] Thread, byte[] Claim)
{
    /// <summary>Reads the keys, and makes those that are missing.</summary>
    public static async Task<DeskKeys> Load(GroupWriter writer, CancellationToken cancel = default) =>
        await writer.Write(
            async (db, token) => new DeskKeys(await Key(db, "key:thread", token), await Key(db, "key:claim", token)),
            cancel
        );

    private static async Task<byte[]> Key(DeskDb db, string name, CancellationToken cancel)
    {
        var kept = await db.Secrets.SingleOrDefaultAsync(x => x.Name == name, cancel);
        if (kept is null)
            db.Secrets.Add(kept = new Secret { Name = name, Value = RandomNumberGenerator.GetBytes(32) });
        return kept.Value;
    }
}
