using MimeKit;
using NodaTime;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.X509;

namespace Corbel.Desk.Intake.Seals;

/// <summary>The keys of this desk and of its senders, read once. Nothing of them is written anywhere.</summary>
public sealed class MailKeys
{
    private MailKeys() { }

    /// <summary>No keys but the system's roots: what is signed can be checked, nothing can be opened.</summary>
    public static MailKeys None { get; } = new();

    internal IReadOnlyList<(X509Certificate Certificate, AsymmetricKeyParameter Key)> Smime { get; private init; } = [];
    internal SmimeTrust Trust { get; private init; } = new([]);
    internal IReadOnlyList<PgpSecretKey> OpenPgp { get; private init; } = [];
    internal IReadOnlyList<PgpPublicKeyRing> OpenPgpPublic { get; private init; } = [];

    /// <exception cref="KeyFileException">A file cannot be read, or its password is wrong.</exception>
    public static MailKeys Load(MailKeyOptions options, string data) =>
        new()
        {
            Smime = [.. options.Smime.SelectMany(x => KeyFiles.Smime(Path.Combine(data, x.File), x.Password))],
            Trust = new([.. options.SmimeTrust.SelectMany(x => KeyFiles.Certificates(Path.Combine(data, x)))]),
            OpenPgp = [.. options.OpenPgp.SelectMany(x => KeyFiles.OpenPgp(Path.Combine(data, x.File), x.Password))],
            OpenPgpPublic = [.. options.OpenPgpPublic.SelectMany(x => KeyFiles.OpenPgpPublic(Path.Combine(data, x)))],
        };

    /// <summary>What stands in a sealed body; the body itself where it is not sealed or cannot be opened.</summary>
    /// <param name="body">Left as it is.</param>
    /// <param name="from">The sender's address, that signers are held against.</param>
    /// <param name="at">When the mail came: keys and certificates count as they were then.</param>
    internal (MimeEntity Body, Seal? Seal) Open(MimeEntity body, string? from, Instant at)
    {
        var opening = new SealOpening(this, from, at);
        var opened = opening.Open(body);
        return (opened, opening.Seal);
    }
}

/// <summary>A key file is missing or cannot be read. The message names the file, never its password.</summary>
public sealed class KeyFileException(string message, Exception? inner = null) : Exception(message, inner);
