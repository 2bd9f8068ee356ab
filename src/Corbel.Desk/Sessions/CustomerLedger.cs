using Corbel.Core.Sessions;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>A customer's ledger as it lies in the database.</summary>
internal sealed class CustomerLedger
{
    private readonly List<(SessionGrant Grant, Instant RecordedAt)> grants;
    private readonly List<LedgerEntry> written;

    private CustomerLedger(List<(SessionGrant, Instant)> grants, List<LedgerEntry> entries)
    {
        (this.grants, written) = (grants, entries);
        Now = SessionLedger.Of(this.grants.Select(x => x.Grant), entries);
    }

    /// <summary>With everything that was written.</summary>
    public SessionLedger Now { get; }

    /// <summary>The number of the next entry.</summary>
    public int Next => written.Count + 1;

    /// <summary>As it stood at an instant: with what was recorded before.</summary>
    public SessionLedger At(Instant instant) =>
        SessionLedger.Of(
            grants.Where(x => x.RecordedAt < instant).Select(x => x.Grant),
            written.Where(x => x.At < instant)
        );

    /// <summary>What is taken to write in a customer's ledger: one after the other, on every node.</summary>
    public static string LockOf(Guid customer) => $"sessions of {customer}";

    /// <summary>Reads it for a page or a report; within a write after <see cref="LockOf" /> was taken.</summary>
    public static async Task<CustomerLedger> Read(DeskDb db, Guid customer, CancellationToken cancel)
    {
        var proposals = await db
            .Proposals.AsNoTracking()
            .Include(x => x.Lines)
            .Where(x => x.OrganisationId == customer && x.WithdrawnAt == null)
            .OrderBy(x => x.UntilAt)
            .ThenBy(x => x.Id)
            .ToListAsync(cancel);
        var entries = await db
            .SessionEntries.AsNoTracking()
            .Where(x => x.OrganisationId == customer)
            .OrderBy(x => x.Number)
            .Join(db.Sessions, x => x.SessionId, x => x.Id, (entry, session) => new { entry, session.Kind })
            .ToListAsync(cancel);
        return new(
            [
                .. proposals.SelectMany(x =>
                    x.Lines.OrderBy(y => y.Kind, StringComparer.Ordinal).Select(y => (GrantOf(x, y), x.RecordedAt))
                ),
            ],
            [
                .. entries
                    .OrderBy(x => x.entry.Number)
                    .Select(x => new LedgerEntry(
                        x.entry.SessionId,
                        x.Kind,
                        x.entry.Move,
                        x.entry.ProposalId,
                        x.entry.StartsAt,
                        x.entry.At
                    )),
            ]
        );
    }

    private static SessionGrant GrantOf(Proposal proposal, ProposalLine line) =>
        new(
            proposal.Id,
            line.Kind,
            line.Count,
            proposal.FromAt,
            proposal.UntilAt,
            Duration.FromHours(proposal.NoticeHours)
        );
}
