using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Releases;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>A ticket with what its desk needs beside it: its people, who else has the issue, and the chain of hashes.</summary>
/// <param name="View">The ticket.</param>
/// <param name="Me">Who reads it.</param>
/// <param name="Provider">The provider's policy in force now: it says who holds which tier, and what a hand-over gets.</param>
/// <param name="WithProvider">On a customer's own desk: the ticket that it was handed over to.</param>
/// <param name="Staff">The people of the desk.</param>
/// <param name="StaffNames">Their names, of those who left too.</param>
/// <param name="Hashes">Each entry's hash.</param>
internal sealed record TicketSheet(
    TicketView View,
    Actor Me,
    CompiledPolicy Provider,
    TicketView? WithProvider,
    IReadOnlyList<Person> Staff,
    IReadOnlyDictionary<Guid, string> StaffNames,
    IReadOnlyDictionary<int, string> Hashes
)
{
    /// <summary>Its marks, and who may do what with them.</summary>
    public required MarkSheet Marks { get; init; }

    /// <summary>Calls that a telephone system told of and that stand here, the newest first.</summary>
    public IReadOnlyList<Call> Calls { get; init; } = [];

    /// <summary>The number to call back: of a call that nobody answered and nobody came back to.</summary>
    public string? CallBack =>
        Ticket is { ContactAt: null, Status: TicketStatus.Open }
            ? Calls.FirstOrDefault(x => x is { IsMissed: true, From: not null })?.From
            : null;

    /// <summary>The reporter is in the chat: an answer goes there.</summary>
    public bool InChat { get; init; }

    /// <summary>Texts that are filled in for this customer, by name.</summary>
    public ImmutableArray<(string Name, string Text)> Macros { get; init; } = [];

    /// <summary>The releases that fix it, the last that was marked first; and those that it can still be marked with.</summary>
    public IReadOnlyList<FixOfTicket> Fixes { get; init; } = [];
    public IReadOnlyList<(Guid Id, string Name, ReleaseState State)> FixChoices { get; init; } = [];

    /// <summary>The last repair that reached its people, where each of them says that it holds and the ticket is still open.</summary>
    public FixOfTicket? Confirmed =>
        Ticket.Status == TicketStatus.Open
        && Fixes.FirstOrDefault(x => x.ToldAt is not null) is { } last
        && last.IsConfirmed(View.Current.Received)
            ? last
            : null;

    /// <summary>A status report is owed (clause 2.1), so that a draft of one is offered.</summary>
    public bool OwesReport => !IsMerged && View.Open.Any(x => x.Kind == TargetKind.StatusReport);

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

    /// <summary>It lies on a customer's own desk, not on the provider's.</summary>
    public bool OnOwnDesk => Ticket.DeskId is not null;

    /// <summary>An issue on the customer's own desk that the provider does not have now.</summary>
    public bool CanHandOver =>
        OnOwnDesk && Ticket.Status == TicketStatus.Open && WithProvider?.Ticket.Status != TicketStatus.Open;

    /// <summary>This person may hand it over; else one of the administrators does.</summary>
    public bool MayHandOver => May.HandOver(Me, Ticket.Facts, TierHolding.HandedOverBy(Provider.Document));

    public IEnumerable<string> Administrators => Staff.Where(x => x.Role == Role.Administrator).Select(x => x.Name);

    /// <summary>One that a customer's own desk handed over.</summary>
    public bool CanSendBack => Ticket is { HandedOverFrom: not null, Status: TicketStatus.Open };

    /// <summary>The levels of support that this desk gives (clauses 2 to 4).</summary>
    public IEnumerable<LocalText> Tiers => TierHolding.Of(Provider.Document, OnOwnDesk).Select(x => x.Name);

    /// <summary>The files of the issue, to choose from for the provider.</summary>
    public IEnumerable<Attachment> Files => View.Entries.SelectMany(x => x.Files);

    /// <summary>The severities of the provider, each with the due time that a hand-over now would get.</summary>
    public IEnumerable<(SeveritySpec Severity, Instant? Due)> OfProvider(Instant now) =>
        Provider.Document.Severities.Items.Select(x =>
            (x, FirstResponse.DueAt(Provider, x.Id, now, new(Ticket.Desk?.Name, null, PolicyChannel.Portal)))
        );

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

    public static async Task<TicketSheet> Read(
        DeskDb db,
        Actor me,
        TicketView view,
        CompiledPolicy provider,
        TicketView? withProvider,
        MarkSheet marks,
        Instant now,
        CancellationToken cancel
    )
    {
        var id = view.Ticket.Id;
        var hashes = await db
            .Journal.VisibleTo(db, me)
            .Where(x => x.TicketId == id)
            .Select(x => new { x.Number, x.Hash })
            .ToDictionaryAsync(x => x.Number, x => Convert.ToHexStringLower(x.Hash), cancel);
        // A release is the provider's own: what lies on a customer's desk is not fixed by it.
        var ours = me.IsStaff && view.Ticket.DeskId is null;
        var people = await db.People.OnDesk(view.Ticket.DeskId).OrderBy(x => x.Name).ToListAsync(cancel);
        return new TicketSheet(
            view,
            me,
            provider,
            withProvider,
            people.FindAll(x => x.DeactivatedAt is null),
            people.ToDictionary(x => x.Id, x => x.Name),
            hashes
        )
        {
            Marks = marks,
            Calls = await db
                .Calls.VisibleTo(me)
                .Where(x => x.TicketId == id)
                .OrderByDescending(x => x.StartedAt)
                .ToListAsync(cancel),
            InChat = view.Ticket.Channel == Channel.Chat && await ChatPresence.IsThere(db, id, now, cancel),
            Fixes = ours ? await ReadFixes.Of(db, id, cancel) : [],
            FixChoices = ours ? await Choices(db, view.Ticket, now, cancel) : [],
            Macros = me.IsStaff ? await Filled(db, me, view.Ticket, cancel) : [],
        };
    }

    /// <summary>Who can be given a marked ticket: nobody else is named in the list.</summary>
    public async Task<IReadOnlyList<Person>> MayGet(DeskDb db, Clearances clearances, CancellationToken cancel)
    {
        if (OnOwnDesk)
            return [.. Staff.Where(x => May.Work(x.ToActor(), Ticket.Facts))];
        var cleared = (await clearances.Cleared(db, Ticket.Mark!, cancel)).ConvertAll(x => x.Id);
        return [.. Staff.Where(x => cleared.Contains(x.Id))];
    }

    private static async Task<List<(Guid Id, string Name, ReleaseState State)>> Choices(
        DeskDb db,
        Ticket ticket,
        Instant now,
        CancellationToken cancel
    )
    {
        var releases = await ReadFixes
            .Choices(db, ticket.OrganisationId, now)
            .Where(x => !db.TicketFixes.Any(y => y.TicketId == ticket.Id && y.ReleaseId == x.Id))
            .OrderByDescending(x => x.CreatedAt)
            .Take(50)
            .Join(
                db.Products,
                x => x.ProductId,
                x => x.Id,
                (x, product) =>
                    new
                    {
                        x.Id,
                        Name = product.Name + " " + x.Number,
                        x.State,
                    }
            )
            .ToListAsync(cancel);
        return releases.ConvertAll(x => (x.Id, x.Name, x.State));
    }

    private static async Task<ImmutableArray<(string Name, string Text)>> Filled(
        DeskDb db,
        Actor me,
        Ticket ticket,
        CancellationToken cancel
    )
    {
        var macros = await db.Macros.OrderBy(x => x.Name).ToListAsync(cancel);
        if (macros.Count == 0)
            return [];
        var agent = await db.People.Where(x => x.Id == me.Person).Select(x => x.Name).SingleAsync(cancel);
        return ChatDesk.Filled(macros, ticket, agent);
    }
}
