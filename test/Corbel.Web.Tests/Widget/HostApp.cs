using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text.Json;
using Corbel.Desk.Chats;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Corbel.Web.Tests.Widget;

/// <summary>A host application as the desk sees it: it signs tokens, and its pages call from its origin.</summary>
internal sealed class HostApp : IDisposable
{
    public const string Name = "isms-online";
    public const string Origin = "https://app.example.com";
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebDesk desk;
    private string keyId = "";

    private HostApp(WebDesk desk) => this.desk = desk;

    public static async Task<HostApp> Open(WebDesk desk, string origin = Origin)
    {
        var host = new HostApp(desk);
        var keys = desk.Get<HostKeys>();
        host.keyId = (await keys.Add(Name, host.key.ExportSubjectPublicKeyInfoPem())).Value!;
        (await keys.Origin(Name, origin)).IsDone.ShouldBeTrue();
        return host;
    }

    /// <summary>A token for a mail address, right in all unless a test says otherwise.</summary>
    public string Token(string email, Action<SecurityTokenDescriptor>? change = null) =>
        Sign(key, keyId, email, desk.Clock.GetCurrentInstant(), "https://desk.example", change);

    public static string Sign(
        ECDsa key,
        string keyId,
        string email,
        Instant now,
        string audience,
        Action<SecurityTokenDescriptor>? change = null
    )
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = audience,
            IssuedAt = now.ToDateTimeUtc(),
            NotBefore = now.ToDateTimeUtc(),
            Expires = (now + Duration.FromMinutes(4)).ToDateTimeUtc(),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = $"user of {email}",
                ["email"] = email,
                ["jti"] = Guid.NewGuid().ToString(),
            },
            SigningCredentials = new(new ECDsaSecurityKey(key) { KeyId = keyId }, SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>A browser on the host's page.</summary>
    public ChatClient Page(string origin = Origin) => new(desk, this, origin);

    public void Dispose() => key.Dispose();
}

/// <summary>A client that speaks as docs/chat.md says.</summary>
internal sealed class ChatClient : IDisposable
{
    private readonly HttpClient http;
    private readonly HostApp host;

    public ChatClient(WebDesk desk, HostApp host, string origin)
    {
        this.host = host;
        http = desk.Stranger();
        http.DefaultRequestHeaders.Add("Origin", origin);
    }

    /// <summary>The pass that it bears from its last session.</summary>
    public string? Pass
    {
        get => http.DefaultRequestHeaders.Authorization?.Parameter;
        set =>
            http.DefaultRequestHeaders.Authorization = value is null
                ? null
                : new AuthenticationHeaderValue("Chat", value);
    }

    public Task<HttpResponseMessage> TrySession(string? token, string name = HostApp.Name) =>
        http.PostAsJsonAsync(
            "/chat/sessions",
            new
            {
                host = name,
                token,
                language = "en",
            }
        );

    /// <summary>A session as a person, or as a guest where none is named.</summary>
    public async Task<JsonElement> Session(string? email)
    {
        var answer = await TrySession(email is null ? null : host.Token(email));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var state = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Pass = state.GetProperty("pass").GetString() ?? Pass;
        return state;
    }

    public Task<HttpResponseMessage> TrySay(
        string text,
        Guid? client = null,
        params (string Name, byte[] Bytes)[] files
    )
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent((client ?? Guid.NewGuid()).ToString()), "client" },
            { new StringContent(text), "text" },
        };
        foreach (var (name, bytes) in files)
            form.Add(new ByteArrayContent(bytes), "files", name);
        return http.PostAsync("/chat/lines", form);
    }

    public async Task<(int Line, long Ticket)> Say(string text, Guid? client = null)
    {
        var answer = await TrySay(text, client);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var taken = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (taken.GetProperty("line").GetInt32(), taken.GetProperty("ticket").GetInt64());
    }

    public Task<HttpResponseMessage> Post(string path, object? body = null) => http.PostAsJsonAsync(path, body);

    public Task<HttpResponseMessage> Get(string path) => http.GetAsync(path);

    /// <summary>The events of the chat from a line on.</summary>
    public async Task<ChatEvents> Stream(int? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/chat/stream");
        if (after is { } line)
            request.Headers.Add("Last-Event-ID", $"{line}");
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        return new ChatEvents(answer);
    }

    public void Dispose() => http.Dispose();
}

/// <summary>Events as they come.</summary>
internal sealed class ChatEvents(HttpResponseMessage answer) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<SseItem<string>> items = SseParser
        .Create(answer.Content.ReadAsStream())
        .EnumerateAsync()
        .GetAsyncEnumerator();

    /// <summary>The next event of a kind that is as wanted; others pass by.</summary>
    public async Task<JsonElement> Next(string kind, Func<JsonElement, bool>? wanted = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await items.MoveNextAsync().AsTask().WaitAsync(patience.Token))
        {
            if (items.Current.EventType != kind)
                continue;
            // Some say all by their kind.
            var text = items.Current.Data;
            var data = text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
            if (wanted?.Invoke(data) != false)
                return data;
        }
        throw new ShouldAssertException($"The stream ended before a {kind} came.");
    }

    /// <summary>The next line's number and text.</summary>
    public async Task<(int Line, string From, string Text)> Line()
    {
        var line = await Next("line");
        return (
            line.GetProperty("line").GetInt32(),
            line.GetProperty("from").GetString()!,
            line.GetProperty("text").GetString()!
        );
    }

    public ValueTask DisposeAsync()
    {
        answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
