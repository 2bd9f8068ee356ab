using System.Collections.Concurrent;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Web.Status;

/// <summary>The differences of posted versions, found once each: both texts are immutable.</summary>
public sealed class PolicyDiffs
{
    private readonly ConcurrentDictionary<(string From, string To), PolicyDiff> known = new();

    public PolicyDiff Between(PolicyInForce from, PolicyInForce to) =>
        known.GetOrAdd((from.Sha256, to.Sha256), _ => PolicyDiff.Between(from.Policy.Document, to.Policy.Document));
}
