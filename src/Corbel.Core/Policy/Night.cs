using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>
/// The nights of a zone. A boundary that a clock change skips moves forward by the gap; of one that comes twice the first
/// counts (reading "clock change").
/// </summary>
internal sealed class Night(NightSpec spec)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[spec.Zone];

    /// <summary>The night that an instant falls in, its end left out; none by day.</summary>
    public (Instant Start, Instant End)? Around(Instant instant)
    {
        var date = instant.InZone(_zone).Date;
        var overnight = spec.Hours.Close <= spec.Hours.Open ? 1 : 0;
        for (var first = date.PlusDays(-overnight); first <= date; first = first.PlusDays(1))
        {
            var (start, end) = (At(first, spec.Hours.Open), At(first.PlusDays(overnight), spec.Hours.Close));
            if (start <= instant && instant < end)
            {
                return (start, end);
            }
        }
        return null;
    }

    private Instant At(LocalDate date, int seconds) =>
        (date.AtMidnight() + NodaTime.Period.FromSeconds(seconds)).InZoneLeniently(_zone).ToInstant();
}
