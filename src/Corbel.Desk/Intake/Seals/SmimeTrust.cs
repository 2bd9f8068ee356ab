using NodaTime;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Pkix;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Store;
using SystemStore = System.Security.Cryptography.X509Certificates;

namespace Corbel.Desk.Intake.Seals;

/// <summary>Who vouches for a certificate. No list of revoked ones is fetched: nothing leaves the desk.</summary>
/// <param name="own">Certificates that this installation trusts besides the system's.</param>
internal sealed class SmimeTrust(IReadOnlyList<X509Certificate> own)
{
    /// <summary>A mail can bring any number, and each makes the search for a path longer.</summary>
    private const int MostBrought = 8;

    private static readonly Lazy<List<X509Certificate>> Roots = new(SystemRoots);
    private readonly Lazy<HashSet<TrustAnchor>> anchors = new(() =>
        [.. own.Concat(Roots.Value).Select(x => new TrustAnchor(x, null))]
    );

    /// <param name="signer">The signer's certificate.</param>
    /// <param name="brought">What else the mail brought: it may lie between, and is never itself trusted.</param>
    /// <param name="at">The instant that counts: the receipt, not the signing time that the signer states.</param>
    public SealVerdict Judge(X509Certificate signer, IEnumerable<X509Certificate> brought, Instant at)
    {
        if (!SignsMail(signer))
            return SealVerdict.Untrusted;
        var others = brought.Take(MostBrought).Append(signer).ToList();
        var now = at.ToDateTimeUtc();
        if (LeadsToRoot(signer, others, now))
            return SealVerdict.Verified;
        // It was trusted until it expired: that is worth another word.
        return signer.NotAfter < now && LeadsToRoot(signer, others, signer.NotAfter)
            ? SealVerdict.Expired
            : SealVerdict.Untrusted;
    }

    private bool LeadsToRoot(X509Certificate signer, List<X509Certificate> others, DateTime at)
    {
        var parameters = new PkixBuilderParameters(anchors.Value, new X509CertStoreSelector { Certificate = signer })
        {
            IsRevocationEnabled = false,
            Date = at,
        };
        parameters.AddStoreCert(CollectionUtilities.CreateStore(others));
        try
        {
            return new PkixCertPathBuilder().Build(parameters) is not null;
        }
        catch (Exception failure) when (failure is PkixCertPathBuilderException or GeneralSecurityException)
        {
            return false;
        }
    }

    /// <summary>The system's roots vouch for web servers as well; those sign no mail.</summary>
    private static bool SignsMail(X509Certificate certificate)
    {
        var usage = certificate.GetKeyUsage();
        var purposes = certificate.GetExtendedKeyUsage();
        return (usage is null || usage[0] || usage[1])
            && (
                purposes is null
                || purposes.Contains(KeyPurposeID.id_kp_emailProtection)
                || purposes.Contains(KeyPurposeID.AnyExtendedKeyUsage)
            );
    }

    private static List<X509Certificate> SystemRoots()
    {
        using var store = new SystemStore.X509Store(SystemStore.StoreName.Root, SystemStore.StoreLocation.LocalMachine);
        store.Open(SystemStore.OpenFlags.ReadOnly);
        return [.. store.Certificates.Select(x => new X509Certificate(x.RawData))];
    }
}
