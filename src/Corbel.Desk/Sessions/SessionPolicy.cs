using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>What the policy in force says of sessions.</summary>
public static class SessionPolicy
{
    /// <summary>The sessions of the version in force; null where that version has none.</summary>
    public static async Task<SessionsSpec?> Read(
        PolicyShelf policies,
        DeskDb db,
        Instant now,
        CancellationToken cancel
    ) => (await policies.At(db, now, cancel)).Policy.Document.Sessions;

    /// <summary>A kind in words; its id where the policy has it no more.</summary>
    public static string NameOf(this SessionsSpec? spec, string kind, Language language) =>
        spec?.Kinds.TryGetValue(kind, out var named) == true ? named.Text.In(language) : kind;

    /// <summary>The duties that the sessions are to reach, tier by tier.</summary>
    public static IEnumerable<(TierSpec Tier, NamedText Duty)> DutiesToReach(this PolicyDocument policy) =>
        from id in policy.Sessions?.ToReachTiers ?? []
        where policy.Tiers.ContainsKey(id)
        from duty in policy.Tiers[id].Duties.Items
        select (policy.Tiers[id], duty);
}
