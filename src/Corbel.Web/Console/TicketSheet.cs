using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>A ticket with what staff need beside it: their own people, and the chain of hashes.</summary>
internal sealed record TicketSheet(
    TicketView View,
    Actor Me,
    IReadOnlyList<Person> Staff,
    IReadOnlyDictionary<Guid, string> StaffNames,
    IReadOnlyDictionary<int, string> Hashes
)
{
    public Ticket Ticket => View.Ticket;
    public CompiledPolicy Policy => View.Policy.Policy;
    public bool IsResolved => Ticket.Status == TicketStatus.Resolved;
    public bool IsMine => Ticket.AssigneeId == Me.Person;

    /// <summary>The messages that were marked as a new problem.</summary>
    public IReadOnlySet<int> Marked =>
        View.Entries.Select(x => x.Entry.What).OfType<Reopening>().Select(x => x.Message ?? 0).ToHashSet();

    /// <summary>A message of a customer may turn out to be another problem once the one before it was answered or resolved.</summary>
    public bool MayMark(TimelineEntry entry) =>
        entry.Entry.What is CustomerMessage { Machine: false }
        && !Marked.Contains(entry.Entry.Number)
        && (IsResolved || View.Current.EndedAt is not null);

    /// <summary>The severities of the policy, each with the due time it would give the present cycle.</summary>
    public IEnumerable<(SeveritySpec Severity, Instant? Due)> Severities =>
        Policy.Document.Severities.Items.Select(x => (x, FirstResponse.DueAt(Policy, x.Id, View.Current.Received)));

    /// <summary>
    /// Where staff chose a lower severity than the customer claims: both, each with its due time and how it stands by it.
    /// </summary>
    public IEnumerable<(SeveritySpec Severity, Clock Clock)> InDispute
    {
        get
        {
            var clock = View.Current;
            if (clock is not { InDispute: { } ours, Severity: { } claimed })
                yield break;
            yield return (Policy.Document.Severities[claimed], clock);
            var other = clock with { Severity = ours.Severity, Due = ours.Due, Verdict = ours.Verdict };
            if (other.Due is not null)
                yield return (Policy.Document.Severities[ours.Severity], other);
        }
    }

    public static async Task<TicketSheet> Read(DeskDb db, Actor me, TicketView view, CancellationToken cancel)
    {
        var id = view.Ticket.Id;
        var hashes = await db
            .Journal.VisibleTo(db, me)
            .Where(x => x.TicketId == id)
            .Select(x => new { x.Number, x.Hash })
            .ToDictionaryAsync(x => x.Number, x => Convert.ToHexStringLower(x.Hash), cancel);
        var people = await db
            .People.Where(x => x.Role == Role.Owner || x.Role == Role.Manager || x.Role == Role.Agent)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        return new TicketSheet(
            view,
            me,
            people.FindAll(x => x.DeactivatedAt is null),
            people.ToDictionary(x => x.Id, x => x.Name),
            hashes
        );
    }
}
