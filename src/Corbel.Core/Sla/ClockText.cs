using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Writes out how a clock went: who chose which severity, when contact was made, what the verdict is.</summary>
public static class ClockText
{
    /// <summary>The lines, in the reader's own zone; the sum itself is <see cref="ExplanationText"/>.</summary>
    public static ImmutableArray<string> Lines(Clock clock, Language language, DateTimeZone reader)
    {
        var nl = language == Language.Nl;
        string At(Instant instant) => DateWords.Moment(instant, reader, reader, language);
        string Name(string severity) =>
            clock.Policy.Document.Severities.TryGetValue(severity, out var s) ? s.Name.In(language) : severity;
        return
        [
            .. clock.Steps.Select(s => $"{At(s.At)}: {Step(s, Name, nl)}"),
            .. clock.EndedAt is { } ended ? [$"{At(ended)}: {End(clock, nl)}"] : Array.Empty<string>(),
            .. Disputed(clock, Name, At, nl),
            (nl ? "Oordeel: " : "Verdict: ") + Verdict(clock.Verdict).In(language),
        ];
    }

    /// <summary>The verdict in words.</summary>
    public static LocalText Verdict(Verdict verdict) =>
        verdict switch
        {
            Sla.Verdict.NoTarget => new("nothing promised", "niets toegezegd"),
            Sla.Verdict.Running => new("running", "loopt"),
            Sla.Verdict.Kept => new("kept", "gehaald"),
            Sla.Verdict.Late => new("late", "te laat"),
            Sla.Verdict.Paused => new("stopped", "staat stil"),
            Sla.Verdict.Withdrawn => new("no longer owed", "vervallen"),
            _ => new("late by reclassification", "te laat door herindeling"),
        };

    private static string End(Clock clock, bool nl) =>
        (clock.Verdict, clock.Kind, nl) switch
        {
            (Sla.Verdict.Withdrawn, _, false) => "no longer owed",
            (Sla.Verdict.Withdrawn, _, true) => "vervallen",
            (_, TargetKind.FirstResponse, false) => "customer contacted",
            (_, TargetKind.FirstResponse, true) => "contact met de klant",
            (_, TargetKind.NextResponse, false) => "customer answered",
            (_, TargetKind.NextResponse, true) => "klant beantwoord",
            (_, TargetKind.StatusReport, false) => "customer told how it stands",
            (_, TargetKind.StatusReport, true) => "klant bericht over de voortgang",
            (_, _, false) => "resolved",
            _ => "opgelost",
        };

    private static IEnumerable<string> Disputed(
        Clock clock,
        Func<string, string> name,
        Func<Instant, string> at,
        bool nl
    )
    {
        if (clock.InDispute is { } other)
        {
            var due = other.Due is { } d ? (nl ? $", uiterlijk {at(d)}" : $", due {at(d)}") : "";
            var verdict = Verdict(other.Verdict).In(nl ? Language.Nl : Language.En);
            yield return nl
                ? $"Volgens {name(other.Severity)}, zoals wij het zien: {verdict}{due}"
                : $"By {name(other.Severity)}, as we see it: {verdict}{due}";
        }
    }

    private static string Step(SeverityStep step, Func<string, string> name, bool nl)
    {
        var said = (step.By == Party.Customer, nl) switch
        {
            (true, false) => $"the customer stated {name(step.Severity)}",
            (true, true) => $"de klant gaf {name(step.Severity)} op",
            (false, false) => $"our staff set {name(step.Severity)}",
            _ => $"onze medewerkers kozen {name(step.Severity)}",
        };
        return (step.Effect, nl) switch
        {
            (StepEffect.Raises, false) => $"{said}, which is stricter than before",
            (StepEffect.Raises, true) => $"{said}, dat is strenger dan daarvoor",
            (StepEffect.InDispute, false) =>
                $"{said}; the customer claims {name(step.Driving!)}, which drives the clock",
            (StepEffect.InDispute, true) =>
                $"{said}; de klant houdt het op {name(step.Driving!)}, en dat bepaalt de klok",
            (StepEffect.Objected, false) => $"the customer objects to {name(step.Severity)}",
            (StepEffect.Objected, true) => $"de klant maakt bezwaar tegen {name(step.Severity)}",
            (StepEffect.Decided, false) => $"our staff decided on {name(step.Severity)} after the objection",
            (StepEffect.Decided, true) => $"onze medewerkers beslisten na het bezwaar: {name(step.Severity)}",
            (StepEffect.AfterDecision, false) => $"{said}, after the decision, which stands",
            (StepEffect.AfterDecision, true) => $"{said}, na de beslissing, die blijft staan",
            (StepEffect.AfterRunningOut, false) => $"{said}; the clock had run out and stays",
            (StepEffect.AfterRunningOut, true) => $"{said}; de klok was al afgelopen en blijft staan",
            _ => said,
        };
    }
}
