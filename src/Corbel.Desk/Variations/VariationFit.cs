using System.Collections.Immutable;
using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Variations;

/// <summary>Whether what was agreed with customers still fits a policy.</summary>
internal static class VariationFit
{
    /// <summary>
    /// Checks a policy before it is posted against every variation that can still hold. A variation that no longer fits is
    /// named: it has to be withdrawn, or agreed anew, first.
    /// </summary>
    public static async Task<Refusal?> OfAll(
        DeskDb db,
        string policy,
        string file,
        IReadOnlyDictionary<string, HolidayList> lists,
        Instant now,
        CancellationToken cancel
    )
    {
        var all = await db
            .Variations.AsNoTracking()
            .Where(x => x.WithdrawnAt == null)
            .Include(x => x.Organisation)
            .ToListAsync(cancel);
        var wrong = new List<string>();
        foreach (var customer in all.GroupBy(x => x.OrganisationId))
        {
            List<Variation> own = [.. customer.OrderBy(x => x.AgreedOn).ThenBy(x => x.RecordedAt).ThenBy(x => x.Id)];
            var problems = Problems(policy, file, lists, own, now);
            if (!problems.IsEmpty)
                wrong.Add(
                    $"{own[0].Organisation!.Name}: {string.Join(", ", own.Where(x => x.HoldsAfter(now)).Select(x => x.Reference))}\n{string.Join('\n', problems)}"
                );
        }
        return wrong.Count == 0
            ? null
            : Refusal.Of(
                "variation-does-not-fit",
                $"What was agreed otherwise with a customer no longer fits this policy. Withdraw it, or agree it anew, first.\n{string.Join('\n', wrong)}",
                $"Wat met een klant anders is overeengekomen, past niet meer bij dit beleid. Trek het eerst in, of kom het opnieuw overeen.\n{string.Join('\n', wrong)}"
            );
    }

    /// <summary>What is wrong with a policy for one customer, at any time from an instant on.</summary>
    public static ImmutableArray<PolicyProblem> Problems(
        string policy,
        string file,
        IReadOnlyDictionary<string, HolidayList> lists,
        IReadOnlyCollection<Variation> own,
        Instant now
    ) =>
        [
            .. VariationsOf
                .After(own, now)
                .SelectMany(x => VariedPolicy.Read(policy, file, lists, [.. x.Select(Document)]).Problems)
                .Distinct(),
        ];

    /// <summary>What was recorded was read then.</summary>
    public static VariationDocument Document(Variation recorded) =>
        VariationFile.Read(recorded.Text, recorded.Reference).Document!;
}
