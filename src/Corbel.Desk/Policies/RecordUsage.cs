using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A use of the product.</summary>
/// <param name="Id">The host's own id of it: one that made an acceptance makes no other.</param>
/// <param name="Organisation">The customer by its name or its id here; null where a person is named.</param>
/// <param name="Person">The mail address of a person here; null where an organisation is named.</param>
/// <param name="User">Who used it, in the host's own words.</param>
/// <param name="At">When.</param>
public sealed record UsageEvent(string Id, string? Organisation, string? Person, string? User, Instant At);

/// <summary>Who tells of uses: a host by signed events, or the chat.</summary>
public sealed record UsageSource(AcceptedBy How, string Host);

/// <summary>What a use came to.</summary>
public enum UsageOutcome
{
    /// <summary>It is the customer's acceptance of the version in force then.</summary>
    Accepted,

    /// <summary>The customer had accepted that version by an earlier use.</summary>
    AcceptedBefore,

    /// <summary>This event has made an acceptance already.</summary>
    Replayed,

    /// <summary>No version was in force then, or its terms do not take use for acceptance.</summary>
    NothingToAccept,

    /// <summary>Nobody here has that name, id or address, or it is no customer.</summary>
    UnknownCustomer,
}

/// <summary>One use and what it came to.</summary>
public sealed record UsageResult(string Id, UsageOutcome Outcome, int? Version);

/// <summary>
/// Records the first use of the product under a version as the customer's acceptance of it (reading "use = acceptance"). A
/// use accepts the version that was in force when it happened, whenever it is told; versions in which the product was not
/// used are not accepted. Of several uses the earliest counts, and of two at one instant the one that came first.
/// </summary>
public sealed class RecordUsage(GroupWriter writer, Database database, PolicyShelf policies, IClock clock)
{
    /// <returns>What each use came to, in the order given.</returns>
    public async Task<IReadOnlyList<UsageResult>> Run(
        UsageSource source,
        IReadOnlyList<UsageEvent> events,
        CancellationToken cancel = default
    )
    {
        // Nearly every use finds an acceptance there already: those are answered without a write.
        await using (var read = database.Read())
        {
            var (told, rows) = await Judge(read, source, events, cancel);
            if (rows.Count == 0)
                return told;
        }
        return await writer.Write(
            async (db, token) =>
            {
                var (told, rows) = await Judge(db, source, events, token);
                db.Acceptances.AddRange(rows);
                return told;
            },
            cancel
        );
    }

    private async Task<(IReadOnlyList<UsageResult> Told, IReadOnlyList<Acceptance> Rows)> Judge(
        DeskDb db,
        UsageSource source,
        IReadOnlyList<UsageEvent> events,
        CancellationToken cancel
    )
    {
        var customers = await Customers.Of(db, events, cancel);
        var posted = await Read(db, cancel);
        var ids = customers.Ids;
        var known = await db
            .Acceptances.Where(x => ids.Contains(x.OrganisationId))
            .Select(x => new
            {
                x.OrganisationId,
                x.VersionNumber,
                x.At,
            })
            .ToListAsync(cancel);
        var earliest = known
            .GroupBy(x => (x.OrganisationId, x.VersionNumber))
            .ToDictionary(x => x.Key, x => x.Min(a => a.At));
        var given = events.Select(x => x.Id).ToList();
        var done = await db
            .Acceptances.Where(x => x.Host == source.Host && given.Contains(x.EventId))
            .Select(x => x.EventId)
            .ToHashSetAsync(cancel);
        var (told, rows) = (new UsageResult[events.Count], new List<Acceptance>());
        foreach (var (use, place) in events.Select((x, i) => (x, i)).OrderBy(x => x.x.At).ThenBy(x => x.i))
        {
            UsageResult Tell(UsageOutcome outcome, int? version = null) => told[place] = new(use.Id, outcome, version);
            if (done.Contains(use.Id))
                Tell(UsageOutcome.Replayed);
            else if (customers.Find(use) is not { } customer)
                Tell(UsageOutcome.UnknownCustomer);
            else if (await Version(db, posted, customer.Organisation, use.At, cancel) is not { } version)
                Tell(UsageOutcome.NothingToAccept);
            else if (earliest.TryGetValue((customer.Organisation, version.Number), out var before) && before <= use.At)
                Tell(UsageOutcome.AcceptedBefore, version.Number);
            else
            {
                Tell(UsageOutcome.Accepted, version.Number);
                earliest[(customer.Organisation, version.Number)] = use.At;
                done.Add(use.Id);
                rows.Add(Row(source, use, customer, version));
            }
        }
        return (told, rows);
    }

