using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Holidays;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>Posts the policy of a customer's own desk: checked like the provider's, in force there from that instant.</summary>
public sealed class PostDeskPolicy(GroupWriter writer, IClock clock)
{
    private static readonly Refusal IsProviders = Refusal.Of(
        "policy-of-provider",
        "This is the provider's own policy, word for word. A customer's desk promises in the customer's name: write one for it.",
        "Dit is woord voor woord het beleid van de aanbieder. De desk van een klant belooft in naam van de klant: schrijf er een eigen beleid voor."
    );

    /// <param name="customer">The customer's name.</param>
    /// <param name="name">The file's name, for its errors.</param>
    /// <param name="text">The file, YAML.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The version's number on that desk.</returns>
    public async Task<Outcome<int>> Run(string customer, string name, string text, CancellationToken cancel = default)
    {
        return await writer.Write<Outcome<int>>(
            async (db, token) =>
            {
                var now = clock.GetCurrentInstant();
                var lists = HolidaySets.Lists((await HolidaySets.Ensure(db, now, token)).Text);
                var read = await Check(db, customer, name, text, lists, token);
                if (read.Refused is { } wrong)
                    return wrong;
                var (id, sha256, _) = read.Value;
                var last = await db.DeskPolicies.Where(x => x.DeskId == id).MaxAsync(x => (int?)x.Number, token) ?? 0;
                var version = new DeskPolicy
                {
                    DeskId = id,
                    Number = last + 1,
                    Sha256 = sha256,
                    PostedAt = now,
                    Text = text,
                };
                db.DeskPolicies.Add(version);
                return version.Number;
            },
            cancel
        );
    }

    /// <summary>The customer, and the text's SHA-256 and policy, where it can be posted for that customer's desk.</summary>
    internal static async Task<Outcome<(Guid Desk, string Sha256, PolicyDocument Document)>> Check(
        DeskDb db,
        string customer,
        string name,
        string text,
        IReadOnlyDictionary<string, HolidayList> lists,
        CancellationToken cancel
    )
    {
        var reading = PolicyFile.Read(text, name, lists);
        if (!reading.Problems.IsEmpty)
        {
            var problems = string.Join('\n', reading.Problems);
            return Refusal.Of("policy-has-errors", problems, problems);
        }
        var desk = await db
            .Organisations.Where(x => x.Name == customer && x.Kind == OrganisationKind.Customer)
            .Select(x => (Guid?)x.Id)
            .SingleOrDefaultAsync(cancel);
        if (desk is not { } id)
            return NoSuchCustomer(customer);
        // One text has one hash, and a ticket names the policy it is judged by with it.
        if (await db.PolicyVersions.AnyAsync(x => x.Sha256 == reading.Sha256, cancel))
            return IsProviders;
        return (id, reading.Sha256, reading.Document!);
    }

    private static Refusal NoSuchCustomer(string name) =>
        Refusal.Of("no-such-customer", $"There is no customer “{name}”.", $"Er is geen klant “{name}”.");
}
