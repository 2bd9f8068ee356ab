using Corbel.Core.Policy;
using Corbel.Core.Records;
using NodaTime;
using Period = Corbel.Core.Policy.Period;

namespace Corbel.Core.Availability;

/// <summary>
/// The months for which the policy states a share (clause 1): in the zone that it names, as far as its hours ask for the
/// product.
/// </summary>
public static class MonthOfAvailability
{
    /// <summary>The share that is stated, in thousandths of one per cent: 99.5 % is 99,500. What is finer is cut up, never down.</summary>
    public static long Expected(AvailabilitySpec spec) => (long)Math.Ceiling(spec.Percent * 1000);

    /// <summary>The whole month.</summary>
    public static Span Of(AvailabilitySpec spec, YearMonth month) =>
        RecordSpan.Parse(Period.Month, $"{month.Year:0000}-{month.Month:00}", Zone(spec)) is { } found
            ? Span.Of(found)
            : throw new ArgumentOutOfRangeException(nameof(month), month, "No such month");

    /// <summary>The month that an instant lies in.</summary>
    public static YearMonth At(AvailabilitySpec spec, Instant instant) =>
        instant.InZone(Zone(spec)).Date is var day ? new(day.Year, day.Month) : default;

    /// <summary>The time within the month in which the product is to be available: all of it where the hours have no end.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="spec">Its words on availability.</param>
    /// <param name="month">The month.</param>
    public static Spans Owed(CompiledPolicy policy, AvailabilitySpec spec, YearMonth month)
    {
        var whole = Of(spec, month);
        var hours = new List<Span>();
        foreach (var zone in policy.Calendars[spec.Hours].Zones)
        {
            for (var at = Instant.FromUnixTimeMilliseconds(whole.From); at.ToUnixTimeMilliseconds() < whole.To; )
            {
                var (open, close) = zone.OpeningAtOrAfter(at);
                hours.Add(Span.Of(open, close));
                at = close;
            }
        }
        return Spans.Of(hours).Within(whole);
    }

    private static DateTimeZone Zone(AvailabilitySpec spec) => DateTimeZoneProviders.Tzdb[spec.Zone];
}
