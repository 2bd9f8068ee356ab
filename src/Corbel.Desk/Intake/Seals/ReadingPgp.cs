using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Corbel.Desk.Intake.Seals;

/// <summary>What the library asks of a context that also signs, encrypts and keeps keys. The desk's does none of it.</summary>
internal abstract class ReadingPgp : OpenPgpContext
{
    public override bool CanSign(MailboxAddress signer, CancellationToken cancellationToken = default) => false;

    public override bool CanEncrypt(MailboxAddress mailbox, CancellationToken cancellationToken = default) => false;

    public override IList<PgpPublicKey> GetPublicKeys(
        IEnumerable<MailboxAddress> mailboxes,
        CancellationToken cancellationToken = default
    ) => throw Not();

    public override PgpSecretKey GetSigningKey(MailboxAddress mailbox, CancellationToken cancellationToken = default) =>
        throw Not();

    public override void Import(PgpPublicKeyRing keyring, CancellationToken cancellationToken = default) => throw Not();

    public override void Import(PgpPublicKeyRingBundle bundle, CancellationToken cancellationToken = default) =>
        throw Not();

    public override void Import(PgpSecretKeyRing keyring, CancellationToken cancellationToken = default) => throw Not();

    public override void Import(PgpSecretKeyRingBundle bundle, CancellationToken cancellationToken = default) =>
        throw Not();

    public override MimePart Export(
        IEnumerable<MailboxAddress> mailboxes,
        CancellationToken cancellationToken = default
    ) => throw Not();

    public override Task<MimePart> ExportAsync(
        IEnumerable<MailboxAddress> mailboxes,
        CancellationToken cancellationToken = default
    ) => throw Not();

    public override void Export(
        IEnumerable<MailboxAddress> mailboxes,
        Stream stream,
        bool armor,
        CancellationToken cancellationToken = default
    ) => throw Not();

    public override Task ExportAsync(
        IEnumerable<MailboxAddress> mailboxes,
        Stream stream,
        bool armor,
        CancellationToken cancellationToken = default
    ) => throw Not();

    private static NotSupportedException Not() => new("The desk reads mail with its keys and does nothing else.");
}
