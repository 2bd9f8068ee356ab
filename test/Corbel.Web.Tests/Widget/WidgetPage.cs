using System.Net;
using Microsoft.Playwright;

namespace Corbel.Web.Tests.Widget;

/// <summary>
/// A host's page in a real browser: its own strict policy, the script tag, and the address that answers with a token. The browser
/// gets all of it from here, as if a server had sent it.
/// </summary>
internal sealed class WidgetPage : IAsyncDisposable
{
    public const string Origin = "http://localhost:5999";

    private WidgetPage(WebDesk desk, HostApp host, IBrowserContext context) =>
        (Desk, Host, Context) = (desk, host, context);

    public WebDesk Desk { get; }
    public HostApp Host { get; }
    public IBrowserContext Context { get; }
    public IPage Page { get; private set; } = null!;

    /// <summary>Who is signed in to the host; null where nobody is.</summary>
    public string? Email { get; set; }

    /// <summary>What the browser complained of: breaches of the page's policy, errors of the script.</summary>
    public List<string> Complaints { get; } = [];

    public ILocator Launcher => Page.Locator(".launcher");
    public ILocator Box => Page.Locator("#text");
    public ILocator Lines => Page.Locator(".line .text");

    public static async Task<WidgetPage> Open(
        WebDesk desk,
        IBrowser browser,
        string? email,
        BrowserNewContextOptions? look = null,
        string attributes = "",
        string? through = null
    )
    {
        var context = await browser.NewContextAsync(look ?? new());
        var host = await HostApp.Open(desk, Origin);
        var opened = new WidgetPage(desk, host, context) { Email = email };
        var address = through ?? desk.Url;
        await context.RouteAsync($"{Origin}/**", route => opened.Answer(route, address, attributes));
        opened.Page = await context.NewPageAsync();
        // The desk's clock is the test's: words such as "tomorrow" are said by the same one.
        await opened.Page.Clock.SetFixedTimeAsync(desk.Clock.GetCurrentInstant().ToDateTimeUtc());
        opened.Page.PageError += (_, error) => opened.Complaints.Add(error);
        opened.Page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                opened.Complaints.Add(said.Text);
        };
        await opened.Page.GotoAsync($"{Origin}/");
        return opened;
    }

    public async Task Say(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        Host.Dispose();
    }

    private Task Answer(IRoute route, string desk, string attributes) =>
        new Uri(route.Request.Url).AbsolutePath switch
        {
            "/support-token" when Email is { } email => route.FulfillAsync(
                new() { Body = Host.Token(email), ContentType = "text/plain" }
            ),
            "/support-token" => route.FulfillAsync(new() { Status = (int)HttpStatusCode.NoContent }),
            _ => route.FulfillAsync(
                new()
                {
                    ContentType = "text/html; charset=utf-8",
                    Headers = new Dictionary<string, string>
                    {
                        ["Content-Security-Policy"] =
                            $"default-src 'none'; script-src {desk}; connect-src 'self' {desk}; require-trusted-types-for 'script'",
                    },
                    Body = $"""
                    <!doctype html>
                    <html lang="en">
                    <head><title>Invoices</title><meta name="viewport" content="width=device-width"></head>
                    <body><main><h1>Invoices</h1></main>
                    <script src="{desk}/chat/widget.js" data-host="{HostApp.Name}" data-token="/support-token" {attributes} defer></script>
                    </body></html>
                    """,
                }
            ),
        };
}
