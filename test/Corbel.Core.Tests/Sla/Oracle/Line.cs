using Corbel.Core.Policy;
using Corbel.Core.Sla;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>A clock as engine and oracle are compared by.</summary>
internal sealed record Line(
    TargetKind Kind,
    int Number,
    int Cycle,
    Instant Received,
    string? Severity,
    SeverityBasis Basis,
    string? Claimed,
    Instant CountedFrom,
    Instant? Due,
    Instant? Ended,
    Verdict Verdict,
    string Pauses,
    string Holidays,
    string Dispute
)
{
    public static Line Of(Clock clock) =>
        new(
            clock.Kind,
            clock.Number,
            clock.Cycle,
            clock.Received,
            clock.Severity,
            clock.Basis,
            clock.Claimed,
            clock.CountedFrom,
            clock.Due,
            clock.EndedAt,
            clock.Verdict,
            string.Join("; ", clock.Pauses.Select(p => $"{p.From} to {p.To} asked {p.Asked} answer {p.Answer}")),
            string.Join("; ", clock.HolidaySteps.Select(s => $"{s.At} {s.Before} {s.After}")),
            clock.InDispute is { } d ? $"{d.Severity} {d.Due} {d.Verdict}" : ""
        );

    public static Line Of(NaiveClock clock, long now)
    {
        var verdict = clock.Judge(clock.Severity, clock.Due, now);
        return new(
            clock.Kind,
            clock.Number,
            clock.Cycle,
            At(clock.Received),
            clock.Severity,
            clock.Basis,
            clock.Claimed,
            At(clock.CountedFrom),
            At(clock.Due),
            At(clock.Ended ?? (verdict == Verdict.Withdrawn ? clock.Withdrawn : null)),
            verdict,
            string.Join(
                "; ",
                clock.Pauses(now).Select(p => $"{At(p.From)} to {At(p.To)} asked {p.Asked} answer {p.Answer}")
            ),
            string.Join("; ", clock.HolidaySteps.Select(s => $"{At(s.At)} {At(s.Before)} {At(s.After)}")),
            clock.Held is { } held ? $"{held} {At(clock.DueBy(held))} {clock.Judge(held, clock.DueBy(held), now)}" : ""
        );
    }

    private static Instant At(long minute) => Instant.FromUnixTimeSeconds(minute * 60);

    private static Instant? At(long? minute) => minute is { } m ? At(m) : null;
}
