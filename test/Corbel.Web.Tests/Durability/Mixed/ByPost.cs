using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary><c>POST /intake/mail</c>: the same Idempotency-Key again until a 201. Some senders are impatient and send twice at once.</summary>
internal sealed class ByPost(Drop drop, int padding = 0) : MailWay
{
    private readonly ConcurrentDictionary<string, bool> acknowledged = new();

    public override string Name => "post";

    /// <summary>Answers that were no 201, with the name.</summary>
    public ConcurrentQueue<(string Name, HttpStatusCode Status, string Answer)> Refused { get; } = [];

    public override Task Send(string name, DeskProcess desk) =>
        name.EndsWith('3') ? Task.WhenAll(UntilTaken(name, desk), UntilTaken(name, desk)) : UntilTaken(name, desk);

    private async Task UntilTaken(string name, DeskProcess desk)
    {
        while (!await Once(name, desk))
            desk = desk.Exited.IsCompleted ? await desk.Successor.Task : desk;
    }

    /// <summary>Whether it was taken; after a refusal the sender waits for a moment.</summary>
    public async Task<bool> Once(string name, DeskProcess desk)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, await desk.Url + "/intake/mail");
            request.Content = new ByteArrayContent([.. Drop.Mail(name), .. Padding()]);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", DeskProcess.IntakeToken);
            request.Headers.Add("Idempotency-Key", name);
            using var response = await drop.Http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.Created)
                return acknowledged[name] = true;
            Refused.Enqueue((name, response.StatusCode, await response.Content.ReadAsStringAsync()));
            await Task.Delay(50);
            return false;
        }
        catch (Exception gone) when (IsGone(gone))
        {
            await desk.Exited;
            return false;
        }
    }

    private IEnumerable<byte> Padding() => Enumerable.Repeat((byte)'x', padding);

    public override Task<IReadOnlyCollection<string>> Acknowledged() =>
        Task.FromResult<IReadOnlyCollection<string>>([.. acknowledged.Keys]);
}
