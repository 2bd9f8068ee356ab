using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Sessions;

/// <summary>
/// What a customer bought and what was drawn from it (clause 5): a pure function of the proposals and the entries written so
/// far. A new entry comes out of it or a refusal; no proposal ever gives more than it has.
/// </summary>
public sealed class SessionLedger
{
    private readonly ImmutableArray<SessionGrant> grants;
    private readonly ImmutableDictionary<Guid, Line> sessions;

    private SessionLedger(ImmutableArray<SessionGrant> grants, ImmutableDictionary<Guid, Line> sessions) =>
        (this.grants, this.sessions) = (grants, sessions);

    /// <summary>The ledger of a customer.</summary>
    /// <param name="grants">What was bought.</param>
    /// <param name="entries">What was written, in its order.</param>
    public static SessionLedger Of(IEnumerable<SessionGrant> grants, IEnumerable<LedgerEntry> entries) =>
        entries.Aggregate(new SessionLedger([.. grants], ImmutableDictionary<Guid, Line>.Empty), (x, y) => x.With(y));

    /// <summary>The ledger with one entry more.</summary>
    public SessionLedger With(LedgerEntry entry)
    {
        var line =
            sessions.GetValueOrDefault(entry.Session) ?? new Line(entry.Kind, ImmutableStack<LedgerStanding>.Empty);
        var before = line.Standings.IsEmpty ? null : line.Standings.Peek();
        var standings =
            entry.Move == SessionMove.Corrected
                ? line.Standings.Pop()
                : line.Standings.Push(
                    new(entry.Move, entry.Proposal ?? before?.Proposal ?? Guid.Empty, entry.StartsAt)
                );
        return new(grants, sessions.SetItem(entry.Session, line with { Standings = standings }));
    }

    /// <summary>How a session stands; null where it was never booked.</summary>
    public LedgerStanding? Of(Guid session) =>
        sessions.GetValueOrDefault(session) is { Standings: { IsEmpty: false } standings } ? standings.Peek() : null;

    /// <summary>Of a proposal's sessions of a kind, those that nothing draws on.</summary>
    public int LeftOf(SessionGrant grant) =>
        grant.Count
        - sessions.Values.Count(x =>
            x.Kind == grant.Kind && x.Last is { Draws: true } last && last.Proposal == grant.Proposal
        );

    /// <summary>The proposal that a session would draw on: of those with one left the one that ends first.</summary>
    public SessionGrant? DrawsOn(string kind, Instant startsAt) =>
        grants
            .Where(x => x.Kind == kind && x.Covers(startsAt) && LeftOf(x) > 0)
            .OrderBy(x => x.Until)
            .ThenBy(x => x.From)
            .ThenBy(x => x.Proposal)
            .FirstOrDefault();

    /// <summary>Books a session.</summary>
    public Outcome<LedgerEntry> Book(Guid session, string kind, Instant startsAt, Instant now)
    {
        if (startsAt <= now)
            return SessionRefusals.InThePast;
        if (Of(session) is not null)
            return SessionRefusals.NotBooked;
        return DrawsOn(kind, startsAt) is { } grant
            ? new LedgerEntry(session, kind, SessionMove.Booked, grant.Proposal, startsAt, now)
            : SessionRefusals.NoneLeft;
    }

    /// <summary>
    /// Gives a session another time. It stays with its proposal where that covers the new time, so that a move never costs
    /// one that ends later.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="startsAt">Its new start.</param>
    /// <param name="byCustomer">The customer moves it: not later than it could cancel for nothing.</param>
    /// <param name="now">When.</param>
    public Outcome<LedgerEntry> Move(Guid session, Instant startsAt, bool byCustomer, Instant now)
    {
        if (Of(session) is not { IsBooked: true } standing)
            return SessionRefusals.NotBooked;
        if (startsAt <= now)
            return SessionRefusals.InThePast;
        if (byCustomer && IsLate(session, now))
            return SessionRefusals.TooLateToMove;
        var kind = sessions[session].Kind;
        var own = GrantOf(kind, standing.Proposal);
        var grant = own?.Covers(startsAt) == true ? own : DrawsOn(kind, startsAt);
        return grant is null
            ? SessionRefusals.NoneLeft
            : new LedgerEntry(session, kind, SessionMove.Moved, grant.Proposal, startsAt, now);
    }

