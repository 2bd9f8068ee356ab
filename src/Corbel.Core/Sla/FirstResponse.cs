using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>A due instant and the sum behind it.</summary>
/// <param name="Severity">The id of the severity.</param>
/// <param name="Due">The instant by which a person must have contacted the customer.</param>
/// <param name="Explanation">The sum.</param>
public sealed record DueTime(string Severity, Instant Due, Explanation Explanation);

/// <summary>First-response due times (POLICY.md, clauses 6.4, 6.5 and 9).</summary>
public static class FirstResponse
{
    /// <summary>
    /// The due instant alone, without its explanation, for lists. None where the policy has no first-response target for
    /// the severity.
    /// </summary>
    public static Instant? DueAt(CompiledPolicy policy, string severity, Instant from) =>
        DueAt(policy, severity, from, TargetScope.All);

    /// <inheritdoc cref="DueAt(CompiledPolicy, string, Instant)"/>
    public static Instant? DueAt(CompiledPolicy policy, string severity, Instant from, TargetScope scope) =>
        policy.Target(TargetKind.FirstResponse, severity, scope) is { } target
            ? DueRule.At(policy, target, from, [])
            : null;

    /// <summary>
    /// The due time of a severity for a request received at an instant, explained. None where the policy has no
    /// first-response target for the severity.
    /// </summary>
    public static DueTime? Due(CompiledPolicy policy, string severity, Instant received) =>
        Due(policy, severity, received, TargetScope.All);

    /// <summary>The same for an issue from a customer, about a product, by a channel.</summary>
    public static DueTime? Due(CompiledPolicy policy, string severity, Instant received, TargetScope scope) =>
        Due(policy, severity, received, SeverityBasis.Asked, scope);

    /// <summary>The due times of all severities that have a target, the strictest first.</summary>
    public static ImmutableArray<DueTime> DueForEach(CompiledPolicy policy, Instant received) =>
        DueForEach(policy, received, TargetScope.All);

    /// <summary>The same for an issue from a customer, about a product, by a channel.</summary>
    public static ImmutableArray<DueTime> DueForEach(CompiledPolicy policy, Instant received, TargetScope scope) =>
        [.. policy.Document.Severities.Items.Select(s => Due(policy, s.Id, received, scope)).OfType<DueTime>()];

    /// <summary>
    /// The due time that runs for the staff while no severity is stated (reading "severity not stated"). None where no
    /// severity has a target.
    /// </summary>
    public static DueTime? DueWhenNotStated(CompiledPolicy policy, Instant received) =>
        DueWhenNotStated(policy, received, TargetScope.All);

    /// <summary>The same for an issue from a customer, about a product, by a channel.</summary>
    public static DueTime? DueWhenNotStated(CompiledPolicy policy, Instant received, TargetScope scope) =>
        policy.SeverityWhenNotStated(scope) is { } severity
            ? Due(policy, severity.Id, received, SeverityBasis.NotStated, scope)
            : null;

    private static DueTime? Due(
        CompiledPolicy policy,
        string severity,
        Instant received,
        SeverityBasis basis,
        TargetScope scope
    )
    {
        if (policy.Target(TargetKind.FirstResponse, severity, scope) is not { } target)
        {
            return null;
        }
        var question = new Question(policy, target, severity, basis, received, received, [], []);
        var explanation = Explaining.Of(question, []);
        return new(severity, explanation.Due!.Value, explanation);
    }
}
