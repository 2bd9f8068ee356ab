using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>In which form a telephone system tells of its calls.</summary>
public enum PbxKind
{
    /// <summary>Corbel's own form (docs/telephone.md).</summary>
    Generic,

    /// <summary>The push of sipgate.io.</summary>
    Sipgate,

    /// <summary>The voice callbacks of Twilio.</summary>
    Twilio,
}

/// <summary>
/// A telephone system that tells of its calls at a secret address. Of the address only the hash is kept. The secret that signs
/// is kept as it is, since the desk needs it to verify.
/// </summary>
public sealed class Pbx
{
    public Guid Id { get; init; }
    public required string Name { get; init; }
    public required PbxKind Kind { get; init; }

    /// <summary>SHA-256 of the secret part of its address, in hex.</summary>
    public required string AddressSha256 { get; init; }

    /// <summary>What it signs with: made here for the generic form, the auth token for Twilio; null where it does not sign.</summary>
    public string? Secret { get; init; }

    /// <summary>Addresses or networks that it calls from, with commas; empty: from anywhere, as it signs.</summary>
    public required string Networks { get; init; }

    /// <summary>The address that its voicemails are mailed from, in upper case; null where it mails none.</summary>
    public string? VoicemailFrom { get; init; }
    public Instant AddedAt { get; init; }

    /// <summary>From then on nothing is taken from it. Its calls stay.</summary>
    public Instant? WithdrawnAt { get; set; }
}
