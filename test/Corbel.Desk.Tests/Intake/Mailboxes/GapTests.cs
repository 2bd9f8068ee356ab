using Corbel.Core.Tickets;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake.Mailboxes;

/// <summary>A desk that was away for two weeks. CORBEL_LONG=1: 10,000 mails wait for it; else some hundreds.</summary>
public sealed class GapTests
{
    private static readonly Instant Nine = TestDesk.At("2026-07-15T09:00:00Z");
    private static readonly int Mails = Environment.GetEnvironmentVariable("CORBEL_LONG") == "1" ? 10_000 : 250;

    [Theory, OnRealMailServers]
    public async Task Two_weeks_of_mail_are_taken_whole_with_the_servers_times(TestDatabase kind)
    {
        await using var reading = await Reading.Begin(kind);
        await reading.HasLooked();
        await reading.Stop();
        var between = Duration.FromDays(14) / Mails;
        await MailServers.Append(
            reading.Address,
            Enumerable.Range(0, Mails).Select(x => (Nine + (between * x), MailServers.Bytes(Mail(x))))
        );
        reading.Desk.Clock.Advance(Duration.FromDays(14));

        await reading.Start();

        await reading.Holds(Mails, Duration.FromMinutes(15));
        await using var db = reading.Desk.Read();
        (await db.Custodies.CountAsync(x => x.Basis == ReceivedBasis.InternalDate)).ShouldBe(Mails);
        var times = await db
            .Tickets.OrderBy(x => x.ReceivedAt)
            .Select(x => new { x.Subject, x.ReceivedAt })
            .ToListAsync();
        times.Count.ShouldBe(Mails);
        for (var x = 0; x < Mails; x++)
        {
            times[x].Subject.ShouldBe($"Mail {x}");
            // INTERNALDATE holds whole seconds.
            times[x].ReceivedAt.ShouldBe(Instant.FromUnixTimeSeconds((Nine + (between * x)).ToUnixTimeSeconds()));
        }
    }

    private static string Mail(int x) =>
        Intake.Mails.From("Sam <sam@southbank.example>", $"Mail {x}", $"The text of mail {x}.");
}
