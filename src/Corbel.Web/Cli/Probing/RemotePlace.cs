using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Desk;
using Corbel.Desk.Availability;
using Corbel.Desk.Outbound;
using Corbel.Web.Api;
using NodaTime;

namespace Corbel.Web.Cli.Probing;

/// <summary>
/// A place outside: asks the desk what to look at, looks, and tells it signed. While the desk is away it goes on by the list it has,
/// and keeps the results.
/// </summary>
internal sealed class RemotePlace : IDisposable
{
    private const int Batch = 400;
    private static readonly Duration ListAge = Duration.FromSeconds(20);
    private static readonly Duration Pause = Duration.FromSeconds(5);
    private readonly string place;
    private readonly byte[] key;
    private readonly Uri desk;
    private readonly ResultBuffer buffer;
    private readonly OutboundClient outbound;
    private readonly RunCheck run;

    // The desk's address is the installer's own, who may name any: OutboundClient is for those that the list gives.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };
    private readonly Dictionary<Guid, Instant> next = [];
    private readonly ConcurrentDictionary<Guid, Task> running = new();
    private ProbeList list;
    private Instant asked;
    private Instant push;

    public RemotePlace(Uri desk, string place, string secret, ResultBuffer buffer, IReadOnlyList<string> allow)
    {
        (this.desk, this.place, this.buffer, key) = (desk, place, buffer, Encoding.UTF8.GetBytes(secret));
        outbound = new OutboundClient(new OutboundOptions { Allow = [.. allow, desk.Host] }.At(place));
        run = new RunCheck(outbound, SystemClock.Instance);
        list =
            (
                File.Exists(buffer.List)
                    ? JsonSerializer.Deserialize<ProbeList>(File.ReadAllText(buffer.List), ProbeRoutes.Json)
                    : null
            ) ?? new(place, 0, [], []);
    }

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    public async Task Run(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            do
            {
                if (asked + ListAge <= Now)
                    await Ask(cancel);
                Start(cancel);
                if (push <= Now && buffer.Oldest(Batch) is { Count: > 0 } oldest)
                    await Tell(oldest, cancel);
            } while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Task.WhenAll(running.Values);
        }
    }

    private void Start(CancellationToken cancel)
    {
        foreach (var probe in list.Probes)
        {
            if ((next.TryGetValue(probe.Id, out var due) && due > Now) || running.ContainsKey(probe.Id))
                continue;
            next[probe.Id] = Now + Duration.FromSeconds(probe.IntervalSeconds);
            running[probe.Id] = One(probe, cancel);
        }
    }

    private async Task One(AskedProbe probe, CancellationToken cancel)
    {
        try
        {
            var ways = RunCheck.WaysOut(list.References, list.Probes, probe, new Uri(desk, "healthz").ToString());
            var made = await run.Run(probe, ways, cancel);
            buffer.Add(number => new(probe.Id, number, made.At, made.Outcome, made.Why, made.CertificateUntil));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopped in the middle: no result.
        }
        finally
        {
            running.TryRemove(probe.Id, out _);
        }
    }

    private async Task Ask(CancellationToken cancel)
    {
        asked = Now;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(desk, "probes"));
        if (await Send(request, [], cancel) is not { } answer)
            return;
        if (JsonSerializer.Deserialize<ProbeList>(answer, ProbeRoutes.Json) is not { } given)
            return;
        if (given.Place != place)
            throw new RefusedException($"The secret is that of the place {given.Place}, not of {place}.");
        list = given;
        buffer.NotBelow(given.Last);
        await File.WriteAllBytesAsync(buffer.List, answer, cancel);
    }

    private async Task Tell(IReadOnlyList<SentResult> results, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new SentResults(Now.ToUnixTimeMilliseconds(), results),
            ProbeRoutes.Json
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(desk, "probes/results"))
        {
            Content = new ByteArrayContent(body),
        };
        if (await Send(request, body, cancel) is not { } answer)
        {
            push = Now + Pause;
            return;
        }
        buffer.Remove([.. results]);
        if (JsonSerializer.Deserialize<TakenResults>(answer, ProbeRoutes.Json) is { NoData: > 0 } taken)
            await Terminal.Error.WriteLineAsync(
                $"{taken.NoData} results count as no data: the clock here is more than two seconds away from the desk's."
            );
    }

    /// <summary>The answer's body; null where the desk is away or says no, which is told once a try.</summary>
    private async Task<byte[]?> Send(HttpRequestMessage request, byte[] body, CancellationToken cancel)
    {
        request.Headers.Add(CallSignature.Header, CallSignature.Sign(key, Now, body));
        try
        {
            using var response = await client.SendAsync(request, cancel);
            var answer = await response.Content.ReadAsByteArrayAsync(cancel);
            if (response.IsSuccessStatusCode)
                return answer;
            await Terminal.Error.WriteLineAsync(
                $"The desk says {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}"
            );
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException or TaskCanceledException
                && !cancel.IsCancellationRequested
            )
        {
            await Terminal.Error.WriteLineAsync($"The desk is away: {failure.Message}. Results wait here.");
        }
        return null;
    }

    public void Dispose()
    {
        outbound.Dispose();
        client.Dispose();
    }
}
