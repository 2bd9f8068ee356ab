using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>Contact, verdict, reopening. On that day the desk is open from 09:00 to 18:00 UTC.</summary>
public class CycleTests
{
    private static readonly CompiledPolicy Policy = TestPolicy.Compiled;
    private static readonly Guid Bob = new("00000000-0000-0000-0000-00000000000b");

    [Theory]
    [InlineData("09:59", Verdict.Kept)]
    [InlineData("10:00", Verdict.Kept)]
    [InlineData("10:01", Verdict.Late)]
    public void A_contact_is_kept_up_to_the_due_instant_itself(string contact, Verdict verdict)
    {
        var cycle = Story.Received("09:00", "1").Reply(contact).Cycle(Policy);
        (cycle.Due, cycle.EndedAt, cycle.Verdict).ShouldBe(
            (At("2026-07-15 10:00"), At($"2026-07-15 {contact}"), verdict)
        );
    }

    [Theory]
    [InlineData("09:30", Verdict.Running)]
    [InlineData("10:00", Verdict.Running)]
    [InlineData("10:01", Verdict.Late)]
    public void Without_a_contact_the_clock_runs_until_it_is_due(string now, Verdict verdict) =>
        Story.Received("09:00", "1").Cycle(Policy, now).Verdict.ShouldBe(verdict);

    [Fact]
    public void Nothing_automatic_or_internal_is_ever_contact()
    {
        var cycle = Story
            .Received("09:00", "1")
            .Add("09:01", Doer.Desk, new Acknowledgement(Channel.Mail))
            .Add("09:02", Doer.Staff(Bob), new StaffNote())
            .Add("09:03", Doer.Staff(Bob), new Assignment(Bob))
            .Add("09:04", Doer.Staff(Bob), new StaffReply(Channel.Mail))
            .Add("09:05", Doer.Staff(Bob), new Resolution(ResolutionOutcome.Solved))
            .Add("09:06", Doer.Desk, new Contact(Channel.Mail, 2))
            .Add("09:07", Doer.Desk, new Contact(Channel.Mail, 3))
            .Cycle(Policy, "10:30");
        (cycle.EndedAt, cycle.Verdict).ShouldBe((null, Verdict.Late));
    }

    [Fact]
    public void A_reply_written_by_no_person_is_not_contact()
    {
        var cycle = Story
            .Received("09:00", "1")
            .Add("09:10", Doer.Desk, new StaffReply(Channel.Mail))
            .Add("09:10", Doer.Desk, new Contact(Channel.Mail, 2))
            .Add("09:12", new Doer(Party.Provider, null), new StaffReply(Channel.Mail))
            .Add("09:12", Doer.Desk, new Contact(Channel.Mail, 4))
            .Cycle(Policy);
        cycle.EndedAt.ShouldBeNull();
    }

    [Fact]
    public void A_mail_is_contact_when_the_relay_takes_it() =>
        Story.Received("09:00", "1").Reply("09:30", taken: "10:05").Cycle(Policy).Verdict.ShouldBe(Verdict.Late);

    [Fact]
    public void A_reply_at_the_very_instant_of_receipt_answers_it() =>
        Story.Received("09:00", "1").Reply("09:00").Cycle(Policy).EndedAt.ShouldBe(At("2026-07-15 09:00"));

    [Fact]
    public void A_bounce_reopens_the_clock_and_the_next_reply_counts()
    {
        var story = Story.Received("09:00", "1").Reply("09:10").Bounce(2, "09:40");
        story.Cycle(Policy, "09:50").Verdict.ShouldBe(Verdict.Running);
        story.Reply("09:55").Cycle(Policy).EndedAt.ShouldBe(At("2026-07-15 09:55"));
    }

