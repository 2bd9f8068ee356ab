using System.Text;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Mailboxes;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Desk.Tests.Intake.Mailboxes;

/// <summary>Mail from a real Dovecot, brought there by a real Postfix.</summary>
public sealed class MailboxTests
{
    private static readonly Instant Nine = TestDesk.At("2026-07-15T09:00:00Z");

    [Theory, OnRealMailServers]
    public async Task A_mail_that_arrives_while_the_desk_waits_becomes_a_ticket_and_is_marked_as_seen(TestDatabase kind)
    {
        await using var reading = await Reading.Begin(kind);
        await reading.HasLooked();

        await MailServers.Send(
            "sam@southbank.example",
            reading.Address,
            Mails.From("Sam <sam@southbank.example>", "Down", "All of it.")
        );

        await reading.Holds(1);
        await using var db = reading.Desk.Read();
        var custody = await db.Custodies.SingleAsync();
        custody.State.ShouldBe(CustodyState.Taken);
        custody.CustodyKey.ShouldMatch("^imap:support:[0-9]+:1$");
        (await db.Tickets.SingleAsync()).Subject.ShouldBe("Down");
        await Eventually.Is(
            async () => (await MailServers.Read(reading.Address))[0].Seen,
            "the mail is marked as seen"
        );
    }

    [Theory, OnRealMailServers]
    public async Task The_servers_time_of_receipt_counts_where_the_desk_can_stand_by_it(TestDatabase kind)
    {
        var address = MailServers.NewAddress("support");
        await MailServers.Append(address, Nine - Duration.FromDays(3), raws: Numbered("before the desk"));
        await using var reading = await Reading.Begin(kind, address);
        await reading.Holds(1);
        await reading.HasLooked();

        // Away indeed: a look between the two lines would make the time one that it cannot stand by.
        await reading.Stop();
        reading.Desk.Clock.Advance(Duration.FromHours(1));
        await MailServers.Append(address, Nine + Duration.FromMinutes(20), raws: Numbered("while the desk was away"));
        await reading.Start();
        await reading.Holds(2);
        await MailServers.Append(address, Nine + Duration.FromMinutes(-20), raws: Numbered("copied from elsewhere"));
        await reading.Holds(3);
        await MailServers.Append(address, Nine + Duration.FromHours(2), raws: Numbered("by a clock that is wrong"));
        await reading.Holds(4);

        await using var db = reading.Desk.Read();
        var ten = Nine + Duration.FromHours(1);
        (
            await db
                .Custodies.Select(x => new
                {
                    x.Subject,
                    x.ReceivedAt,
                    x.Basis,
                })
                .ToListAsync()
        ).Select(x => (x.Subject, x.ReceivedAt, x.Basis)).ShouldBe([("before the desk", Nine, ReceivedBasis.Custody), ("while the desk was away", Nine + Duration.FromMinutes(20), ReceivedBasis.InternalDate), ("copied from elsewhere", ten, ReceivedBasis.Custody), ("by a clock that is wrong", ten, ReceivedBasis.Custody)]);
    }

    [Theory, OnRealMailServers]
    public async Task What_was_read_before_the_desk_began_is_left_and_what_is_read_later_is_not(TestDatabase kind)
    {
        var address = MailServers.NewAddress("support");
        await MailServers.Append(address, Nine - Duration.FromDays(9), seen: true, Numbered("read long ago"));
        await MailServers.Append(address, Nine - Duration.FromDays(1), raws: Numbered("unread"));
        await using (var first = await Reading.Begin(kind, address))
        {
            await first.Holds(1);
            await first.HasLooked();
            await first.Stop();
            await MailServers.Append(address, Nine, seen: true, Numbered("read by somebody else meanwhile"));
            await MailServers.MarkSeen(address);

            await first.Start();

            await first.Holds(2);
            await first.HasLooked();
            (await first.Subjects()).ShouldBe(["read by somebody else meanwhile", "unread"]);
        }
    }

    [Theory, OnRealMailServers]
    public async Task A_mailbox_that_is_numbered_anew_loses_and_doubles_nothing(TestDatabase kind)
    {
        var address = MailServers.NewAddress("support");
        await MailServers.Append(address, Nine - Duration.FromDays(9), seen: true, Numbered("read long ago"));
        await using var reading = await Reading.Begin(kind, address);
        await reading.HasLooked();
        byte[][] nameless = [Nameless("one"), Nameless("two"), Nameless("two")];
        await MailServers.Append(address, Nine, raws: [Numbered("named")[0], .. nameless]);
        await reading.Holds(4);
        await reading.HasLooked();
        await reading.Stop();

        await MailServers.NumberAnew(address);
        await MailServers.Append(address, Nine, raws: Numbered("new after it"));
        reading.Desk.Clock.Advance(Duration.FromMinutes(2));
        await reading.Start();

        await reading.Holds(5);
        await reading.HasLooked();
        (await reading.Subjects()).ShouldBe(["named", "new after it", "one", "two", "two"]);
        await using var db = reading.Desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(2);
        (await db.Custodies.CountAsync(x => x.State == CustodyState.Duplicate)).ShouldBe(4);
    }

