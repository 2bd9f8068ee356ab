using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;

namespace Corbel.Core.Access;

/// <summary>One pure function a question of permission. Missing and forbidden look the same to who asks.</summary>
public static class May
{
    /// <summary>
    /// Who works on a desk sees every ticket on it. Staff of the provider see nothing of a customer's own desk: the thread
    /// between a customer and its partner users is the customer's (clause 3). Of the provider's desk an administrator sees
    /// the tickets of the own organisation, a desk agent those that the own desk handed over; everybody else sees what they
    /// logged themselves or take part in, because an issue of theirs goes on there.
    /// </summary>
    public static bool See(Actor actor, TicketFacts ticket) =>
        Work(actor, ticket)
        || (
            Opens(actor, ticket)
            && actor.Organisation == ticket.Organisation
            && actor.Role switch
            {
                Role.Administrator => ticket.Desk is null,
                Role.DeskAgent => (ticket.Desk is null && ticket.HandedOver) || ticket.IsOf(actor.Person),
                Role.RegisteredUser or Role.PartnerUser => ticket.IsOf(actor.Person),
                _ => false,
            }
        );

    /// <summary>
    /// Whether a mark leaves a ticket open to somebody who would see it without one (clause 11): to staff with a clearance
    /// that opens it, and on its need-to-know list where the policy asks for that too; of the customer to who logged it, the
    /// administrators, and whom those name.
    /// </summary>
    public static bool Opens(Actor actor, TicketFacts ticket)
    {
        if (ticket.Mark is not { } mark)
            return true;
        var listed = ticket.Listed?.Contains(actor.Person) == true;
        return actor.IsStaff
            ? actor.Opens.Contains(mark) && (listed || !ticket.NeedsList)
            : actor.Role == Role.Administrator || ticket.Reporter == actor.Person || listed;
    }

    /// <summary>
    /// Set a mark or raise one (clause 11): the people of the customer that the policy names, on what they see. Staff who
    /// work on a ticket write down that the customer said so.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="allowed">The roles that the policy lets raise.</param>
    public static bool RaiseMark(Actor actor, TicketFacts ticket, ImmutableArray<PolicyRole> allowed) =>
        See(actor, ticket) && (actor.IsStaff || allowed.Contains(RoleOf(actor)));

    /// <summary>Lower a mark or take it off, with a reason: never staff of the provider (clause 11).</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="allowed">The roles that the policy lets lower.</param>
    public static bool LowerMark(Actor actor, TicketFacts ticket, ImmutableArray<PolicyRole> allowed) =>
        See(actor, ticket) && !actor.IsStaff && allowed.Contains(RoleOf(actor));

    /// <summary>
    /// Put colleagues on the need-to-know list of a marked ticket, or take them off: staff who see it, for staff; who logged
    /// it and the administrators, for the customer's people.
    /// </summary>
    public static bool NameForMarked(Actor actor, TicketFacts ticket) =>
        ticket.Mark is not null
        && See(actor, ticket)
        && (actor.IsStaff || actor.Role == Role.Administrator || ticket.Reporter == actor.Person);

    /// <summary>Propose clearances of staff, and grant what another proposed.</summary>
    public static bool GrantClearance(Actor actor) => actor.Role is Role.Owner or Role.Manager;

    /// <summary>Read who saw a marked ticket and when: its customer's administrators, and staff who see the ticket.</summary>
    public static bool SeeAccessLog(Actor actor, TicketFacts ticket) =>
        See(actor, ticket) && (actor.IsStaff || actor.Role == Role.Administrator);

    private static PolicyRole RoleOf(Actor actor) =>
        actor.Role switch
        {
            Role.Administrator => PolicyRole.CustomerAdministrator,
            Role.DeskAgent => PolicyRole.DeskAgent,
            Role.PartnerUser => PolicyRole.PartnerUser,
            _ => PolicyRole.RegisteredUser,
        };

    /// <summary>
    /// Who sees a ticket sees what was said to its reporter or by them, and what was promised. Notes, assignments, warnings
    /// and what passes between a customer's own desk and the provider are for the people of the desk it is on.
    /// </summary>
    public static bool SeeEntry(Actor actor, TicketFacts ticket, Happening what) =>
        !IsInternal(what) || Work(actor, ticket);

    /// <summary>An entry that only the people of the ticket's desk see.</summary>
    public static bool IsInternal(Happening what) =>
        what is StaffNote or Assignment or Warning or Tickets.HandOver or HandBack or NeedToKnow { Staff: true };

