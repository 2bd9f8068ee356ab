using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Corbel.Core.Intake;

/// <summary>
/// The signed mark by which one person of a desk answers a ticket by mail: in the plus part of the address that a mail to that
/// person is answered to. It names ticket and person; who sends it must be proved besides. Form: <c>a1042.k3v…</c>.
/// </summary>
public static class AgentToken
{
    /// <summary>The token of a person for a ticket's number under a key.</summary>
    public static string Sign(long number, Guid person, ReadOnlySpan<byte> key)
    {
        var tag = MailTag.Of(string.Create(CultureInfo.InvariantCulture, $"agent:{number}:{person:n}"), key);
        return string.Create(CultureInfo.InvariantCulture, $"a{number}.{tag}");
    }

    /// <summary>The number in the plus part of a recipient's address; null where there is none of this person's.</summary>
    public static long? FromAddress(string? address, Guid person, ReadOnlySpan<byte> key)
    {
        // Mail systems may turn letters into capitals.
        var token = MailTag.PlusPart(address)?.ToLowerInvariant() ?? "";
        var dot = token.IndexOf('.');
        if (dot < 2 || token[0] != 'a' || !Ascii.IsValid(token))
            return null;
        if (!long.TryParse(token.AsSpan(1, dot - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var right = Encoding.ASCII.GetBytes(Sign(number, person, key));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token), right) ? number : null;
    }
}
