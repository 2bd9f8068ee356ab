using System.Text.Json.Nodes;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>What another text would say stands beside a verdict; and clocks as programs read them.</summary>
public sealed class RecalculationTests
{
    private static readonly TicketTerms Terms = TicketTerms.Of(TestPolicy.Compiled);

    private static CompiledPolicy First(int minutes) =>
        TestPolicy.Compile(
            TestPolicy.Document with
            {
                Targets = [TestPolicy.Response("1", 1) with { Within = new(minutes * 60L) }],
            }
        );

    [Fact]
    public void Only_decided_clocks_that_would_be_judged_otherwise_are_named()
    {
        var now = At("2026-07-15 16:00");
        var kept = Story.Received("09:00", "1").Reply("09:30").Entries;
        Recalculation.Of(Terms, First(20), kept, now).Single().Otherwise!.Verdict.ShouldBe(Verdict.Late);
        Recalculation.Of(Terms, First(40), kept, now).ShouldBeEmpty();
        var late = Story.Received("09:00", "1").Reply("10:30").Entries;
        var other = Recalculation.Of(Terms, First(120), late, now).Single();
        (other.Stands.Verdict, other.Otherwise!.Verdict).ShouldBe((Verdict.Late, Verdict.Kept));
        // What runs has no verdict yet, and what is late and owed still is not decided either.
        Recalculation
            .Of(Terms, First(20), Story.Received("09:00", "1").Entries, At("2026-07-15 09:30"))
            .ShouldBeEmpty();
        Recalculation.Of(Terms, First(600), Story.Received("09:00", "1").Entries, now).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_without_the_promise_has_no_other_outcome()
    {
        var kept = Story.Received("09:00", "2").Reply("09:30").Entries;
        var other = Recalculation.Of(Terms, First(60), kept, At("2026-07-15 16:00")).Single();
        (other.Stands.Verdict, other.Otherwise).ShouldBe((Verdict.Kept, null));
    }

    [Fact]
    public void Holidays_known_today_can_judge_otherwise()
    {
        var late = Story.Received("17:30", "1").Reply("2026-07-17 09:10").Entries;
        var closed = TestPolicy.CompileClosed(TestPolicy.Document, new LocalDate(2026, 7, 16));
        var other = Recalculation.Of(Terms, closed, late, At("2026-07-20 09:00")).Single();
        (other.Stands.Verdict, other.Otherwise!.Due).ShouldBe((Verdict.Late, At("2026-07-17 09:30")));
    }

    [Fact]
    public void A_clock_as_JSON_says_all_that_its_record_holds()
    {
        var policy = TestPolicy.Compile(
            TestPolicy.WithAllKinds with
            {
                Readings = new ReadingsSpec { WaitingStops = [TargetKind.Resolution] },
            }
        );
        var bob = new Guid("00000000-0000-0000-0000-00000000000b");
        var clocks = Story
            .Received("09:00", "1")
            .StaffSets("09:10", "2")
            .Reply("09:30")
            .Add("09:30", Doer.Staff(bob), new Wait(3))
            .Clocks(policy, "09:40");

        var first = ClockJson.Of(clocks[0]);
        ((string?)first["kind"], (string?)first["verdict"], (string?)first["due"]).ShouldBe(
            ("first-response", "kept", "2026-07-15T10:00:00Z")
        );
        ((string?)first["dispute"]!["severity"], (string?)first["dispute"]!["verdict"]).ShouldBe(("2", "kept"));
        ((string?)first["steps"]![0]!["effect"], (string?)first["steps"]![0]!["driving"]).ShouldBe(("in-dispute", "1"));
        ((string?)first["sum"]!["clause"], (bool)first["open"]!).ShouldBe(("9", false));
        var resolution = ClockJson.Of(clocks[^1]);
        ((string?)resolution["verdict"], (string?)resolution["due"]).ShouldBe(("paused", null));
        ((int?)resolution["pauses"]![0]!["askedByEntry"], (string?)resolution["pauses"]![0]!["to"]).ShouldBe((3, null));
        JsonNode.Parse(resolution.ToJsonString()).ShouldNotBeNull();
    }
}
