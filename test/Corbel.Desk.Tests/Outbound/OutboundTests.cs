using System.Net;
using System.Net.Sockets;
using System.Text;
using Corbel.Core;
using Corbel.Desk.Outbound;

namespace Corbel.Desk.Tests.Outbound;

/// <summary>The one way out, against a real listener on the loopback.</summary>
public sealed class OutboundTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("151.101.1.1", true)]
    [InlineData("2a04:4e42::81", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("2001:db8::1", false)]
    public void Public_addresses_are_told_from_the_others(string address, bool isPublic) =>
        PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Fact]
    public async Task A_private_address_is_refused_unless_the_installation_allows_it()
    {
        await using var peer = new HttpPeer(_ => Answer("ok"));
        (await Get(peer.Url)).Refused!.Code.ShouldBe("outbound-not-public");
        peer.Asked.ShouldBe(0, "nobody may even knock");
        Encoding.UTF8.GetString((await Get(peer.Url, "127.0.0.0/8")).Value!).ShouldBe("ok");
        (await Get(peer.Url, "127.0.0.1")).IsDone.ShouldBeTrue();
        (await Get(peer.Url, "10.0.0.0/8")).IsDone.ShouldBeFalse();
        var named = peer.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        (await Get(named)).Refused!.Code.ShouldBe("outbound-not-public");
        (await Get(named, "localhost")).IsDone.ShouldBeTrue();
    }

    [Theory]
    [InlineData("ftp://example.com/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("http://me:secret@example.com/")]
    [InlineData("nonsense")]
    public async Task Only_plain_web_addresses_are_fetched(string address) =>
        (await Get(address)).Refused!.Code.ShouldBe("outbound-no-address");

    [Fact]
    public async Task Each_redirect_is_checked_again()
    {
        await using var inside = new HttpPeer(_ => Answer("secret"));
        await using var outside = new HttpPeer(path =>
            path switch
            {
                "/loop" => Redirect("/loop"),
                "/file" => Redirect("file:///etc/passwd"),
                "/inside" => Redirect(inside.Url.Replace("127.0.0.1", "inside.test", StringComparison.Ordinal)),
                "/here" => Redirect("/there"),
                _ => Answer("there"),
            }
        );
        var base_ = outside.Url.Replace("127.0.0.1", "outside.test", StringComparison.Ordinal).TrimEnd('/');
        using var client = new OutboundClient(
            new OutboundOptions { Allow = ["outside.test"] },
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
            Soon
        );
        Encoding.UTF8.GetString((await client.Get(base_ + "/here")).Value!).ShouldBe("there");
        (await client.Get(base_ + "/inside")).Refused!.Code.ShouldBe("outbound-not-public");
        inside.Asked.ShouldBe(0);
        (await client.Get(base_ + "/file")).Refused!.Code.ShouldBe("outbound-no-address");
        (await client.Get(base_ + "/loop")).Refused!.Why.En.ShouldContain("more than 5 redirects");
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_what_was_checked_is_connected_to()
    {
        await using var peer = new HttpPeer(_ => Answer("secret"));
        var asked = 0;
        using var client = new OutboundClient(
            new OutboundOptions(),
            // The first answer is public and leads nowhere; a second look would find the inside.
            (_, _) =>
                Task.FromResult<IPAddress[]>([
                    asked++ == 0 ? IPAddress.Parse("2001:4860:ffff::1") : IPAddress.Loopback,
                ]),
            TimeSpan.FromSeconds(1)
        );
        var got = await client.Get(peer.Url.Replace("127.0.0.1", "rebinds.test", StringComparison.Ordinal));
        got.IsDone.ShouldBeFalse();
        asked.ShouldBe(1);
        peer.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Of_several_addresses_only_those_that_pass_are_tried()
    {
        await using var peer = new HttpPeer(_ => Answer("secret"));
        using var client = new OutboundClient(
            new OutboundOptions(),
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("10.0.0.1")]),
            Soon
        );
        var got = await client.Get(peer.Url.Replace("127.0.0.1", "two.test", StringComparison.Ordinal));
        got.Refused!.Code.ShouldBe("outbound-not-public");
        peer.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_too_large_is_cut_whether_it_says_so_or_not()
    {
        await using var peer = new HttpPeer(path =>
            path == "/says"
                ? $"HTTP/1.1 200 OK\r\nContent-Length: {OutboundClient.Largest + 1}\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', OutboundClient.Largest + 1)
        );
        foreach (var path in (string[])["says", "silent"])
            (await Get(peer.Url + path, "127.0.0.1")).Refused!.Code.ShouldBe("outbound-too-large");
    }

    [Fact]
    public async Task What_is_too_slow_is_cut()
    {
        await using var peer = new HttpPeer(_ => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", hangs: true);
        using var client = new OutboundClient(
            new OutboundOptions { Allow = ["127.0.0.1"] },
            (host, cancel) => Dns.GetHostAddressesAsync(host, cancel),
            TimeSpan.FromMilliseconds(300)
        );
        (await client.Get(peer.Url)).Refused!.Code.ShouldBe("outbound-too-slow");
    }

    [Fact]
    public async Task What_is_not_there_says_so()
    {
        await using var peer = new HttpPeer(_ => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        (await Get(peer.Url, "127.0.0.1")).Refused!.Why.En.ShouldContain("404 Not Found");
    }

    [Fact]
    public async Task A_post_is_checked_as_a_fetch_is_follows_nothing_and_is_cut_when_slow()
    {
        await using var inside = new HttpPeer(_ => Answer("secret"));
        var heard = "";
        await using var peer = new HttpPeer(
            (path, body) =>
            {
                heard = body;
                return path == "/away" ? Redirect(inside.Url) : Answer("ok");
            }
        );
        await using var slow = new HttpPeer(_ => "HTTP/1.1 200 OK\r\n", hangs: true);
        using var closed = new OutboundClient(new OutboundOptions());
        (await Post(closed, peer.Url)).Refused!.Code.ShouldBe("outbound-not-public");
        peer.Asked.ShouldBe(0, "nobody may even knock");
        foreach (var wrong in (string[])["ftp://example.com/", "http://me:secret@example.com/", "nonsense"])
            (await Post(closed, wrong)).Refused!.Code.ShouldBe("outbound-no-address");
        using var client = new OutboundClient(
            new OutboundOptions { Allow = ["127.0.0.1"] },
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.1")]),
            TimeSpan.FromSeconds(1)
        );
        (await Post(client, peer.Url)).Value.ShouldBe(200);
        heard.ShouldBe("{}");
        (await Post(client, peer.Url + "away")).Value.ShouldBe(302);
        inside.Asked.ShouldBe(0);
        (
            await Post(client, peer.Url.Replace("127.0.0.1", "inside.test", StringComparison.Ordinal))
        ).Refused!.Code.ShouldBe("outbound-not-public", "the name is checked after it is resolved");
        (await Post(client, slow.Url)).Refused!.Code.ShouldBe("outbound-too-slow");
    }

    private static Task<Outcome<int>> Post(OutboundClient client, string address) =>
        client.Post(address, "{}"u8.ToArray(), "application/json", new Dictionary<string, string>());

    private static async Task<Outcome<byte[]>> Get(string address, params string[] allow)
    {
        using var client = new OutboundClient(new OutboundOptions { Allow = [.. allow] });
        return await client.Get(address);
    }

    private static string Answer(string text) => $"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n\r\n{text}";

    private static string Redirect(string to) => $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n";
}
