using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;
using Npgsql;

namespace Corbel.Desk.Tests;

/// <summary>
/// A whole desk on a database and a data folder of its own, with the policy of ISMS.online, a small cast and a clock that
/// the test moves. Nothing in it runs by itself.
/// </summary>
public sealed class TestDesk : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string? postgres;

    private TestDesk(ServiceProvider services, string? postgres) =>
        (this.services, this.postgres) = (services, postgres);

    public FakeClock Clock => (FakeClock)Get<IClock>();
    public string Folder => Get<DeskOptions>().Data;
    public Organisation Provider { get; private set; } = null!;
    public Organisation Northwind { get; private set; } = null!;
    public Organisation Southbank { get; private set; } = null!;
    public Person Owner { get; private set; } = null!;
    public Person Ada { get; private set; } = null!;

    /// <summary>Administrator of Northwind, reads Dutch.</summary>
    public Person Nora { get; private set; } = null!;

    /// <summary>Registered user of Northwind.</summary>
    public Person Rik { get; private set; } = null!;

    /// <summary>Administrator of Southbank.</summary>
    public Person Sam { get; private set; } = null!;

    /// <summary>Partner user of a partner of Northwind.</summary>
    public Person Pia { get; private set; } = null!;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public DeskDb Read() => Get<Database>().Read();

    public static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

    /// <summary>Opens a desk at Wednesday 15 July 2026, 09:00 UTC, in office hours.</summary>
    public static async Task<TestDesk> Open(TestDatabase kind, Action<DeskOptions>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("corbel-test-").FullName;
        var options = new DeskOptions { Data = folder, Url = "https://desk.example" };
        var server = kind == TestDatabase.Postgres ? await CreateDatabase() : null;
        options.Database = server;
        settings?.Invoke(options);
        var desk = new TestDesk(
            new ServiceCollection()
                .AddLogging()
                .AddDesk(options)
                .AddSingleton<IClock>(new FakeClock(At("2026-07-15T09:00:00Z")))
                .BuildServiceProvider(),
            server
        );
        await Migrator.Apply(desk.Get<Database>());
        (await desk.Get<PostPolicy>().Run("isms-online.yaml", PolicyFile.Shipped)).IsDone.ShouldBeTrue();
        await desk.Cast();
        return desk;
    }

    /// <summary>Takes a mail as the Maildir would bring it, at the clock's present time.</summary>
    public Task<Received> Mail(string raw, string? name = null) =>
        Get<ReceiveMessage>()
            .Mail(
                new ArrivedMail(
                    name ?? $"test:{Guid.NewGuid():n}",
                    System.Text.Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")),
                    Clock.GetCurrentInstant(),
                    Core.Tickets.ReceivedBasis.FileTime
                )
            );

    private async Task Cast()
    {
        Provider = await Organisation("Alliantist", OrganisationKind.Provider, []);
        Northwind = await Organisation(
            "Northwind",
            OrganisationKind.Customer,
            ["northwind.example"],
            "nl",
            "Europe/Amsterdam"
        );
        Southbank = await Organisation("Southbank", OrganisationKind.Customer, ["southbank.example"]);
        var partner = await Organisation("Partnerhuis", OrganisationKind.Partner, [], customer: Northwind.Id);
        Owner = await Somebody(Provider, "Olive Owner", "olive@isms.example", Role.Owner);
        Ada = await Somebody(Provider, "Ada Agent", "ada@isms.example", Role.Agent);
        Nora = await Somebody(Northwind, "Nora Noord", "nora@northwind.example", Role.Administrator);
        Rik = await Somebody(Northwind, "Rik de Vries", "rik@northwind.example", Role.RegisteredUser);
        Sam = await Somebody(Southbank, "Sam South", "sam@southbank.example", Role.Administrator);
        Pia = await Somebody(partner, "Pia Partner", "pia@partner.example", Role.PartnerUser);
    }

    private async Task<Organisation> Organisation(
        string name,
        OrganisationKind kind,
        string[] domains,
        string language = "en",
        string zone = "Europe/London",
        Guid? customer = null
    ) => (await Get<Register>().Organisation(name, kind, domains, language, zone, customer)).Value!;

    private async Task<Person> Somebody(Organisation home, string name, string email, Role role) =>
        (await Get<Register>().Person(home.Id, name, email, role)).Value!;

    private static async Task<string> CreateDatabase()
    {
        var server = new NpgsqlConnectionStringBuilder(OnEveryDatabaseAttribute.Server);
        var name = $"test_{Guid.NewGuid():n}";
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        server.Database = name;
        server.MaxPoolSize = 20;
        return server.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        var folder = Folder;
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        if (postgres is null)
            return;
        await using var connection = new NpgsqlConnection(OnEveryDatabaseAttribute.Server);
        await connection.OpenAsync();
        var name = new NpgsqlConnectionStringBuilder(postgres).Database;
        await using var drop = new NpgsqlCommand($"DROP DATABASE {name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
