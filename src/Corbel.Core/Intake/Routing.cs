using Corbel.Core.Access;
using Corbel.Core.Policy;

namespace Corbel.Core.Intake;

/// <summary>Why a message waits for staff.</summary>
public enum HoldReason
{
    /// <summary>The parser could not read it.</summary>
    Unreadable,
    UnknownSender,

    /// <summary>An answer to a ticket by somebody who does not belong to it.</summary>
    StrangerOnThread,

    /// <summary>Mail by a person of the provider.</summary>
    StaffByMail,

    /// <summary>A call that was answered, and that nobody wrote down.</summary>
    UnwrittenCall,
}

/// <summary>What is known of a readable message when it is routed.</summary>
/// <param name="Sender">The active person whose address it bears, or null.</param>
/// <param name="Machine">Whether a machine wrote it.</param>
/// <param name="Quiet">Whether it must get no automatic answer.</param>
/// <param name="Verified">Whether something vouches for the sender (RFC 8601), or nothing need.</param>
/// <param name="Thread">The ticket that a signed token names, or null.</param>
/// <param name="Answers">
/// Whether it bears the sender's own token for the thread, and a signature of the sender's domain holds (RFC 6376).
/// </param>
/// <param name="Returned">A mail of ours on the thread that came back by this message, or null.</param>
public sealed record MessageFacts(
    Actor? Sender,
    bool Machine,
    bool Quiet,
    bool Verified,
    TicketFacts? Thread,
    bool Answers,
    Returned? Returned
);

/// <summary>A mail of ours that came back.</summary>
/// <param name="Reply">The number of the reply whose contact it made; null for a copy, which makes none.</param>
public sealed record Returned(int? Reply);

/// <summary>What becomes of a message.</summary>
public abstract record Route
{
    /// <summary>A new issue, by the sender.</summary>
    /// <param name="Acknowledge">
    /// Whether the sender gets an automatic acknowledgement: never where nothing vouches for the address, which may be anybody's.
    /// </param>
    public sealed record NewIssue(bool Acknowledge) : Route;

    /// <summary>A message on the ticket that the token names.</summary>
    public sealed record OnThread(bool Machine) : Route;

    /// <summary>
    /// A note on the ticket that the token names: somebody of the customer's own desk wrote it by mail, or somebody of its
    /// desk on a marked one.
    /// </summary>
    public sealed record NoteOnThread : Route;

    /// <summary>An answer to the customer: somebody of the desk that the ticket is on wrote it by mail.</summary>
    public sealed record StaffAnswer : Route;

    /// <inheritdoc cref="Intake.Returned" />
    public sealed record Bounce(int? Reply) : Route;

    /// <summary>It waits for staff.</summary>
    public sealed record Held(HoldReason Why) : Route;
}

/// <summary>Where a message goes (clause 7 and the readings "unknown sender", "who may log what").</summary>
public static class Routing
{
    /// <summary>Decides for a readable message.</summary>
    public static Route Decide(MessageFacts facts) =>
        facts switch
        {
            { Returned: { } returned, Thread: not null } => new Route.Bounce(returned.Reply),
            // Of a marked issue nothing is answered by mail, and nothing of it may lie among held mail.
            { Thread: { Mark: not null } marked, Sender: { } of }
                when May.OnItsDesk(of, marked) && !marked.IsOf(of.Person) => new Route.NoteOnThread(),
            { Answers: true, Machine: false, Thread: { } worked, Sender: { } by } when May.Work(by, worked) =>
                new Route.StaffAnswer(),
            // What the people of a customer's own desk write is that desk's: neither the reporter's words, nor the provider's
            // to read among held mail.
            { Thread: { Desk: not null } own, Sender: { } of } when May.Work(of, own) && !own.IsOf(of.Person) =>
                new Route.NoteOnThread(),
            // The token says where a text belongs, not who wrote it: only people of the ticket's organisation enter.
            { Thread: { } thread, Sender: { IsStaff: false } sender } when sender.Organisation == thread.Organisation =>
                new Route.OnThread(facts.Machine),
            { Sender.IsStaff: true } => new Route.Held(HoldReason.StaffByMail),
            { Thread: not null } => new Route.Held(HoldReason.StrangerOnThread),
            { Sender: null } => new Route.Held(HoldReason.UnknownSender),
            _ => new Route.NewIssue(Acknowledge: facts is { Quiet: false, Verified: true }),
        };

    /// <summary>
    /// On whose desk a new issue opens: a customer's own (the customer), or the provider's (null). Partner users arrive at the
    /// desk of their customer (clause 3). The people of a customer log with the provider, with the full clock from receipt,
    /// unless they choose their own desk, or the reading sends them there first (reading "who may log what").
    /// </summary>
    /// <param name="sender">Who logs it.</param>
    /// <param name="partnerOf">The customer that the sender's organisation is a partner of; null for others.</param>
    /// <param name="whoMayLog">How the policy is read, for this customer.</param>
    /// <param name="asksOwnDesk">The sender chose the own desk.</param>
    /// <exception cref="ArgumentException">A partner user whose organisation is nobody's partner.</exception>
    public static Guid? DeskOf(Actor sender, Guid? partnerOf, WhoMayLogReading whoMayLog, bool asksOwnDesk) =>
        sender.Role switch
        {
            Role.PartnerUser => partnerOf ?? throw new ArgumentException("whose partner is it?", nameof(partnerOf)),
            Role.RegisteredUser or Role.DeskAgent when whoMayLog == WhoMayLogReading.OwnDeskFirst =>
                sender.Organisation,
            Role.Administrator or Role.DeskAgent or Role.RegisteredUser when asksOwnDesk => sender.Organisation,
            _ => null,
        };
}