    [Fact]
    public void Waiting_for_the_customer_does_not_stop_the_clock()
    {
        // The only thing that ends it is a contact: whatever the customer writes in between moves nothing.
        var cycle = Story
            .Received("09:00", "1")
            .Add("09:20", Doer.Customer(Bob), new CustomerMessage(Channel.Mail, null, false))
            .Cycle(Policy, "10:01");
        (cycle.Due, cycle.Verdict).ShouldBe((At("2026-07-15 10:00"), Verdict.Late));
    }

    [Fact]
    public void Reopening_starts_a_clock_of_its_own_and_the_old_verdict_stands()
    {
        var cycles = Story
            .Received("09:00", "1")
            .Reply("10:30")
            .Reopen("2026-07-16 11:00")
            .Reply("2026-07-16 11:30")
            .Cycles(Policy, "2026-07-16 12:00");
        cycles.Select(c => (c.Number, c.Verdict)).ShouldBe([(1, Verdict.Late), (2, Verdict.Kept)]);
        cycles[1].Due.ShouldBe(At("2026-07-16 12:00"));
        Explaining.Of(cycles[1])!.Readings.ShouldContain(r => r.Id == ReadingIds.Reopened);
    }

    [Fact]
    public void A_reply_written_before_the_new_problem_came_does_not_answer_it()
    {
        var cycles = Story
            .Received("09:00", "1")
            .Reply("09:10")
            .Add("2026-07-16 10:59", Doer.Staff(Bob), new StaffReply(Channel.Mail))
            .Reopen("2026-07-16 11:00")
            .Add("2026-07-16 11:01", Doer.Desk, new Contact(Channel.Mail, 4))
            .Cycles(Policy, "2026-07-16 11:30");
        (cycles[1].EndedAt, cycles[1].Verdict).ShouldBe((null, Verdict.Running));
    }

    [Fact]
    public void The_new_clock_begins_with_the_severity_said_last()
    {
        var cycles = Story
            .Received("09:00", "3")
            .Reply("09:10")
            .StaffSets("09:20", "2")
            .Reopen("2026-07-16 11:00")
            .Cycles(Policy, "2026-07-16 12:00");
        cycles[0].Severity.ShouldBe("3");
        (cycles[1].Severity, cycles[1].Due).ShouldBe(("2", At("2026-07-16 15:00")));
        Story
            .Received("09:00")
            .Reply("09:10")
            .Reopen("2026-07-16 11:00")
            .Cycles(Policy, "23:59")[1]
            .Basis.ShouldBe(SeverityBasis.NotStated);
    }

    [Fact]
    public void Read_as_resuming_a_reopening_starts_no_clock()
    {
        var policy = TestPolicy.With(new ReadingsSpec { Reopened = ReopenedReading.Resumes });
        var story = Story.Received("09:00", "1").Reopen("2026-07-16 11:00").Reply("2026-07-16 11:30");
        var cycle = story.Cycles(policy, "2026-07-16 12:00").ShouldHaveSingleItem();
        (cycle.Due, cycle.Verdict).ShouldBe((At("2026-07-15 10:00"), Verdict.Late));
    }

    [Fact]
    public void Severities_that_the_version_does_not_know_say_nothing()
    {
        var cycle = Story.Received("09:00", "urgent").StaffSets("09:05", "blocker").Cycle(Policy);
        (cycle.Severity, cycle.Basis).ShouldBe(("1", SeverityBasis.NotStated));
    }

    [Fact]
    public void A_severity_without_a_target_promises_nothing()
    {
        var policy = TestPolicy.Compile(TestPolicy.Document with { Targets = [TestPolicy.Response("1", 1)] });
        var cycle = Story.Received("09:00", "3").Cycle(policy);
        (cycle.Due, cycle.Verdict).ShouldBe((null, Verdict.NoTarget));
        Explaining.Of(cycle).ShouldBeNull();
    }

    [Fact]
    public void A_journal_without_a_receipt_is_a_bug() =>
        Should.Throw<ArgumentException>(() => Clocks.Of(Policy, [], At("2026-07-15 09:00")));
}
