using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Mailboxes;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Corbel.Desk.Tests.Intake.Mailboxes;

/// <summary>A desk that reads a mailbox of its own on the mail servers of bin/test.</summary>
internal sealed class Reading : IAsyncDisposable
{
    private MailboxSource? source;

    public required TestDesk Desk { get; init; }
    public required string Address { get; init; }
    public MailboxOptions Box => Desk.Get<DeskOptions>().Mail.Mailboxes[0];

    public static async Task<Reading> Begin(
        TestDatabase kind,
        string? address = null,
        int? port = null,
        string password = MailServers.Password,
        string? more = null,
        bool sends = false,
        Action<MailboxOptions>? settings = null
    )
    {
        address ??= MailServers.NewAddress("support");
        var desk = await TestDesk.Open(
            kind,
            options =>
            {
                options.Mail.Mailboxes.Add(Of("support", address, port, password));
                if (more is not null)
                    options.Mail.Mailboxes.Add(Of("more", more, port, password));
                if (sends)
                {
                    (options.Mail.Address, options.Mail.Smtp.Security) = (address, "none");
                    (options.Mail.Smtp.Host, options.Mail.Smtp.Port) = (
                        MailServers.Smtp.Address.ToString(),
                        MailServers.Smtp.Port
                    );
                    (options.Mail.Smtp.User, options.Mail.Smtp.Password) = (address, MailServers.Password);
                }
                settings?.Invoke(options.Mail.Mailboxes[0]);
            }
        );
        var reading = new Reading { Desk = desk, Address = address };
        await reading.Start();
        return reading;
    }

    private static MailboxOptions Of(string name, string address, int? port, string password) =>
        new()
        {
            Name = name,
            Host = MailServers.Imap.Address.ToString(),
            Port = port ?? MailServers.Imap.Port,
            Security = "none",
            User = address,
            Password = password,
            PollSeconds = 1,
        };

    public async Task Start()
    {
        source = ActivatorUtilities.CreateInstance<MailboxSource>(Desk.Get<IServiceProvider>());
        await source.StartAsync(CancellationToken.None);
    }

    public async Task Stop()
    {
        await source!.StopAsync(CancellationToken.None);
        source.Dispose();
        source = null;
        // Whoever asks later whether the desk has looked means the next start.
        await Desk.Get<Corbel.Desk.Data.GroupWriter>()
            .Write(
                (x, token) =>
                    x.Mailboxes.ExecuteUpdateAsync(
                        set => set.SetProperty(y => y.ReconciledAt, (NodaTime.Instant?)null),
                        token
                    )
            );
    }

    public async Task<Mailbox?> Row()
    {
        await using var db = Desk.Read();
        return await db.Mailboxes.SingleOrDefaultAsync(x => x.Name == "support");
    }

    /// <summary>Waits until the desk has taken all that lay there once.</summary>
    public Task HasLooked() =>
        Eventually.Is(async () => (await Row())?.ReconciledAt is not null, "the desk has looked");

    public int Count()
    {
        using var db = Desk.Read();
        return db.Custodies.Count(x => x.State != CustodyState.Duplicate);
    }

    /// <summary>Waits until so many mails are in custody, repetitions not counted.</summary>
    public async Task Holds(int mails, NodaTime.Duration? patience = null)
    {
        try
        {
            await Eventually.Is(
                () => Task.FromResult(Count() == mails),
                $"{mails} mails are in custody",
                patience?.ToTimeSpan()
            );
        }
        catch (TimeoutException late)
        {
            // Which of the three it was that kept it: the relay, the mailbox's server or the desk.
            var row = await Row();
            var there = (await MailServers.Read(Address)).Select(x => $"{x.Mail.Subject} (seen: {x.Seen})");
            throw new TimeoutException(
                $"""
                {late.Message}. In custody: {string.Join(", ", await Subjects())}. In the mailbox: {string.Join(
                    ", ",
                    there
                )}.
                The desk looked at {row?.PolledAt}, up to {row?.TakenUpTo}, trouble: {row?.Trouble}.
                {MailServers.LogsOf(Address)}
                """,
                late
            );
        }
    }

    public async Task<IReadOnlyList<string?>> Subjects()
    {
        await using var db = Desk.Read();
        var all = await db.Custodies.Where(x => x.State != CustodyState.Duplicate).Select(x => x.Subject).ToListAsync();
        return [.. all.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
        {
            await source.StopAsync(CancellationToken.None);
            source.Dispose();
        }
        await Desk.DisposeAsync();
    }
}
