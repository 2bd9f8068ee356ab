using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Sla;

/// <summary>
/// Which severity a ticket has, as far as its clocks go: what the customer claims, what the provider holds, and which of
/// them drives (readings "severity in dispute" and "severity not stated").
/// </summary>
internal sealed class SeverityStanding(Named<SeveritySpec> severities, string? stated)
{
    private bool _decided;

    /// <summary>The severity that drives; none while nobody has said one.</summary>
    public string? Driving { get; private set; } = stated;

    public SeverityBasis Basis { get; private set; } =
        stated is null ? SeverityBasis.NotStated : SeverityBasis.StatedByCustomer;

    /// <summary>What the customer claims; none where it has stated none, or the provider has decided.</summary>
    public string? Claimed { get; private set; } = stated;

    /// <summary>The lower severity that the provider holds against the claim; none where they agree.</summary>
    public string? Against { get; private set; }

    /// <summary>
    /// Somebody says a severity. The customer's word always drives, unless the provider has decided and it is stricter;
    /// the provider's drives unless it is lower than what the customer claims.
    /// </summary>
    /// <returns>False where it changes nothing: a claim after the decision.</returns>
    public bool Say(string severity, Party by)
    {
        if (by == Party.Customer)
        {
            if (_decided && Rank(severity) < Rank(Driving))
            {
                return false;
            }
            Claimed = severity;
            Against = Against is { } held && Rank(held) > Rank(severity) ? held : null;
            (Driving, Basis) = (severity, SeverityBasis.StatedByCustomer);
            return true;
        }
        if (!_decided && Claimed is { } claimed && Rank(severity) >= Rank(claimed))
        {
            Against = Rank(severity) > Rank(claimed) ? severity : null;
            (Driving, Basis) = (claimed, SeverityBasis.StatedByCustomer);
            return true;
        }
        Against = null;
        (Driving, Basis) = (severity, SeverityBasis.SetByProvider);
        return true;
    }

    /// <summary>The provider decides after the customer's objection.</summary>
    public void Decide(string severity)
    {
        (_decided, Claimed, Against) = (true, null, null);
        (Driving, Basis) = (severity, SeverityBasis.DecidedByProvider);
    }

    /// <summary>A new cycle begins with the severity that drives; about a new problem everybody may speak again.</summary>
    public void BeginCycle() => _decided = false;

    /// <summary>0 for the strictest; a severity that the policy does not know is the least strict.</summary>
    public int Rank(string? severity)
    {
        var items = severities.Items;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Id == severity)
            {
                return i;
            }
        }
        return int.MaxValue;
    }
}
