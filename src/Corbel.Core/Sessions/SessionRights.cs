using Corbel.Core.Access;

namespace Corbel.Core.Sessions;

/// <summary>Who may do what with sessions (clause 5).</summary>
public static class SessionRights
{
    /// <summary>Record what a customer bought.</summary>
    public static bool RecordProposal(Actor actor) => actor.Role is Role.Owner or Role.Manager;

    /// <summary>Offer times, hold sessions and correct what was written.</summary>
    public static bool Offer(Actor actor) => actor.IsStaff;

    /// <summary>
    /// Book, move and cancel for a customer: its administrators, as they answer for what it bought, and staff in its name.
    /// </summary>
    public static bool Book(Actor actor, Guid customer) =>
        actor.IsStaff || (actor.Role == Role.Administrator && actor.Organisation == customer);

    /// <summary>See what a customer bought and what is left: staff, and its own people.</summary>
    public static bool See(Actor actor, Guid customer) =>
        actor.IsStaff || (actor.Role != Role.PartnerUser && actor.Organisation == customer);

    /// <summary>
    /// See a session: staff, the customer's administrators, and who is invited. The same holds of what a person was brought to.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="customer">Whose session it is.</param>
    /// <param name="invited">Whether the session or the skill is the asker's own.</param>
    public static bool SeeSession(Actor actor, Guid customer, bool invited) =>
        Book(actor, customer) || (invited && See(actor, customer));
}
