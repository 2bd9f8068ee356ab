using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>Ends an order form, or withdraws one that was a mistake. Releases that reached the customer stay with it.</summary>
public sealed class EndOrder(GroupWriter writer, IClock clock)
{
    /// <summary>Ends what still runs then.</summary>
    /// <param name="by">A manager or the owner.</param>
    /// <param name="order">The order form.</param>
    /// <param name="until">Its end, not included; it may lie in the past.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    public Task<Outcome<OrderForm>> Run(Actor by, Guid order, Instant until, CancellationToken cancel = default) =>
        Change(
            by,
            order,
            (form, now) =>
            {
                until = Journal.Grain(until);
                var open = form.Lines.FindAll(x => x.UntilAt is null || x.UntilAt > until);
                if (open.Count == 0 || open.Exists(x => x.FromAt >= until))
                    return ReleaseRefusals.BadEnd;
                foreach (var line in open)
                    line.UntilAt = until;
                (form.EndedBy, form.EndedAt) = (by.Person, now);
                return form;
            },
            cancel
        );

    /// <summary>Takes it back whole, with a reason.</summary>
    public Task<Outcome<OrderForm>> Withdraw(Actor by, Guid order, string? why, CancellationToken cancel = default) =>
        Change(
            by,
            order,
            (form, now) =>
            {
                if (string.IsNullOrWhiteSpace(why))
                    return ReleaseRefusals.WhyMissing;
                (form.WithdrawnBy, form.WithdrawnAt, form.WithdrawnWhy) = (by.Person, now, why.Trim());
                return form;
            },
            cancel
        );

    private Task<Outcome<OrderForm>> Change(
        Actor by,
        Guid order,
        Func<OrderForm, Instant, Outcome<OrderForm>> change,
        CancellationToken cancel
    ) =>
        ReleaseRefusals.May(by)
            ? writer.Write<Outcome<OrderForm>>(
                async (db, token) =>
                {
                    await db.Take($"order form {order}", token);
                    var form = await db
                        .OrderForms.AsTracking()
                        .Include(x => x.Lines)
                        .SingleOrDefaultAsync(x => x.Id == order && x.WithdrawnAt == null, token);
                    return form is null
                        ? ReleaseRefusals.NoSuchOrder
                        : change(form, Journal.Grain(clock.GetCurrentInstant()));
                },
                cancel
            )
            : Task.FromResult<Outcome<OrderForm>>(ReleaseRefusals.NotForYou);
}
