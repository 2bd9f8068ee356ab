using Corbel.Core.Tickets;

namespace Corbel.Core.Access;

/// <summary>One pure function a question of permission. Missing and forbidden look the same to who asks.</summary>
public static class May
{
    /// <summary>
    /// Staff see every ticket; an administrator those of the own organisation; a registered or partner user those they
    /// logged themselves or take part in, because an issue of theirs goes on there.
    /// </summary>
    public static bool See(Actor actor, TicketFacts ticket) =>
        actor.Role switch
        {
            Role.Owner or Role.Manager or Role.Agent => true,
            Role.Administrator => actor.Organisation == ticket.Organisation,
            Role.RegisteredUser or Role.PartnerUser => actor.Organisation == ticket.Organisation
                && (actor.Person == ticket.Reporter || ticket.Participants?.Contains(actor.Person) == true),
            _ => false,
        };

    /// <summary>Customers see what was said to them or by them, and what was promised; notes and assignments are staff's.</summary>
    public static bool SeeEntry(Actor actor, Happening what) => actor.IsStaff || !IsInternal(what);

    /// <summary>An entry that only staff see.</summary>
    public static bool IsInternal(Happening what) => what is StaffNote or Assignment or Warning;

    /// <summary>Work on tickets as staff do: note, severity, assignee, resolve, mark as a new problem.</summary>
    public static bool Work(Actor actor) => actor.IsStaff;

    /// <summary>Write on a ticket that one sees.</summary>
    public static bool Write(Actor actor, TicketFacts ticket) => See(actor, ticket);

    /// <summary>Log an issue with the provider (clause 7); partner users' issues arrive at the customer's desk first.</summary>
    public static bool Log(Actor actor) => actor.Role is Role.Administrator or Role.RegisteredUser or Role.PartnerUser;

    /// <summary>See mail that was held, place it, and read raw messages that no ticket holds.</summary>
    public static bool SeeHeld(Actor actor) => actor.IsStaff;

    /// <summary>See the numbers of the whole desk, not of one customer.</summary>
    public static bool SeeWholeDesk(Actor actor) => actor.IsStaff;

    /// <summary>Record and withdraw what was agreed otherwise with a customer (preamble).</summary>
    public static bool Vary(Actor actor) => actor.Role is Role.Owner or Role.Manager;

    /// <summary>Read what was agreed otherwise with a customer: its own people and staff, nobody else.</summary>
    public static bool SeeVariation(Actor actor, Guid customer) =>
        actor.IsStaff || (actor.Role is Role.Administrator or Role.RegisteredUser && actor.Organisation == customer);

    /// <summary>Post a version of the policy, and answer objections to one.</summary>
    public static bool PostPolicy(Actor actor) => actor.Role is Role.Owner or Role.Manager;

    /// <summary>Object to a version of the policy in the name of one's organisation.</summary>
    public static bool Object(Actor actor) => actor.Role == Role.Administrator;

    /// <summary>See what a customer accepted and objected to: staff, and everybody of that customer.</summary>
    public static bool SeeContract(Actor actor, Guid customer) => actor.IsStaff || actor.Organisation == customer;
}
