using System.Net;

namespace Corbel.Desk.Outbound;

/// <summary>Tells the public internet from the networks inside it that are nobody's business (RFC 6890 and its registries).</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Of the addresses given out so far (2000::/3): protocols, tunnels that carry an IPv4 address, and examples.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        }.Select(x => IPNetwork.Parse(x)),
    ];

    private static readonly IPNetwork GivenOut = IPNetwork.Parse("2000::/3");

    /// <summary>Whether it is an address of the public internet. One of IPv4 in IPv6's clothes is looked at as IPv4.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = Plain(address);
        var known = plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || GivenOut.Contains(plain);
        return known && !Special.Any(x => x.Contains(plain));
    }

    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
