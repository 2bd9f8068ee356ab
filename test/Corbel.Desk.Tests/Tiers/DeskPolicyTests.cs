using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Outbox;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Tiers;

/// <summary>A customer's own targets, if it wishes: the policy of its own desk.</summary>
public sealed class DeskPolicyTests
{
    [Theory, OnEveryDatabase]
    public async Task It_judges_what_lies_on_that_desk_from_its_posting_on_and_nothing_else(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var before = await desk.PartnersIssue();
        desk.Clock.Advance(Duration.FromMinutes(1));

        (await desk.Get<PostDeskPolicy>().Run("Northwind", "own.yaml", OwnPolicy.Text)).Value.ShouldBe(1);
        var after = await desk.PartnersIssue();
        var withProvider = (await desk.Form(cast.Rik, "A", "B", "2")).Value!.Ticket;

        (await desk.Ticket(before)).DueAt.ShouldBeNull();
        (await desk.Ticket(after)).DueAt.ShouldBe(TestDesk.At("2026-07-15T11:01:00Z"));
        (await desk.Ticket(withProvider)).DueAt.ShouldBe(TestDesk.At("2026-07-15T13:01:00Z"));
        (await desk.Outbox())
            .Where(x => x.Mail.Kind == MailKind.Acknowledgement)
            .Select(x => x.Message.TextBody!.Contains("A person will contact you by", StringComparison.Ordinal))
            .Count(x => x)
            .ShouldBe(1);
        // Judged and explained by its own version, on every page and by a fresh process.
        var view = (await desk.View(after, cast.Dirk))!;
        view.Policy.Policy.Document.Provider.Name.ShouldBe("Northwind");
        view.Current.Verdict.ShouldBe(Verdict.Running);
        await using var another = desk.AnotherNode();
        (await another.View(before, cast.Dirk))!.Current.Verdict.ShouldBe(Verdict.NoTarget);
        (await another.View(after, cast.Dirk))!.Current.Due.ShouldBe(TestDesk.At("2026-07-15T11:01:00Z"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Before_it_is_posted_it_shows_what_it_changes_for_what_lies_on_that_desk(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        async Task<PolicyPreview> Preview(string text)
        {
            await using var db = desk.Read();
            return (await desk.Get<PreviewDeskPolicy>().Run(db, "Northwind", "own.yaml", text)).Value!;
        }
        var first = await Preview(OwnPolicy.Text);
        (first.Before, first.Number, first.Diff.IsEmpty).ShouldBe((null, 1, true));
        await desk.Get<PostDeskPolicy>().Run("Northwind", "own.yaml", OwnPolicy.Text);
        var own = await desk.PartnersIssue();
        await desk.Form(desk.Cast.Rik, "With the provider", "B", "2");

        var next = await Preview(OwnPolicy.Text.Replace("severity: 2, within: 2 h", "severity: 2, within: 1 h"));

        (next.Before!.Number, next.Number).ShouldBe((1, 2));
        next.Diff.Changes.ShouldHaveSingleItem().Now!.En.ShouldContain("at most 1 ");
        next.Effect.Open.ShouldBe(1);
        var effect = next.Effect.Tickets.ShouldHaveSingleItem();
        effect.Number.ShouldBe(own);
        (effect.Now!.Due, effect.Then!.Due).ShouldBe(
            (TestDesk.At("2026-07-15T11:00:00Z"), TestDesk.At("2026-07-15T10:00:00Z"))
        );
        // Looking changes nothing.
        (await desk.Ticket(own)).DueAt.ShouldBe(TestDesk.At("2026-07-15T11:00:00Z"));
        await using var read = desk.Read();
        (await read.DeskPolicies.CountAsync()).ShouldBe(1);
        var nobody = await desk.Get<PreviewDeskPolicy>().Run(read, "Nobody", "own.yaml", OwnPolicy.Text);
        nobody.Refused!.Code.ShouldBe("no-such-customer");
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_checked_like_any_policy_and_is_no_version_of_the_providers(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var post = desk.Get<PostDeskPolicy>();
        var broken = OwnPolicy.Text.Replace("severity: 2, within: 2 h", "severity: 9, within: 2 h");

        (await post.Run("Northwind", "own.yaml", broken)).Refused!.Code.ShouldBe("policy-has-errors");
        (await post.Run("Nobody", "own.yaml", OwnPolicy.Text)).Refused!.Code.ShouldBe("no-such-customer");
        (await post.Run("Partnerhuis", "own.yaml", OwnPolicy.Text)).Refused!.Code.ShouldBe("no-such-customer");
        (await post.Run("Northwind", "own.yaml", PolicyFile.Shipped)).Refused!.Code.ShouldBe("policy-of-provider");
        (await post.Run("Northwind", "own.yaml", OwnPolicy.Text)).Value.ShouldBe(1);
        (await post.Run("Northwind", "own.yaml", OwnPolicy.Text + "\n")).Value.ShouldBe(2);
        (await post.Run("Southbank", "own.yaml", OwnPolicy.Text)).Value.ShouldBe(1);

        await using var db = desk.Read();
        (await db.PolicyVersions.CountAsync()).ShouldBe(1);
        (
            await desk.Get<PolicyShelf>().At(db, desk.Clock.GetCurrentInstant(), default)
        ).Policy.Document.Provider.Name.ShouldBe("Alliantist");
        (await desk.Check()).ShouldBeEmpty();
        await desk.Tamper($"UPDATE desk_policies SET text = 'other' WHERE number = 2");
        (await desk.Check()).ShouldHaveSingleItem().What.ShouldBe("is not the text that was posted");
    }
}
