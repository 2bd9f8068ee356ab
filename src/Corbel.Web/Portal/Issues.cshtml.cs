using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Portal;

/// <summary>A customer's issues: what is next and by when, what is open, what was resolved.</summary>
public sealed class IssuesModel(DeskDb db, PolicyShelf policies, PromiseWords words) : PageModel
{
    private const int AtATime = 25;

    /// <summary>What is looked for: a number, words of the subject, a reporter.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    /// <summary>How many of the resolved ones are shown.</summary>
    [BindProperty(SupportsGet = true, Name = "resolved")]
    public int Wanted { get; set; }

    internal IReadOnlyList<IssueLine> Open { get; private set; } = [];
    internal IReadOnlyList<IssueLine> Resolved { get; private set; } = [];
    public int ResolvedCount { get; private set; }
    public bool HasAny { get; private set; }
    public bool ShowsOthers { get; private set; }
    public bool IsPartner { get; private set; }
    public Guid Me { get; private set; }
    public int More => Math.Max(Wanted, AtATime) + (2 * AtATime);
    internal IssueLine? Next => Open.FirstOrDefault(x => x.Row.IsRunning);
    internal int Unread => Open.Concat(Resolved).Count(x => x.Unread);
    internal int WaitForUs => Open.Count(x => x.Row is { IsRunning: false, AwaitsAnswer: true });

    public async Task OnGet(CancellationToken cancel)
    {
        var actor = HttpContext.Actor();
        (Me, ShowsOthers, IsPartner) = (actor.Person, actor.OwnDesk is not null, actor.Role == Role.PartnerUser);
        var (own, me) = (actor.OwnDesk, actor.Person);
        // What lies on the own desk is worked on there; here stands what one waits for.
        var seen = db.Tickets.VisibleTo(actor).Where(x => own == null || x.DeskId == null || x.ReporterId == me);
        HasAny = await seen.AnyAsync(cancel);
        var found = await Find(seen, cancel);
        var open = await Rows(found.Where(x => x.Status == TicketStatus.Open)).ToListAsync(cancel);
        var resolved = found.Where(x => x.Status != TicketStatus.Open);
        ResolvedCount = await resolved.CountAsync(cancel);
        var shown = await Rows(resolved.OrderByDescending(x => x.LastEntryAt).Take(Math.Clamp(Wanted, AtATime, 1000)))
            .ToListAsync(cancel);
        Open = await Lines(
            open.OrderByDescending(x => x.IsRunning)
                .ThenBy(x => x.IsRunning ? x.DueAt : null)
                .ThenByDescending(x => x.AwaitsAnswer)
                .ThenByDescending(x => x.LastEntryAt),
            cancel
        );
        Resolved = await Lines(shown, cancel);
    }

    private async Task<IQueryable<Ticket>> Find(IQueryable<Ticket> tickets, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Query))
            return tickets;
        var asked = Query.Trim();
        var lower = asked.ToLowerInvariant();
        var (found, prefix) = (await SealedSubjects.Of(db, tickets, cancel)).With(lower);
        return long.TryParse(asked.TrimStart('#'), out var number)
            ? tickets.Where(x =>
                x.Number == number || found.Contains(x.Id) || x.Subject.Contains(asked) && !x.Subject.StartsWith(prefix)
            )
            : tickets.Where(x =>
                found.Contains(x.Id)
                || x.Subject.ToLower().Contains(lower) && !x.Subject.StartsWith(prefix)
                || x.Reporter!.Name.ToLower().Contains(lower)
            );
    }

    private IQueryable<IssueRow> Rows(IQueryable<Ticket> tickets) =>
        from x in tickets
        join clock in db.Clocks.VisibleTo(db, HttpContext.Actor())
            on new
            {
                TicketId = x.Id,
                x.Cycle,
                Kind = TargetKind.FirstResponse,
            } equals new
            {
                clock.TicketId,
                clock.Cycle,
                clock.Kind,
            }
        select new IssueRow(
            x.Id,
            x.Number,
            x.Subject,
            x.Mark,
            x.Status,
            x.Severity,
            new TermsName(x.PolicyVersion, x.OrganisationId, x.Variations, x.Holidays, x.DeskId),
            x.AwaitsAnswer,
            x.LastEntryAt,
            x.ReporterId,
            x.Reporter!.Name,
            x.WaitsSince,
            x.Organisation!.Name,
            x.Product,
            x.Channel,
            clock.Severity,
            clock.ReceivedAt,
            clock.DueAt,
            clock.EndedAt,
            clock.Verdict
        );

    private async Task<IReadOnlyList<IssueLine>> Lines(IEnumerable<IssueRow> rows, CancellationToken cancel)
    {
        var lines = new List<IssueLine>();
        var read = rows.ToList();
        var unread = await db.Unread(HttpContext.Actor(), read, cancel);
        foreach (var row in read)
        {
            var policy = (await policies.Of(db, row.Terms, cancel)).Policy;
            var face = words.Of(policy, row.Clock);
            lines.Add(new(row, face, policy.NameOf(row.Severity), unread.Contains(row.Id)));
        }
        return lines;
    }
}
