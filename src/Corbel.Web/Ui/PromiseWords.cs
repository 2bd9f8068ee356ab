using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Ui;

/// <summary>A promise as a chip shows it.</summary>
/// <param name="Look">Its colour and shape.</param>
/// <param name="Words">What is left, or how it ended.</param>
/// <param name="Brief">The same in a word, for lists in which others are more urgent.</param>
public sealed record PromiseFace(Promise Look, string Words, string Brief);

/// <summary>Says of a first-response clock how it stands now: what is left, or how it ended, in the time of its calendar.</summary>
public sealed class PromiseWords(IStringLocalizer<Texts> t, Reader reader)
{
    /// <summary>With less than this left, in seconds of the calendar, a promise is pressing.</summary>
    private const long Pressing = 3600;

    /// <summary>Beyond this many seconds the minutes say nothing any more.</summary>
    private const long NoMinutes = 10 * 3600;

    /// <summary>How a clock stands; null where nothing is promised.</summary>
    /// <param name="policy">The version that the ticket is judged by.</param>
    /// <param name="severity">The severity whose target counts.</param>
    /// <param name="received">Where the count began.</param>
    /// <param name="due">The due instant.</param>
    /// <param name="contact">The first contact, or null.</param>
    /// <param name="verdict">The verdict, where there was a contact.</param>
    public PromiseFace? Of(
        CompiledPolicy policy,
        string? severity,
        Instant received,
        Instant? due,
        Instant? contact,
        Verdict verdict
    )
    {
        if (due is not { } end || severity is null || policy.FirstResponseTarget(severity) is not { } target)
            return null;
        var calendar = policy.Calendars[target.Calendar];
        return contact is { } answered ? Ended(calendar, received, end, answered, verdict) : Running(calendar, end);
    }

    /// <summary>How the clock of a cycle stands; null where nothing is promised.</summary>
    public PromiseFace? Of(CompiledPolicy policy, Clock cycle) =>
        Of(policy, cycle.Severity, cycle.CountedFrom, cycle.Due, cycle.EndedAt, cycle.Verdict);

    private PromiseFace Running(CompiledCalendar calendar, Instant due)
    {
        if (reader.Now > due)
        {
            var late = Between(calendar, due, reader.Now);
            return Running(Promise.Late, late < 60 ? t["Late"] : t["{0} late", Amount(late)]);
        }
        var left = Between(calendar, reader.Now, due);
        var look =
            !calendar.Zones.Any(x => x.IsOpen(reader.Now)) ? Promise.Closed
            : left < Pressing ? Promise.Soon
            : Promise.Calm;
        return Running(look, left < 60 ? t["Under a minute left"] : t["{0} left", Amount(left)]);
    }

    private static PromiseFace Running(Promise look, string words) => new(look, words, words);

    private PromiseFace Ended(
        CompiledCalendar calendar,
        Instant received,
        Instant due,
        Instant answered,
        Verdict verdict
    )
    {
        if (verdict == Verdict.Kept)
        {
            var took = Between(calendar, received, answered);
            return new(Promise.Kept, took < 60 ? t["Answered in time"] : t["Answered in {0}", Amount(took)], t["Kept"]);
        }
        if (verdict == Verdict.LateByReclassification)
            return new(Promise.Late, t["Late by reclassification"], t["Late"]);
        var late = Between(calendar, due, answered);
        return new(Promise.Late, late < 60 ? t["Answered late"] : t["Answered {0} late", Amount(late)], t["Late"]);
    }

    /// <summary>Seconds of open time; where two zones are read, the one that leaves less.</summary>
    private static long Between(CompiledCalendar calendar, Instant from, Instant to) =>
        calendar.Zones.Min(x => x.Between(from, to));

    private string Amount(long seconds)
    {
        var grain = seconds >= NoMinutes ? 3600 : 60;
        return AmountWords.Short(Duration.FromSeconds(seconds / grain * grain), reader.Words);
    }
}