    [Theory, OnRealMailServers]
    public async Task A_mail_that_two_mailboxes_get_is_one_ticket(TestDatabase kind)
    {
        var (one, two) = (MailServers.NewAddress("support"), MailServers.NewAddress("help"));
        await using var reading = await Reading.Begin(kind, one, more: two);
        await reading.HasLooked();
        var raw = Mails.From("Sam <sam@southbank.example>", "To both", "Once.");

        await Task.WhenAll(
            MailServers.Send("sam@southbank.example", one, raw),
            MailServers.Send("sam@southbank.example", two, raw)
        );

        await Eventually.Is(
            async () =>
            {
                await using var read = reading.Desk.Read();
                return await read.Custodies.CountAsync() == 2;
            },
            "both deliveries are in custody"
        );
        await using var db = reading.Desk.Read();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        (await db.Custodies.Select(x => x.State).ToListAsync()).ShouldBe(
            [CustodyState.Taken, CustodyState.Duplicate],
            ignoreOrder: true
        );
    }

    [Theory, OnRealMailServers]
    public async Task Where_the_server_cannot_tell_the_desk_looks_by_itself(TestDatabase kind)
    {
        await using var wire = new Wire(MailServers.Imap, x => x.Replace(" IDLE ", " ODLE ", StringComparison.Ordinal));
        await using var reading = await Reading.Begin(kind, port: wire.Port);
        await reading.HasLooked();

        await MailServers.Append(reading.Address, Nine, raws: Numbered("seen by looking"));

        await reading.Holds(1);
    }

    [Theory, OnRealMailServers]
    public async Task A_line_that_is_cut_again_and_again_loses_and_doubles_nothing(TestDatabase kind)
    {
        const int mails = 150;
        var address = MailServers.NewAddress("support");
        await MailServers.Append(
            address,
            Nine,
            raws: [.. Enumerable.Range(0, mails).SelectMany(x => Numbered($"mail {x}"))]
        );
        await using var wire = new Wire(MailServers.Imap);
        await using var reading = await Reading.Begin(kind, address, wire.Port);

        for (var cuts = 0; cuts < 4; cuts++)
        {
            var carried = wire.Carried;
            await Eventually.Is(
                () => Task.FromResult(wire.Carried > carried + 20_000 || reading.Count() == mails),
                "it goes on"
            );
            wire.Cut();
        }

        await reading.Holds(mails);
        await reading.HasLooked();
        (await reading.Subjects()).ShouldBe(
            Enumerable.Range(0, mails).Select(x => $"mail {x}").Order(StringComparer.Ordinal)
        );
        await using var db = reading.Desk.Read();
        (await db.Custodies.CountAsync()).ShouldBe(mails);
    }

    [Theory, OnRealMailServers]
    public async Task Of_two_nodes_one_reads_and_the_other_takes_over(TestDatabase kind)
    {
        await using var reading = await Reading.Begin(kind);
        await reading.HasLooked();
        var first = (await reading.Row())!.HeldBy.ShouldNotBeNull();
        await using var other = reading.Desk.AnotherNode();
        using var second = ActivatorUtilities.CreateInstance<MailboxSource>(other.Get<IServiceProvider>());
        await second.StartAsync(CancellationToken.None);
        await MailServers.Append(reading.Address, Nine, raws: Numbered("by the first"));
        await reading.Holds(1);
        (await reading.Row())!.HeldBy.ShouldBe(first);

        await reading.Stop();
        await MailServers.Append(reading.Address, Nine, raws: Numbered("by the second"));

        await reading.Holds(2);
        (await reading.Row())!.HeldBy.ShouldNotBe(first);
        await second.StopAsync(CancellationToken.None);
    }

    [Theory, OnRealMailServers]
    public async Task A_mailbox_that_refuses_the_password_says_so_until_it_opens(TestDatabase kind)
    {
        await using var reading = await Reading.Begin(kind, password: "wrong");
        await Eventually.Is(async () => (await reading.Row())?.Trouble is not null, "the trouble stands there");
        (await reading.Row())!.TroubleSince.ShouldBe(Nine);

        reading.Box.Password = MailServers.Password;

        await Eventually.Is(async () => (await reading.Row())?.Trouble is null, "the trouble is gone");
    }

    private static byte[][] Numbered(string subject) =>
        [MailServers.Bytes(Mails.From("Sam <sam@southbank.example>", subject, $"The text of {subject}."))];

    private static byte[] Nameless(string subject) =>
        Encoding.UTF8.GetBytes($"From: somebody@else.example\r\nSubject: {subject}\r\n\r\nNo Message-ID, no date.\r\n");
}
