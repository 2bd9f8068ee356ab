using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>The middle column: a page of the queue, the policies its tickets are judged by, and the ticket that is open.</summary>
internal sealed record QueuePane(Queue Queue, IReadOnlyDictionary<TermsName, CompiledPolicy> Policies, long? Current)
{
    private const int LongestSearch = 100;

    public static async Task<QueuePane> Read(
        DeskDb db,
        PolicyShelf shelf,
        Actor actor,
        QueueView view,
        string? words,
        string? after,
        Instant now,
        CancellationToken cancel
    )
    {
        var sought = (words ?? "").Trim();
        sought = sought.Length > LongestSearch ? sought[..LongestSearch] : sought;
        var queue = await Queue.Read(db, actor, view, sought, QueuePlace.Parse(after), now, cancel);
        var policies = new Dictionary<TermsName, CompiledPolicy>();
        foreach (var terms in queue.Rows.Select(x => x.Row.Terms).Distinct())
            policies[terms] = (await shelf.Of(db, terms, cancel)).Policy;
        return new QueuePane(queue, policies, null);
    }

    /// <summary>The address of a ticket beside this view.</summary>
    public string TicketAddress(QueueRow row)
    {
        var address = FormattableString.Invariant($"/console/tickets/{row.Number}");
        return Queue.View == QueueView.Open ? address : $"{address}?view={Queue.View.Key()}";
    }
}
