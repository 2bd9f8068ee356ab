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
    private readonly bool owner;

    private TestDesk(ServiceProvider services, bool owner = true) => (this.services, this.owner) = (services, owner);

    /// <summary>Wednesday, in office hours.</summary>
    private static readonly Instant Morning = At("2026-07-15T09:00:00Z");

    public FakeClock Clock => (FakeClock)Get<IClock>();
    public string Folder => Get<DeskOptions>().Data;
    public required TestCast Cast { get; init; }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public DeskDb Read() => Get<Database>().Read();

    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

    /// <summary>Opens a desk at Wednesday 15 July 2026, 09:00 UTC, in office hours.</summary>
    public static async Task<TestDesk> Open(
        TestDatabase kind,
        Action<DeskOptions>? settings = null,
        Action<IServiceCollection>? services = null
    )
    {
        var options = new DeskOptions
        {
            Data = Directory.CreateTempSubdirectory("corbel-test-").FullName,
            Url = "https://desk.example",
        };
        // The mails of most tests come without the header of a mail server that has checked their sender, and many at once.
        (options.Mail.TrustSenders, options.Mail.AcknowledgementsAnHour) = (true, 0);
        var cast = await BlankDesk.Copy(kind, options, Morning);
        settings?.Invoke(options);
        return new TestDesk(Services(options, null, services)) { Cast = cast };
    }

    /// <summary>A second node on the same database and folder, by the same clock, with a writer of its own.</summary>
    public TestDesk AnotherNode(Action<IServiceCollection>? replace = null) =>
        new(Services(Get<DeskOptions>(), Clock, replace), owner: false) { Cast = Cast };

    internal static ServiceProvider Services(
        DeskOptions options,
        IClock? clock = null,
        Action<IServiceCollection>? replace = null
    )
    {
        var parts = new ServiceCollection().AddLogging().AddDesk(options).AddSingleton(clock ?? new FakeClock(Morning));
        replace?.Invoke(parts);
        return parts.BuildServiceProvider();
    }

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
        if (!owner)
            return;
        Directory.Delete(folder, recursive: true);
        if (Directory.Exists(folder + ".keys"))
            Directory.Delete(folder + ".keys", recursive: true);
        if (database is not null)
            await PostgresServer.Drop(database);
    }
}
