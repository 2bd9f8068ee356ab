using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Desk.Tests.Policies;

public class HolidayFileTests
{
    [Fact]
    public void The_shipped_list_knows_three_divisions_from_2015_to_2028_with_their_one_offs()
    {
        var list = HolidayFile.Lists(HolidayFile.Shipped)[HolidayFile.ShippedName];
        list.Divisions.Keys.ShouldBe(["england-and-wales", "northern-ireland", "scotland"]);
        var england = list.Select(["england-and-wales"]);
        (england.FirstKnownYear, england.LastKnownYear).ShouldBe((2015, 2028));
        foreach (var day in new[] { "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08" })
        {
            england.Days.Keys.ShouldContain(
                LocalDate.FromDateTime(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture))
            );
        }
        england.Days[new(2026, 8, 31)].En.ShouldBe("Summer bank holiday");
        list.Select(["scotland"]).Days.ContainsKey(new(2026, 6, 15)).ShouldBeTrue();
        england.Days.ContainsKey(new(2026, 6, 15)).ShouldBeFalse();
        list.Version.Length.ShouldBe(64);
    }

    [Fact]
    public void The_feed_s_own_shape_is_read_and_what_it_adds_is_passed_over()
    {
        var text =
            """{"x":{"division":"x","new":1,"events":[{"title":"B","date":"2027-01-02","bunting":true},{"title":"A","date":"2027-01-02"}]}}""";
        var list = HolidayFile.Read("mine", text).Value!;
        list.Divisions["x"].ShouldHaveSingleItem().ShouldBe(new(new LocalDate(2027, 1, 2), "B, A"));
        list.Select(["x"]).LastKnownYear.ShouldBe(2027);
    }

    [Theory]
    [InlineData("", "mine is not a list of bank holidays")]
    [InlineData("[]", "mine is not a list of bank holidays")]
    [InlineData("{}", "no division")]
    [InlineData("""{"x":{"events":[]}}""", "no division, or one without holidays")]
    [InlineData("""{"x":{}}""", "mine is not a list of bank holidays")]
    [InlineData("""{"x":{"events":[{"title":"A","date":"1/2/2027"}]}}""", "x: \"1/2/2027\" is not a date")]
    [InlineData("""{"x":{"events":[{"title":"A","date":null}]}}""", "x: \"\" is not a date")]
    [InlineData(
        """{"x":{"events":[{"title":null,"date":"2027-01-02"}]}}""",
        "is not a date such as 2026-12-25 with a title"
    )]
    public void What_is_no_list_is_refused_with_its_reason(string text, string reason)
    {
        var read = HolidayFile.Read("mine", text);
        read.IsDone.ShouldBeFalse();
        read.Refused!.Why.En.ShouldContain(reason);
        read.Refused.Why.Nl.ShouldStartWith("mine is geen lijst van feestdagen");
    }
}
