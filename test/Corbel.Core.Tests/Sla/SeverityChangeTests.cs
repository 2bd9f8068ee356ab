using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using CsCheck;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>What a change of severity does to the clock. Received at 09:00: due 10:00 by 1, 13:00 by 2, 17:00 by 3.</summary>
public class SeverityChangeTests
{
    private static readonly CompiledPolicy Policy = TestPolicy.Compiled;

    [Theory]
    [InlineData("1", "10:00")]
    [InlineData("2", "13:00")]
    [InlineData("3", "17:00")]
    public void Not_stated_the_strictest_runs_until_a_person_sets_one(string severity, string due)
    {
        var story = Story.Received("09:00");
        Is(story.Cycle(Policy), "1", SeverityBasis.NotStated, "10:00");
        Is(story.StaffSets("09:30", severity).Cycle(Policy), severity, SeverityBasis.SetByProvider, due);
    }

    [Fact]
    public void Not_stated_the_customer_can_claim_one() =>
        Is(
            Story.Received("09:00").CustomerSets("09:30", "2").Cycle(Policy),
            "2",
            SeverityBasis.StatedByCustomer,
            "13:00"
        );

    [Fact]
    public void Raised_it_counts_from_receipt_by_the_new_target()
    {
        var cycle = Story.Received("09:00", "3").StaffSets("09:30", "1").Cycle(Policy);
        Is(cycle, "1", SeverityBasis.SetByProvider, "10:00");
        cycle.Steps.ShouldHaveSingleItem().Effect.ShouldBe(StepEffect.Raises);
        Explaining.Of(cycle)!.Readings.ShouldContain(r => r.Id == ReadingIds.SeverityRaised);
    }

