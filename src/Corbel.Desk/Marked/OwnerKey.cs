using System.Security.Cryptography;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>The key of one ticket, or of one message that is held: wrapped by a master key that is not in the database.</summary>
public sealed class OwnerKey
{
    /// <summary>The ticket, or the message in custody.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The id of the master key that wraps it.</summary>
    public required string MasterId { get; set; }
    public required byte[] Nonce { get; set; }

    /// <summary>The key and its tag.</summary>
    public required byte[] Wrapped { get; set; }
}

/// <summary>Makes, wraps and unwraps the keys of tickets.</summary>
internal static class OwnerKeys
{
    private const int TagLength = 16;
    private const int NonceLength = 12;

    /// <summary>What is taken so that two nodes do not both make the first master key.</summary>
    private const string TheMasterKeys = "the master keys";

    /// <summary>A key that is there already; null where there is none, or its master key is missing.</summary>
    public static async Task<byte[]?> Of(DeskDb db, Guid owner, CancellationToken cancel) =>
        await db.OwnerKeys.FindAsync([owner], cancel) is { } kept ? Unwrap(db.Masters, kept) : null;

    /// <summary>The key of an owner, made where there is none, and whether it was.</summary>
    /// <exception cref="MasterKeyException">There is no master key to wrap it with, or its own is missing.</exception>
    public static async Task<(byte[] Key, bool IsNew)> Make(DeskDb db, Guid owner, CancellationToken cancel)
    {
        if (await db.OwnerKeys.FindAsync([owner], cancel) is { } kept)
            return (
                Unwrap(db.Masters, kept) ?? throw MasterKeyException.Missing(kept.MasterId, db.Masters!.File),
                false
            );
        var masters = db.Masters ?? throw new InvalidOperationException("This context knows no master keys");
        if (masters.Newest is null)
        {
            await db.Take(TheMasterKeys, cancel);
            if (masters.Newest is null)
            {
                if (await db.OwnerKeys.AnyAsync(cancel))
                    throw MasterKeyException.Missing(null, masters.File);
                masters.Add();
            }
        }
        var key = RandomNumberGenerator.GetBytes(Sealed.KeyLength);
        db.OwnerKeys.Add(Wrap(masters.Newest!, owner, key));
        return (key, true);
    }

    /// <summary>The key itself; null where the master key is missing.</summary>
    /// <exception cref="CryptographicException">Somebody changed the row.</exception>
    public static byte[]? Unwrap(MasterKeys? masters, OwnerKey kept)
    {
        if (masters?.Of(kept.MasterId) is not { } master)
            return null;
        var key = new byte[kept.Wrapped.Length - TagLength];
        using var cipher = new AesGcm(master.Key, TagLength);
        var wrapped = kept.Wrapped.AsSpan();
        var owner = kept.OwnerId.ToByteArray(bigEndian: true);
        cipher.Decrypt(kept.Nonce, wrapped[..^TagLength], wrapped[^TagLength..], key, owner);
        return key;
    }

    /// <summary>Wraps the key of a row anew.</summary>
    public static void Rewrap(MasterKey master, OwnerKey row, byte[] key)
    {
        var anew = Wrap(master, row.OwnerId, key);
        (row.MasterId, row.Nonce, row.Wrapped) = (anew.MasterId, anew.Nonce, anew.Wrapped);
    }

    private static OwnerKey Wrap(MasterKey master, Guid owner, byte[] key)
    {
        var (nonce, wrapped) = (RandomNumberGenerator.GetBytes(NonceLength), new byte[key.Length + TagLength]);
        using var cipher = new AesGcm(master.Key, TagLength);
        var whole = wrapped.AsSpan();
        cipher.Encrypt(nonce, key, whole[..^TagLength], whole[^TagLength..], owner.ToByteArray(bigEndian: true));
        return new OwnerKey
        {
            OwnerId = owner,
            MasterId = master.Id,
            Nonce = nonce,
            Wrapped = wrapped,
        };
    }
}
