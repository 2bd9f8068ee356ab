using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Corbel.Core.Telephone;
using Corbel.Desk;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Telephone;
using Corbel.Web.Cli;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>
/// Calls that nobody answers, told in the generic form: each event again until a 204. Every other call is Sam's, so that they
/// meet on one ticket; the others come each from a number that nobody knows.
/// </summary>
internal sealed class ByTelephone(Drop drop, Pbx pbx, string address) : WayIn
{
    private const string Sam = "+442079460018";
    private readonly ConcurrentDictionary<string, bool> acknowledged = new();

    public override string Name => "call";

    /// <summary>Answers that were no 204, with the name.</summary>
    public ConcurrentQueue<(string Name, HttpStatusCode Status)> Refused { get; } = [];

    public static async Task<ByTelephone> Of(Drop drop)
    {
        await using var services = DeskHost.UseCases(drop.Options);
        var made = await services
            .GetRequiredService<Pbxes>()
            .Add(new NewPbx("front-desk", PbxKind.Generic, null, ["127.0.0.1"], null));
        (await services.GetRequiredService<KeepNumbers>().OfPerson(drop.Cast.Sam.Id, [Sam])).IsDone.ShouldBeTrue();
        return new ByTelephone(drop, made.Value.Pbx, made.Value.Address);
    }

    /// <summary>Calls that ended before: they become call-backs one after the other, each so long after the one before.</summary>
    public async Task ToldBefore(IReadOnlyList<string> names, Duration between)
    {
        var clock = new FakeClock(SystemClock.Instance.GetCurrentInstant() - MissedCalls.Grace);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddDesk(drop.Options)
            .AddSingleton<IClock>(clock)
            .BuildServiceProvider();
        foreach (var name in names)
        {
            foreach (var kind in (CallEventKind[])[CallEventKind.New, CallEventKind.HungUp])
                await services
                    .GetRequiredService<TakeCallEvent>()
                    .Run(pbx, new ToldCall(name, From(name), "", new CallEvent(kind, clock.GetCurrentInstant()), []));
            acknowledged[name] = true;
            clock.Advance(between);
        }
    }

    public override async Task Send(string name, DeskProcess desk)
    {
        desk = await UntilTaken("new", name, desk);
        await UntilTaken("hung-up", name, desk);
        acknowledged[name] = true;
    }

    private async Task<DeskProcess> UntilTaken(string happened, string name, DeskProcess desk)
    {
        while (!await Once(happened, name, desk))
            desk = desk.Exited.IsCompleted ? await desk.Successor.Task : desk;
        return desk;
    }

    private async Task<bool> Once(string happened, string name, DeskProcess desk)
    {
        try
        {
            var at = SystemClock.Instance.GetCurrentInstant();
            using var content = new StringContent(
                $$"""{"event":"{{happened}}","call":"{{name}}","from":"{{From(name)}}","at":"{{at}}"}""",
                Encoding.UTF8,
                "application/json"
            );
            using var response = await drop.Http.PostAsync(new Uri($"{await desk.Url}/telephone/{address}"), content);
            if (response.StatusCode == HttpStatusCode.NoContent)
                return true;
            Refused.Enqueue((name, response.StatusCode));
            await Task.Delay(50);
            return false;
        }
        catch (Exception gone) when (IsGone(gone))
        {
            await desk.Exited;
            return false;
        }
    }

    private string From(string name)
    {
        var number = int.Parse(name[(Name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        // Numbers of films and plays, which belong to nobody.
        return number % 2 == 0 ? Sam : $"+442079460{number:000}";
    }

    public override Task<IReadOnlyCollection<string>> Acknowledged() =>
        Task.FromResult<IReadOnlyCollection<string>>([.. acknowledged.Keys]);

    public override async Task<IReadOnlyList<string>> Kept(DeskDb db) =>
        await db.Calls.Where(x => x.EndedAt != null).Select(x => x.Key).ToListAsync();

    public override async Task<IReadOnlyList<string>> Placed(DeskDb db)
    {
        var calls = await db.Calls.ToDictionaryAsync(x => $"call:{x.Id:n}", x => x.Key);
        var receipts = await db
            .Custodies.Where(x => x.CustodyKey.StartsWith("call:") && x.State != CustodyState.Duplicate)
            .ToListAsync();
        receipts.ShouldAllBe(x => x.State == CustodyState.Held || x.TicketId != null);
        return receipts.ConvertAll(x => calls[x.CustodyKey]);
    }
}
