using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Seals;
using Corbel.Tests;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Sealed mail on its way to a ticket.</summary>
public sealed class SealedTicketTests(SealedMails mails) : IClassFixture<SealedMails>
{
    private const string Text = "Severity 1: nobody can sign in.";

    [Theory, OnEveryDatabase]
    public async Task The_ticket_holds_what_was_sealed_and_says_so_for_good(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.Keys = SealTests.Options(mails));
        var body = mails.SmimeEncrypted(mails.SmimeSigned(SealedMails.Part(Text)));
        var raw = SealedMails.Mail(body);

        var first = await desk.Mail(raw);
        var again = await desk.Mail(raw, "another:delivery");

        var entry = (await desk.View(first.Ticket)).Entries[0];
        entry.Words!.Text.ShouldBe(Text);
        entry.Words.Seal!.Lock.ShouldBe(SealLock.Opened);
        var signature = entry.Words.Seal.Signatures.ShouldHaveSingleItem();
        signature.ShouldBe(new(SealVerdict.Verified, "Sam South", "sam@southbank.example", BySender: true));
        // What is read counts as if it had come open; what was received is as it came.
        (await desk.Ticket(first.Ticket)).Severity.ShouldBe("1");
        again.State.ShouldBe(CustodyState.Duplicate);
        await using var db = desk.Read();
        (await db.Custodies.SingleAsync(x => x.Id == first.Custody)).Size.ShouldBe(raw.Length);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Without_the_key_it_is_an_issue_that_says_what_it_is(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        var received = await desk.Mail(SealedMails.Mail(mails.PgpEncrypted(SealedMails.Part(Text))));

        var entry = (await desk.View(received.Ticket)).Entries[0];
        entry.Words!.Text.ShouldBeEmpty();
        entry.Words.Seal!.Lock.ShouldBe(SealLock.NoKey);
        entry.Words.Seal.Signatures.ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_signature_gives_no_sender_any_right(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(
            database,
            x =>
            {
                x.Mail.Keys = SealTests.Options(mails);
                x.Mail.TrustSenders = false;
            }
        );

        var received = await desk.Mail(SealedMails.Mail(mails.SmimeSigned(SealedMails.Part(Text))));

        var view = await desk.View(received.Ticket);
        view.Entries[0].Words!.Seal!.Signatures.Single().Verdict.ShouldBe(SealVerdict.Verified);
        view.Unverified.ShouldBe([1]);
        (await desk.Ticket(received.Ticket)).Severity.ShouldBeNull();
        (await desk.Outbox()).ShouldBeEmpty();
    }
}
