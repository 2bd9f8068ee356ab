using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Which readings took part in a sum, so that the explanation can say that they are ours and not the text.</summary>
internal static class ExplanationReadings
{
    /// <summary>Those that the history of a clock brings in.</summary>
    public static IEnumerable<string> Of(Clock clock)
    {
        if (clock.Cycle > 1)
        {
            yield return ReadingIds.Reopened;
        }
        if (clock.Steps.Any(s => s.Effect is StepEffect.InDispute or StepEffect.Objected or StepEffect.Decided))
        {
            yield return ReadingIds.SeverityInDispute;
        }
        if (clock.Steps.Any(s => s.Effect is StepEffect.Raises or StepEffect.AfterRunningOut))
        {
            yield return ReadingIds.SeverityRaised;
        }
        if (!clock.Pauses.IsEmpty)
        {
            yield return ReadingIds.Waiting;
        }
        if (clock is { Kind: TargetKind.StatusReport, Target.Promise: null })
        {
            yield return ReadingIds.StatusReports;
        }
    }

    /// <summary>Those that the sum itself brings in.</summary>
    public static IEnumerable<string> Of(
        CalendarSpec calendar,
        SeverityBasis basis,
        ImmutableArray<ZoneSum> sums,
        bool holidaysUnknown
    )
    {
        if (holidaysUnknown)
        {
            yield return ReadingIds.HolidaysEnd;
        }
        if (basis == SeverityBasis.NotStated)
        {
            yield return ReadingIds.SeverityNotStated;
        }
        if (calendar.ZoneInText is not null)
        {
            yield return ReadingIds.Gmt;
        }
        if (sums.Any(s => s.Lines.OfType<ClosedLine>().Any(l => !l.Why.Holidays.IsEmpty)))
        {
            yield return ReadingIds.BankHolidays;
        }
        if (sums.Any(s => s.EndsOnClosing))
        {
            yield return ReadingIds.DueAtClosing;
        }
    }
}
