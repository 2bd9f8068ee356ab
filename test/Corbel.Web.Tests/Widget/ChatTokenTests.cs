using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Corbel.Desk.Chats;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Corbel.Web.Tests.Widget;

/// <summary>A host's token says who somebody is, once, for five minutes, and to this desk alone.</summary>
public sealed class ChatTokenTests
{
    private const string Sam = "sam@southbank.example";

    [Fact]
    public async Task A_token_is_taken_once_and_is_a_use_of_the_product()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var page = host.Page();
        var token = host.Token(Sam);

        (await page.TrySession(token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Code(await page.TrySession(token))).ShouldBe("token-used");

        await using var db = desk.Read();
        var use = await db.Acceptances.SingleAsync();
        (use.How, use.Host, use.PersonId).ShouldBe((AcceptedBy.ChatIdentity, HostApp.Name, desk.Cast.Sam.Id));
    }

    [Fact]
    public async Task Of_one_token_sent_at_once_from_everywhere_one_is_taken()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var page = host.Page();
        var token = host.Token(Sam);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => page.TrySession(token)));

        answers.Count(x => x.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.Unauthorized).ShouldBe(7);
    }

    [Fact]
    public async Task What_is_wrong_with_a_token_is_said_and_it_opens_nothing()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var page = host.Page();
        var now = desk.Clock.GetCurrentInstant().ToDateTimeUtc();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var right = host.Token(Sam);
        var keyId = JsonSerializer.Deserialize<JsonElement>(Decoded(right, 0)).GetProperty("kid").GetString();

        async Task Refused(string token, string code = "token-wrong")
        {
            var answer = await page.TrySession(token);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await Code(answer)).ShouldBe(code);
        }

        await Refused(host.Token(Sam, x => x.Issuer = "another-host"));
        await Refused(host.Token(Sam, x => x.Audience = "https://other.example"));
        await Refused(host.Token(Sam, x => x.Expires = now.AddMinutes(6)));
        await Refused(
            host.Token(Sam, x => (x.IssuedAt, x.Expires) = (now.AddMinutes(-4), now.AddSeconds(-31))),
            "token-expired"
        );
        await Refused(
            host.Token(Sam, x => (x.IssuedAt, x.NotBefore, x.Expires) = (now.AddSeconds(31), null, now.AddMinutes(4)))
        );
        await Refused(host.Token(Sam, x => x.IssuedAt = null));
        await Refused(host.Token(Sam, x => x.Claims.Remove("jti")));
        await Refused(host.Token(Sam, x => x.Claims.Remove("sub")));
        await Refused(host.Token(Sam, x => x.Claims["email"] = new string('a', 300)));
        // Another's key under the host's name, a key that is not named, and none at all.
        await Refused(
            host.Token(Sam, x => x.SigningCredentials = By(new ECDsaSecurityKey(stranger) { KeyId = keyId }))
        );
        await Refused(
            host.Token(Sam, x => x.SigningCredentials = By(new ECDsaSecurityKey(stranger) { KeyId = "other" }))
        );
        await Refused(host.Token(Sam, x => x.SigningCredentials = null));
        // The public key as if it were a shared secret.
        await using var db = desk.Read();
        var pem = (await db.HostKeys.SingleAsync()).Pem;
        var shared = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(pem)) { KeyId = keyId };
        await Refused(host.Token(Sam, x => x.SigningCredentials = new(shared, SecurityAlgorithms.HmacSha256)));
        // A letter of what was signed was changed.
        var parts = right.Split('.');
        await Refused($"{parts[0]}.{Changed(parts[1])}.{parts[2]}");
        await Refused("no token");
        await Refused(new string('a', 10_000));
        // Nothing of it used the right one up.
        (await page.TrySession(right)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await db.Chats.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_host_changes_its_key_and_another_host_has_no_say()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var page = host.Page();
        var keys = desk.Get<HostKeys>();
        using var rsa = RSA.Create(2048);
        var id = (await keys.Add(HostApp.Name, rsa.ExportSubjectPublicKeyInfoPem())).Value!;
        string ByRsa(string algorithm) =>
            host.Token(Sam, x => x.SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = id }, algorithm));

        (await page.TrySession(ByRsa(SecurityAlgorithms.RsaSha256))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.TrySession(ByRsa(SecurityAlgorithms.RsaSsaPssSha256))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.TrySession(ByRsa(SecurityAlgorithms.RsaSha512))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await page.TrySession(host.Token(Sam))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await keys.Remove(HostApp.Name, id);
        (await page.TrySession(ByRsa(SecurityAlgorithms.RsaSha256))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // A key of another host, and its pages, open nothing here.
        var other = (await keys.Add("other-host", rsa.ExportSubjectPublicKeyInfoPem())).Value!;
        other.ShouldBe(id);
        await keys.Origin("other-host", "https://other.example");
        (await page.TrySession(ByRsa(SecurityAlgorithms.RsaSha256))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var elsewhere = host.Page("https://other.example");
        (await elsewhere.TrySession(host.Token(Sam))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var session = await page.Session(Sam);
        elsewhere.Pass = session.GetProperty("pass").GetString();
        (await elsewhere.TrySay("?")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Wrong_keys_and_origins_are_refused_with_a_sentence()
    {
        await using var desk = await WebDesk.Open();
        var keys = desk.Get<HostKeys>();
        using var small = RSA.Create(1024);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var mine = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        (await keys.Add("App", mine.ExportSubjectPublicKeyInfoPem())).Refused!.Code.ShouldBe("host-name");
        (await keys.Add("app", small.ExportSubjectPublicKeyInfoPem())).Refused!.Code.ShouldBe("host-key");
        (await keys.Add("app", other.ExportSubjectPublicKeyInfoPem())).Refused!.Code.ShouldBe("host-key");
        (await keys.Add("app", "hello")).Refused!.Code.ShouldBe("host-key");
        (await keys.Add("app", mine.ExportPkcs8PrivateKeyPem())).Refused!.Code.ShouldBe("host-key-private");
        foreach (var wrong in new[] { "app.example", "http://app.example", "https://app.example/x", "*", "ftp://app" })
            (await keys.Origin("app", wrong)).Refused!.Code.ShouldBe("host-origin", wrong);
        (await keys.Origin("app", "https://App.Example:443/")).Value.ShouldBe("https://app.example");
        (await keys.Origin("app", "http://localhost:3000")).Value.ShouldBe("http://localhost:3000");
    }

    private static SigningCredentials By(SecurityKey key) => new(key, SecurityAlgorithms.EcdsaSha256);

    private static byte[] Decoded(string token, int part) => Base64UrlEncoder.DecodeBytes(token.Split('.')[part]);

    private static string Changed(string part)
    {
        var text = Base64UrlEncoder.Decode(part).Replace("sam@", "rik@", StringComparison.Ordinal);
        return Base64UrlEncoder.Encode(text);
    }

    private static async Task<string?> Code(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
