using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>Posts a policy: checked whole, immutable, in force from that instant.</summary>
public sealed class PostPolicy(GroupWriter writer, IClock clock)
{
    /// <param name="name">The file's name, for its errors.</param>
    /// <param name="text">The file, YAML.</param>
    /// <param name="at">From when it is in force; the present where null. Only the first version may be posted back.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The version's number.</returns>
    public async Task<Outcome<int>> Run(
        string name,
        string text,
        Instant? at = null,
        CancellationToken cancel = default
    )
    {
        return await writer.Write<Outcome<int>>(
            async (db, token) =>
            {
                var now = clock.GetCurrentInstant();
                var holidays = await HolidaySets.Ensure(db, at ?? now, token);
                var lists = HolidaySets.Lists(holidays.Text);
                var reading = PolicyFile.Read(text, name, lists);
                if (!reading.Problems.IsEmpty)
                {
                    var problems = string.Join('\n', reading.Problems);
                    return Refusal.Of("policy-has-errors", problems, problems);
                }
                if (await VariationFit.OfAll(db, text, name, lists, now, token) is { } noFit)
                    return noFit;
                var last = await db.PolicyVersions.MaxAsync(x => (int?)x.Number, token) ?? 0;
                var version = new PolicyVersion
                {
                    Number = last + 1,
                    Sha256 = reading.Sha256,
                    PostedAt = last == 0 && at is { } back ? back : now,
                    Text = text,
                };
                db.PolicyVersions.Add(version);
                return version.Number;
            },
            cancel
        );
    }
}
