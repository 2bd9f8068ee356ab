using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Time;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("2026-08-28 17:30", "Europe/London", Language.En, "Friday 28 August 2026, 18:30 BST (Europe/London)")]
    [InlineData(
        "2026-08-28 17:30",
        "Europe/London",
        Language.Nl,
        "vrijdag 28 augustus 2026, 18:30 BST (Europe/London)"
    )]
    [InlineData(
        "2026-01-02 17:05",
        "Europe/Amsterdam",
        Language.En,
        "Friday 2 January 2026, 18:05 CET (Europe/Amsterdam)"
    )]
    [InlineData("2026-08-28 17:30", "UTC", Language.En, "Friday 28 August 2026, 17:30 UTC")]
    [InlineData("2026-08-28 17:30", "EST", Language.En, "Friday 28 August 2026, 12:30 EST")]
    public void An_instant_reads_in_its_zone_with_the_zone_named(
        string at,
        string zone,
        Language language,
        string text
    ) => TimeText.Long(At(at), DateTimeZoneProviders.Tzdb[zone], language).ShouldBe(text);
}
