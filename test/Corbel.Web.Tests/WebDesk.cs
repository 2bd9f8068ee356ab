using System.Net;
using System.Text.RegularExpressions;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Tests;
using Corbel.Web.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;
using IClock = NodaTime.IClock;

namespace Corbel.Web.Tests;

/// <summary>
/// A whole desk that serves on a free port of the loopback: real Kestrel, real database, mail taken and sent by itself, the
/// policy of ISMS.online, the tests' cast, and a clock that the test moves.
/// </summary>
public sealed partial class WebDesk : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DeskOptions options;
    private readonly bool owner;
    private readonly List<IBrowserContext> contexts = [];

    private WebDesk(WebApplication running, DeskOptions chosen, bool owner = true) =>
        (app, options, this.owner) = (running, chosen, owner);

    public string Url => app.Urls.Single();
    public string Folder => options.Data;
    public required TestCast Cast { get; init; }
    public FakeClock Clock => (FakeClock)Get<IClock>();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public DeskDb Read() => Get<Database>().Read();

    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

    /// <summary>Opens a desk at Wednesday 15 July 2026, 09:00 UTC, in office hours.</summary>
    /// <param name="kind">The database that it runs on.</param>
    /// <param name="settings">Changes its settings.</param>
    /// <param name="at">When it opens.</param>
    /// <param name="logging">Hears its log, and nobody else.</param>
    /// <param name="level">From which level on, where it is not the one that a desk keeps.</param>
    public static async Task<WebDesk> Open(
        TestDatabase kind = TestDatabase.Sqlite,
        Action<DeskOptions>? settings = null,
        string at = "2026-07-15T09:00:00Z",
        ILoggerProvider? logging = null,
        LogLevel? level = null
    )
    {
        var chosen = new DeskOptions
        {
            Data = Directory.CreateTempSubdirectory("corbel-web-").FullName,
            Url = "https://desk.example",
        };
        (chosen.Mail.TrustSenders, chosen.Mail.AcknowledgementsAnHour) = (true, 0);
        chosen.Mail.IntakeToken = "intake-token-of-the-tests";
        var clock = new FakeClock(At(at));
        var cast = await BlankDesk.Copy(kind, chosen, At(at));
        settings?.Invoke(chosen);
        var running = DeskHost.Build(
            chosen,
            "http://127.0.0.1:0",
            x =>
            {
                x.AddSingleton<IClock>(clock);
                if (logging is null)
                    return;
                x.RemoveAll<ILoggerProvider>();
                x.AddSingleton(logging);
                if (level is { } least)
                    x.Configure<LoggerFilterOptions>(y => Loud(y, logging, least));
            }
        );
        await running.StartAsync();
        return new WebDesk(running, chosen) { Cast = cast };
    }

    /// <summary>As somebody would set it for every place that the log goes to, and for this one by its name.</summary>
    private static void Loud(LoggerFilterOptions options, ILoggerProvider place, LogLevel least)
    {
        options.MinLevel = least;
        options.Rules.Add(new LoggerFilterRule(place.GetType().FullName, null, least, null));
    }

    /// <summary>A second node on the same database and folder, by the same clock.</summary>
    public async Task<WebDesk> AnotherNode()
    {
        var running = DeskHost.Build(options, "http://127.0.0.1:0", x => x.AddSingleton<IClock>(Clock));
        await running.StartAsync();
        return new WebDesk(running, options, owner: false) { Cast = Cast };
    }

    /// <summary>A client that nobody is signed in with. It follows no redirects.</summary>
    public HttpClient Stranger() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri(Url),
        };

    /// <summary>A client that a person is signed in with, by a link, as in life.</summary>
    public async Task<HttpClient> SignedIn(Person person)
    {
        var client = Stranger();
        var link = new Uri(await Get<SignInLinks>().Make(person.Id, Duration.FromMinutes(5))).AbsolutePath;
        var response = await Post(client, link, []);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return client;
    }

    /// <summary>A page of a browser that a person is signed in with. Its language is the person's.</summary>
    public async Task<IPage> SignedIn(IBrowser browser, Person person, BrowserNewContextOptions? look = null)
    {
        look ??= new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = 1440, Height = 900 },
        };
        look.BaseURL = Url;
        var context = await browser.NewContextAsync(look);
        contexts.Add(context);
        var page = await context.NewPageAsync();
        var link = new Uri(await Get<SignInLinks>().Make(person.Id, Duration.FromMinutes(5))).AbsolutePath;
        await page.GotoAsync(link);
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync(x => !x.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Posts a form as a browser does: the page is fetched first, for its antiforgery token.</summary>
    public static async Task<HttpResponseMessage> Post(
        HttpClient client,
        string page,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? action = null
    )
    {
        var token = await FormToken(client, page);
        return await client.PostAsync(
            action ?? page,
            new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)])
        );
    }

    /// <summary>What lets the one who got the page post any form.</summary>
    public static async Task<string> FormToken(HttpClient client, string page) =>
        Token().Match(await client.GetStringAsync(page)).Groups["token"].Value;

    public async ValueTask DisposeAsync()
    {
        // The browser outlives the desk: a page left open would ask for its events for ever.
        foreach (var context in contexts)
            await context.CloseAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        if (!owner)
            return;
        Directory.Delete(options.Data, recursive: true);
        if (Directory.Exists(options.Data + ".keys"))
            Directory.Delete(options.Data + ".keys", recursive: true);
        if (options.Database is not null)
            await PostgresServer.Drop(options.Database);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
