using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Desk.Availability;
using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;
using NodaTime;
using Promise = Corbel.Web.Ui.Promise;

namespace Corbel.Web.Console;

/// <summary>What is measured, in words.</summary>
internal static class AvailabilityWords
{
    public static (Promise? Look, string Word) Of(Standing standing, IStringLocalizer t) =>
        standing switch
        {
            Standing.Up => (Promise.Kept, t["is up"].Value),
            Standing.Down => (Promise.Late, t["is down"].Value),
            _ => (null, t["is not known"].Value),
        };

    public static (Promise? Look, string Word) Of(MonthReading month, IStringLocalizer t) =>
        (month.Verdict, month.IsOver) switch
        {
            (MonthVerdict.Missed, _) => (Promise.Late, t["not reached"].Value),
            (MonthVerdict.Met, true) => (Promise.Kept, t["reached"].Value),
            (MonthVerdict.Met, false) => (Promise.Calm, t["so far reached"].Value),
            _ => (null, t["not proven"].Value),
        };

    public static string Of(CheckOutcome? outcome, IStringLocalizer t) =>
        outcome switch
        {
            CheckOutcome.Good => t["good"].Value,
            CheckOutcome.Failed => t["failed"].Value,
            CheckOutcome.NoWayOut => t["no way out of its own"].Value,
            CheckOutcome.Skewed => t["its clock is wrong"].Value,
            _ => t["nothing yet"].Value,
        };

    /// <summary>A share, cut off and never rounded up.</summary>
    public static string Share(long? thousandths, Language language) =>
        thousandths is { } share ? AmountWords.Percent(share / 1000m, language) : "–";

    public static string Shares(MonthFigures figures, Language language) =>
        figures.Lower == figures.Upper
            ? Share(figures.Lower, language)
            : $"{Share(figures.Lower, language)} – {Share(figures.Upper, language)}";

    /// <summary>1:05:09, or 12 for what is under a minute's tenth.</summary>
    public static string Time(long milliseconds)
    {
        var seconds = (milliseconds + 999) / 1000;
        return FormattableString.Invariant($"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    public static string Month(YearMonth month, MonthReading reading, Language language) =>
        Core.Records.RecordSpan.Words(
            Core.Policy.Period.Month,
            Instant.FromUnixTimeMilliseconds(reading.Whole.From),
            DateTimeZoneProviders.Tzdb[reading.Spec.Zone],
            language
        );

    public static string Kind(ProbeKind kind) => kind.ToString().ToUpperInvariant();
}