    private Acceptance Row(UsageSource source, UsageEvent use, Customers.One customer, PolicyInForce version)
    {
        var now = clock.GetCurrentInstant();
        return new Acceptance
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            OrganisationId = customer.Organisation,
            VersionNumber = version.Number,
            Sha256 = version.Sha256,
            At = use.At,
            RecordedAt = now,
            How = source.How,
            Host = source.Host,
            EventId = use.Id,
            UsedBy = use.User,
            PersonId = customer.Person,
        };
    }

    /// <summary>The version that a use accepts: the one in force then, where its terms with that customer say so.</summary>
    private async Task<PolicyInForce?> Version(
        DeskDb db,
        Posted posted,
        Guid customer,
        Instant at,
        CancellationToken cancel
    )
    {
        if (VersionInForce.At(posted.Versions.Keys.Select(x => (x.Number, x.PostedAt)), at) is not { } number)
            return null;
        var version = posted.Versions.Single(x => x.Key.Number == number).Value;
        var terms = posted.Varied.Contains(customer) ? await policies.For(db, customer, at, cancel) : version;
        return terms.Policy.Document.Terms is { AcceptedByUse: true } ? version : null;
    }

    private async Task<Posted> Read(DeskDb db, CancellationToken cancel)
    {
        var rows = await db
            .PolicyVersions.Select(x => new
            {
                x.Number,
                x.Sha256,
                x.PostedAt,
            })
            .ToListAsync(cancel);
        var versions = new Dictionary<(int, Instant), PolicyInForce>();
        foreach (var row in rows)
            versions[(row.Number, row.PostedAt)] = await policies.Of(db, row.Sha256, cancel);
        return new(versions, await db.Variations.Select(x => x.OrganisationId).Distinct().ToHashSetAsync(cancel));
    }

    /// <summary>The versions posted, and the customers with whom something was agreed otherwise.</summary>
    private sealed record Posted(
        Dictionary<(int Number, Instant PostedAt), PolicyInForce> Versions,
        HashSet<Guid> Varied
    );
}

/// <summary>The customers that events name.</summary>
internal sealed class Customers
{
    internal sealed record One(Guid Organisation, Guid? Person);

    private readonly Dictionary<string, One> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, One> byAddress = new(StringComparer.Ordinal);

    public List<Guid> Ids => [.. byName.Values.Concat(byAddress.Values).Select(x => x.Organisation).Distinct()];

    public static async Task<Customers> Of(DeskDb db, IReadOnlyList<UsageEvent> events, CancellationToken cancel)
    {
        var found = new Customers();
        var names = events.Select(x => x.Organisation).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var ids = names.Select(x => Guid.TryParse(x, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        var organisations = await db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer)
            .Where(x => names.Contains(x.Name) || ids.Contains(x.Id))
            .Select(x => new { x.Id, x.Name })
            .ToListAsync(cancel);
        foreach (var organisation in organisations)
        {
            found.byName[organisation.Name] = new One(organisation.Id, null);
            found.byName.TryAdd(organisation.Id.ToString(), new One(organisation.Id, null));
        }
        var addresses = events.Select(x => x.Person).OfType<string>().Select(Person.Normalize).Distinct().ToList();
        var people = await db
            .People.Where(x => addresses.Contains(x.NormalizedEmail))
            .Where(x => x.Organisation!.Kind == OrganisationKind.Customer)
            .Select(x => new
            {
                x.Id,
                x.OrganisationId,
                x.NormalizedEmail,
            })
            .ToListAsync(cancel);
        foreach (var person in people)
            found.byAddress[person.NormalizedEmail] = new One(person.OrganisationId, person.Id);
        return found;
    }

    public One? Find(UsageEvent use) =>
        use.Organisation is { } name
            ? byName.GetValueOrDefault(Guid.TryParse(name, out var id) ? id.ToString() : name)
            : byAddress.GetValueOrDefault(Person.Normalize(use.Person ?? ""));
}
