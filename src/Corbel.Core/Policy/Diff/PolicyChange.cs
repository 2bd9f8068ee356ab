namespace Corbel.Core.Policy;

/// <summary>What of a policy was changed.</summary>
public enum ChangedPart
{
    /// <summary>The title, or the heading of a clause.</summary>
    Heading,

    /// <summary>A sentence of a clause.</summary>
    Sentence,

    /// <summary>How the desk reads what the text leaves open.</summary>
    Reading,

    /// <summary>A setting that no sentence tells of, by its path in the policy file.</summary>
    Setting,
}

/// <summary>One thing that a version of the policy says otherwise than another.</summary>
/// <param name="Part">What of the policy it is.</param>
/// <param name="Id">The id of the fact or reading, or the path of the setting.</param>
/// <param name="Clause">The clause that it belongs to; null where it concerns none.</param>
/// <param name="Question">What a reading answers; null for everything else.</param>
/// <param name="Before">What was said; null where it is new.</param>
/// <param name="Now">What is said; null where it was dropped.</param>
public sealed record PolicyChange(
    ChangedPart Part,
    string Id,
    string? Clause,
    LocalText? Question,
    LocalText? Before,
    LocalText? Now
)
{
    /// <summary>
    /// The language in which the change shows to a reader of a language: the other one where only that text was changed.
    /// </summary>
    public Language Shown(Language reader) =>
        Before?.In(reader) == Now?.In(reader) && Before != Now
            ? (reader == Language.En ? Language.Nl : Language.En)
            : reader;
}

/// <summary>The changes of one clause.</summary>
/// <param name="Heading">The clause, as the new version calls it; null for what concerns no single clause.</param>
/// <param name="Changes">The changes, in the order of the text; at least one.</param>
public sealed record ClauseDiff(
    ClauseHeading? Heading,
    System.Collections.Immutable.ImmutableArray<PolicyChange> Changes
);
