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
    /// <summary>The side whose desk the ticket is on, which owes the answer: the provider, or a customer on its own desk.</summary>
    Provider,

    /// <summary>The side that logged it.</summary>
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

    /// <summary>A person of staff wrote it down: when a call or a chat began that no machine here took.</summary>
    ToldByStaff,

    /// <summary>The start of the call, as a telephone system told it.</summary>
    CallStart,
}

/// <summary>How an issue ended.</summary>
public enum ResolutionOutcome
{
    Solved,

    /// <summary>Not attributable to the product: recorded with its reason; clock and verdict stay.</summary>
    NotAttributable,

    /// <summary>Handed back to the customer's own desk with a reason.</summary>
    SentBack,
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
[JsonDerivedType(typeof(SenderAcceptance), "sender-acceptance")]
[JsonDerivedType(typeof(Contact), "contact")]
[JsonDerivedType(typeof(DeliveryFailure), "delivery-failure")]
[JsonDerivedType(typeof(ContactElsewhere), "contact-elsewhere")]
[JsonDerivedType(typeof(SeverityChoice), "severity-choice")]
[JsonDerivedType(typeof(SeverityObjection), "severity-objection")]
[JsonDerivedType(typeof(SeverityDecision), "severity-decision")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(WaitEnd), "wait-end")]
[JsonDerivedType(typeof(HolidayChange), "holiday-change")]
[JsonDerivedType(typeof(Merge), "merge")]
[JsonDerivedType(typeof(MergedIn), "merged-in")]
[JsonDerivedType(typeof(Participation), "participation")]
[JsonDerivedType(typeof(Split), "split")]
[JsonDerivedType(typeof(HandOver), "hand-over")]
[JsonDerivedType(typeof(HandBack), "hand-back")]
[JsonDerivedType(typeof(Warning), "warning")]
[JsonDerivedType(typeof(Assignment), "assignment")]
[JsonDerivedType(typeof(Resolution), "resolution")]
[JsonDerivedType(typeof(Reopening), "reopening")]
[JsonDerivedType(typeof(Marking), "marking")]
[JsonDerivedType(typeof(MarkLowering), "mark-lowering")]
[JsonDerivedType(typeof(NeedToKnow), "need-to-know")]
[JsonDerivedType(typeof(MarkNotice), "mark-notice")]
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
) : Happening
{
    /// <summary>The organisation whose desk the ticket is on: the provider (none named), or a customer with a desk of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Desk { get; init; }

    /// <summary>The customer's name where the policy names customers in its targets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Customer { get; init; }

    /// <summary>The id of the product it is about, where the policy knows several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Product { get; init; }

    /// <summary>SHA-256, in hex, of the variations agreed with the customer that were in force at receipt; none where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Variations { get; init; }

    /// <summary>SHA-256, in hex, of the holiday lists known at receipt; none: the first that the desk knew.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Holidays { get; init; }

    /// <summary>A call by somebody who may use the telephone by courtesy only (clause 7). Written only where it was one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Courtesy { get; init; }

    /// <summary>The person of staff who logged it for the reporter; none where the reporter's own message came in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? LoggedBy { get; init; }

    /// <summary>The ticket on the customer's own desk that was handed over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? HandedOverFrom { get; init; }

    /// <summary>The ticket that it was split from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? SplitFrom { get; init; }

    /// <summary>Nothing vouches for the mail's sender (RFC 8601): it starts the clock and acts with no one's rights.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unverified { get; init; }
}

/// <summary>A later message from the customer's side.</summary>
/// <param name="Channel">The channel it came by.</param>
/// <param name="Message">The raw message in custody.</param>
/// <param name="Machine">A machine wrote it, such as an out-of-office notice: it awaits no answer and never reopens.</param>
public sealed record CustomerMessage(Channel Channel, Guid? Message, bool Machine) : Happening
{
    /// <inheritdoc cref="Receipt.Unverified" />
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unverified { get; init; }

    /// <summary>The person of staff who wrote down what was said on the telephone; none where the message itself came in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? LoggedBy { get; init; }
}

/// <summary>
/// A message by a person of the provider to the customer. By itself no contact: <see cref="Contact"/> says when it was one.
/// </summary>
/// <param name="Channel">The channel it goes by.</param>
public sealed record StaffReply(Channel Channel) : Happening
{
    /// <summary>It is marked as a report of how things stand (clause 2.1).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Report { get; init; }
}

/// <summary>A note among staff. Never contact, never seen by a customer.</summary>
public sealed record StaffNote : Happening
{
    /// <summary>It came by mail and nothing vouches for its sender.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unverified { get; init; }
}

/// <summary>Staff accept that a message whose sender nothing vouched for is from the person whose address it bears.</summary>
/// <param name="Entry">The number of the message's entry.</param>
public sealed record SenderAcceptance(int Entry) : Happening;

/// <summary>An automatic acknowledgement was sent. Never contact.</summary>
public sealed record Acknowledgement(Channel Channel) : Happening;

/// <summary>
/// A reply became a contact: the relay took the mail (250), the line was committed in the portal, or the call ended in which
/// an agent spoke to the person. The entry's happened-at is that instant.
/// </summary>
/// <param name="Channel">The channel it went by.</param>
/// <param name="Reply">The number of the reply's own entry.</param>
public sealed record Contact(Channel Channel, int Reply) : Happening;

/// <summary>A reply that counted as contact came back: the contact falls and the clock runs again.</summary>
/// <param name="Reply">The number of the reply's own entry.</param>
public sealed record DeliveryFailure(int Reply) : Happening
{
    /// <summary>The ticket that the reply stands on, where it is another one: a <see cref="ContactElsewhere"/> falls.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Ticket { get; init; }
}

