using MimeKit.Cryptography;
using NodaTime;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;

namespace Corbel.Desk.Intake.Seals;

/// <summary>
/// S/MIME with the desk's keys, for one mail. The library's own check takes a root that the mail brings for a trusted one and
/// the signing time that the signer states for the instant that counts; so the check is ours.
/// </summary>
internal sealed class SmimeContext : TemporarySecureMimeContext
{
    private const int MostSigners = 5;
    private readonly MailKeys keys;
    private readonly string? from;
    private readonly Instant at;

    public SmimeContext(MailKeys keys, string? from, Instant at)
    {
        (this.keys, this.from, this.at) = (keys, from, at);
        CheckCertificateRevocation = false;
    }

    /// <summary>What was encrypted was so for one of the keys.</summary>
    public bool HadKey { get; private set; }

    /// <summary>What the last check of a detached signature said.</summary>
    public IReadOnlyList<SealSignature> Found { get; private set; } = [];

    protected override AsymmetricKeyParameter? GetPrivateKey(ISelector<X509Certificate> selector)
    {
        var key = keys.Smime.FirstOrDefault(x => selector.Match(x.Certificate)).Key;
        HadKey |= key is not null;
        return key;
    }

    public override DigitalSignatureCollection Verify(
        Stream content,
        Stream signatureData,
        CancellationToken cancellationToken = default
    )
    {
        var signed = new MemoryStream();
        content.CopyTo(signed);
        Found = Judge(new CmsSignedData(new CmsProcessableByteArray(signed.ToArray()), signatureData));
        return new DigitalSignatureCollection([]);
    }

    public List<SealSignature> Judge(CmsSignedData signed)
    {
        var brought = signed.GetCertificates();
        return
        [
            .. signed
                .GetSignerInfos()
                .GetSigners()
                .Take(MostSigners)
                .Select(x => Judge(x, brought.EnumerateMatches(x.SignerID).FirstOrDefault(), brought)),
        ];
    }

    private SealSignature Judge(SignerInformation signer, X509Certificate? certificate, IStore<X509Certificate> brought)
    {
        if (certificate is null)
            return new(SealVerdict.UnknownKey);
        // Two texts that have one MD5 can be made at will.
        if (signer.DigestAlgorithmID.Algorithm.Id == DigestOfMd5)
            return new(SealVerdict.Unchecked);
        if (!Fits(signer, certificate))
            return new(SealVerdict.Altered);
        var verdict = keys.Trust.Judge(certificate, brought.EnumerateMatches(null), at);
        return verdict == SealVerdict.Untrusted
            ? new(verdict)
            : Signers.Of(verdict, NameIn(certificate), AddressesIn(certificate), from);
    }

    private static readonly string DigestOfMd5 = CmsSignedGenerator.DigestMD5;

    private static bool Fits(SignerInformation signer, X509Certificate certificate)
    {
        try
        {
            // Not by the certificate: then the signing time that the signer states would decide.
            return signer.Verify(certificate.GetPublicKey());
        }
        catch (CmsException)
        {
            return false;
        }
    }

    private static string? NameIn(X509Certificate certificate) =>
        certificate.SubjectDN.GetValueList(X509Name.CN).FirstOrDefault();

    private static IEnumerable<string> AddressesIn(X509Certificate certificate)
    {
        var names = certificate.GetSubjectAlternativeNameExtension();
        var others = names is null ? [] : names.GetNames().Where(x => x.TagNo == GeneralName.Rfc822Name);
        return others.Select(x => x.Name.ToString()!).Concat(certificate.SubjectDN.GetValueList(X509Name.EmailAddress));
    }
}
