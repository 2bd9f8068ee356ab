using System.Globalization;

namespace Corbel.Desk.Availability;

/// <summary>Reads what a probe looks at.</summary>
internal static class ProbeTarget
{
    /// <summary>host:port, or [2001:db8::1]:port; null where it is neither.</summary>
    public static (string Host, int Port)? HostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        if (
            colon < 1
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        )
            return null;
        var host = text[..colon].Trim('[', ']');
        return port is > 0 and < 65_536 && Uri.CheckHostName(host) != UriHostNameType.Unknown ? (host, port) : null;
    }

    /// <summary>Whether a probe of a kind can look at it.</summary>
    public static bool Fits(ProbeKind kind, string target) =>
        kind switch
        {
            ProbeKind.Http => Uri.TryCreate(target, UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https"
                && uri.UserInfo.Length == 0,
            ProbeKind.Tcp => HostAndPort(target) is not null,
            _ => Uri.CheckHostName(target) == UriHostNameType.Dns,
        };
}
