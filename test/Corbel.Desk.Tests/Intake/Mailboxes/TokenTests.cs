using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Outbound;
using Corbel.Tests;
using NodaTime;

namespace Corbel.Desk.Tests.Intake.Mailboxes;

/// <summary>Mailboxes that a token opens. Dovecot checks it; the token service is the test's own.</summary>
public sealed class TokenTests
{
    [Theory, OnRealMailServers]
    public async Task A_token_opens_the_mailbox(TestDatabase kind)
    {
        var address = MailServers.NewAddress("support");
        await using var service = new TokenService(() => Token(address, seconds: 3600));
        await using var reading = await Reading.Begin(kind, address, password: "", settings: service.Settings);

        await reading.HasLooked();
        await MailServers.Append(
            address,
            SystemClock.Instance.GetCurrentInstant(),
            raws: [MailServers.Bytes(Mails.From("Sam <sam@southbank.example>", "By token", "In."))]
        );

        await reading.Holds(1);
        service.Asked.ShouldBe([
            "grant_type=refresh_token&client_id=corbel&refresh_token=first&client_secret=s%26t&scope=mail",
        ]);
    }

    [Theory, OnRealMailServers]
    public async Task A_token_that_is_refused_is_fetched_anew_and_a_new_refresh_token_takes_the_place_of_the_old(
        TestDatabase kind
    )
    {
        var address = MailServers.NewAddress("support");
        var right = false;
        await using var service = new TokenService(
            () => Token(right ? address : "somebody@else.example", seconds: 3600),
            refresh: "second"
        );
        await using var reading = await Reading.Begin(kind, address, password: "", settings: service.Settings);
        await Eventually.Is(async () => (await reading.Row())?.Trouble is not null, "the trouble stands there");

        right = true;

        await reading.HasLooked();
        service.Asked[0].ShouldContain("refresh_token=first");
        service.Asked[^1].ShouldContain("refresh_token=second");
    }

    [Theory, OnRealMailServers]
    public async Task A_token_service_that_refuses_is_named(TestDatabase kind)
    {
        await using var service = new TokenService(null);
        await using var reading = await Reading.Begin(kind, password: "", settings: service.Settings);

        await Eventually.Is(async () => (await reading.Row())?.Trouble is not null, "the trouble stands there");

        (await reading.Row())!.Trouble.ShouldBe(
            $"The token service {reading.Box.OAuth.TokenUrl} gave no token: 400 invalid_grant It was withdrawn"
        );
    }

    [Theory, OnRealMailServers]
    public async Task A_token_opens_the_relay_too(TestDatabase kind)
    {
        var address = MailServers.NewAddress("support");
        await using var service = new TokenService(() => Token(address, seconds: 3600));
        await using var desk = await TestDesk.Open(
            kind,
            options =>
            {
                var smtp = options.Mail.Smtp;
                (smtp.Host, smtp.Port, smtp.Security) = (
                    MailServers.Smtp.Address.ToString(),
                    MailServers.Smtp.Port,
                    "none"
                );
                (smtp.User, options.Mail.Address) = (address, address);
                service.Settings(smtp);
            }
        );
        await desk.Mail(Mails.From("sam@southbank.example", "By token", "In."));

        await desk.Send();

        (await desk.Outbox()).ShouldHaveSingleItem().Mail.State.ShouldBe(MailState.Sent);
        service.Asked.Count.ShouldBe(1);
    }

    /// <summary>A JWT as Dovecot of bin/mail-for-tests believes it. Dovecot goes by the real time.</summary>
    private static string Token(string address, int seconds)
    {
        var now = SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();
        var text =
            $"{Part(new { alg = "HS256", typ = "JWT" })}.{Part(new { sub = address, iat = now - 5, exp = now + seconds })}";
        var mac = HMACSHA256.HashData("a key that only tests know, 32 b"u8, Encoding.ASCII.GetBytes(text));
        return $"{text}.{System.Buffers.Text.Base64Url.EncodeToString(mac)}";

        static string Part(object value) =>
            System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
    }

    private sealed class TokenService : IAsyncDisposable
    {
        private readonly HttpPeer peer;

        public TokenService(Func<string>? token, string? refresh = null)
        {
            peer = new HttpPeer(
                (_, body) =>
                {
                    Asked.Add(body);
                    var answer = JsonSerializer.Serialize(
                        token is null
                            ? new { error = "invalid_grant", error_description = "It was withdrawn" }
                            : (object)
                                new
                                {
                                    access_token = token(),
                                    expires_in = 3600,
                                    token_type = "Bearer",
                                    refresh_token = refresh,
                                }
                    );
                    return $"HTTP/1.1 {(token is null ? "400 Bad Request" : "200 OK")}\r\nContent-Type: application/json\r\nContent-Length: {answer.Length}\r\nConnection: close\r\n\r\n{answer}";
                }
            );
        }

        public List<string> Asked { get; } = [];

        public void Settings(MailServerOptions box) =>
            box.OAuth = new OAuthOptions
            {
                TokenUrl = $"{peer.Url}token",
                ClientId = "corbel",
                ClientSecret = "s&t",
                Scope = "mail",
                RefreshToken = "first",
            };

        public ValueTask DisposeAsync() => peer.DisposeAsync();
    }
}
