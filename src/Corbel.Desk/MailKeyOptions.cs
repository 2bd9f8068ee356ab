namespace Corbel.Desk;

/// <summary>Keys that open mail to the desk, and what its senders' signatures are checked by. Paths are under the data folder unless absolute.</summary>
public sealed class MailKeyOptions
{
    /// <summary>PKCS #12 files (.p12, .pfx) with a certificate of the desk's address and its private key.</summary>
    public List<SecretKeyOptions> Smime { get; set; } = [];

    /// <summary>Files with certificates of authorities, PEM or DER, that are trusted besides the system's roots.</summary>
    public List<string> SmimeTrust { get; set; } = [];

    /// <summary>Files with secret keys, armoured or binary.</summary>
    public List<SecretKeyOptions> OpenPgp { get; set; } = [];

    /// <summary>Files with senders' public keys. Who puts a key there says that it is that person's.</summary>
    public List<string> OpenPgpPublic { get; set; } = [];
}

/// <summary>A file with a secret key and the password that opens it; empty: it has none.</summary>
public sealed class SecretKeyOptions
{
    public string File { get; set; } = "";
    public string Password { get; set; } = "";
}
