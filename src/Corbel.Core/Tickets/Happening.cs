using System.Text.Json.Serialization;
using NodaTime;

namespace Corbel.Core.Tickets;

/// <summary>How an issue or a message reached the desk, or how a contact was made (clause 7).</summary>
public enum Channel
{
    Mail,
    Portal,
    Chat,
    Telephone,
}

/// <summary>On whose side somebody stands who did something.</summary>
public enum Party
{
    Provider,
    Customer,
    System,
}

/// <summary>Where the received instant was taken from (POLICY.md, readings: "received").</summary>
public enum ReceivedBasis
{
    /// <summary>The desk's own custody of the message.</summary>
    Custody,

    /// <summary>The time of the file in the drop.</summary>
    FileTime,

    /// <summary>The arrival of the HTTP request.</summary>
    Arrival,

    /// <summary>The IMAP INTERNALDATE, where plausible.</summary>
    InternalDate,
}

/// <summary>How an issue ended.</summary>
public enum ResolutionOutcome
{
    Solved,

    /// <summary>Not attributable to the product: recorded with its reason; clock and verdict stay.</summary>
    NotAttributable,
}

/// <summary>
/// What one journal entry says happened. No personal text stands here: words lie in a content of their own, of which the
/// entry carries a salted SHA-256. Identifiers of people and messages are opaque.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Receipt), "receipt")]
[JsonDerivedType(typeof(CustomerMessage), "customer-message")]
[JsonDerivedType(typeof(StaffReply), "staff-reply")]
[JsonDerivedType(typeof(StaffNote), "staff-note")]
[JsonDerivedType(typeof(Acknowledgement), "acknowledgement")]
[JsonDerivedType(typeof(Contact), "contact")]
[JsonDerivedType(typeof(DeliveryFailure), "delivery-failure")]
[JsonDerivedType(typeof(SeverityChoice), "severity-choice")]
[JsonDerivedType(typeof(Assignment), "assignment")]
[JsonDerivedType(typeof(Resolution), "resolution")]
[JsonDerivedType(typeof(Reopening), "reopening")]
public abstract record Happening;

/// <summary>
/// The issue was received: always the first entry, and the start of the first cycle. The entry's happened-at is the received
/// instant.
/// </summary>
/// <param name="Channel">The channel it came by.</param>
/// <param name="Organisation">The customer's organisation.</param>
/// <param name="Reporter">The person who logged it.</param>
/// <param name="StatedSeverity">The severity id that the customer stated, or null where none was stated.</param>
/// <param name="Basis">Where the received instant was taken from.</param>
/// <param name="PolicyVersion">SHA-256, in hex, of the policy version in force at receipt.</param>
/// <param name="Message">The raw message in custody, or null.</param>
/// <param name="Language">The language the customer is answered in: en or nl.</param>
public sealed record Receipt(
    Channel Channel,
    Guid Organisation,
    Guid Reporter,
    string? StatedSeverity,
    ReceivedBasis Basis,
    string PolicyVersion,
    Guid? Message,
    string Language
) : Happening;

/// <summary>A later message from the customer's side.</summary>
/// <param name="Channel">The channel it came by.</param>
/// <param name="Message">The raw message in custody.</param>
/// <param name="Machine">A machine wrote it, such as an out-of-office notice: it awaits no answer and never reopens.</param>
public sealed record CustomerMessage(Channel Channel, Guid? Message, bool Machine) : Happening;

/// <summary>
/// A message by a person of the provider to the customer. By itself no contact: <see cref="Contact"/> says when it was one.
/// </summary>
public sealed record StaffReply(Channel Channel) : Happening;

/// <summary>A note among staff. Never contact, never seen by a customer.</summary>
public sealed record StaffNote : Happening;

/// <summary>An automatic acknowledgement was sent. Never contact.</summary>
public sealed record Acknowledgement(Channel Channel) : Happening;

/// <summary>
/// A reply became a contact: the relay took the mail (250), or the line was committed in the portal. The entry's
/// happened-at is that instant.
/// </summary>
/// <param name="Channel">The channel it went by.</param>
/// <param name="Reply">The number of the reply's own entry.</param>
public sealed record Contact(Channel Channel, int Reply) : Happening;

/// <summary>A reply that counted as contact came back: the contact falls and the clock runs again.</summary>
/// <param name="Reply">The number of the reply's own entry.</param>
public sealed record DeliveryFailure(int Reply) : Happening;

/// <summary>A severity was set after receipt, by staff or by the customer (the entry's party says which).</summary>
public sealed record SeverityChoice(string Severity) : Happening;

/// <summary>The ticket was given to a person of staff, or to nobody.</summary>
public sealed record Assignment(Guid? Assignee) : Happening;

/// <summary>The issue was resolved. Never contact.</summary>
public sealed record Resolution(ResolutionOutcome Outcome) : Happening;

/// <summary>
/// A new cycle with a first-response clock of its own: by the Reopen button, or by a person marking a customer's message as
/// a new problem.
/// </summary>
/// <param name="Message">The number of the message's entry, or null for the button.</param>
/// <param name="Received">The instant from which the new cycle's clock counts.</param>
public sealed record Reopening(int? Message, Instant Received) : Happening;
