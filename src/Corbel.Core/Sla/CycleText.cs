using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Writes out how a clock went: who chose which severity, when contact was made, what the verdict is.</summary>
public static class CycleText
{
    /// <summary>The lines, in the reader's own zone; the sum itself is <see cref="ExplanationText"/>.</summary>
    public static ImmutableArray<string> Lines(
        CompiledPolicy policy,
        Cycle cycle,
        Language language,
        DateTimeZone reader
    )
    {
        var nl = language == Language.Nl;
        string At(Instant instant) => DateWords.Moment(instant, reader, reader, language);
        string Name(string severity) =>
            policy.Document.Severities.TryGetValue(severity, out var s) ? s.Name.In(language) : severity;
        return
        [
            .. cycle.Steps.Select(s => $"{At(s.At)}: {Step(s, Name, nl)}"),
            .. cycle.ContactAt is { } contact
                ? [$"{At(contact)}: {(nl ? "contact met de klant" : "customer contacted")}"]
                : Array.Empty<string>(),
            (nl ? "Oordeel: " : "Verdict: ") + Verdict(cycle.Verdict).In(language),
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
            _ => new("late by reclassification", "te laat door herindeling"),
        };

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
            (StepEffect.AfterRunningOut, false) => $"{said}; the clock had run out and stays",
            (StepEffect.AfterRunningOut, true) => $"{said}; de klok was al afgelopen en blijft staan",
            _ => said,
        };
    }
}
