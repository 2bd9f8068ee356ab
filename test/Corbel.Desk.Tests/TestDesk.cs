using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Tests;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace Corbel.Desk.Tests;

/// <summary>
/// A whole desk on a database and a data folder of its own, with the policy of ISMS.online, a small cast and a clock that
/// the test moves. Nothing in it runs by itself.
/// </summary>
public sealed class TestDesk : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private TestDesk(ServiceProvider services) => this.services = services;

    public FakeClock Clock => (FakeClock)Get<IClock>();
    public string Folder => Get<DeskOptions>().Data;
    public required TestCast Cast { get; init; }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public DeskDb Read() => Get<Database>().Read();

    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

    /// <summary>Opens a desk at Wednesday 15 July 2026, 09:00 UTC, in office hours.</summary>
    public static async Task<TestDesk> Open(TestDatabase kind, Action<DeskOptions>? settings = null)
    {
        var options = new DeskOptions
        {
            Data = Directory.CreateTempSubdirectory("corbel-test-").FullName,
            Url = "https://desk.example",
        };
        var cast = await BlankDesk.Copy(kind, options);
        settings?.Invoke(options);
        return new TestDesk(Services(options)) { Cast = cast };
    }

    internal static ServiceProvider Services(DeskOptions options) =>
        new ServiceCollection()
            .AddLogging()
            .AddDesk(options)
            .AddSingleton<IClock>(new FakeClock(At("2026-07-15T09:00:00Z")))
            .BuildServiceProvider();

    /// <summary>Takes a mail as the Maildir would bring it, at the clock's present time.</summary>
    public Task<Received> Mail(string raw, string? name = null) =>
        Mail(System.Text.Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")), name);

    /// <summary>The same for bytes that are no text, or came at another time.</summary>
    public Task<Received> Mail(byte[] raw, string? name = null, Instant? at = null) =>
        Get<ReceiveMessage>()
            .Mail(
                new ArrivedMail(
                    name ?? $"test:{Guid.NewGuid():n}",
                    raw,
                    at ?? Clock.GetCurrentInstant(),
                    Core.Tickets.ReceivedBasis.FileTime
                )
            );

    public async ValueTask DisposeAsync()
    {
        var (folder, database) = (Folder, Get<DeskOptions>().Database);
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        if (database is not null)
            await PostgresServer.Drop(database);
    }
}
