using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Web.Status;

/// <summary>A version of the policy as it is typeset: its clauses with what stands beside each.</summary>
/// <param name="Version">The version.</param>
/// <param name="Clauses">The clauses in their order.</param>
/// <param name="OtherReadings">Readings that concern no single clause.</param>
/// <param name="OtherEvidence">The evidence of these.</param>
public sealed record PolicySheet(
    PolicyInForce Version,
    IReadOnlyList<(ClauseHeading Heading, IReadOnlyList<ClausePart> Parts)> Clauses,
    IReadOnlyList<Reading> OtherReadings,
    IReadOnlyList<Evidence> OtherEvidence
)
{
    public PolicyDocument Document => Version.Policy.Document;

    /// <summary>Of every fact and reading, how far the desk stands behind it.</summary>
    public IReadOnlyDictionary<FactState, int> States { get; } =
        PolicyText
            .Facts(Version.Policy.Document)
            .Select(x => x.State)
            .Concat(Version.Policy.Readings.Select(x => x.State))
            .CountBy(x => x)
            .ToDictionary();

    public static PolicySheet Of(PolicyInForce version, IReadOnlyList<Evidence> evidence, Language language)
    {
        var document = version.Policy.Document;
        return new(
            version,
            [.. PolicyText.Clauses(document).Select(x => (x.Heading, ClausePart.Of(x, evidence, document, language)))],
            [.. version.Policy.Readings.Where(x => x.Clause is null)],
            [.. evidence.Where(x => x.Clause.Length == 0)]
        );
    }

    /// <summary>The number of a clause as it is set beside it; nothing for one that is named.</summary>
    public static string NumberOf(ClauseHeading heading) => char.IsDigit(heading.Number[0]) ? heading.Number : "";
}