    /// <summary>Cancels a session. A customer who does so too late has used it; the provider's cancelling costs nothing.</summary>
    public Outcome<LedgerEntry> Cancel(Guid session, bool byCustomer, Instant now)
    {
        if (Of(session) is not { IsBooked: true } standing)
            return SessionRefusals.NotBooked;
        if (byCustomer && standing.StartsAt <= now)
            return SessionRefusals.Begun;
        var late = byCustomer && IsLate(session, now);
        return Entry(session, late ? SessionMove.CancelledLate : SessionMove.Cancelled, standing, now);
    }

    /// <summary>Writes down that a session was held.</summary>
    public Outcome<LedgerEntry> Hold(Guid session, Instant now) =>
        Of(session) is not { IsBooked: true } standing ? SessionRefusals.NotBooked
        : standing.StartsAt > now ? SessionRefusals.NotBegun
        : Entry(session, SessionMove.Held, standing, now);

    /// <summary>
    /// Takes back that a session was held or cancelled: it is booked again. Refused where its proposal gave what the
    /// cancelling freed to another session meanwhile.
    /// </summary>
    public Outcome<LedgerEntry> Correct(Guid session, Instant now)
    {
        if (Of(session) is not { IsBooked: false } standing)
            return SessionRefusals.NothingToCorrect;
        if (!standing.Draws && GrantOf(sessions[session].Kind, standing.Proposal) is { } grant && LeftOf(grant) == 0)
            return SessionRefusals.NoneLeft;
        return Entry(session, SessionMove.Corrected, standing, now);
    }

    /// <summary>Whether a customer who cancels now does so too late. At the very instant that the notice begins it is in time.</summary>
    public bool IsLate(Guid session, Instant now) =>
        Of(session) is { } standing
        && GrantOf(sessions[session].Kind, standing.Proposal) is { } grant
        && now > standing.StartsAt - grant.Notice;

    /// <summary>The figures of each kind that was bought, in the order of the proposals.</summary>
    public ImmutableArray<KindFigures> Figures(Instant now) =>
        [.. grants.Select(x => x.Kind).Distinct(StringComparer.Ordinal).Select(x => FiguresOf(x, now))];

    private KindFigures FiguresOf(string kind, Instant now)
    {
        var own = grants.Where(x => x.Kind == kind).ToList();
        var standings = sessions
            .Values.Where(x => x.Kind == kind)
            .Select(x => x.Last)
            .OfType<LedgerStanding>()
            .ToList();
        return new(
            kind,
            own.Sum(x => x.Count),
            standings.Count(x => x.IsBooked),
            standings.Count(x => x.Move == SessionMove.Held),
            standings.Count(x => x.Move == SessionMove.Cancelled),
            standings.Count(x => x.Move == SessionMove.CancelledLate),
            own.Where(x => x.Until <= now).Sum(LeftOf),
            own.Where(x => x.Until > now).Sum(LeftOf)
        );
    }

    private SessionGrant? GrantOf(string kind, Guid proposal) =>
        grants.FirstOrDefault(x => x.Kind == kind && x.Proposal == proposal);

    private LedgerEntry Entry(Guid session, SessionMove move, LedgerStanding standing, Instant now) =>
        new(session, sessions[session].Kind, move, null, standing.StartsAt, now);

    /// <summary>A session's standings, the last on top: a correction takes one off.</summary>
    private sealed record Line(string Kind, ImmutableStack<LedgerStanding> Standings)
    {
        public LedgerStanding? Last => Standings.IsEmpty ? null : Standings.Peek();
    }
}
