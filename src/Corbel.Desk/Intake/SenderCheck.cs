using MimeKit.Cryptography;

namespace Corbel.Desk.Intake;

/// <summary>
/// What our own mail server found out about a sender (RFC 8601). Only the topmost Authentication-Results counts that bears our
/// own authserv-id: anybody can write the others. Without an authserv-id set, nothing passes.
/// </summary>
internal static class SenderCheck
{
    /// <summary>Whether DMARC passed for the domain in From.</summary>
    public static bool PassesDmarc(ParsedMail mail, string authservId) =>
        Domain(mail) is { } domain && Results(mail, authservId).Any(x => IsDmarc(x, domain));

    /// <summary>
    /// Whether the domain in From vouches for the mail: DMARC passed, or, where the server says nothing of DMARC, a signature or
    /// the envelope of that very domain. What failed DMARC passes by nothing else.
    /// </summary>
    public static bool Vouches(ParsedMail mail, string authservId)
    {
        if (Domain(mail) is not { } domain)
            return false;
        var results = Results(mail, authservId);
        return results.Any(x => IsDmarc(x, domain))
            || (
                !results.Any(x => x is { Method: "dmarc", Result: not "none" })
                && results.Any(x => IsSigned(x, domain) || IsSpf(x, domain))
            );
    }

    /// <summary>Whether a signature of the very domain in From was checked and holds (RFC 6376).</summary>
    public static bool IsSigned(ParsedMail mail, string authservId) =>
        Domain(mail) is { } domain && Results(mail, authservId).Any(x => IsSigned(x, domain));

    private static string? Domain(ParsedMail mail) =>
        mail.From is { } from ? from[(from.LastIndexOf('@') + 1)..] : null;

    private static bool IsDmarc(AuthenticationMethodResult x, string domain) =>
        x is { Method: "dmarc", Result: "pass" } && Names(x, "header", "from", domain);

    private static bool IsSigned(AuthenticationMethodResult x, string domain) =>
        x is { Method: "dkim", Result: "pass" }
        && (Names(x, "header", "d", domain) || Names(x, "header", "i", $"@{domain}"));

    private static bool IsSpf(AuthenticationMethodResult x, string domain) =>
        x is { Method: "spf", Result: "pass" }
        && x.Properties.Any(p =>
            p is { PropertyType: "smtp", Property: "mailfrom" }
            && string.Equals(p.Value[(p.Value.LastIndexOf('@') + 1)..], domain, StringComparison.OrdinalIgnoreCase)
        );

    private static bool Names(AuthenticationMethodResult x, string type, string property, string value) =>
        x.Properties.Any(p =>
            p.PropertyType == type
            && p.Property == property
            && string.Equals(p.Value, value, StringComparison.OrdinalIgnoreCase)
        );

    private static IReadOnlyList<AuthenticationMethodResult> Results(ParsedMail mail, string authservId)
    {
        if (authservId.Length == 0)
            return [];
        foreach (var (name, value) in mail.Header)
        {
            if (!name.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase))
                continue;
            // One that cannot be read is perhaps our own, and whatever stands below it anybody may have written.
            if (!AuthenticationResults.TryParse(System.Text.Encoding.UTF8.GetBytes(value), out var results))
                return [];
            if (string.Equals(results.AuthenticationServiceIdentifier, authservId, StringComparison.OrdinalIgnoreCase))
                return results.Results;
        }
        return [];
    }
}
