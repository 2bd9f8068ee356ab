using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>Whether newer holiday lists concern a ticket.</summary>
public sealed class HolidayNewsTests
{
    private const string Newer = "bb";

    private static TicketTerms Terms(CompiledPolicy newer, bool announced = true)
    {
        var terms = TicketTerms.Of(
            TestPolicy.Compile(TestPolicy.WithAllKinds),
            new Dictionary<string, CompiledPolicy> { [Newer] = newer }
        );
        return announced ? terms.With(new(Newer, At("2026-07-15 17:50"))) : terms;
    }

    private static CompiledPolicy Closed(int day) =>
        TestPolicy.CompileClosed(TestPolicy.WithAllKinds, new LocalDate(2026, 7, day));

    private static HolidayChange? For(TicketTerms terms, Story story)
    {
        var now = At("2026-07-15 18:00");
        return HolidayNews.For(terms, story.Entries, Clocks.Of(terms, story.Entries, now), now, now);
    }

    [Fact]
    public void A_clock_that_is_due_at_another_instant_makes_it_news() =>
        For(Terms(Closed(16)), Story.Received("17:30", "1")).ShouldBe(new HolidayChange(Newer));

    [Fact]
    public void One_of_several_clocks_is_enough() =>
        // The response is due today; the report and the resolution are due tomorrow.
        For(Terms(Closed(16)), Story.Received("10:30", "1").Reply("11:00")).ShouldBe(new HolidayChange(Newer));

    [Fact]
    public void A_day_that_no_clock_reaches_is_none() =>
        For(Terms(Closed(24)), Story.Received("17:30", "1")).ShouldBeNull();

    [Fact]
    public void Nor_is_anything_where_no_newer_lists_are_known() =>
        For(Terms(Closed(16), announced: false), Story.Received("17:30", "1")).ShouldBeNull();

    [Fact]
    public void A_new_clock_goes_by_the_last_lists_that_the_journal_names_and_the_terms_know()
    {
        var (first, second) = (Closed(16), Closed(17));
        var story = Story.Received("09:00", "1").HolidaysBecome("10:00", first).HolidaysBecome("11:00", second);
        var terms = story.Terms(TestPolicy.Compiled);
        terms.Latest(story.Entries).ShouldBeSameAs(second);
        terms.Latest(story.Entries.Take(2)).ShouldBeSameAs(first);
        terms.Latest(story.Entries.Take(1)).ShouldBeSameAs(TestPolicy.Compiled);
        story.Add("12:00", Doer.Desk, new HolidayChange("not known here"));
        terms.Latest(story.Entries).ShouldBeSameAs(second);
    }
}