/// <summary>
/// The customer was contacted on another ticket in a way that answers this one: by a reply on the ticket that this one was
/// merged into, or by one that had answered the message which this one was split off with.
/// </summary>
/// <param name="Channel">The channel it went by.</param>
/// <param name="Ticket">The other ticket.</param>
/// <param name="Reply">The number of the reply's entry there.</param>
public sealed record ContactElsewhere(Channel Channel, Guid Ticket, int Reply) : Happening;

/// <summary>
/// A severity was set after receipt, by staff or by the customer (the entry's party says which). Staff that set the one
/// which the customer claims agree with it; a lower one disputes it.
/// </summary>
public sealed record SeverityChoice(string Severity) : Happening;

/// <summary>The customer objects, once, to a severity lower than the one it claims (reading "severity in dispute").</summary>
public sealed record SeverityObjection : Happening;

/// <summary>The provider decides after the objection: from then on this severity drives.</summary>
public sealed record SeverityDecision(string Severity) : Happening;

/// <summary>
/// The desk waits for something that it asked the customer for (clause 10). It ends with the customer's next message, or with
/// a <see cref="WaitEnd"/>.
/// </summary>
/// <param name="Asked">The number of the reply that asked.</param>
public sealed record Wait(int Asked) : Happening;

/// <summary>The desk no longer needs what it asked for.</summary>
public sealed record WaitEnd : Happening;

/// <summary>
/// The holiday lists changed while clocks of this ticket ran: those that have not run out are counted by the new lists.
/// </summary>
/// <param name="Holidays">SHA-256, in hex, of the new lists.</param>
public sealed record HolidayChange(string Holidays) : Happening;

/// <summary>This ticket goes on in another one. Never contact.</summary>
public sealed record Merge(Guid Into) : Happening;

/// <summary>Another ticket goes on in this one.</summary>
public sealed record MergedIn(Guid From) : Happening
{
    /// <summary>The customer waited for an answer there; it is owed here now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AwaitsAnswer { get; init; }
}

/// <summary>
/// Somebody of the customer takes part besides the reporter, because an issue of theirs goes on here: sees the ticket and
/// gets copies of the answers.
/// </summary>
public sealed record Participation(Guid Person) : Happening
{
    /// <summary>The people of a journal who take part besides the reporter, in the order in which they came.</summary>
    public static IEnumerable<Guid> Of(IEnumerable<Entry> journal) =>
        journal.Select(x => x.What).OfType<Participation>().Select(x => x.Person);
}

/// <summary>A message of this ticket became a ticket of its own.</summary>
/// <param name="Into">The new ticket.</param>
/// <param name="Message">The number of the message's entry here.</param>
public sealed record Split(Guid Into, int Message) : Happening
{
    /// <summary>No other message of the customer is left unanswered here: nothing is awaited any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LeavesNothing { get; init; }
}

/// <summary>The customer's own desk handed the issue over to the provider, with the steps to reproduce it (clauses 2.2, 4).</summary>
/// <param name="To">The ticket on the provider's desk.</param>
public sealed record HandOver(Guid To) : Happening;

/// <summary>The provider gave an issue that was handed over back to the customer's own desk; its reason stands there.</summary>
/// <param name="From">The ticket on the provider's desk.</param>
public sealed record HandBack(Guid From) : Happening;

/// <summary>Somebody was warned that a clock runs out soon.</summary>
/// <param name="Clock">What the clock measures.</param>
/// <param name="Number">The clock's number among those of its kind.</param>
/// <param name="Due">The due instant at that time.</param>
/// <param name="Index">The place of the warning in the target's list, from 0.</param>
public sealed record Warning(Policy.TargetKind Clock, int Number, Instant Due, int Index) : Happening;

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

/// <summary>
/// The customer said that the issue, a message or a file holds data of a protective marking (clause 11). From then on the
/// ticket bears the highest mark of all of them.
/// </summary>
/// <param name="Mark">The id of the mark, of the policy in force then.</param>
/// <param name="Stands">The id of the ticket's mark from now on: the highest.</param>
public sealed record Marking(string Mark, string Stands) : Happening
{
    /// <summary>The number of the message that bears it; none: the whole ticket, or a file.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Entry { get; init; }

    /// <summary>The file that bears it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? File { get; init; }

    /// <summary>By the policy in force then staff need to be on the ticket's list too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NeedsList { get; init; }
}

/// <summary>A mark was lowered or taken off, with the reason as content.</summary>
/// <param name="Mark">The id of the mark that the same ticket, message or file bears from now on; none: no mark.</param>
/// <param name="Stands">The id of the ticket's mark from now on; none: no mark.</param>
public sealed record MarkLowering(string? Mark, string? Stands) : Happening
{
    /// <inheritdoc cref="Marking.Entry" />
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Entry { get; init; }

    /// <inheritdoc cref="Marking.File" />
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? File { get; init; }
}

/// <summary>Somebody was put on the need-to-know list of a marked ticket, or taken off it.</summary>
/// <param name="Person">Who.</param>
/// <param name="Listed">On the list from now on; else off it.</param>
public sealed record NeedToKnow(Guid Person, bool Listed) : Happening
{
    /// <summary>The person is of the desk, whose list is not the customer's to read in the thread.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Staff { get; init; }
}

/// <summary>What the customer was told of where a marked ticket goes (clause 11).</summary>
public enum MarkNews
{
    /// <summary>It may pass to another member of staff, with the clearance.</summary>
    MayPass,

    /// <summary>It has passed to a member of staff with the clearance.</summary>
    HasPassed,
}

/// <summary>The customer was told where a marked ticket goes. Never contact.</summary>
public sealed record MarkNotice(MarkNews News) : Happening;
