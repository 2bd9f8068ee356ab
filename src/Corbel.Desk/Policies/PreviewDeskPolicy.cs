using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// Checks a text for a customer's own desk and shows what posting it there would do: what it says otherwise than that desk's
/// last version, and what it would have meant for what lies open there.
/// </summary>
public sealed class PreviewDeskPolicy(PolicyShelf policies, IClock clock)
{
    /// <param name="db">To read with.</param>
    /// <param name="customer">The customer's name.</param>
    /// <param name="name">The file's name, for its errors.</param>
    /// <param name="text">The file, YAML.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Outcome<PolicyPreview>> Run(
        DeskDb db,
        string customer,
        string name,
        string text,
        CancellationToken cancel = default
    )
    {
        var now = clock.GetCurrentInstant();
        var holidays = await HolidaySets.NewestOrFirst(db, now, cancel);
        var lists = HolidaySets.Lists(holidays.Text);
        var read = await PostDeskPolicy.Check(db, customer, name, text, lists, cancel);
        if (read.Refused is { } wrong)
            return wrong;
        var (desk, sha256, document) = read.Value;
        var last = await db
            .DeskPolicies.AsNoTracking()
            .Where(x => x.DeskId == desk)
            .OrderByDescending(x => x.Number)
            .FirstOrDefaultAsync(cancel);
        var before = last is null ? null : Shelved.Make(last, holidays);
        var next = new DeskPolicy
        {
            DeskId = desk,
            Number = (last?.Number ?? 0) + 1,
            Sha256 = sha256,
            PostedAt = now,
            Text = text,
        };
        var policy = Shelved.Make(next, holidays).Policy;
        var terms = TicketTerms.Of(policy);
        return new PolicyPreview(
            sha256,
            before,
            document,
            before is null ? new PolicyDiff([]) : PolicyDiff.Between(before.Policy.Document, document),
            await PolicyEffect.Of(db, policies, desk, _ => terms, now, cancel),
            PolicyWarnings.Of(policy, now.InUtc().Date)
        );
    }
}
