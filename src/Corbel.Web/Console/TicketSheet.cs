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
    public bool IsMerged => Ticket.Status == TicketStatus.Merged;

    /// <summary>The clock that stands first: the one that is due next, or how the first response went.</summary>
    public Clock First => View.Open.FirstOrDefault() ?? View.Current;

    /// <summary>Where the issue comes from, as targets tell it apart.</summary>
    public TargetScope Scope => new(Ticket.Organisation!.Name, Ticket.Product, (PolicyChannel)Ticket.Channel);

    /// <summary>The messages that can become a ticket of their own; none where no other would be left.</summary>
    public IReadOnlyList<TimelineEntry> ToSplit
    {
        get
        {
            var journal = View.Entries.Select(x => x.Entry).ToList();
            var found = View.Entries.Where(x => SplitOff.CanSplit(journal, x.Entry) && x.Words is not null).ToList();
            return found.Count > 1 && !IsMerged ? found : [];
        }
    }

    /// <summary>The replies that asked the customer for something.</summary>
    public IReadOnlySet<int> Asking =>
        View.Entries.Select(x => x.Entry.What).OfType<Wait>().Select(x => x.Asked).ToHashSet();

    /// <summary>The number of the ticket that a message became; null where it became none.</summary>
    public long? SplitInto(int message) =>
        View.Entries.Select(x => x.Entry.What).OfType<Split>().FirstOrDefault(x => x.Message == message) is { } split
            ? NumberIn(split)
            : null;

    /// <summary>The number of the ticket that an entry names; null where it names none.</summary>
    public long? NumberIn(Happening what) =>
        JournalLine.Other(what) is { } other && View.Numbers.TryGetValue(other, out var number) ? number : null;

    public bool IsMine => Ticket.AssigneeId == Me.Person;

    /// <summary>The messages that were marked as a new problem.</summary>
    public IReadOnlySet<int> Marked =>
        View.Entries.Select(x => x.Entry.What).OfType<Reopening>().Select(x => x.Message ?? 0).ToHashSet();

    /// <summary>A message of a customer may turn out to be another problem once the one before it was answered or resolved.</summary>
    public bool MayMark(TimelineEntry entry) =>
        entry.Entry.What is CustomerMessage { Machine: false }
        && !Marked.Contains(entry.Entry.Number)
        && !IsMerged
        && SplitInto(entry.Entry.Number) is null
        && (IsResolved || View.Current.EndedAt is not null);

    /// <summary>The severities of the policy, each with the due time it would give the present cycle.</summary>
    public IEnumerable<(SeveritySpec Severity, Instant? Due)> Severities =>
        Policy.Document.Severities.Items.Select(x =>
            (x, FirstResponse.DueAt(Policy, x.Id, View.Current.Received, Scope))
        );

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
