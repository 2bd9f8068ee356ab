using Corbel.Desk.Intake;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Intake.Mailboxes;

/// <summary>A line to the IMAP server that breaks at the worst moments, and at any other. The desk must come back by itself.</summary>
public sealed class CutTests
{
    private static readonly Instant Nine = TestDesk.At("2026-07-15T09:00:00Z");
    private static readonly int Cuts = Environment.GetEnvironmentVariable("CORBEL_LONG") == "1" ? 300 : 12;

    [Theory, OnRealMailServers]
    public async Task A_line_that_is_cut_at_any_byte_loses_and_doubles_nothing(TestDatabase kind)
    {
        var random = new Random(20261127);
        await using var wire = new Wire(MailServers.Imap);
        await using var reading = await Reading.Begin(kind, port: wire.Port);
        await reading.HasLooked();
        var mails = 0;
        for (var cut = 0; cut < Cuts; cut++)
        {
            // From a few bytes of the greeting to some mails on.
            wire.CutAfter(random.Next(1, random.Next(2) == 0 ? 300 : 9_000));
            var more = Enumerable.Range(mails, random.Next(1, 8)).Select(Mail).ToArray();
            await MailServers.Append(reading.Address, Nine, raws: more);
            mails += more.Length;
            await reading.Holds(mails);
        }

        wire.Cuts.ShouldBeGreaterThan(Cuts / 2);
        wire.CutAfter(long.MaxValue / 2);
        await Eventually.Is(
            async () => (await MailServers.Subjects(reading.Address, seen: false)).Count == 0,
            "all are marked as seen"
        );
        (await reading.Subjects()).ShouldBe(
            Enumerable.Range(0, mails).Select(x => $"mail {x}").Order(StringComparer.Ordinal)
        );
        await using var db = reading.Desk.Read();
        (await db.Custodies.CountAsync()).ShouldBe(mails);
        (await db.Tickets.CountAsync()).ShouldBe(mails);
    }

    [Theory, OnRealMailServers]
    public async Task A_mail_that_comes_while_the_line_is_dead_is_taken_when_it_is_back(TestDatabase kind)
    {
        await using var wire = new Wire(MailServers.Imap);
        await using var reading = await Reading.Begin(kind, port: wire.Port);
        await reading.HasLooked();
        // It waits now (IDLE): a mail that wakes it shows that it does.
        await MailServers.Append(reading.Address, Nine, raws: Mail(0));
        await reading.Holds(1);

        wire.Cut();
        await MailServers.Append(reading.Address, Nine, raws: Mail(1));

        await reading.Holds(2);
        await Eventually.Is(async () => (await reading.Row())?.Trouble is null, "the trouble is over");
    }

    [Theory, OnRealMailServers]
    public async Task No_mail_is_marked_as_seen_before_it_is_in_custody_and_one_that_could_not_be_is_marked_later(
        TestDatabase kind
    )
    {
        Reading? reading = null;
        var (cuts, early) = (0, new List<string>());
        await using var wire = new Wire(
            MailServers.Imap,
            there: async command =>
            {
                if (!command.Contains(" STORE ", StringComparison.Ordinal))
                    return true;
                if (reading is null || reading.Count() == 0)
                    early.Add(command);
                await Task.CompletedTask;
                return cuts++ > 0;
            }
        );
        await using var begun = await Reading.Begin(kind, port: wire.Port);
        reading = begun;
        await reading.HasLooked();

        await MailServers.Append(reading.Address, Nine, raws: [Mail(0), Mail(1), Mail(2)]);

        await reading.Holds(3);
        await Eventually.Is(
            async () => (await MailServers.Subjects(reading.Address, seen: true)).Count == 3,
            "what was cut off is done later"
        );
        early.ShouldBeEmpty("marked, and not in custody yet");
        cuts.ShouldBeGreaterThan(1);
        await using var db = reading.Desk.Read();
        (await db.Custodies.Select(x => x.State).ToListAsync()).ShouldBe(Enumerable.Repeat(CustodyState.Taken, 3));
    }

    private static byte[] Mail(int number) =>
        MailServers.Bytes(Mails.From("Sam <sam@southbank.example>", $"mail {number}", $"The text of mail {number}."));
}
