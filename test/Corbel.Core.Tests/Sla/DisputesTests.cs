using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Tests.Sla;

/// <summary>When a severity was disputed, objected to and decided, read from the whole journal.</summary>
public sealed class DisputesTests
{
    private static readonly Guid Bob = new("00000000-0000-0000-0000-00000000000b");

    [Fact]
    public void A_lower_severity_than_the_claimed_one_is_a_dispute_and_the_first_counts()
    {
        var found = Of(Story.Received("09:00", "1").StaffSets("09:10", "2").StaffSets("09:20", "3"));

        found.ShouldBe(new(At("09:10"), null, null));
    }

    [Fact]
    public void A_dispute_after_the_first_contact_is_one_too() =>
        Of(Story.Received("09:00", "1").Reply("09:05").StaffSets("11:00", "3")).RaisedAt.ShouldBe(At("11:00"));

    [Fact]
    public void An_equal_or_stricter_one_and_one_where_none_was_claimed_are_none()
    {
        Of(Story.Received("09:00", "2").StaffSets("09:10", "2").StaffSets("09:20", "1")).ShouldBe(default);
        Of(Story.Received("09:00").StaffSets("09:10", "3")).ShouldBe(default);
    }

    [Fact]
    public void The_objection_and_the_decision_are_kept_with_it()
    {
        var story = Story
            .Received("09:00", "1")
            .StaffSets("09:10", "3")
            .Add("09:20", Doer.Customer(Bob), new SeverityObjection())
            .Add("09:30", Doer.Staff(Bob), new SeverityDecision("3"))
            .CustomerSets("09:40", "1")
            .StaffSets("09:50", "3");

        Of(story).ShouldBe(new(At("09:10"), At("09:20"), At("09:30")));
    }

    [Fact]
    public void Of_two_disputes_objections_and_decisions_the_first_of_each_counts()
    {
        var story = Story
            .Received("09:00", "1")
            .StaffSets("09:10", "3")
            .Add("09:20", Doer.Customer(Bob), new SeverityObjection())
            .Add("09:25", Doer.Customer(Bob), new SeverityObjection())
            .Add("09:30", Doer.Staff(Bob), new SeverityDecision("3"))
            .Add("09:35", Doer.Staff(Bob), new SeverityDecision("2"));

        Of(story).ShouldBe(new(At("09:10"), At("09:20"), At("09:30")));
    }

    [Fact]
    public void Where_an_issue_is_reopened_what_was_decided_before_holds_no_more()
    {
        var story = Story
            .Received("09:00", "1")
            .StaffSets("09:10", "3")
            .Add("09:30", Doer.Staff(Bob), new SeverityDecision("3"))
            .Reopen("11:00")
            .StaffSets("11:10", "3");

        Of(story).ShouldBe(new(At("09:10"), null, At("09:30")));
    }

    private static Disputes Of(Story story) => Disputes.Of(TestPolicy.Document.Severities, story.Entries);

    private static Instant At(string time) => Instants.At($"2026-07-15 {time}");
}
