using Corbel.Core.Policy;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Policy;

/// <summary>The small words that every text is made of.</summary>
public sealed class WordsTests
{
    [Fact]
    public void Each_kind_of_target_has_a_name() =>
        Enum.GetValues<TargetKind>()
            .Select(TargetWords.Name)
            .ShouldBe([
                new("first response", "eerste reactie"),
                new("next response", "volgend antwoord"),
                new("status report", "voortgangsbericht"),
                new("resolution", "oplossing"),
            ]);

    [Fact]
    public void Months_and_days_are_short()
    {
        string All(Language language) =>
            string.Join(' ', Enumerable.Range(1, 12).Select(x => DateWords.Month(x, language)));
        All(Language.En).ShouldBe("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
        All(Language.Nl).ShouldBe("jan feb mrt apr mei jun jul aug sep okt nov dec");
        string Week(Language language) =>
            string.Join(' ', Enumerable.Range(1, 7).Select(x => DateWords.Day((IsoDayOfWeek)x, language)));
        Week(Language.En).ShouldBe("Mon Tue Wed Thu Fri Sat Sun");
        Week(Language.Nl).ShouldBe("ma di wo do vr za zo");
    }

    [Fact]
    public void A_clock_time_shows_its_seconds_only_where_it_has_some()
    {
        DateWords.Clock(new LocalTime(9, 5)).ShouldBe("09:05");
        DateWords.Clock(new LocalTime(9, 5, 7)).ShouldBe("09:05:07");
    }

    [Theory]
    [InlineData("2026-08-28 17:30", "Etc/GMT", "Europe/London", "Fri 28 Aug 2026 17:30 GMT (18:30 Europe/London)")]
    [InlineData("2026-01-28 17:30", "Etc/GMT", "Europe/London", "Wed 28 Jan 2026 17:30 GMT")]
    [InlineData(
        "2026-08-28 23:30",
        "UTC",
        "Europe/Amsterdam",
        "Fri 28 Aug 2026 23:30 UTC (Sat 29 Aug 01:30 Europe/Amsterdam)"
    )]
    [InlineData("2026-08-28 17:30", "Europe/Paris", "GMT", "Fri 28 Aug 2026 19:30 Europe/Paris (17:30 GMT)")]
    [InlineData("2026-08-28 17:30", "Europe/Paris", "Etc/UTC", "Fri 28 Aug 2026 19:30 Europe/Paris (17:30 UTC)")]
    public void A_moment_shows_a_second_zone_where_its_clocks_show_something_else(
        string at,
        string zone,
        string reader,
        string text
    ) => DateWords.Moment(At(at), Zone(zone), Zone(reader), Language.En).ShouldBe(text);

    private static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];
}
