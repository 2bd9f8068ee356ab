using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Corbel.Web.Tests.Availability;

/// <summary>A product to look at: real Kestrel on a port that it keeps, stopped and started by the test.</summary>
internal sealed class Target : IAsyncDisposable
{
    private WebApplication running;

    private Target(WebApplication app) => running = app;

    public required Uri Url { get; init; }

    public static async Task<Target> Start()
    {
        var app = await Listen("http://127.0.0.1:0");
        return new(app) { Url = new Uri(app.Urls.Single()) };
    }

    public Task Stop() => running.StopAsync();

    public async Task Again() => running = await Listen(Url.ToString());

    private static async Task<WebApplication> Listen(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapGet("/health", () => Results.Text("all is well"));
        await app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync() => await running.DisposeAsync();
}
