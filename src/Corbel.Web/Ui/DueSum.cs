using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Ui;

/// <summary>One line of a sum as it is typeset.</summary>
/// <param name="What">What it is.</param>
/// <param name="Why">A word of explanation below it, or null.</param>
/// <param name="Figure">The figure on the right.</param>
/// <param name="Look">The style of the line: plain, skip, total or due.</param>
public sealed record SumRow(string What, string? Why, string Figure, string Look = "plain");

/// <summary>Sets the sum behind a due time for a reader: in the reader's own zone, the hours of the calendar beside it.</summary>
public sealed class DueSum(IStringLocalizer<Texts> t, Reader reader)
{
    /// <summary>The lines of the sum that binds, from the receipt to the due time.</summary>
    public IEnumerable<SumRow> Rows(Explanation why)
    {
        yield return new(t["Received"], null, Moment(why.Received));
        var last = why.Received;
        if (why.CountedFrom != why.Received)
        {
            yield return new(t["Severity raised: counted from then"], null, Moment(why.CountedFrom, last));
            last = why.CountedFrom;
        }
        foreach (var line in why.Binding.Lines)
        {
            yield return Row(line, why, last);
            last = line.To;
        }
        var limit = (why.Target.Within ?? why.Target.Every)!.Value;
        yield return new(
            $"{why.Severity.Name.In(reader.Words)}: {AmountWords.Limit(limit, why.Calendar, reader.Words)}",
            Basis(why.Basis),
            limit.Days > 0 ? "" : Amount(Duration.FromSeconds(limit.Seconds)),
            "total"
        );
        yield return new(t["Due"], null, why.Due is { } due ? Zoned(due) : t["stopped while we wait for you"], "due");
    }

    /// <summary>What the text leaves open in this sum and how the desk reads it, with the due time by another reading.</summary>
    public IEnumerable<string> Readings(Explanation why)
    {
        foreach (var reading in why.Readings)
        {
            yield return reading.Text.In(reader.Words);
            foreach (var other in why.Otherwise.Where(x => x.Reading == reading.Id))
                yield return t["With {0}: {1}", HolidayWords.Division(other.Value, reader.Words), Zoned(other.Due)];
        }
        if (why.HolidaysUnknown)
            yield return t["Holidays after {0} are not known yet.", why.Holidays.LastKnownYear ?? 0];
    }

    private SumRow Row(SumLine line, Explanation why, Instant last) =>
        line switch
        {
            ClosedLine x => new(
                t["Closed until {0}", Moment(x.To, last)],
                Reasons(x.Why, why),
                t["not counted"],
                "skip"
            ),
            CountedLine x => new(Span(x.From, x.To, last), null, Amount(x.Counted)),
            CountedRun x => new(
                t["{0} openings of {1}", x.Openings, Amount(x.Each)],
                $"{Span(x.From, x.To, last)}; {Reasons(x.Why, why)}",
                Amount(x.Each * x.Openings)
            ),
            MovedLine x => new(
                t["Falls on closing: moves to the next opening"],
                null,
                $"{reader.Clock(x.From)} – {Moment(x.To, x.From)}",
                "skip"
            ),
            PausedLine x => new(
                x.Pause.To is null ? t["Stopped since {0}", Moment(x.From, last)] : Span(x.From, x.To, last),
                x.Pause.Asked is { } asked
                    ? t["message {0} asked the customer for something", asked].Value
                    : t["the issue was resolved"].Value,
                t["not counted"],
                "skip"
            ),
            DayLine x => new(
                DateWords.FullDate(x.Date, reader.Words),
                Reasons(x.Why, why) is { Length: > 0 } reasons ? t["not counted: {0}", reasons].Value : null,
                t["day {0}", x.Number]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(line)),
        };

    private string? Basis(SeverityBasis basis) =>
        basis switch
        {
            SeverityBasis.StatedByCustomer => t["as the customer stated"].Value,
            SeverityBasis.SetByProvider => t["as set by our staff"].Value,
            SeverityBasis.DecidedByProvider => t["as decided after your objection"].Value,
            SeverityBasis.NotStated => t["as long as nobody has said another"].Value,
            _ => null,
        };

    /// <summary>Why a stretch is closed: hours, weekend, holidays by name.</summary>
    public string Reasons(ClosedWhy closed, Explanation why)
    {
        var hours = CalendarWords.Hours(why.Calendar with { Zone = ZoneChoice.One(why.Binding.Zone.Id) }, reader.Words);
        IEnumerable<string> reasons =
        [
            .. closed.OutOfHours ? [t["Hours: {0}", hours].Value] : Array.Empty<string>(),
            .. closed.ClosedWeekdays.Any(x => x.DayOfWeek >= IsoDayOfWeek.Saturday)
                ? [t["weekend"].Value]
                : Array.Empty<string>(),
            .. closed
                .ClosedWeekdays.Where(x => x.DayOfWeek < IsoDayOfWeek.Saturday)
                .Select(x => DateWords.Date(x, reader.Words)),
            .. closed.Holidays.Select(x => $"{DateWords.Date(x.Date, reader.Words)}: {x.Name.In(reader.Words)}"),
        ];
        return string.Join("; ", reasons);
    }

    private string Span(Instant from, Instant to, Instant last) =>
        $"{Moment(from, last)}{(SameDay(from, to) ? "–" : " – ")}{Moment(to, from)}";

    /// <summary>A time of the day where the day was told just before, else with its day.</summary>
    private string Moment(Instant at, Instant last) => SameDay(at, last) ? reader.Clock(at) : Moment(at);

    private bool SameDay(Instant one, Instant other) => one.InZone(reader.Zone).Date == other.InZone(reader.Zone).Date;

    private string Moment(Instant at) => reader.Format(at, "ddd d MMM, HH:mm");

    private string Zoned(Instant at) => $"{Moment(at)} {reader.ZoneName(at)}";

    private string Amount(Duration duration) => AmountWords.Short(duration, reader.Words);
}