    /// <summary>
    /// Work on a ticket as its desk does: answer, note, severity, assignee, resolve, mark as a new problem. Staff of the
    /// provider on the provider's desk; administrators and desk agents of a customer on that customer's own.
    /// </summary>
    public static bool Work(Actor actor, TicketFacts ticket) => OnItsDesk(actor, ticket) && Opens(actor, ticket);

    /// <summary>Works on the desk that has the ticket, whatever its mark.</summary>
    public static bool OnItsDesk(Actor actor, TicketFacts ticket) =>
        ticket.Desk is { } desk ? actor.OwnDesk == desk : actor.IsStaff;

    /// <summary>Write on a ticket as the side that logged it: who sees it, but not who works on it, save on what is theirs.</summary>
    public static bool Write(Actor actor, TicketFacts ticket) =>
        See(actor, ticket) && (!Work(actor, ticket) || ticket.IsOf(actor.Person));

    /// <summary>
    /// Hand an issue on the customer's own desk over to the provider: its administrators (clause 4), and whom a variation
    /// names besides.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="ticket">The ticket on the customer's own desk.</param>
    /// <param name="allowed">The roles that the policy lets hand over.</param>
    public static bool HandOver(Actor actor, TicketFacts ticket, ImmutableArray<PolicyRole> allowed) =>
        ticket.Desk is not null
        && Work(actor, ticket)
        && actor.Role switch
        {
            Role.Administrator => allowed.Contains(PolicyRole.CustomerAdministrator),
            Role.DeskAgent => allowed.Contains(PolicyRole.DeskAgent),
            _ => false,
        };

    /// <summary>Log an issue (clause 7). On whose desk it opens is the routing's business.</summary>
    public static bool Log(Actor actor) => !actor.IsStaff;

    /// <summary>See mail that was held, place it, and read raw messages that no ticket holds.</summary>
    public static bool SeeHeld(Actor actor) => actor.IsStaff;

    /// <summary>See the numbers of the provider's whole desk, not of one customer.</summary>
    public static bool SeeWholeDesk(Actor actor) => actor.IsStaff;

    /// <summary>Record and withdraw what was agreed otherwise with a customer (preamble).</summary>
    public static bool Vary(Actor actor) => actor.Role is Role.Owner or Role.Manager;

    /// <summary>Read what was agreed otherwise with a customer: its own people and staff, nobody else.</summary>
    public static bool SeeVariation(Actor actor, Guid customer) =>
        actor.IsStaff
        || (
            actor.Role is Role.Administrator or Role.DeskAgent or Role.RegisteredUser && actor.Organisation == customer
        );

    /// <summary>Post a version of the policy, and answer objections to one.</summary>
    public static bool PostPolicy(Actor actor) => actor.Role is Role.Owner or Role.Manager;

    /// <summary>Object to a version of the policy in the name of one's organisation.</summary>
    public static bool Object(Actor actor) => actor.Role == Role.Administrator;

    /// <summary>See what a customer accepted and objected to: staff, and everybody of that customer.</summary>
    public static bool SeeContract(Actor actor, Guid customer) => actor.IsStaff || actor.Organisation == customer;

    /// <summary>Write down what a clause owes and the desk cannot measure, and correct it: who answers for it.</summary>
    public static bool Record(Actor actor) => actor.Role is Role.Manager or Role.Owner;

    /// <summary>
    /// Read what was written down of a clause: staff all of it; everybody else what concerns all customers, and the own
    /// organisation.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="organisation">The customer it is about; null for all.</param>
    public static bool SeeRecord(Actor actor, Guid? organisation) =>
        actor.IsStaff || organisation is null || organisation == actor.Organisation;

    /// <summary>
    /// Open the document of a record. A report tells of every issue of a customer, so only its administrators read that.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="organisation">The customer it is about; null for all.</param>
    public static bool OpenRecord(Actor actor, Guid? organisation) =>
        SeeRecord(actor, organisation) && (actor.IsStaff || organisation is null || actor.Role == Role.Administrator);

    /// <summary>Plan, announce and cancel maintenance: every customer is mailed, and the month's verdict hangs on it.</summary>
    public static bool Maintain(Actor actor) => actor.Role is Role.Manager or Role.Owner;

    /// <summary>Propose that a cause was outside the provider's control, and consent to another's proposal (clause 1).</summary>
    public static bool Exclude(Actor actor) => actor.Role is Role.Manager or Role.Owner;

    /// <summary>Have the news of the status page sent to an address of the own organisation.</summary>
    public static bool KeepWebhooks(Actor actor) => actor.Role == Role.Administrator;

    /// <summary>Open incidents, write their timelines, link tickets to them, and tell those affected.</summary>
    public static bool RunIncidents(Actor actor) => actor.IsStaff;
}
