using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Corbel.Web.Tests.Availability;

/// <summary>A product to look at: real Kestrel on a port that it keeps, stopped and started by the test.</summary>
internal sealed class Target : IAsyncDisposable
{
    private WebApplication? running;

    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The place that gets a wrong answer; empty: none.</summary>
    public string LiesTo { get; set; } = "nobody";

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Url.ToString());
        builder.Logging.ClearProviders();
        running = builder.Build();
        running.MapGet("/health", Answer);
        await running.StartAsync();
        Url = new Uri(running.Urls.Single());
    }

    public Task Stop() => running!.StopAsync();

    private IResult Answer(HttpRequest request) =>
        request.Headers.UserAgent.ToString().Contains($"({LiesTo})", StringComparison.Ordinal)
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Text("all is well");

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
    }
}
