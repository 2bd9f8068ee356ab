using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Corbel.Desk.Tests.Intake.Mailboxes;

/// <summary>A customer and the desk write to each other through a real Postfix and a real Dovecot.</summary>
public sealed class JourneyTests
{
    [Theory, OnRealMailServers]
    public async Task An_issue_its_acknowledgement_the_answer_and_the_customers_word_on_it(TestDatabase kind)
    {
        await using var reading = await Reading.Begin(kind, sends: true);
        var desk = reading.Desk;
        var zoe = await Customer(desk, MailServers.NewAddress("zoe", "southbank.example"));
        await MailServers.Send(
            zoe.Email,
            reading.Address,
            Mails.From(zoe.Email, "Severity 1: nobody can sign in", "Since nine.", $"To: {reading.Address}")
        );
        await reading.Holds(1);

        await desk.Get<MailSender>().SendDue(CancellationToken.None);
        var acknowledgement = (await Inbox(zoe.Email, 1))[0];
        var number = await Number(desk);
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We see it.")).IsDone.ShouldBeTrue();
        await desk.Get<MailSender>().SendDue(CancellationToken.None);
        var answer = (await Inbox(zoe.Email, 2))[1];
        await MailServers.Send(
            zoe.Email,
            answer.ReplyTo.Mailboxes.Single().Address,
            Answer(answer, zoe.Email, "It works again.")
        );
        await reading.Holds(2);

        acknowledgement.Headers[HeaderId.ReturnPath].ShouldBe("<>");
        answer.Headers[HeaderId.ReturnPath].ShouldBe($"<{answer.ReplyTo.Mailboxes.Single().Address}>");
        var view = await desk.View(number);
        view.Entries.Select(x => x.Entry.What.GetType().Name)
            .ShouldBe([
                nameof(Receipt),
                nameof(Acknowledgement),
                nameof(StaffReply),
                nameof(Contact),
                nameof(CustomerMessage),
            ]);
        view.Entries[^1].Words!.Text.ShouldContain("It works again.");
        view.Current.Verdict.ShouldBe(Verdict.Kept);
    }

    [Theory, OnRealMailServers]
    public async Task An_answer_that_comes_back_is_no_contact_and_one_that_is_refused_is_a_dead_letter(
        TestDatabase kind
    )
    {
        await using var reading = await Reading.Begin(kind, sends: true);
        var desk = reading.Desk;
        foreach (var address in (string[])["gone", "refused"])
        {
            var person = await Customer(desk, MailServers.NewAddress(address, "southbank.example"));
            await MailServers.Send(person.Email, reading.Address, Mails.From(person.Email, address, "Help."));
        }
        await reading.Holds(2);
        await using var db = desk.Read();
        foreach (var number in await db.Tickets.Select(x => x.Number).ToListAsync())
            (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "We see it.")).IsDone.ShouldBeTrue();

        await desk.Get<MailSender>().SendDue(CancellationToken.None);

        // The acknowledgement has no return path, so just the answer comes back.
        await reading.Holds(3);
        var gone = await db.Tickets.SingleAsync(x => x.Subject == "gone");
        var view = await desk.View(gone.Number);
        view.Entries[^1].Entry.What.ShouldBeOfType<DeliveryFailure>();
        view.Current.IsOpen.ShouldBeTrue();
        var refused = await db.Tickets.SingleAsync(x => x.Subject == "refused");
        var dead = await db.Outbox.SingleAsync(x => x.TicketId == refused.Id && x.Kind == MailKind.Reply);
        dead.State.ShouldBe(MailState.Dead);
        dead.LastError!.ShouldContain("There is nobody of that name");
    }

    [Theory, OnRealMailServers]
    public async Task Two_desks_that_write_to_each_other_fall_silent_after_one_exchange(TestDatabase kind)
    {
        await using var one = await Reading.Begin(kind, sends: true);
        await using var two = await Reading.Begin(kind, sends: true);
        // Each knows the other as a person of a customer, whose issues it acknowledges.
        await Customer(one.Desk, two.Address);
        await Customer(two.Desk, one.Address);
        await MailServers.Send(
            two.Address,
            one.Address,
            Mails.From(two.Address, "Hello", "From one desk to the other.")
        );
        await one.Holds(1);

        await one.Desk.Get<MailSender>().SendDue(CancellationToken.None);
        await two.Holds(1);
        await two.Desk.Get<MailSender>().SendDue(CancellationToken.None);

        (await Sent(one.Desk)).ShouldBe(1);
        (await Sent(two.Desk)).ShouldBe(0);
        await one.Holds(1);
    }

    private static async Task<int> Sent(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.Outbox.CountAsync();
    }

    private static async Task<Person> Customer(TestDesk desk, string address) =>
        (
            await desk.Get<Register>()
                .Person(desk.Cast.Southbank.Id, "Zoe Zand", address, Core.Access.Role.Administrator)
        ).Value!;

    private static async Task<long> Number(TestDesk desk)
    {
        await using var db = desk.Read();
        return await db.Tickets.Select(x => x.Number).SingleAsync();
    }

    private static async Task<IReadOnlyList<MimeMessage>> Inbox(string address, int mails)
    {
        IReadOnlyList<(MimeMessage Mail, bool)> read = [];
        await Eventually.Is(
            async () => (read = await MailServers.Read(address)).Count == mails,
            $"{mails} mails lie in {address}"
        );
        return [.. read.Select(x => x.Mail)];
    }

    private static string Answer(MimeMessage to, string from, string text) =>
        Mails.From(from, $"Re: {to.Subject}", text, $"In-Reply-To: <{to.MessageId}>", $"References: <{to.MessageId}>");
}
