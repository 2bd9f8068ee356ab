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

/// <summary>What a list knows of a clock: the row kept of it.</summary>
/// <param name="Kind">What it measures.</param>
/// <param name="Severity">The severity whose target counts.</param>
/// <param name="Scope">Where the issue comes from.</param>
/// <param name="Received">Where the count began.</param>
/// <param name="Due">The due instant.</param>
/// <param name="Ended">When it was done; null while it was not.</param>
/// <param name="Verdict">How it stands.</param>
internal sealed record KeptClock(
    TargetKind Kind,
    string? Severity,
    TargetScope Scope,
    Instant Received,
    Instant? Due,
    Instant? Ended,
    Verdict Verdict
);

/// <summary>Says of a clock of any kind how it stands now: what is left, or how it ended, in the time of its calendar.</summary>
public sealed class PromiseWords(IStringLocalizer<Texts> t, Reader reader)
{
    /// <summary>With less than this left, in seconds of the calendar, a promise is pressing.</summary>
    private const long Pressing = 3600;

    /// <summary>Beyond this many seconds the minutes say nothing any more.</summary>
    private const long NoMinutes = 10 * 3600;

    /// <summary>What a clock measures, as a heading.</summary>
    public string Title(TargetKind kind) =>
        kind switch
        {
            TargetKind.FirstResponse => t["First response"],
            TargetKind.NextResponse => t["Next answer"],
            TargetKind.StatusReport => t["Status report"],
            _ => t["Resolution"],
        };

    /// <summary>What is due, in front of how much is left: for lists in which promises of all kinds stand.</summary>
    public PromiseFace Named(TargetKind kind, PromiseFace face) =>
        kind switch
        {
            TargetKind.FirstResponse => face,
            TargetKind.NextResponse => face with { Words = t["answer: {0}", face.Words] },
            TargetKind.StatusReport => face with { Words = t["report: {0}", face.Words] },
            _ => face with { Words = t["resolution: {0}", face.Words] },
        };

    /// <summary>How a clock stands; null where nothing is promised, or nothing is owed any more.</summary>
    public PromiseFace? Of(Clock clock)
    {
        if (clock.Target is not { } target || clock.Verdict is Verdict.NoTarget or Verdict.Withdrawn)
            return null;
        if (clock.Verdict == Verdict.Paused)
            return new(Promise.Paused, t["Stopped"], t["Stopped"]);
        if (clock.IsGivenUp)
            return new(Promise.Late, clock.Kind == TargetKind.StatusReport ? t["Missed"] : t["Not kept"], t["Late"]);
        var calendar = clock.Policy.Calendars[target.Calendar];
        return Of(calendar, clock.Kind, clock.CountedFrom, clock.Due!.Value, clock.EndedAt, clock.Verdict);
    }

    /// <summary>The same for a row kept of a clock.</summary>
    /// <param name="policy">The version that the ticket is judged by.</param>
    /// <param name="clock">The row.</param>
    internal PromiseFace? Of(CompiledPolicy policy, KeptClock clock)
    {
        if (clock.Due is not { } due || clock.Severity is not { } severity || clock.Verdict == Verdict.Withdrawn)
            return null;
        return policy.Target(clock.Kind, severity, clock.Scope) is { } target
            ? Of(policy.Calendars[target.Calendar], clock.Kind, clock.Received, due, clock.Ended, clock.Verdict)
            : null;
    }

    private PromiseFace Of(
        CompiledCalendar calendar,
        TargetKind kind,
        Instant received,
        Instant due,
        Instant? ended,
        Verdict verdict
    ) => ended is { } at ? Ended(calendar, kind, received, due, at, verdict) : Running(calendar, due);

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
        TargetKind kind,
        Instant received,
        Instant due,
        Instant ended,
        Verdict verdict
    )
    {
        if (verdict == Verdict.Kept)
        {
            var took = Between(calendar, received, ended);
            return new(Promise.Kept, Kept(kind, took), t["Kept"]);
        }
        if (verdict == Verdict.LateByReclassification)
            return new(Promise.Late, t["Late by reclassification"], t["Late"]);
        return new(Promise.Late, Late(kind, Between(calendar, due, ended)), t["Late"]);
    }

    private string Kept(TargetKind kind, long took) =>
        (kind, took < 60) switch
        {
            (TargetKind.StatusReport, _) => t["Reported in time"],
            (TargetKind.Resolution, true) => t["Resolved in time"],
            (TargetKind.Resolution, false) => t["Resolved in {0}", Amount(took)],
            (_, true) => t["Answered in time"],
            _ => t["Answered in {0}", Amount(took)],
        };

    private string Late(TargetKind kind, long late) =>
        (kind, late < 60) switch
        {
            (TargetKind.StatusReport, _) => t["Reported late"],
            (TargetKind.Resolution, true) => t["Resolved late"],
            (TargetKind.Resolution, false) => t["Resolved {0} late", Amount(late)],
            (_, true) => t["Answered late"],
            _ => t["Answered {0} late", Amount(late)],
        };

    /// <summary>Seconds of open time; where two zones are read, the one that leaves less.</summary>
    private static long Between(CompiledCalendar calendar, Instant from, Instant to) =>
        calendar.Zones.Min(x => x.Between(from, to));

    private string Amount(long seconds)
    {
        var grain = seconds >= NoMinutes ? 3600 : 60;
        return AmountWords.Short(Duration.FromSeconds(seconds / grain * grain), reader.Words);
    }
}
