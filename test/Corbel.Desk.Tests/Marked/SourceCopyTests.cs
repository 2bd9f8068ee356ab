using Corbel.Desk.Intake;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Intake.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>The copies of marked mail in the mailboxes that it came from go once it is sealed.</summary>
public sealed class SourceCopyTests
{
    private static string Raw(string subject) => Mails.From("Sam <sam@southbank.example>", subject, "canary");

    [Theory, OnEveryDatabase]
    public async Task A_marked_mail_leaves_the_maildir_and_another_stays(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var inbox = Path.Combine(desk.Folder, "mail", "inbox");
        _ = desk.Get<MaildirSource>();
        await File.WriteAllTextAsync(Path.Combine(inbox, "new", "1.marked"), Raw("[OFFICIAL-SENSITIVE] Down"));
        await File.WriteAllTextAsync(Path.Combine(inbox, "new", "2.plain"), Raw("Slow"));
        await desk.Get<MaildirSource>().TakeAll(CancellationToken.None);

        await desk.RunJobs();

        Directory.GetFiles(Path.Combine(inbox, "cur")).Select(Path.GetFileName).ShouldBe(["2.plain:2,S"]);
        await using var db = desk.Read();
        var copy = await db.SourceCopies.SingleAsync();
        (copy.Name, copy.Why).ShouldBe(("1.marked", null));
        copy.RemovedAt.ShouldNotBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_removed_is_listed_by_place_and_tried_again(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Mail(Raw("[OFFICIAL-SENSITIVE] Down"), "imap:gone:7:12");

        await desk.RunJobs();

        await using (var db = desk.Read())
        {
            var copy = await db.SourceCopies.SingleAsync();
            (copy.Place, copy.Name, copy.RemovedAt).ShouldBe(("gone", "7:12", null));
            copy.Why.ShouldBe("The settings name no such mailbox any more");
        }
        var first = desk.Clock.GetCurrentInstant();
        desk.Clock.Advance(Duration.FromHours(2));
        await desk.RunJobs();
        await using (var db = desk.Read())
            (await db.SourceCopies.SingleAsync()).TriedAt.ShouldBeGreaterThan(first);
    }

    [Theory, OnRealMailServers]
    public async Task A_marked_mail_leaves_the_mailbox_and_another_stays(TestDatabase kind)
    {
        await using var reading = await Reading.Begin(kind);
        await reading.HasLooked();
        await MailServers.Send("sam@southbank.example", reading.Address, Raw("[OFFICIAL-SENSITIVE] Down"));
        await MailServers.Send("sam@southbank.example", reading.Address, Raw("Slow"));
        await reading.Holds(2);

        await reading.Desk.RunJobs();

        (await MailServers.Read(reading.Address)).Select(x => x.Mail.Subject).ShouldBe(["Slow"]);
        await using var db = reading.Desk.Read();
        (await db.SourceCopies.SingleAsync()).RemovedAt.ShouldNotBeNull();
    }
}
