using System.Globalization;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>One page of a view of the queue.</summary>
/// <param name="View">The view.</param>
/// <param name="Words">What was searched for; empty in other views.</param>
/// <param name="After">The place that it begins behind; null for the first page.</param>
/// <param name="Rows">The tickets, each with the part it stands in.</param>
/// <param name="Next">The place that the next page begins behind; null on the last one.</param>
internal sealed record Queue(
    QueueView View,
    string Words,
    QueuePlace? After,
    IReadOnlyList<(QueuePart Part, QueueRow Row)> Rows,
    QueuePlace? Next
)
{
    public const int PageSize = 50;

    /// <summary>The address of this page, from where it is fetched anew.</summary>
    public string Address => At(After);

    public string At(QueuePlace? after)
    {
        var query = new QueryString();
        if (Words.Length > 0)
            query = query.Add("q", Words);
        if (after is not null)
            query = query.Add("after", after.ToString());
        return View.Address() + query;
    }

    /// <summary>Reads a page, the most urgent first. Each part of the queue is a query of its own, so that an index orders it.</summary>
    public static async Task<Queue> Read(
        DeskDb db,
        Actor actor,
        QueueView view,
        string words,
        QueuePlace? after,
        Instant now,
        CancellationToken cancel
    )
    {
        var tickets = db.Tickets.VisibleTo(actor).WorkedBy(actor).In(db, view, actor, now);
        if (view == QueueView.Search)
            tickets = tickets.Matching(words, await SealedSubjects.Of(db, tickets, cancel));
        var rows = new List<(QueuePart, QueueRow)>(PageSize + 1);
        foreach (var part in view.Parts().Where(x => after is null || x >= after.Part))
        {
            if (rows.Count > PageSize)
                break;
            // The page first, by its index; what is joined to it afterwards may come in any order.
            var page = tickets.Of(part, after).Take(PageSize + 1 - rows.Count);
            var found = await AsRows(db, actor, page).ToListAsync(cancel);
            rows.AddRange(part.InOrder(found).Select(x => (part, x)));
        }
        if (rows.Count <= PageSize)
            return new Queue(view, words, after, rows, null);
        rows.RemoveAt(PageSize);
        var (lastPart, last) = rows[^1];
        return new Queue(view, words, after, rows, lastPart.Place(last));
    }

    private static IQueryable<QueueRow> AsRows(DeskDb db, Actor actor, IQueryable<Ticket> tickets)
    {
        var read = QueueViews.ReadByDesk(db, actor);
        var clocks = db.Clocks.VisibleTo(db, actor);
        return tickets.Join(
            clocks,
            x => new
            {
                x.Id,
                x.Cycle,
                Kind = TargetKind.FirstResponse,
            },
            x => new
            {
                Id = x.TicketId,
                x.Cycle,
                x.Kind,
            },
            (x, clock) =>
                new QueueRow
                {
                    Number = x.Number,
                    Subject = x.Subject,
                    Organisation = x.Organisation!.Name,
                    Reporter = x.Reporter!.Name,
                    Assignee = x.Assignee!.Name,
                    Channel = x.Channel,
                    Status = x.Status,
                    Mark = x.Mark,
                    Severity = x.Severity,
                    AwaitsAnswer =
                        x.AwaitsAnswer
                        && (
                            x.Status == TicketStatus.Open
                            || !read.Any(r => r.TicketId == x.Id && r.Entry >= x.LastEntry)
                        ),
                    Terms = new TermsName(x.PolicyVersion, x.OrganisationId, x.Variations, x.Holidays, x.DeskId),
                    LastCustomerAt = x.LastCustomerAt,
                    LastEntryAt = x.LastEntryAt,
                    Counting = clock.Severity,
                    CountedFrom = clock.ReceivedAt,
                    DueAt = x.DueAt,
                    ContactAt = x.ContactAt,
                    Verdict = x.Verdict,
                    Product = x.Product,
                    WaitsSince = x.WaitsSince,
                    Objected = x.Objected,
                    NextDueAt = x.NextDueAt,
                    NextDueKind = x.NextDueKind,
                    NextCounting = clocks
                        .Where(c => c.TicketId == x.Id && c.Kind == x.NextDueKind && c.DueAt == x.NextDueAt)
                        .Select(c => c.Severity)
                        .FirstOrDefault(),
                }
        );
    }
}

internal static class QueueSearch
{
    /// <summary>A number, or words that stand in the subject, the organisation's name, or the reporter's name or address.</summary>
    public static IQueryable<Ticket> Matching(this IQueryable<Ticket> tickets, string words, SealedSubjects subjects)
    {
        if (long.TryParse(words.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return tickets.Where(x => x.Number == number);
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var text = word.ToLowerInvariant();
            var (found, prefix) = subjects.With(text);
            tickets = tickets.Where(x =>
                found.Contains(x.Id)
                || x.Subject.ToLower().Contains(text) && !x.Subject.StartsWith(prefix)
                || x.Organisation!.Name.ToLower().Contains(text)
                || x.Reporter!.Name.ToLower().Contains(text)
                || x.Reporter.Email.ToLower().Contains(text)
            );
        }
        return tickets;
    }
}
