using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Status;

/// <summary>What one customer made of a version: the use that accepted it, and its objection.</summary>
public sealed record CustomerStand(Guid Id, string Name, Acceptance? Accepted, Objection? Objection);

/// <summary>What customers made of a version, as far as a reader may see it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Holds">The same as it holds with the reader's customer, with what was agreed otherwise.</param>
/// <param name="Reader">Who reads.</param>
/// <param name="Customers">For staff every customer; for a customer's people that one; for all others none.</param>
public sealed record Contract(
    PolicyInForce Version,
    PolicyInForce Holds,
    Actor Reader,
    IReadOnlyList<CustomerStand> Customers
)
{
    /// <summary>Whether the terms take use of the product for acceptance.</summary>
    public bool AcceptedByUse => Holds.Policy.Document.Terms is { AcceptedByUse: true };

    /// <summary>The reader's own customer; null for staff and partners.</summary>
    public CustomerStand? Own => Reader.IsStaff ? null : Customers.SingleOrDefault();

    /// <summary>Whether the reader can object now.</summary>
    public bool MayObject => May.Object(Reader) && Own is { Objection: null };

    public int AcceptedCount => Customers.Count(x => x.Accepted is not null);

    public int Objections => Customers.Count(x => x.Objection is not null);

    public int Unanswered => Customers.Count(x => x.Objection is { Answer: null });

    public static async Task<Contract> Of(
        DeskDb db,
        PolicyInForce version,
        PolicyInForce holds,
        Actor reader,
        CancellationToken cancel
    )
    {
        var (staff, own) = (reader.IsStaff, reader.Organisation);
        var customers = await db
            .Organisations.Where(x => x.Kind == OrganisationKind.Customer && (staff || x.Id == own))
            .OrderBy(x => x.Name)
            .Select(x => new { x.Id, x.Name })
            .ToListAsync(cancel);
        var accepted = await db
            .Acceptances.VisibleTo(reader)
            .Where(x => x.VersionNumber == version.Number)
            .OrderBy(x => x.At)
            .ThenBy(x => x.RecordedAt)
            .ToListAsync(cancel);
        var earliest = accepted.GroupBy(x => x.OrganisationId).ToDictionary(x => x.Key, x => x.First());
        var objections = await db
            .Objections.VisibleTo(reader)
            .Where(x => x.VersionNumber == version.Number)
            .Include(x => x.By)
            .Include(x => x.AnsweredBy)
            .ToDictionaryAsync(x => x.OrganisationId, cancel);
        return new(
            version,
            holds,
            reader,
            [
                .. customers.Select(x => new CustomerStand(
                    x.Id,
                    x.Name,
                    earliest.GetValueOrDefault(x.Id),
                    objections.GetValueOrDefault(x.Id)
                )),
            ]
        );
    }
}
