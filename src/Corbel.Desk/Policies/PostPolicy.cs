using Corbel.Core;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
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
        var holidays = HolidayFile.Shipped;
        var reading = PolicyFile.Read(text, name, HolidayFile.Lists(holidays));
        if (!reading.Problems.IsEmpty)
        {
            var problems = string.Join('\n', reading.Problems);
            return Refusal.Of("policy-has-errors", problems, problems);
        }
        return await writer.Write(
            async (db, token) =>
            {
                var last = await db.PolicyVersions.MaxAsync(x => (int?)x.Number, token) ?? 0;
                var version = new PolicyVersion
                {
                    Number = last + 1,
                    Sha256 = reading.Sha256,
                    PostedAt = last == 0 && at is { } back ? back : clock.GetCurrentInstant(),
                    Text = text,
                    Holidays = holidays,
                    HolidaysSha256 = FileStore.NameOf(System.Text.Encoding.UTF8.GetBytes(holidays)),
                };
                db.PolicyVersions.Add(version);
                return (Outcome<int>)version.Number;
            },
            cancel
        );
    }
}
