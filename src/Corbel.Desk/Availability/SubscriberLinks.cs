using System.Security.Cryptography;
using System.Text;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;

namespace Corbel.Desk.Availability;

/// <summary>
/// The links in a subscriber's mails: an id and its seal (HMAC-SHA-256 under a key of the desk), so that no token lies in the
/// database and nobody ends what is another's.
/// </summary>
public sealed class SubscriberLinks(DeskAddress address, DeskKeys keys)
{
    public string Confirm(Guid id) => $"{address.Url}/status/confirm/{Token("confirm", id)}";

    public string Unsubscribe(Guid id) => $"{address.Url}/status/unsubscribe/{Token("end", id)}";

    /// <summary>The subscriber of a link that confirms; null where nobody made it.</summary>
    internal Guid? ToConfirm(string token) => Read("confirm", token);

    /// <summary>The same of one that unsubscribes.</summary>
    internal Guid? ToEnd(string token) => Read("end", token);

    private string Token(string purpose, Guid id) => $"{id:n}{Seal(purpose, id)}";

    private Guid? Read(string purpose, string token) =>
        token.Length == 64
        && Guid.TryParseExact(token[..32], "n", out var id)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(token),
            Encoding.ASCII.GetBytes(Token(purpose, id))
        )
            ? id
            : null;

    private string Seal(string purpose, Guid id) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(keys.Claim, Encoding.UTF8.GetBytes($"status {purpose} {id:n}")).AsSpan(0, 16)
        );
}
