using MimeKit.Cryptography;

namespace Corbel.Desk.Intake;

/// <summary>What our own mail server found out about a sender (RFC 8601).</summary>
internal static class SenderCheck
{
    /// <summary>
    /// Whether DMARC passed for the domain in From. Only the topmost Authentication-Results counts that bears our own
    /// authserv-id: anybody can write the others. Without an authserv-id set, nothing passes.
    /// </summary>
    public static bool PassesDmarc(ParsedMail mail, string authservId)
    {
        if (authservId.Length == 0 || mail.From is not { } from)
            return false;
        var domain = from[(from.LastIndexOf('@') + 1)..];
        foreach (var (name, value) in mail.Header)
        {
            if (!name.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!AuthenticationResults.TryParse(System.Text.Encoding.UTF8.GetBytes(value), out var results))
                // Perhaps it is our own, and whatever stands below it anybody may have written.
                return false;
            if (!string.Equals(results.AuthenticationServiceIdentifier, authservId, StringComparison.OrdinalIgnoreCase))
                continue;
            return results.Results.Any(x =>
                x is { Method: "dmarc", Result: "pass" }
                && x.Properties.Any(p =>
                    p is { PropertyType: "header", Property: "from" }
                    && string.Equals(p.Value, domain, StringComparison.OrdinalIgnoreCase)
                )
            );
        }
        return false;
    }
}
