using System.Security.Cryptography;
using System.Text;
using Corbel.Core;
using Corbel.Desk.Outbox;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Policies;

/// <summary>A version is posted whole, once, as it was previewed, and those are told who are to be told.</summary>
public sealed class PostPolicyTests
{
    [Theory, OnEveryDatabase]
    public async Task It_is_in_force_from_then_and_the_administrators_read_what_changed_in_their_language(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Tamper($"UPDATE people SET deactivated_at = 1 WHERE id = {desk.Cast.Roos.Id}");

        (await desk.Post(Versions.Three)).ShouldBe(2);

        var mails = await desk.Outbox();
        mails.ShouldAllBe(x => x.Mail.Kind == MailKind.PolicyNotice && x.Mail.State == MailState.Waiting);
        mails
            .Select(x => x.Mail.Recipient)
            .ShouldBe(["nora@northwind.example", "sam@southbank.example"], ignoreOrder: true);
        var dutch = mails.Single(x => x.Mail.Recipient.StartsWith("nora", StringComparison.Ordinal)).Message;
        var english = mails.Single(x => x.Mail.Recipient.StartsWith("sam", StringComparison.Ordinal)).Message;
        dutch.Subject.ShouldBe("Dienstverlening en ondersteuning voor ISMS.online: versie 2 is van kracht");
        dutch.TextBody!.ShouldContain("woensdag 15 juli 2026, 11:00 CEST (Europe/Amsterdam)");
        dutch.TextBody!.ShouldContain("bij Ernstniveau 2 is de Reactietijd ten hoogste 3 Bedrijfsuren.");
        english.TextBody!.ShouldContain("Wednesday 15 July 2026, 10:00 BST (Europe/London)");
        english.TextBody!.ShouldContain(
            "- was: Guarantee: for Severity 2 the response time is at most 4 business hours."
        );
        english.TextBody!.ShouldContain(
            "+ now: Guarantee: for Severity 2 the response time is at most 3 business hours."
        );
        english.TextBody!.ShouldContain("https://desk.example/policy");
        english.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        await using var db = desk.Read();
        var version = await db.PolicyVersions.SingleAsync(x => x.Number == 2);
        (version.PostedAt, version.Text).ShouldBe((desk.Clock.GetCurrentInstant(), Versions.Three));
        version.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Versions.Three))));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Who_is_told_stands_in_the_terms_and_the_end_of_telling_is_told_once_more(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        const string administrators = "notify: [customer-administrator]";
        var everybody = Versions.Shipped(
            administrators,
            "notify: [customer-administrator, registered-user, partner-user]"
        );
        var nobody = Versions.Shipped("  " + administrators + "\n", "");

        await desk.Post(everybody);
        (await desk.Outbox()).Count.ShouldBe(5);
        await desk.Post(nobody);
        (await desk.Outbox()).Count.ShouldBe(10);
        await desk.Post(nobody.Replace("within: 4 h", "within: 3 h", StringComparison.Ordinal));
        (await desk.Outbox()).Count.ShouldBe(10);
    }

    [Theory, OnEveryDatabase]
    public async Task What_says_the_same_is_not_posted_again(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);

        (await Code(desk, new("same.yaml", PolicyFile.Shipped))).ShouldBe("policy-unchanged");
        (await Code(desk, new("same.yaml", PolicyFile.Shipped + "\n# a remark\n"))).ShouldBe("policy-unchanged");
        await desk.Post(Versions.Three);
        // What was said before may be said again, under a hash of its own.
        (await Code(desk, new("same.yaml", PolicyFile.Shipped))).ShouldBe("policy-posted-before");
        (await desk.Post(PolicyFile.Shipped + "\n# as it was at first\n")).ShouldBe(3);
        await using var db = desk.Read();
        (await db.PolicyVersions.CountAsync()).ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task Only_what_was_previewed_is_posted_and_only_after_the_version_it_was_held_against(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        await using var db = desk.Read();
        var preview = (await desk.Get<PreviewPolicy>().Run(db, "p.yaml", Versions.Three)).Value!;
        var posting = new Posting("p.yaml", Versions.Three) { Previewed = (preview.Sha256, 1) };

        (await Code(desk, posting with { Text = Versions.Two })).ShouldBe("policy-not-previewed");
        await desk.Post(Versions.Two);
        (await Code(desk, posting)).ShouldBe("policy-moved-on");
        (await Code(desk, posting with { Previewed = (preview.Sha256, 2) })).ShouldBe("");
        (await db.PolicyVersions.Select(x => x.Text).ToListAsync()).ShouldBe(
            [PolicyFile.Shipped, Versions.Two, Versions.Three],
            ignoreOrder: true
        );
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_with_errors_leaves_nothing_behind_and_names_each(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var wrong = PolicyFile
            .Shipped.Replace("percent: 99.5", "percent: 0", StringComparison.Ordinal)
            .Replace("zone: Etc/GMT #", "zone: Europe/Londen #", StringComparison.Ordinal);

        var posted = await desk.Get<PostPolicy>().Run("wrong.yaml", wrong);

        posted.Refused!.Code.ShouldBe("policy-has-errors");
        var lines = posted.Refused.Why.En.Split('\n');
        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(x => x.StartsWith("wrong.yaml:", StringComparison.Ordinal));
        (await desk.Outbox()).ShouldBeEmpty();
        await using var db = desk.Read();
        (await db.PolicyVersions.CountAsync()).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task Managers_and_the_owner_post_and_nobody_else(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        foreach (var person in desk.Cast.Everybody.Except([desk.Cast.Olive, desk.Cast.Max]))
            (await Code(desk, new("p.yaml", Versions.Three) { By = person.ToActor() })).ShouldBe("not-for-you");

        (await Code(desk, new("p.yaml", Versions.Three) { By = desk.Cast.Max.ToActor() })).ShouldBe("");

        await using var db = desk.Read();
        (await db.PolicyVersions.SingleAsync(x => x.Number == 2)).PostedById.ShouldBe(desk.Cast.Max.Id);
        (
            await desk.Get<PreviewPolicy>().Run(db, "p.yaml", Versions.Two, desk.Cast.Ada.ToActor())
        ).Refused!.Code.ShouldBe("not-for-you");
    }

    [Theory, OnEveryDatabase]
    public async Task Two_nodes_that_post_the_same_preview_post_one(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var previewed = PolicyFile.Read(Versions.Three, "p", HolidayFile.Lists(HolidayFile.Shipped)).Sha256;
        var posting = new Posting("p.yaml", Versions.Three) { Previewed = (previewed, 1) };

        var posted = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? desk : other).Get<PostPolicy>().Run(posting))
        );

        posted.Count(x => x.IsDone).ShouldBe(1);
        posted.Where(x => !x.IsDone).ShouldAllBe(x => x.Refused!.Code == "policy-moved-on");
        (await desk.Outbox()).Count.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task A_policy_without_any_mail_address_is_refused(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var silent = Versions.Shipped(
            "  mail:\n    clause: \"7\"\n    for: [customer-administrator, registered-user]\n    address: support@isms.online\n",
            ""
        );

        (await Code(desk, new("p.yaml", silent))).ShouldBe("policy-no-address");
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_mail_address_counts_from_then_on_without_a_restart(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Form(desk.Cast.Sam, "Before", "Text", "2");
        await desk.Post(Versions.Shipped("address: support@isms.online", "address: help@isms.online"));
        await desk.Form(desk.Cast.Sam, "After", "Text", "2");

        var mails = (await desk.Outbox()).Where(x => x.Mail.Kind == MailKind.Acknowledgement).ToList();
        string From(string subject) =>
            mails
                .Single(x => x.Message.Subject!.Contains(subject, StringComparison.Ordinal))
                .Message.From.Mailboxes.Single()
                .Address;
        (From("Before"), From("After")).ShouldBe(("support@isms.online", "help@isms.online"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_ticket_keeps_the_version_of_its_receipt(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var before = (await desk.Form(desk.Cast.Sam, "Slow", "For two of us.", "2")).Value!.Ticket;
        await desk.Post(Versions.Two);
        var after = (await desk.Form(desk.Cast.Sam, "Slow", "Again.", "2")).Value!.Ticket;

        (await desk.Ticket(before)).DueAt.ShouldBe(TestDesk.At("2026-07-15T13:00:00Z"));
        (await desk.Ticket(after)).DueAt.ShouldBe(TestDesk.At("2026-07-15T11:00:00Z"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_agreed_otherwise_must_still_fit_and_is_named_where_it_does_not(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var agreed = await desk.Agree(
            desk.Cast.Northwind,
            Agreements.Yaml("NW-1", "2026-07-01", null, "targets[first-response,3].within: 2 h")
        );
        agreed.Refused.ShouldBeNull();
        var without = Versions.Shipped(
            "kind: first-response, severity: 3, within: 8 h",
            "kind: resolution, severity: 3, within: 8 h"
        );

        var posted = await desk.Get<PostPolicy>().Run("p.yaml", without);
        await using var db = desk.Read();
        var preview = await desk.Get<PreviewPolicy>().Run(db, "p.yaml", without);

        foreach (var refused in (Refusal[])[posted.Refused!, preview.Refused!])
        {
            refused.Code.ShouldBe("variation-does-not-fit");
            refused.Why.En.ShouldContain("Northwind: NW-1");
        }
    }

    private static async Task<string> Code(TestDesk desk, Posting posting) =>
        (await desk.Get<PostPolicy>().Run(posting)).Refused?.Code ?? "";
}
