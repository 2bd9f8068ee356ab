using NodaTime;

namespace Corbel.Core.Sessions;

/// <summary>So many sessions of a kind that a customer bought (clause 5).</summary>
/// <param name="Proposal">The proposal that says so.</param>
/// <param name="Kind">The policy's id of the kind.</param>
/// <param name="Count">How many.</param>
/// <param name="From">Sessions that begin from here on draw on it.</param>
/// <param name="Until">Sessions that begin before this do; what is left then has expired.</param>
/// <param name="Notice">A customer who cancels later than this before the start has used the session.</param>
public sealed record SessionGrant(
    Guid Proposal,
    string Kind,
    int Count,
    Instant From,
    Instant Until,
    Duration Notice = default
)
{
    /// <summary>Whether a session that begins then can draw on it.</summary>
    public bool Covers(Instant start) => From <= start && start < Until;
}

/// <summary>A line of a customer's ledger.</summary>
/// <param name="Session">The session it is about.</param>
/// <param name="Kind">The session's kind.</param>
/// <param name="Move">What happened.</param>
/// <param name="Proposal">The proposal drawn on: of a booking and a move; null for the others.</param>
/// <param name="StartsAt">When the session begins, as it stood then.</param>
/// <param name="At">When it was written.</param>
public sealed record LedgerEntry(
    Guid Session,
    string Kind,
    SessionMove Move,
    Guid? Proposal,
    Instant StartsAt,
    Instant At
);

/// <summary>How a session stands in the ledger.</summary>
/// <param name="Move">The last thing that counts of it.</param>
/// <param name="Proposal">The proposal it drew on.</param>
/// <param name="StartsAt">When it begins.</param>
public sealed record LedgerStanding(SessionMove Move, Guid Proposal, Instant StartsAt)
{
    /// <summary>Booked, and neither held nor cancelled.</summary>
    public bool IsBooked => Move is SessionMove.Booked or SessionMove.Moved;

    /// <summary>One of the proposal is reserved or used for it.</summary>
    public bool Draws => Move is not SessionMove.Cancelled;
}

/// <summary>A kind's sessions at an instant: bought = booked + held + cancelled late + expired + left.</summary>
/// <param name="Kind">The policy's id of the kind.</param>
/// <param name="Bought">By the proposals that stand.</param>
/// <param name="Booked">Neither held nor cancelled.</param>
/// <param name="Held">Were held.</param>
/// <param name="Cancelled">Were cancelled in time or by the provider: they cost nothing.</param>
/// <param name="CancelledLate">Were cancelled too late: they are used.</param>
/// <param name="Expired">Nobody booked them before their proposal ended.</param>
/// <param name="Left">Can be booked.</param>
public sealed record KindFigures(
    string Kind,
    int Bought,
    int Booked,
    int Held,
    int Cancelled,
    int CancelledLate,
    int Expired,
    int Left
);
