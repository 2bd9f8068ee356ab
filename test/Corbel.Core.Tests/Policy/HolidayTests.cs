using Corbel.Core.Policy;
using Corbel.Core.Sla;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Policy;

public class HolidayTests
{
    private static readonly HolidayList List = TestPolicy.Lists["uk-bank-holidays"];

    [Fact]
    public void Several_divisions_close_on_the_holidays_of_each()
    {
        var both = List.Select(["england-and-wales", "scotland"]);
        both.Days.Keys.ShouldContain(new LocalDate(2026, 8, 3));
        both.Days.Keys.ShouldContain(new LocalDate(2026, 8, 31));
        both.Days.Count.ShouldBe(5);
        List.Select(["scotland"]).Days.ContainsKey(new LocalDate(2026, 8, 31)).ShouldBeFalse();
    }

    [Fact]
    public void Known_are_the_years_that_every_chosen_division_covers()
    {
        var longer = List with
        {
            Divisions = List.Divisions.SetItem(
                "scotland",
                List.Divisions["scotland"].Add(new(2027, 1, 1), "x").Add(new(2025, 1, 1), "x")
            ),
        };
        var both = longer.Select(["england-and-wales", "scotland"]);
        (both.FirstKnownYear, both.LastKnownYear).ShouldBe((2026, 2026));
        var one = longer.Select(["scotland"]);
        (one.FirstKnownYear, one.LastKnownYear).ShouldBe((2025, 2027));
    }

    [Fact]
    public void What_another_division_would_give_stands_beside_the_due_time()
    {
        var due = FirstResponse.Due(TestPolicy.Compiled, "1", At("2026-08-31 10:00"))!;
        due.Due.ShouldBe(At("2026-09-01 10:00"));
        due.Explanation.Otherwise.ShouldContain(
            new OtherOutcome(ReadingIds.BankHolidays, "scotland", At("2026-08-31 11:00"))
        );
    }

    [Fact]
    public void Dates_of_the_policy_close_too_and_are_named()
    {
        var closed = new ClosedDate { Date = new(2026, 7, 15), Name = new("company day", "bedrijfsdag") };
        var policy = TestPolicy.With(TestPolicy.BusinessHour with { Closed = [closed] });
        var due = FirstResponse.Due(policy, "1", At("2026-07-14 17:30"))!;
        due.Due.ShouldBe(At("2026-07-16 09:30"));
        due.Explanation.Sums[0].Lines.OfType<ClosedLine>().Single().Why.Holidays.ShouldBe([(closed.Date, closed.Name)]);
    }

    [Fact]
    public void A_calendar_with_dates_of_its_own_alone_knows_their_years()
    {
        var closed = new ClosedDate { Date = new(2026, 4, 27), Name = new("King's Day", "Koningsdag") };
        var policy = TestPolicy.With(TestPolicy.BusinessHour with { Holidays = null, Closed = [closed] });
        FirstResponse.Due(policy, "1", At("2026-12-31 16:00"))!.Explanation.HolidaysUnknown.ShouldBeFalse();
        FirstResponse.Due(policy, "1", At("2027-01-04 10:00"))!.Explanation.HolidaysUnknown.ShouldBeTrue();
        var none = TestPolicy.With(TestPolicy.BusinessHour with { Holidays = null });
        FirstResponse.Due(none, "1", At("2050-01-04 10:00"))!.Explanation.HolidaysUnknown.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2025-12-30", false)]
    [InlineData("2025-12-31", true)]
    public void Managers_are_warned_the_policy_s_days_before_the_list_ends(string today, bool soon)
    {
        var date = LocalDate.FromDateTime(DateTime.Parse(today, System.Globalization.CultureInfo.InvariantCulture));
        PolicyWarnings
            .HolidaysEndSoon(TestPolicy.Compiled, TestPolicy.Compiled.Calendars["business-hour"], date)
            .ShouldBe(soon);
        PolicyWarnings
            .Of(TestPolicy.Compiled, date)
            .ShouldHaveSingleItem()
            .En.ShouldBe(
                "calendar business-hour: holidays not known after 2026" + (soon ? "; get a newer list now." : ".")
            );
    }

    [Fact]
    public void A_severity_without_a_target_is_worth_a_warning() =>
        PolicyWarnings
            .Of(TestPolicy.Compile(TestPolicy.Document with { Targets = [] }), new(2020, 1, 1))
            .Count(w => w.En.EndsWith("has no first-response target.", StringComparison.Ordinal))
            .ShouldBe(3);
}
