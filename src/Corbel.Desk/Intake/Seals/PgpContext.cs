using MimeKit;
using MimeKit.Cryptography;
using NodaTime;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Corbel.Desk.Intake.Seals;

/// <summary>OpenPGP with the desk's key rings, in memory and for reading alone; no key server is asked.</summary>
internal sealed class PgpContext(MailKeys keys, string? from, Instant at) : ReadingPgp
{
    /// <summary>What was encrypted was so for one of the keys.</summary>
    public bool HadKey { get; private set; }

    /// <summary>Opens a message and says who signed it within.</summary>
    public List<SealSignature> Open(byte[] message, Stream plain)
    {
        RequireWhole(message);
        using var encrypted = new MemoryStream(message);
        return Judge(DecryptTo(encrypted, plain));
    }

    /// <summary>
    /// Made here, whatever the library does of itself: without the check that the format provides for (RFC 9580, 5.13)
    /// somebody between could turn one text into another; an old message that has none is not opened.
    /// </summary>
    private void RequireWhole(byte[] message)
    {
        using var decoded = PgpUtilities.GetDecoderStream(new MemoryStream(message));
        var packets = new PgpObjectFactory(decoded);
        var packet = packets.NextPgpObject();
        while (packet is PgpMarker)
            packet = packets.NextPgpObject();
        if (packet is not PgpEncryptedDataList list)
            throw new InvalidDataException("Nothing in it is encrypted.");
        foreach (var locked in list.GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>())
        {
            if (keys.OpenPgp.FirstOrDefault(x => x.KeyId == locked.KeyId) is not { } key)
                continue;
            HadKey = true;
            if (!locked.IsIntegrityProtected())
                throw new InvalidDataException("Nothing tells whether it was changed.");
            using var clear = locked.GetDataStream(key.ExtractPrivateKey([]));
            clear.CopyTo(Stream.Null);
            if (!locked.Verify())
                throw new InvalidDataException("It was changed.");
            return;
        }
    }

    public List<SealSignature> Judge(IEnumerable<IDigitalSignature>? signatures) =>
        [.. (signatures ?? []).Take(5).OfType<OpenPgpDigitalSignature>().Select(Judge)];

    private SealSignature Judge(OpenPgpDigitalSignature signature)
    {
        if (signature.SignerCertificate is not OpenPgpDigitalCertificate { KeyRing: { } ring, PublicKey: { } key })
            return new(SealVerdict.UnknownKey);
        // Two texts that have one MD5 can be made at will.
        if (signature.DigestAlgorithm is DigestAlgorithm.MD5)
            return new(SealVerdict.Unchecked);
        if (!Fits(signature))
            return new(SealVerdict.Altered);
        var main = ring.GetPublicKey();
        var people = main.GetUserIds()
            .Select(x => MailboxAddress.TryParse(x, out var person) ? person : null)
            .OfType<MailboxAddress>()
            .ToList();
        var verdict =
            main.HasRevocation() || key.HasRevocation() ? SealVerdict.Revoked
            : HasExpired(main) || HasExpired(key) ? SealVerdict.Expired
            : SealVerdict.Verified;
        var named =
            people.Find(x => string.Equals(x.Address, from, StringComparison.OrdinalIgnoreCase))
            ?? people.FirstOrDefault();
        return Signers.Of(verdict, named?.Name, people.Select(x => x.Address), from);
    }

    private bool HasExpired(PgpPublicKey key) =>
        key.GetValidSeconds() is > 0 and var seconds
        && Instant
            .FromDateTimeUtc(DateTime.SpecifyKind(key.CreationTime, DateTimeKind.Utc))
            .Plus(Duration.FromSeconds(seconds)) < at;

    private static bool Fits(OpenPgpDigitalSignature signature)
    {
        try
        {
            return signature.Verify();
        }
        catch (DigitalSignatureVerifyException)
        {
            return false;
        }
    }

    protected override PgpPublicKeyRing? GetPublicKeyRing(long keyId, CancellationToken cancellationToken) =>
        keys.OpenPgpPublic.FirstOrDefault(x => x.GetPublicKey(keyId) is not null);

    protected override Task<PgpPublicKeyRing?> GetPublicKeyRingAsync(long keyId, CancellationToken cancellationToken) =>
        Task.FromResult(GetPublicKeyRing(keyId, cancellationToken));

    protected override PgpSecretKey GetSecretKey(long keyId, CancellationToken cancellationToken)
    {
        var key = keys.OpenPgp.FirstOrDefault(x => x.KeyId == keyId);
        HadKey |= key is not null;
        return key ?? throw new PrivateKeyNotFoundException(keyId, "It is none of the desk's.");
    }

    protected override Task<PgpSecretKey> GetSecretKeyAsync(long keyId, CancellationToken cancellationToken) =>
        Task.FromResult(GetSecretKey(keyId, cancellationToken));

    protected override string GetPasswordForKey(PgpSecretKey key) => "";
}
