using Corbel.Core;
using Corbel.Core.Records;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>What somebody wants to write down.</summary>
/// <param name="Fact">The id of the fact.</param>
/// <param name="Customers">The customers it is about, one record each; empty for all customers.</param>
/// <param name="When">From when to when it happened, or the whole period that it covers.</param>
/// <param name="Title">A few words; left out for a kind that bears none.</param>
/// <param name="Text">What else there is to say; may be empty.</param>
/// <param name="Figures">The figures by name, as they were typed.</param>
/// <param name="File">The evidence.</param>
public sealed record RecordDraft(
    string Fact,
    IReadOnlyList<Guid> Customers,
    Interval When,
    string Title,
    string Text,
    IReadOnlyDictionary<string, string> Figures,
    IncomingFile? File = null
);

/// <summary>What a record must hold before it is written.</summary>
internal static class RecordCheck
{
    private const int LongestTitle = 120;
    private const int LongestText = 4000;

    /// <summary>The first thing wrong with the draft, or null.</summary>
    /// <param name="kind">What is recorded.</param>
    /// <param name="draft">What somebody wrote.</param>
    /// <param name="hasFile">Whether a document is there: the draft's, or the one of the record that it corrects.</param>
    /// <param name="now">The present.</param>
    public static Refusal? Refuse(RecordKind kind, RecordDraft draft, bool hasFile, Instant now)
    {
        if (!kind.Bare && string.IsNullOrWhiteSpace(draft.Title))
            return Refusal.Of("title-missing", "The title is empty.", "De titel is leeg.");
        if (draft.Title.Length > LongestTitle)
            return Refusal.Of(
                "title-too-long",
                $"The title has {draft.Title.Length} characters; at most {LongestTitle} fit.",
                $"De titel telt {draft.Title.Length} tekens; er passen er {LongestTitle}."
            );
        if (draft.Text.Length > LongestText)
            return Refusal.Of(
                "text-too-long",
                $"The text has {draft.Text.Length} characters; at most {LongestText} fit. Put the rest into the file.",
                $"De tekst telt {draft.Text.Length} tekens; er passen er {LongestText}. Zet de rest in het bestand."
            );
        if (kind.Bare && (draft.Text.Length > 0 || draft.File is not null))
            return Refusal.Of(
                "no-content",
                "Such a record bears no text and no file: nothing of the issue may stand here.",
                "Zo’n vastlegging heeft geen tekst en geen bestand: niets van de melding mag hier staan."
            );
        if (kind.NeedsFile && !hasFile)
            return Refusal.Of(
                "file-missing",
                "This is nothing without its document: choose the file.",
                "Zonder het document zegt dit niets: kies het bestand."
            );
        if (draft.File is { } file && file.Bytes.Length > FormCheck.LargestFile)
            return Refusal.Of(
                "file-too-large",
                $"The file {file.Name} is larger than {FormCheck.LargestFile / 1024 / 1024} MB. Send a smaller one.",
                $"Het bestand {file.Name} is groter dan {FormCheck.LargestFile / 1024 / 1024} MB. Stuur een kleiner bestand."
            );
        return Whom(kind, draft) ?? When(kind, draft.When, now);
    }

    private static Refusal? Whom(RecordKind kind, RecordDraft draft) =>
        (kind.Scope, draft.Customers.Count) switch
        {
            (RecordScope.Everyone, > 0) => Refusal.Of(
                "concerns-everyone",
                "This concerns all customers: name none.",
                "Dit geldt voor alle klanten: noem er geen."
            ),
            (RecordScope.OneCustomer, 0) => Refusal.Of(
                "customer-missing",
                "Say which customer it is about.",
                "Zeg om welke klant het gaat."
            ),
            _ => null,
        };

    private static Refusal? When(RecordKind kind, Interval when, Instant now)
    {
        var zone = DateTimeZoneProviders.Tzdb[kind.Zone];
        if (kind.Period is { } period && when != RecordSpan.Around(period, when.Start, zone))
            return Refusal.Of(
                "not-a-period",
                $"This covers a whole period, such as {RecordSpan.Name(period, now, zone)}.",
                $"Dit beslaat een hele periode, zoals {RecordSpan.Name(period, now, zone)}."
            );
        return when.End <= now
            ? null
            : Refusal.Of(
                "not-over-yet",
                "It is not over yet: only what has happened is recorded.",
                "Het is nog niet voorbij: alleen wat gebeurd is, wordt vastgelegd."
            );
    }
}