    [Theory]
    // Late only because the customer's own lower severity was raised; later than that one too, it is late.
    [InlineData("3", "12:00", "12:30", Verdict.LateByReclassification)]
    [InlineData("3", "12:00", "17:00", Verdict.LateByReclassification)]
    [InlineData("3", "12:00", "17:01", Verdict.Late)]
    [InlineData("3", "09:30", "09:40", Verdict.Kept)]
    public void Late_by_reclassification_is_kept_apart_where_the_customer_stated_the_lower_one(
        string stated,
        string raised,
        string contact,
        Verdict verdict
    )
    {
        Story.Received("09:00", stated).StaffSets(raised, "1").Reply(contact).Cycle(Policy).Verdict.ShouldBe(verdict);
        Story
            .Received("09:00", stated)
            .CustomerSets(raised, "1")
            .Reply(contact)
            .Cycle(Policy)
            .Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void Where_staff_chose_the_lower_one_late_is_late() =>
        Story
            .Received("09:00")
            .StaffSets("09:10", "3")
            .StaffSets("12:00", "1")
            .Reply("12:30")
            .Cycle(Policy)
            .Verdict.ShouldBe(Verdict.Late);

    [Fact]
    public void A_lower_one_that_the_customer_states_after_the_raise_excuses_nothing() =>
        Story
            .Received("09:00", "1")
            .CustomerSets("11:00", "3")
            .Reply("12:00")
            .Cycle(Policy)
            .Verdict.ShouldBe(Verdict.Late);

    [Fact]
    public void Without_a_contact_the_verdict_is_already_late_by_reclassification()
    {
        var story = Story.Received("09:00", "3").StaffSets("12:00", "1");
        story.Cycle(Policy, "12:30").Verdict.ShouldBe(Verdict.LateByReclassification);
        story.Cycle(Policy, "17:30").Verdict.ShouldBe(Verdict.Late);
    }

    [Fact]
    public void Lowered_in_time_by_the_customer_the_lower_target_counts() =>
        Is(
            Story.Received("09:00", "1").CustomerSets("09:30", "3").Cycle(Policy),
            "3",
            SeverityBasis.StatedByCustomer,
            "17:00"
        );

    [Theory]
    [InlineData("10:00", "3", StepEffect.Drives)]
    [InlineData("10:01", "1", StepEffect.AfterRunningOut)]
    public void Lowering_never_changes_a_clock_that_has_run_out(string at, string severity, StepEffect effect)
    {
        var cycle = Story.Received("09:00").StaffSets(at, "3").Cycle(Policy);
        cycle.Severity.ShouldBe(severity);
        cycle.Steps.ShouldHaveSingleItem().Effect.ShouldBe(effect);
    }

    [Fact]
    public void In_dispute_the_claimed_one_drives_until_the_customer_accepts_the_lower()
    {
        var story = Story.Received("09:00", "1").StaffSets("09:10", "3");
        var cycle = story.Cycle(Policy);
        Is(cycle, "1", SeverityBasis.StatedByCustomer, "10:00");
        cycle
            .Steps.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(s => s.Effect.ShouldBe(StepEffect.InDispute), s => s.Driving.ShouldBe("1"));
        Explaining.Of(cycle)!.Readings.ShouldContain(r => r.Id == ReadingIds.SeverityInDispute);
        Is(story.CustomerSets("09:20", "3").Cycle(Policy), "3", SeverityBasis.StatedByCustomer, "17:00");
    }

    [Fact]
    public void Staff_that_raised_above_the_claim_can_go_back_to_it_but_not_below() =>
        Is(
            Story.Received("09:00", "2").StaffSets("09:10", "1").StaffSets("09:20", "3").Cycle(Policy),
            "2",
            SeverityBasis.StatedByCustomer,
            "13:00"
        );

    [Fact]
    public void A_change_after_the_contact_changes_nothing()
    {
        var cycle = Story
            .Received("09:00", "3")
            .Reply("12:00")
            .StaffSets("12:00", "1")
            .StaffSets("12:30", "1")
            .Cycle(Policy);
        (cycle.Severity, cycle.Verdict, cycle.Steps.Length).ShouldBe(("3", Verdict.Kept, 0));
    }

    [Fact]
    public void Read_from_the_change_a_raise_counts_from_there_and_never_gives_more_time()
    {
        var policy = TestPolicy.With(new ReadingsSpec { SeverityRaised = RaisedReading.FromChange });
        var cycle = Story.Received("09:00", "3").StaffSets("12:00", "1").Cycle(policy);
        Is(cycle, "1", SeverityBasis.SetByProvider, "13:00");
        cycle.CountedFrom.ShouldBe(At("2026-07-15 12:00"));
        Explaining.Of(cycle)!.Due.ShouldBe(At("2026-07-15 13:00"));
        // At 16:30 an hour more would be 17:30, later than the 17:00 that was due already.
        Is(
            Story.Received("09:00", "3").StaffSets("16:30", "1").Cycle(policy),
            "3",
            SeverityBasis.StatedByCustomer,
            "17:00"
        );
    }

    [Fact]
    public void Where_none_was_stated_the_first_one_said_is_no_raise_and_counts_from_receipt()
    {
        var policy = TestPolicy.With(
            new ReadingsSpec { SeverityRaised = RaisedReading.FromChange, SeverityNotStated = "3" }
        );
        var cycle = Story.Received("09:00").StaffSets("12:00", "1").Cycle(policy);
        Is(cycle, "1", SeverityBasis.SetByProvider, "10:00");
        cycle.Steps.ShouldHaveSingleItem().Effect.ShouldBe(StepEffect.Drives);
    }

    [Fact]
    public void The_history_is_written_out_in_both_languages()
    {
        var cycle = Story.Received("09:00", "3").StaffSets("12:00", "1").Reply("12:30").Cycle(Policy);
        ClockText
            .Lines(cycle, Language.En, DateTimeZone.Utc)
            .ShouldBe([
                "Wed 15 Jul 2026 12:00 UTC: our staff set Severity 1, which is stricter than before",
                "Wed 15 Jul 2026 12:30 UTC: customer contacted",
                "Verdict: late by reclassification",
            ]);
        var disputed = Story.Received("09:00", "1").StaffSets("09:30", "3").Cycle(Policy, "09:40");
        ClockText
            .Lines(disputed, Language.Nl, DateTimeZone.Utc)
            .ShouldBe([
                "wo 15 jul 2026 09:30 UTC: onze medewerkers kozen Ernstniveau 3; de klant houdt het op Ernstniveau 1, en dat bepaalt de klok",
                "Volgens Ernstniveau 3, zoals wij het zien: loopt, uiterlijk wo 15 jul 2026 17:00 UTC",
                "Oordeel: loopt",
            ]);
    }

    [Fact]
    public void However_often_it_changes_nobody_gets_less_than_the_customer_claims()
    {
        var step = Gen.Select(Gen.Bool, Gen.Int[1, 3], Gen.Int[1, 539]);
        Gen.Select(Gen.Int[0, 3], step.Array[0, 6], Gen.Int[1, 539])
            .Sample(
                (stated, steps, contact) =>
                {
                    var story = Story.Received("09:00", stated == 0 ? null : $"{stated}");
                    foreach (var (customer, severity, minute) in steps.OrderBy(s => s.Item3))
                    {
                        _ = customer
                            ? story.CustomerSets(Clock(minute), $"{severity}")
                            : story.StaffSets(Clock(minute), $"{severity}");
                    }
                    var cycle = story.Reply(Clock(contact)).Cycle(Policy);
                    if (cycle.Claimed is { } claimed)
                    {
                        cycle.Due!.Value.ShouldBeLessThanOrEqualTo(
                            FirstResponse.DueAt(Policy, claimed, cycle.Received)!.Value
                        );
                    }
                    (cycle.Verdict == Verdict.Kept).ShouldBe(cycle.EndedAt <= cycle.Due);
                    if (cycle.Verdict == Verdict.LateByReclassification)
                    {
                        cycle.Steps.ShouldContain(s => s.Effect == StepEffect.Raises);
                    }
                },
                iter: Campaign.Of(5000)
            );
    }

    private static string Clock(int minute) => $"{9 + (minute / 60):00}:{minute % 60:00}";

    private static void Is(Clock cycle, string severity, SeverityBasis basis, string due) =>
        (cycle.Severity, cycle.Basis, cycle.Due).ShouldBe((severity, basis, At($"2026-07-15 {due}")));
}
