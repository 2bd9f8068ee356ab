using System.Text.Json.Serialization;

namespace Corbel.Desk.Intake.Seals;

/// <summary>How a mail was sealed, and what the desk made of it when it came. It proves nobody's rights.</summary>
/// <param name="Lock">What became of its encryption; null where nothing was encrypted.</param>
/// <param name="LockInPart">Only a part of the mail was encrypted.</param>
/// <param name="Signatures">Its signatures, the outermost first.</param>
public sealed record Seal(SealLock? Lock, bool LockInPart, IReadOnlyList<SealSignature> Signatures)
{
    /// <summary>Something in it was opened with a key of the desk, whatever became of the rest.</summary>
    public bool Opened { get; init; }

    /// <summary>
    /// All that was opened bears, within the encryption, the verified signature of the sender: who sent it knew the text.
    /// Anybody can put a copy of another's encrypted mail into a mail of their own, and a signature around it.
    /// </summary>
    public bool OpenedForSender { get; init; }
}

/// <summary>A signature and whose it is.</summary>
/// <param name="Verdict">What the check said.</param>
/// <param name="Signer">The name in the certificate or key; null where nothing vouches for it.</param>
/// <param name="Address">The signer's address; the sender's own where that is one of them.</param>
/// <param name="BySender">The address stands in From.</param>
/// <param name="InPart">It covers only a part of the mail.</param>
public sealed record SealSignature(
    SealVerdict Verdict,
    string? Signer = null,
    string? Address = null,
    bool BySender = false,
    bool InPart = false
);

/// <summary>What became of an encrypted mail. The later is the worse.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SealLock>))]
public enum SealLock
{
    /// <summary>Opened with a key of the desk.</summary>
    Opened,

    /// <summary>It was encrypted for others.</summary>
    NoKey,

    /// <summary>It is damaged, too large, or in a form that the desk cannot open.</summary>
    Broken,
}

/// <summary>What the check of a signature said.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SealVerdict>))]
public enum SealVerdict
{
    /// <summary>It fits the text, and the certificate or key is one that is trusted.</summary>
    Verified,

    /// <summary>It fits the text, but nobody that is trusted vouches for the certificate.</summary>
    Untrusted,

    /// <summary>The certificate or key had expired when the mail came.</summary>
    Expired,

    /// <summary>The signer took the key back.</summary>
    Revoked,

    /// <summary>The text is not the one that was signed.</summary>
    Altered,

    /// <summary>The key that it is checked by is not here.</summary>
    UnknownKey,

    /// <summary>It is in a form that the desk cannot check.</summary>
    Unchecked,
}
