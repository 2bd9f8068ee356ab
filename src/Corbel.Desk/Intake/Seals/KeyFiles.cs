using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Corbel.Desk.Intake.Seals;

/// <summary>Reads the files that the settings name.</summary>
internal static class KeyFiles
{
    public static List<(X509Certificate, AsymmetricKeyParameter)> Smime(string path, string password) =>
        Read<(X509Certificate, AsymmetricKeyParameter)>(
            path,
            "is no PKCS #12 file (.p12, .pfx), or the password does not open it",
            bytes =>
            {
                var store = new Pkcs12StoreBuilder().Build();
                store.Load(new MemoryStream(bytes), password.ToCharArray());
                return
                [
                    .. store
                        .Aliases.Where(store.IsKeyEntry)
                        .Where(x => store.GetCertificate(x) is not null)
                        .Select(x => (store.GetCertificate(x).Certificate, store.GetKey(x).Key)),
                ];
            },
            "holds no certificate with its private key"
        );

    public static List<X509Certificate> Certificates(string path) =>
        Read<X509Certificate>(
            path,
            "holds no certificates in PEM or DER that can be read",
            bytes => [.. new X509CertificateParser().ReadCertificates(bytes)],
            "holds no certificate"
        );

    /// <summary>The keys without their password: it costs a good part of a second to apply, and is not needed again.</summary>
    public static List<PgpSecretKey> OpenPgp(string path, string password) =>
        Read<PgpSecretKey>(
            path,
            "is no secret OpenPGP key, or the password does not open it",
            bytes =>
            {
                using var stream = PgpUtilities.GetDecoderStream(new MemoryStream(bytes));
                return
                [
                    .. new PgpSecretKeyRingBundle(stream)
                        .GetKeyRings()
                        .SelectMany(x => x.GetSecretKeys())
                        // The main key may well be kept elsewhere.
                        .Where(x => !x.IsPrivateKeyEmpty)
                        .Select(x => Bare(x, password)),
                ];
            },
            "holds no secret key"
        );

    public static List<PgpPublicKeyRing> OpenPgpPublic(string path) =>
        Read<PgpPublicKeyRing>(
            path,
            "holds no public OpenPGP key that can be read",
            bytes =>
            {
                using var stream = PgpUtilities.GetDecoderStream(new MemoryStream(bytes));
                return [.. new PgpPublicKeyRingBundle(stream).GetKeyRings()];
            },
            "holds no public key"
        );

    private static PgpSecretKey Bare(PgpSecretKey key, string password) =>
        PgpSecretKey.CopyWithNewPassword(
            key,
            password.ToCharArray(),
            [],
            SymmetricKeyAlgorithmTag.Null,
            new SecureRandom()
        );

    private static List<T> Read<T>(string path, string unreadable, Func<byte[], List<T>> read, string empty)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"mail.keys: {path} cannot be read: {failure.Message}", failure);
        }
        List<T> found;
        try
        {
            found = read(bytes);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The library's own sentence may say more than it should.
            throw new KeyFileException($"mail.keys: {path} {unreadable}.", failure);
        }
        return found.Count > 0 ? found : throw new KeyFileException($"mail.keys: {path} {empty}.");
    }
}
