using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sessions;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>A proposal as a manager types it.</summary>
/// <param name="Customer">Who bought.</param>
/// <param name="Reference">The proposal's own name.</param>
/// <param name="From">Its first instant.</param>
/// <param name="Until">Its end, not included.</param>
/// <param name="NoticeHours">A customer who cancels later than this before the start has used the session.</param>
/// <param name="Counts">How many of each kind; a kind of which none was bought is left out or 0.</param>
public sealed record ProposalDraft(
    Guid Customer,
    string Reference,
    Instant From,
    Instant Until,
    int NoticeHours,
    IReadOnlyDictionary<string, int> Counts
)
{
    /// <summary>The signed document; null for none.</summary>
    public IncomingFile? Document { get; init; }
}

/// <summary>Records what a customer bought, and takes back what was recorded by mistake.</summary>
public sealed class RecordProposal(GroupWriter writer, FileStore files, PolicyShelf policies, IClock clock)
{
    private const int MostNotice = 24 * 60;

    public async Task<Outcome<Proposal>> Run(Actor by, ProposalDraft draft, CancellationToken cancel = default)
    {
        if (!SessionRights.RecordProposal(by))
            return BookingRefusals.NotForYou;
        var counts = draft.Counts.Where(x => x.Value != 0).ToList();
        var reference = draft.Reference.Trim();
        if (
            reference.Length is 0 or > 100
            || draft.From >= draft.Until
            || draft.NoticeHours is < 0 or > MostNotice
            || counts.Count == 0
            || counts.Exists(x => x.Value is < 1 or > 999)
        )
            return BookingRefusals.BadProposal;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var file = draft.Document is null ? null : (await KeptFile.Keep(files, [draft.Document], cancel))[0];
        var proposal = new Proposal
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            OrganisationId = draft.Customer,
            Reference = reference,
            FromAt = Journal.Grain(draft.From),
            UntilAt = Journal.Grain(draft.Until),
            NoticeHours = draft.NoticeHours,
            DocumentSha256 = file?.Sha256,
            DocumentName = file?.Name,
            DocumentType = file?.MediaType,
            RecordedBy = by.Person,
            RecordedAt = now,
        };
        proposal.Lines.AddRange(
            counts.Select(x => new ProposalLine
            {
                ProposalId = proposal.Id,
                Kind = x.Key,
                Count = x.Value,
            })
        );
        return await writer.Write<Outcome<Proposal>>(
            async (db, token) =>
            {
                await db.Take(CustomerLedger.LockOf(draft.Customer), token);
                if (await Refuse(db, proposal, now, token) is { } refusal)
                    return refusal;
                db.Proposals.Add(proposal);
                return proposal;
            },
            cancel
        );
    }

    /// <summary>Takes back a proposal that nothing draws on.</summary>
    public Task<Outcome<string>> Withdraw(Actor by, Guid id, CancellationToken cancel = default) =>
        writer.Write<Outcome<string>>(
            async (db, token) =>
            {
                var proposal = await db.Proposals.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (!SessionRights.RecordProposal(by) || proposal is null)
                    return BookingRefusals.NotForYou;
                await db.Take(CustomerLedger.LockOf(proposal.OrganisationId), token);
                if (await db.SessionEntries.AnyAsync(x => x.ProposalId == id, token))
                    return BookingRefusals.ProposalDrawn;
                proposal.WithdrawnAt ??= Journal.Grain(clock.GetCurrentInstant());
                proposal.WithdrawnBy ??= by.Person;
                return proposal.Reference;
            },
            cancel
        );

    private async Task<Refusal?> Refuse(DeskDb db, Proposal proposal, Instant now, CancellationToken cancel)
    {
        var customer = proposal.OrganisationId;
        if (!await db.Organisations.AnyAsync(x => x.Id == customer && x.Kind == OrganisationKind.Customer, cancel))
            return BookingRefusals.NoSuchCustomer;
        var kinds = (await SessionPolicy.Read(policies, db, now, cancel))?.Kinds;
        if (proposal.Lines.Find(x => kinds?.ContainsKey(x.Kind) != true) is { } unknown)
            return BookingRefusals.UnknownKind(unknown.Kind, kinds?.Keys ?? []);
        var exists = await db.Proposals.AnyAsync(
            x => x.OrganisationId == customer && x.Reference == proposal.Reference && x.WithdrawnAt == null,
            cancel
        );
        return exists ? BookingRefusals.ProposalExists : null;
    }
}
