using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Corbel.Web.Tests.Widget;

/// <summary>
/// A host application in a real browser: it serves a page with its own strict policy and the script tag, and answers with a
/// token of whoever is signed in.
/// </summary>
internal sealed class WidgetPage : IAsyncDisposable
{
    private readonly WebApplication app;
    private HostApp host = null!;

    private WidgetPage(WebApplication running) => app = running;

    public string Origin => app.Urls.Single();
    public IBrowserContext Context { get; private set; } = null!;
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
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var opened = new WidgetPage(builder.Build()) { Email = email };
        var address = through ?? desk.Url;
        opened.app.MapPost(
            "/support-token",
            () => opened.Email is { } who ? Results.Text(opened.host.Token(who)) : Results.NoContent()
        );
        opened.app.MapFallback(http => opened.Send(http, address, attributes));
        await opened.app.StartAsync();
        opened.host = await HostApp.Open(desk, opened.Origin);
        opened.Context = await browser.NewContextAsync(look ?? new());
        opened.Page = await opened.Context.NewPageAsync();
        // The desk's clock is the test's: words such as "tomorrow" are said by the same one.
        await opened.Page.Clock.SetFixedTimeAsync(desk.Clock.GetCurrentInstant().ToDateTimeUtc());
        opened.Page.PageError += (_, error) => opened.Complaints.Add(error);
        opened.Page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                opened.Complaints.Add(said.Text);
        };
        await opened.Page.GotoAsync(opened.Origin);
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
        host.Dispose();
        await app.DisposeAsync();
    }

    private Task Send(HttpContext http, string desk, string attributes)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src {desk}; connect-src 'self' {desk}; require-trusted-types-for 'script'";
        return http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head><title>Invoices</title><meta name="viewport" content="width=device-width"></head>
            <body><main><h1>Invoices</h1></main>
            <script src="{desk}/chat/widget.js" data-host="{HostApp.Name}" data-token="/support-token" {attributes} defer></script>
            </body></html>
            """
        );
    }
}
