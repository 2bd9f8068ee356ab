using Corbel.Core.Policy;
using Corbel.Core.Time;

namespace Corbel.Core.Tests.Policy;

public class FormsTests
{
    [Theory]
    [InlineData("1 h", 3600, 0, "1 h")]
    [InlineData("1h", 3600, 0, "1 h")]
    [InlineData("90 min", 5400, 0, "1 h 30 min")]
    [InlineData("4 h 30 min", 16_200, 0, "4 h 30 min")]
    [InlineData("20 min", 1200, 0, "20 min")]
    [InlineData("1 day", 0, 1, "1 day")]
    [InlineData("5 days", 0, 5, "5 days")]
    [InlineData("-1 h", -3600, 0, "-1 h")]
    [InlineData("0 h", 0, 0, "0 min")]
    public void A_time_limit_reads_and_writes(string text, long seconds, int days, string written)
    {
        TimeLimit.TryParse(text, out var limit).ShouldBeTrue();
        limit.ShouldBe(new TimeLimit(seconds, days));
        limit.ToString().ShouldBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("h")]
    [InlineData("1 hour")]
    [InlineData("1 h 30")]
    [InlineData("1 day 2 h")]
    [InlineData("1.5 h")]
    public void What_is_no_time_limit_is_refused(string text) => TimeLimit.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("09:00-18:00", 32_400, 64_800)]
    [InlineData("22:00-06:00", 79_200, 21_600)]
    [InlineData("00:00-24:00", 0, 86_400)]
    public void An_opening_reads_and_writes(string text, int open, int close)
    {
        OpeningText.TryParse(text, out var opening).ShouldBeTrue();
        opening.ShouldBe(new Opening(open, close));
        OpeningText.Format(opening).ShouldBe(text);
    }

    [Theory]
    [InlineData("9:00-18:00")]
    [InlineData("09:00–18:00")]
    [InlineData("09:00-25:00")]
    [InlineData("24:30-25:00")]
    [InlineData("24:00-06:00")]
    public void What_is_no_opening_is_refused(string text) => OpeningText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("Europe/London", 1)]
    [InlineData("earlier-of Etc/GMT, Europe/London", 2)]
    public void A_zone_reads_and_writes(string text, int zones)
    {
        ZoneChoice.TryParse(text, out var choice).ShouldBeTrue();
        choice.Zones.Length.ShouldBe(zones);
        choice.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("earlier-of Etc/GMT")]
    [InlineData("earlier-of Etc/GMT, Europe/London, Etc/UTC")]
    [InlineData("Europe London")]
    public void What_is_no_zone_is_refused(string text) => ZoneChoice.TryParse(text, out _).ShouldBeFalse();
}
