using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Tests.Sla;

/// <summary>How both sides talk about the severity: who may agree, object and decide when.</summary>
public sealed class SeverityTalkTests
{
    private static readonly Guid Anna = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Bob = new("00000000-0000-0000-0000-00000000000b");
    private static readonly Named<SeveritySpec> Severities = TestPolicy.Document.Severities;

    private static SeverityTalk Talk(Story story) => SeverityTalk.Of(Severities, story.Entries);

    private static Story Disputed => Story.Received("09:00", "1").StaffSets("09:10", "3");

    private static Story Objected => Disputed.Add("09:20", Doer.Customer(Anna), new SeverityObjection());

    private static Story Decided => Objected.Add("09:30", Doer.Staff(Bob), new SeverityDecision("2"));

    [Fact]
    public void A_claim_can_be_agreed_with_until_it_is()
    {
        Talk(Story.Received("09:00")).ShouldBe(new SeverityTalk(null, null, null, false, false, null));
        Talk(Story.Received("09:00", "2")).MayAgree.ShouldBeTrue();
        var agreed = Talk(Story.Received("09:00", "2").StaffSets("09:10", "2"));
        (agreed.IsAgreed, agreed.MayAgree, agreed.InDispute).ShouldBe((true, false, false));
        // Staff said it first; the customer's word makes it a claim that is agreed with already.
        Talk(Story.Received("09:00").StaffSets("09:10", "2").CustomerSets("09:20", "2")).IsAgreed.ShouldBeTrue();
        Talk(Story.Received("09:00", "2").StaffSets("09:10", "2").CustomerSets("09:20", "1")).MayAgree.ShouldBeTrue();
    }

    [Fact]
    public void A_dispute_can_be_objected_to_once_and_only_then_decided()
    {
        (Talk(Disputed).MayObject, Talk(Disputed).MayDecide, Talk(Disputed).Against).ShouldBe((true, false, "3"));
        (Talk(Objected).MayObject, Talk(Objected).MayDecide).ShouldBe((false, true));
        Talk(Decided).ShouldBe(new SeverityTalk(null, null, "2", false, true, "2"));
        // An objection where nothing is in dispute is none.
        var idle = Story.Received("09:00", "1").Add("09:05", Doer.Customer(Anna), new SeverityObjection());
        Talk(idle.StaffSets("09:10", "3")).MayObject.ShouldBeTrue();
    }

    [Fact]
    public void Accepting_or_giving_way_ends_it()
    {
        Talk(Disputed.CustomerSets("09:20", "3")).InDispute.ShouldBeFalse();
        Talk(Objected.StaffSets("09:30", "1")).ShouldBe(new SeverityTalk("1", null, "1", true, true, null));
        // In between the two is still a dispute.
        Talk(Disputed.CustomerSets("09:20", "2")).Against.ShouldBe("3");
    }

    [Fact]
    public void A_new_cycle_begins_with_a_new_objection()
    {
        var again = Decided.Reopen("2026-07-16 09:00").CustomerSets("2026-07-16 09:10", "1");
        Talk(again).ShouldBe(new SeverityTalk("1", null, "1", false, false, null));
        Talk(again.StaffSets("2026-07-16 09:20", "2")).MayObject.ShouldBeTrue();
    }

    [Fact]
    public void Severities_that_the_version_does_not_know_say_nothing()
    {
        Talk(Story.Received("09:00", "urgent").StaffSets("09:10", "blocker")).ShouldBe(Talk(Story.Received("09:00")));
        Severities.IsStricter("1", "2").ShouldBeTrue();
        Severities.IsStricter("2", "1").ShouldBeFalse();
        Severities.IsStricter("2", "2").ShouldBeFalse();
        Severities.IsStricter("2", "urgent").ShouldBeTrue();
    }

    [Fact]
    public void A_journal_without_a_receipt_is_a_bug() =>
        Should.Throw<ArgumentException>(() => SeverityTalk.Of(Severities, []));
}
