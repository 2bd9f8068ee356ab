using System.Text;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Desk.Intake;

namespace Corbel.Desk.Tickets;

/// <summary>What the provider gets when a customer's own desk hands an issue over.</summary>
public sealed record HandOverForm
{
    /// <summary>What is wrong, in one line, as the provider reads it.</summary>
    public required string Subject { get; init; }

    /// <summary>The steps that reproduce it: never missing (clause 2.2).</summary>
    public required string Steps { get; init; }

    /// <summary>Where it happens: browser, organisation, version.</summary>
    public string? Environment { get; init; }

    /// <summary>What the first and second level tried.</summary>
    public string? Tried { get; init; }

    /// <summary>The severity claimed; null where none is.</summary>
    public string? Severity { get; init; }

    /// <summary>New files.</summary>
    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>Files of the own ticket to send along.</summary>
    public IReadOnlyList<Guid> Chosen { get; init; } = [];

    /// <summary>The first thing wrong with it, or null.</summary>
    internal Refusal? Refuse()
    {
        if (string.IsNullOrWhiteSpace(Subject) || Subject.Length > FormCheck.LongestSubject)
            return Refusal.Of(
                "subject-missing",
                $"Say in one line what is wrong, in at most {FormCheck.LongestSubject} characters.",
                $"Zeg in één regel wat er mis is, in hoogstens {FormCheck.LongestSubject} tekens."
            );
        if (string.IsNullOrWhiteSpace(Steps))
            return Refusal.Of(
                "steps-missing",
                "Write down the steps that reproduce the problem: the third level begins with them.",
                "Schrijf de stappen op waarmee het probleem zich laat reproduceren: het derde niveau begint daarmee."
            );
        var longest = new[] { Steps, Environment, Tried }.Max(x => x?.Length ?? 0);
        return longest > FormCheck.LongestText
            ? Refusal.Of(
                "text-too-long",
                $"One text has {longest} characters; at most {FormCheck.LongestText} fit. Attach the rest as a file.",
                $"Eén tekst telt {longest} tekens; er passen er {FormCheck.LongestText}. Voeg de rest toe als bestand."
            )
            : null;
    }

    /// <summary>All of it as one message with headings.</summary>
    /// <param name="language">The language of the customer: en or nl.</param>
    /// <param name="files">SHA-256 of each file that goes along.</param>
    internal Words ToWords(string language, IReadOnlyList<string> files)
    {
        var nl = language == "nl";
        var text = new StringBuilder();
        Part(text, nl ? "Stappen om het te reproduceren" : "Steps to reproduce", Steps);
        Part(text, nl ? "Omgeving" : "Environment", Environment);
        Part(text, nl ? "Wat al is geprobeerd" : "What was tried", Tried);
        return new Words(Subject.Trim(), text.ToString(), null, files.Count == 0 ? null : files);
    }

    private static void Part(StringBuilder text, string heading, string? said)
    {
        if (string.IsNullOrWhiteSpace(said))
            return;
        if (text.Length > 0)
            text.Append("\n\n");
        text.Append(heading).Append('\n').Append(said.Trim().ReplaceLineEndings("\n"));
    }
}

/// <summary>Why an issue is not handed over.</summary>
internal static class HandOverRefusals
{
    public static readonly Refusal NotOpen = Refusal.Of(
        "not-open",
        "Only an open issue can be handed over. Reopen it first.",
        "Alleen een openstaande melding kan worden overgedragen. Heropen haar eerst."
    );

    public static Refusal NotAllowed(PolicyDocument policy)
    {
        var clause = policy.Support?.ByProvider?.Clause;
        var (en, nl) = clause is null ? ("", "") : ($" (clause {clause})", $" (artikel {clause})");
        return Refusal.Of(
            "administrator-hands-over",
            $"Only an administrator hands an issue over to {policy.Provider.Name}{en}. Ask one of yours.",
            $"Alleen een beheerder draagt een melding over aan {policy.Provider.Name}{nl}. Vraag het een van uw beheerders."
        );
    }

    public static Refusal WithProvider(long number, string provider) =>
        Refusal.Of(
            "handed-over-already",
            $"{provider} has it already, as ticket {number}. Write there.",
            $"{provider} heeft haar al, als melding {number}. Schrijf daar."
        );
}
