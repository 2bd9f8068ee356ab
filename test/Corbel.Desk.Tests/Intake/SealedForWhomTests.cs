using Corbel.Core.Access;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Tests;

namespace Corbel.Desk.Tests.Intake;

/// <summary>
/// Who holds a copy of another's encrypted mail learns nothing of it by sending it to the desk as their own: what the desk opened
/// is for its sender only where the sender's signature lies within.
/// </summary>
public sealed class SealedForWhomTests(SealedMails mails) : IClassFixture<SealedMails>
{
    private const string Secret = "The vault code is 4711.";

    private static string Mixed(params string[] parts) =>
        "Content-Type: multipart/mixed; boundary=\"mix\"\n\n"
        + string.Concat(parts.Select(x => $"--mix\n{x}\n"))
        + "--mix--\n";

    private static readonly string WithFile = Mixed(
        SealedMails.Part(Secret),
        "Content-Type: text/plain; name=plan.txt\nContent-Disposition: attachment; filename=plan.txt\n\n4711\n"
    );

    /// <summary>What a mail of Sam's may hold, and whether Sam is shown what was opened.</summary>
    private string Body(string kind)
    {
        // What somebody else sent to the desk, and Sam got hold of.
        var theirs = mails.SmimeEncrypted(mails.SmimeSigned(WithFile, by: "other"));
        return kind switch
        {
            "signed, then encrypted" => mails.SmimeEncrypted(mails.SmimeSigned(WithFile)),
            "signed and encrypted by OpenPGP" => mails.PgpEncrypted(WithFile, by: "sam@southbank.example"),
            "never signed" => mails.SmimeEncrypted(WithFile),
            "never signed, by OpenPGP" => mails.PgpEncrypted(WithFile),
            "signed by another" => theirs,
            "signed around the encryption" => mails.SmimeSigned(theirs),
            "encrypted and signed once more" => mails.SmimeEncrypted(mails.SmimeSigned(theirs)),
            "once more, around what was never signed" => mails.PgpEncrypted(
                mails.SmimeEncrypted(WithFile),
                by: "sam@southbank.example"
            ),
            "beside words that are signed" => Mixed(theirs, mails.SmimeSigned(SealedMails.Part("Mine."))),
            "two, of which one is Sam's" => Mixed(
                mails.SmimeEncrypted(WithFile),
                mails.SmimeEncrypted(mails.SmimeSigned(SealedMails.Part("Mine.")))
            ),
            "an armoured block beside words" => SealedMails.Part($"Look:\n\n{mails.PgpArmour(Secret)}\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such mail"),
        };
    }

    [Theory]
    [InlineData("signed, then encrypted", true)]
    [InlineData("signed and encrypted by OpenPGP", true)]
    [InlineData("never signed", false)]
    [InlineData("never signed, by OpenPGP", false)]
    [InlineData("signed by another", false)]
    [InlineData("signed around the encryption", false)]
    [InlineData("encrypted and signed once more", false)]
    [InlineData("once more, around what was never signed", false)]
    [InlineData("beside words that are signed", false)]
    [InlineData("two, of which one is Sam's", false)]
    [InlineData("an armoured block beside words", false)]
    public async Task The_sender_reads_it_only_where_their_signature_lies_within(string kind, bool shown)
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite, x => x.Mail.Keys = SealTests.Options(mails));

        var received = await desk.Mail(SealedMails.Mail(Body(kind), subject: ""));

        var number = received.Ticket.ShouldNotBeNull();
        var (sam, staff) = (await See(desk, desk.Cast.Sam, number), await See(desk, desk.Cast.Ada, number));
        staff.Text.ShouldContain("4711");
        sam.Text.Contains("4711", StringComparison.Ordinal).ShouldBe(shown);
        if (kind != "an armoured block beside words")
            staff.Files.ShouldContain("plan.txt");
        sam.Files.Contains("plan.txt").ShouldBe(shown);
        // Nor do the lists and the mails about it say a word of what is not shown.
        (await desk.Ticket(number))
            .Subject.Contains("4711", StringComparison.Ordinal)
            .ShouldBe(shown);
        (await desk.Outbox()).ShouldAllBe(x => shown || !(x.Message.TextBody ?? "").Contains("4711"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_sender_whom_nobody_vouches_for_is_shown_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(
            database,
            x =>
            {
                x.Mail.Keys = SealTests.Options(mails);
                x.Mail.TrustSenders = false;
            }
        );

        var received = await desk.Mail(SealedMails.Mail(Body("signed, then encrypted")));

        var number = received.Ticket.ShouldNotBeNull();
        await NothingIsShown(desk, number);
        var staff = await See(desk, desk.Cast.Ada, number);
        staff.Text.ShouldContain(Secret);
        staff.Files.ShouldBe(["plan.txt"]);
    }

    [Theory, OnEveryDatabase]
    public async Task A_part_that_becomes_a_ticket_of_its_own_stays_closed(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database, x => x.Mail.Keys = SealTests.Options(mails));
        var first = await desk.Mail(SealedMails.Mail(SealedMails.Part("Open."), id: "one@southbank.example"));
        var token = (await desk.Outbox())[0].Message.ReplyTo.Mailboxes.Single().Address;
        var second = SealedMails.Mail(Body("never signed"), id: "two@southbank.example", to: token);
        (await desk.Mail(second)).Ticket.ShouldBe(first.Ticket);

        var message = (await desk.View(first.Ticket)).Entries.Last(x => x.Words is { StaffOnly: true }).Entry.Number;
        var split = await desk.Get<SplitOff>().Run(desk.Cast.Ada.ToActor(), first.Ticket!.Value, new(message));

        var number = split.Value;
        await NothingIsShown(desk, number);
        (await desk.Ticket(number)).Subject.ShouldNotContain("4711");
        (await See(desk, desk.Cast.Ada, number)).Files.ShouldBe(["plan.txt"]);
    }

    private static async Task NothingIsShown(TestDesk desk, long number)
    {
        var sam = await See(desk, desk.Cast.Sam, number);
        sam.Text.ShouldBeEmpty();
        sam.Files.ShouldBeEmpty();
    }

    private static async Task<(string Text, IReadOnlyList<string> Files)> See(TestDesk desk, Person person, long number)
    {
        var first = (await desk.View(number, person)).ShouldNotBeNull().Entries[0];
        return (first.Words!.Text + first.Words.Html, [.. first.Files.Select(x => x.Name)]);
    }
}
