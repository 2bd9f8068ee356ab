using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Web.Cli;
using Corbel.Web.Tests.Widget;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>
/// Lines of two people's chats: each again, under its own id, until a 200. Some are sent twice at once, as by a page whose
/// connection hangs.
/// </summary>
internal sealed class ByChat(IReadOnlyList<string> passes) : WayIn, IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly ConcurrentDictionary<string, Guid> clients = new();
    private readonly ConcurrentDictionary<string, bool> acknowledged = new();

    public override string Name => "chat";

    public static async Task<ByChat> Of(Drop drop)
    {
        await using var services = DeskHost.UseCases(drop.Options);
        var (keys, open) = (services.GetRequiredService<HostKeys>(), services.GetRequiredService<OpenChat>());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = (await keys.Add(HostApp.Name, key.ExportSubjectPublicKeyInfoPem())).Value!;
        await keys.Origin(HostApp.Name, HostApp.Origin);
        var passes = new List<string>();
        foreach (var person in new[] { drop.Cast.Sam, drop.Cast.Rik })
        {
            var now = SystemClock.Instance.GetCurrentInstant();
            var token = HostApp.Sign(key, id, person.Email, now, drop.Options.Url);
            passes.Add((await open.Run(HostApp.Name, token)).Value!.Pass);
        }
        return new ByChat(passes);
    }

    public override Task Send(string name, DeskProcess desk) =>
        name.EndsWith('2') ? Task.WhenAll(UntilTaken(name, desk), UntilTaken(name, desk)) : UntilTaken(name, desk);

    private async Task UntilTaken(string name, DeskProcess desk)
    {
        while (!await Once(name, desk))
            desk = desk.Exited.IsCompleted ? await desk.Successor.Task : desk;
    }

    private async Task<bool> Once(string name, DeskProcess desk)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, await desk.Url + "/chat/lines");
            request.Headers.Authorization = new AuthenticationHeaderValue("Chat", passes[name[^1] % 2]);
            request.Headers.Add("Origin", HostApp.Origin);
            request.Content = new MultipartFormDataContent
            {
                { new StringContent($"{clients.GetOrAdd(name, _ => Guid.NewGuid())}"), "client" },
                { new StringContent($"Line {name}"), "text" },
            };
            using var response = await http.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.OK)
                return acknowledged[name] = true;
            await Task.Delay(50);
            return false;
        }
        catch (Exception gone) when (IsGone(gone))
        {
            await desk.Exited;
            return false;
        }
    }

    public override Task<IReadOnlyCollection<string>> Acknowledged() =>
        Task.FromResult<IReadOnlyCollection<string>>([.. acknowledged.Keys]);

    public override async Task<IReadOnlyList<string>> Kept(DeskDb db) =>
        (await Receipts(db)).ConvertAll(x => NameOf(x.CustodyKey));

    public override async Task<IReadOnlyList<string>> Placed(DeskDb db)
    {
        var receipts = await Receipts(db);
        receipts.ShouldAllBe(x => x.State == CustodyState.Taken && x.TicketId != null);
        // A chat is one ticket, whatever was killed while it opened.
        receipts
            .GroupBy(x => x.CustodyKey.Split(':')[1])
            .ShouldAllBe(x => x.Select(y => y.TicketId).Distinct().Count() == 1);
        return receipts.ConvertAll(x => NameOf(x.CustodyKey));
    }

    private static Task<List<Custody>> Receipts(DeskDb db) =>
        db.Custodies.Where(x => x.CustodyKey.StartsWith("chat:")).ToListAsync();

    private string NameOf(string key)
    {
        var client = Guid.ParseExact(key.Split(':')[2].Split('#')[0], "n");
        return clients.Single(x => x.Value == client).Key;
    }

    public void Dispose() => http.Dispose();
}
