namespace Corbel.Core.Policy;

/// <summary>Where an issue comes from, as targets tell it apart.</summary>
/// <param name="Customer">The name of the customer's organisation; null where it is not known.</param>
/// <param name="Product">The id of the product; null where the policy has only the provider's one.</param>
/// <param name="Channel">The way it came in; null where it is not known.</param>
public sealed record TargetScope(string? Customer, string? Product, PolicyChannel? Channel)
{
    /// <summary>Nothing is known: only targets that hold for all count.</summary>
    public static readonly TargetScope All = new(null, null, null);
}

/// <summary>What a policy says once it is known where an issue comes from.</summary>
public static class ScopedSeverity
{
    /// <summary>
    /// The severity whose clock runs until somebody states one: the strictest that has a first-response target for this
    /// scope, or the one that the reading "severity not stated" fixes. None where no severity has one.
    /// </summary>
    public static SeveritySpec? SeverityWhenNotStated(this CompiledPolicy policy, TargetScope scope)
    {
        var (severities, reading) = (policy.Document.Severities, policy.Document.Readings.SeverityNotStated);
        if (reading != ReadingsSpec.Strictest)
        {
            return severities[reading];
        }
        foreach (var severity in severities.Items)
        {
            if (policy.Target(TargetKind.FirstResponse, severity.Id, scope) is not null)
            {
                return severity;
            }
        }
        return null;
    }
}
