using System.Globalization;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>The stretches of a queue, in the order in which they want attention.</summary>
internal enum QueuePart
{
    /// <summary>Something is promised and not given, of whatever kind: by due time.</summary>
    Promised,

    /// <summary>The customer wrote last: by how long it has waited.</summary>
    Awaiting,

    /// <summary>Our word was the last: by how long nothing has happened.</summary>
    Quiet,

    /// <summary>We asked the customer for something: by how long we wait.</summary>
    Waiting,

    /// <summary>Resolved: the latest first.</summary>
    Ended,

    /// <summary>Found by a search: the newest first.</summary>
    Found,
}

/// <summary>The last ticket of a page: the next page goes on behind it, whatever came and went before it meanwhile.</summary>
internal sealed record QueuePlace(QueuePart Part, Instant At, long Number)
{
    public static QueuePlace? Parse(string? text) =>
        text?.Split('.') is [var part, var at, var number]
        && Enum.TryParse<QueuePart>(part, ignoreCase: true, out var known)
        && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var micros)
        && Math.Abs(micros) < long.MaxValue / 100
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new(known, Instant.FromUnixTimeTicks(micros * 10), last)
            : null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Part}.{At.ToUnixTimeTicks() / 10}.{Number}").ToLowerInvariant();
}

internal static class QueueParts
{
    public static IReadOnlyList<QueuePart> Parts(this QueueView view) =>
        view switch
        {
            QueueView.Awaiting => [QueuePart.Promised, QueuePart.Awaiting],
            QueueView.Waiting => [QueuePart.Waiting],
            QueueView.Resolved => [QueuePart.Ended],
            QueueView.Search => [QueuePart.Found],
            _ => [QueuePart.Promised, QueuePart.Awaiting, QueuePart.Quiet],
        };

    /// <summary>The tickets of a part in its order, from behind a place on.</summary>
    public static IQueryable<Ticket> Of(this IQueryable<Ticket> tickets, QueuePart part, QueuePlace? after)
    {
        var from = after?.Part == part ? after : null;
        var begin = from is null;
        var (at, number) = (from?.At ?? Instant.MinValue, from?.Number ?? 0);
        var latest = from?.At ?? Instant.MaxValue;
        var newest = from?.Number ?? long.MaxValue;
        var answered = tickets.Where(x => x.NextDueAt == null);
        return part switch
        {
            QueuePart.Promised => tickets
                .Where(x => x.NextDueAt != null)
                .Where(x => begin || x.NextDueAt > at || (x.NextDueAt == at && x.Number > number))
                .OrderBy(x => x.NextDueAt)
                .ThenBy(x => x.Number),
            QueuePart.Awaiting => answered
                .Where(x => x.AwaitsAnswer)
                .Where(x => begin || x.LastCustomerAt > at || (x.LastCustomerAt == at && x.Number > number))
                .OrderBy(x => x.LastCustomerAt)
                .ThenBy(x => x.Number),
            QueuePart.Quiet => answered
                .Where(x => !x.AwaitsAnswer)
                .Where(x => begin || x.LastEntryAt > at || (x.LastEntryAt == at && x.Number > number))
                .OrderBy(x => x.LastEntryAt)
                .ThenBy(x => x.Number),
            QueuePart.Waiting => tickets
                .Where(x => begin || x.WaitsSince > at || (x.WaitsSince == at && x.Number > number))
                .OrderBy(x => x.WaitsSince)
                .ThenBy(x => x.Number),
            QueuePart.Ended => tickets
                .Where(x => begin || x.LastEntryAt < latest || (x.LastEntryAt == latest && x.Number < newest))
                .OrderByDescending(x => x.LastEntryAt)
                .ThenByDescending(x => x.Number),
            _ => tickets.Where(x => x.Number < newest).OrderByDescending(x => x.Number),
        };
    }

    /// <summary>Rows of one part in its order.</summary>
    public static IEnumerable<QueueRow> InOrder(this QueuePart part, IEnumerable<QueueRow> rows) =>
        part switch
        {
            QueuePart.Ended => rows.OrderByDescending(x => x.LastEntryAt).ThenByDescending(x => x.Number),
            QueuePart.Found => rows.OrderByDescending(x => x.Number),
            _ => rows.OrderBy(x => part.Place(x).At).ThenBy(x => x.Number),
        };

    /// <summary>The place of a row in its part.</summary>
    public static QueuePlace Place(this QueuePart part, QueueRow row) =>
        new(
            part,
            part switch
            {
                QueuePart.Promised => row.NextDueAt!.Value,
                QueuePart.Waiting => row.WaitsSince!.Value,
                QueuePart.Awaiting => row.LastCustomerAt,
                _ => row.LastEntryAt,
            },
            row.Number
        );
}
