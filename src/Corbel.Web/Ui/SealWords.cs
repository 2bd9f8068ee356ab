using Corbel.Desk.Intake.Seals;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Ui;

/// <summary>How a mail was sealed, in words: an icon and a sentence each, so that no colour is needed to tell them apart.</summary>
internal static class SealWords
{
    public static IEnumerable<(string Icon, string Line, bool Warns)> Lines(Seal seal, IStringLocalizer<Texts> t)
    {
        string InPart(bool part, string line) => part ? t["Only a part of the mail: {0}", line] : line;

        if (seal.Lock is { } found)
            yield return (
                found == SealLock.Opened ? "lock" : "triangle-alert",
                InPart(seal.LockInPart, Of(found, t)),
                found != SealLock.Opened
            );
        foreach (var signature in seal.Signatures)
        {
            var good = signature is { Verdict: SealVerdict.Verified, BySender: true };
            yield return (good ? "circle-check" : "triangle-alert", InPart(signature.InPart, Of(signature, t)), !good);
        }
    }

    /// <summary>Who may read what was opened, and why.</summary>
    /// <param name="staff">It is staff who read this.</param>
    /// <param name="t">The reader's texts.</param>
    public static string StaffOnly(bool staff, IStringLocalizer<Texts> t) =>
        staff
            ? t["Only staff can read this: no signature within the encryption shows that the sender knew the text"]
            : t[
                "Our staff can read this message. It is not shown here: no signature within the encryption shows that its sender knew the text."
            ];

    private static string Of(SealLock found, IStringLocalizer<Texts> t) =>
        found switch
        {
            SealLock.Opened => t["Encrypted, opened with the desk’s key"],
            SealLock.NoKey => t["Encrypted; this desk has no key for it"],
            _ => t["Encrypted, but it could not be opened"],
        };

    private static string Of(SealSignature signature, IStringLocalizer<Texts> t) =>
        signature.Verdict switch
        {
            SealVerdict.Verified when signature.BySender => t["Signed by {0}, verified", Name(signature, t)],
            SealVerdict.Verified => t["Signed by {0}, not by the sender", Name(signature, t)],
            SealVerdict.Untrusted => t["Signed, but the certificate is not trusted"],
            SealVerdict.Expired => t["Signed by {0}, but the certificate or key had expired", Name(signature, t)],
            SealVerdict.Revoked => t["Signed by {0}, but the key was revoked", Name(signature, t)],
            SealVerdict.Altered => t["The signature does not match: the text was changed"],
            SealVerdict.UnknownKey => t["Signed; the key of the signer is not known"],
            _ => t["Signed in a way that the desk cannot check"],
        };

    private static string Name(SealSignature signature, IStringLocalizer<Texts> t) =>
        signature.Signer is null || signature.Signer == signature.Address
            ? signature.Address ?? t["somebody without a name"]
            : $"{signature.Signer} <{signature.Address}>";
}
