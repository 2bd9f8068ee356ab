using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Corbel.Web.Tests.Portal;

/// <summary>A customer's program that gets webhooks: real Kestrel, which keeps what came and answers what the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication running;

    private Receiver(WebApplication running) => this.running = running;

    public ConcurrentQueue<(string? Signature, string? MediaType, byte[] Body)> Got { get; } = new();
    public int Status { get; set; } = StatusCodes.Status204NoContent;
    public string Url => running.Urls.Single() + "/hook";

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver.running.MapPost("/hook", receiver.Take);
        await receiver.running.StartAsync();
        return receiver;
    }

    private async Task<IResult> Take(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Got.Enqueue((request.Headers["Corbel-Signature"], request.ContentType, body.ToArray()));
        return Results.StatusCode(Status);
    }

    public async ValueTask DisposeAsync() => await running.DisposeAsync();
}
