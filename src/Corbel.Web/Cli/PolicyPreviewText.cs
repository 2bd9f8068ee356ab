using System.Globalization;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Policies;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary>What posting a policy would do, for a terminal.</summary>
internal static class PolicyPreviewText
{
    private const int Most = 40;

    /// <summary>What the text says otherwise.</summary>
    public static void WriteDiff(PolicyPreview preview, Language language, TextWriter output)
    {
        var nl = language == Language.Nl;
        if (preview.Before is not { } before)
        {
            output.WriteLine(nl ? "Dit wordt de eerste versie." : "This is the first version.");
            return;
        }
        output.WriteLine(
            nl
                ? $"Wat er anders staat dan in versie {before.Number}:"
                : $"What it says otherwise than version {before.Number}:"
        );
        output.WriteLine();
        foreach (var line in PolicyDiffText.Lines(preview.Diff, language))
            output.WriteLine(line);
    }

    /// <summary>The same, and what it would have meant for the open tickets.</summary>
    public static void Write(PolicyPreview preview, Language language, TextWriter output)
    {
        WriteDiff(preview, language, output);
        var (nl, effect) = (language == Language.Nl, preview.Effect);
        foreach (var warning in preview.Warnings)
            output.WriteLine($"{(nl ? "let op" : "warning")}: {warning.In(language)}");
        output.WriteLine($"SHA-256 {preview.Sha256}");
        if (preview.Before is null)
            return;
        output.WriteLine();
        output.WriteLine(
            nl
                ? "Meldingen die al ontvangen zijn, houden de versie van hun ontvangst. Onder de nieuwe tekst waren ze zo uitgekomen:"
                : "Tickets already received keep the version of their receipt. Under the new text these would have been due:"
        );
        foreach (var severity in effect.Severities)
            output.WriteLine(Line(severity, preview, language));
        if (effect.Open == 0)
            output.WriteLine(nl ? "  Er staat niets open." : "  Nothing is open.");
        foreach (var ticket in effect.Tickets.Take(Most))
            output.WriteLine(Line(ticket, language));
        if (effect.Tickets.Length > Most)
            output.WriteLine(
                nl ? $"  en nog {effect.Tickets.Length - Most}" : $"  and {effect.Tickets.Length - Most} more"
            );
        output.WriteLine();
    }

    private static string Line(SeverityEffect severity, PolicyPreview preview, Language language)
    {
        var name = Name(severity.Severity, preview, language);
        return language == Language.Nl
            ? FormattableString.Invariant(
                $"  {name}: {severity.Open} open, {severity.Earlier} eerder, {severity.Later} later, {severity.OtherVerdict} met een ander oordeel"
            )
            : FormattableString.Invariant(
                $"  {name}: {severity.Open} open, {severity.Earlier} earlier, {severity.Later} later, {severity.OtherVerdict} with another verdict"
            );
    }

    private static string Line(TicketEffect ticket, Language language) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"  {(language == Language.Nl ? "melding" : "ticket")} {ticket.Number}, {TargetWords.Name(ticket.Kind).In(language)}: {State(ticket.Now, language)} -> {State(ticket.Then, language)}"
        );

    private static string State(PromiseState? state, Language language) =>
        state is null
            ? ClockText.Verdict(Verdict.NoTarget).In(language)
            : $"{(state.Due is { } due ? InstantPattern.General.Format(due) : "-")} ({ClockText.Verdict(state.Verdict).In(language)})";

    private static string Name(string? severity, PolicyPreview preview, Language language) =>
        severity is null ? ClockText.Verdict(Verdict.NoTarget).In(language)
        : preview.Before!.Policy.Document.Severities.TryGetValue(severity, out var known) ? known.Name.In(language)
        : severity;
}
