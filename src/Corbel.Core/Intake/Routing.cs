using Corbel.Core.Access;

namespace Corbel.Core.Intake;

/// <summary>Why a message waits for staff.</summary>
public enum HoldReason
{
    /// <summary>The parser could not read it.</summary>
    Unreadable,
    UnknownSender,

    /// <summary>A partner user's issue belongs to the customer's own desk (clause 3), which is not built yet.</summary>
    PartnerUser,

    /// <summary>An answer to a ticket by somebody who does not belong to it.</summary>
    StrangerOnThread,

    /// <summary>Mail by a person of the provider.</summary>
    StaffByMail,
}

/// <summary>What is known of a readable message when it is routed.</summary>
/// <param name="Sender">The active person whose address it bears, or null.</param>
/// <param name="Machine">Whether a machine wrote it.</param>
/// <param name="Quiet">Whether it must get no automatic answer.</param>
/// <param name="Thread">The ticket that a signed token names, or null.</param>
/// <param name="BouncedReply">The number of the reply that came back by this message, or null.</param>
public sealed record MessageFacts(Actor? Sender, bool Machine, bool Quiet, TicketFacts? Thread, int? BouncedReply);

/// <summary>What becomes of a message.</summary>
public abstract record Route
{
    /// <summary>A new issue, by the sender.</summary>
    /// <param name="Acknowledge">Whether the sender gets an automatic acknowledgement.</param>
    public sealed record NewIssue(bool Acknowledge) : Route;

    /// <summary>A message on the ticket that the token names.</summary>
    public sealed record OnThread(bool Machine) : Route;

    /// <summary>A reply of ours came back.</summary>
    public sealed record Bounce(int Reply) : Route;

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
            { BouncedReply: { } reply, Thread: not null } => new Route.Bounce(reply),
            // The token says where a text belongs, not who wrote it: only people of the ticket's organisation enter.
            { Thread: { } thread, Sender: { IsStaff: false } sender } when sender.Organisation == thread.Organisation =>
                new Route.OnThread(facts.Machine),
            { Sender.IsStaff: true } => new Route.Held(HoldReason.StaffByMail),
            { Thread: not null } => new Route.Held(HoldReason.StrangerOnThread),
            { Sender: null } => new Route.Held(HoldReason.UnknownSender),
            { Sender.Role: Role.PartnerUser } => new Route.Held(HoldReason.PartnerUser),
            _ => new Route.NewIssue(Acknowledge: !facts.Quiet),
        };
}
