using System.Text.RegularExpressions;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>A product on an order form, as a manager types it.</summary>
public sealed record OrderedProduct(Guid Product, Instant From, Instant? Until);

/// <summary>Keeps the products of the provider, what customers ordered, and the rings that get releases first.</summary>
public sealed partial class KeepOrders(GroupWriter writer, FileStore files, IClock clock)
{
    /// <summary>Enters a product; one that has the key gets the new name.</summary>
    public async Task<Outcome<Product>> Product(Actor by, string key, string name, CancellationToken cancel = default)
    {
        (key, name) = (key.Trim(), name.Trim());
        if (!ReleaseRefusals.May(by))
            return ReleaseRefusals.NotForYou;
        if (!Key().IsMatch(key) || name.Length is 0 or > 100)
            return ReleaseRefusals.BadProduct;
        return await writer.Write<Outcome<Product>>(
            async (db, token) =>
            {
                await db.Take("the products", token);
                var product = await db.Products.AsTracking().SingleOrDefaultAsync(x => x.Key == key, token);
                if (product is null)
                    db.Products.Add(
                        product = new Product
                        {
                            Id = Guid.CreateVersion7(),
                            Key = key,
                            Name = name,
                        }
                    );
                product.Name = name;
                return product;
            },
            cancel
        );
    }

    /// <summary>Records what a customer ordered.</summary>
    public async Task<Outcome<OrderForm>> Order(
        Actor by,
        Guid customer,
        string reference,
        IReadOnlyList<OrderedProduct> products,
        IncomingFile? document = null,
        CancellationToken cancel = default
    )
    {
        reference = reference.Trim();
        if (!ReleaseRefusals.May(by))
            return ReleaseRefusals.NotForYou;
        if (
            reference.Length is 0 or > 100
            || products.Count == 0
            || products.DistinctBy(x => x.Product).Count() != products.Count
            || products.Any(x => x.Until <= x.From)
        )
            return ReleaseRefusals.BadOrder;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var file = document is null ? null : (await KeptFile.Keep(files, [document], cancel))[0];
        var order = new OrderForm
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            OrganisationId = customer,
            Reference = reference,
            DocumentSha256 = file?.Sha256,
            DocumentName = file?.Name,
            DocumentType = file?.MediaType,
            RecordedBy = by.Person,
            RecordedAt = now,
        };
        order.Lines.AddRange(
            products.Select(x => new OrderLine
            {
                OrderFormId = order.Id,
                ProductId = x.Product,
                FromAt = Journal.Grain(x.From),
                UntilAt = x.Until is { } until ? Journal.Grain(until) : null,
            })
        );
        return await writer.Write<Outcome<OrderForm>>(
            async (db, token) =>
            {
                if (!await IsCustomer(db, customer, token))
                    return ReleaseRefusals.NoSuchCustomer;
                var ids = products.Select(x => x.Product).ToList();
                if (await db.Products.CountAsync(x => ids.Contains(x.Id), token) != ids.Count)
                    return ReleaseRefusals.NoSuchProduct;
                db.OrderForms.Add(order);
                return order;
            },
            cancel
        );
    }

    /// <summary>Names a ring and the customers in it; one of that name gets the new members.</summary>
    public async Task<Outcome<Ring>> Ring(
        Actor by,
        string name,
        IReadOnlyCollection<Guid> customers,
        CancellationToken cancel = default
    )
    {
        name = name.Trim();
        if (!ReleaseRefusals.May(by))
            return ReleaseRefusals.NotForYou;
        if (name.Length is 0 or > 60)
            return ReleaseRefusals.BadRing;
        return await writer.Write<Outcome<Ring>>(
            async (db, token) =>
            {
                await db.Take("the rings", token);
                foreach (var customer in customers)
                    if (!await IsCustomer(db, customer, token))
                        return ReleaseRefusals.NoSuchCustomer;
                var ring = await db.Rings.AsTracking().SingleOrDefaultAsync(x => x.Name == name, token);
                if (ring is null)
                    db.Rings.Add(ring = new Ring { Id = Guid.CreateVersion7(), Name = name });
                await db.RingMembers.Where(x => x.RingId == ring.Id).ExecuteDeleteAsync(token);
                db.RingMembers.AddRange(
                    customers.Distinct().Select(x => new RingMember { RingId = ring.Id, OrganisationId = x })
                );
                return ring;
            },
            cancel
        );
    }

    private static Task<bool> IsCustomer(DeskDb db, Guid customer, CancellationToken cancel) =>
        db.Organisations.AnyAsync(x => x.Id == customer && x.Kind == OrganisationKind.Customer, cancel);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
