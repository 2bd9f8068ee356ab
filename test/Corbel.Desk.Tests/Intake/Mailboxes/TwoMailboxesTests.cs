using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Mailboxes;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Desk.Tests.Intake.Mailboxes;

/// <summary>One mail in two mailboxes at once, read by two nodes at once.</summary>
public sealed class TwoMailboxesTests
{
    private static readonly Instant Nine = TestDesk.At("2026-07-15T09:00:00Z");
    private static readonly int Many = Environment.GetEnvironmentVariable("CORBEL_LONG") == "1" ? 1000 : 30;

    [Theory, OnRealMailServers]
    public async Task What_two_nodes_get_by_two_mailboxes_is_one_ticket_and_the_second_receipt_is_a_duplicate(
        TestDatabase kind
    )
    {
        await using var reading = await Reading.Begin(kind);
        var other = MailServers.NewAddress("help");
        await using var node = reading.Desk.AnotherNode(services => services.AddSingleton(OnlyThe(other, reading)));
        using var second = ActivatorUtilities.CreateInstance<MailboxSource>(node.Get<IServiceProvider>());
        await second.StartAsync(CancellationToken.None);
        await reading.HasLooked();
        await Eventually.Is(
            async () =>
            {
                await using var read = reading.Desk.Read();
                return await read.Mailboxes.AnyAsync(x => x.Name == "help" && x.ReconciledAt != null);
            },
            "the other node has looked"
        );

        for (var number = 0; number < Many; number++)
        {
            var raw = Mails.From("Sam <sam@southbank.example>", $"To both {number}", "Once.");
            var arrivals = new[] { reading.Address, other }.Select(x =>
                MailServers.Append(x, Nine, raws: MailServers.Bytes(raw))
            );
            await Task.WhenAll(arrivals);
        }

        await Eventually.Is(
            async () =>
            {
                await using var read = reading.Desk.Read();
                return await read.Custodies.CountAsync() >= 2 * Many;
            },
            "all deliveries are in custody",
            TimeSpan.FromMinutes(3)
        );
        await second.StopAsync(CancellationToken.None);
        await using var db = reading.Desk.Read();
        var receipts = await db.Custodies.ToListAsync();
        receipts.Count.ShouldBe(2 * Many);
        foreach (var mail in receipts.GroupBy(x => x.Subject))
        {
            var first = mail.Where(x => x.State == CustodyState.Taken).ShouldHaveSingleItem(mail.Key);
            var again = mail.Where(x => x.State == CustodyState.Duplicate).ShouldHaveSingleItem(mail.Key);
            again.SameAs.ShouldBe(first.Id);
            new[] { first.CustodyKey, again.CustodyKey }
                .Select(x => x.Split(':')[1])
                .ShouldBe(["support", "help"], ignoreOrder: true);
        }
        (await db.Tickets.Select(x => x.Subject).ToListAsync())
            .Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, Many).Select(x => $"To both {x}").Order(StringComparer.Ordinal));
        (await db.Outbox.CountAsync()).ShouldBe(Many, "one acknowledgement a mail");
        (await reading.Desk.Check()).ShouldBeEmpty();
    }

    /// <summary>The settings of the second node: the same desk, with another mailbox.</summary>
    private static DeskOptions OnlyThe(string address, Reading reading)
    {
        var (first, box) = (reading.Desk.Get<DeskOptions>(), reading.Box);
        var options = new DeskOptions
        {
            Data = first.Data,
            Database = first.Database,
            Url = first.Url,
        };
        (options.Mail.TrustSenders, options.Mail.AcknowledgementsAnHour) = (true, 0);
        options.Mail.Mailboxes.Add(
            new MailboxOptions
            {
                Name = "help",
                Host = box.Host,
                Port = box.Port,
                Security = box.Security,
                User = address,
                Password = box.Password,
                PollSeconds = 1,
            }
        );
        return options;
    }
}
