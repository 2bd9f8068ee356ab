using System.Text.Json.Serialization;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>A mail as an adapter brings it: raw bytes and what it knows of the delivery.</summary>
/// <param name="CustodyKey">Names the delivery, so that a second one of the same is no second message.</param>
/// <param name="Raw">The bytes as they came.</param>
/// <param name="ReceivedAt">When the desk, or the drop, received it.</param>
/// <param name="Basis">Where that instant was taken from.</param>
public sealed record ArrivedMail(string CustodyKey, byte[] Raw, Instant ReceivedAt, ReceivedBasis Basis)
{
    /// <summary>
    /// How the keys begin under which the same bytes are the same delivery: those of a mailbox that its server numbered anew.
    /// Null where each key is a delivery of its own.
    /// </summary>
    public string? SameBytesUnder { get; init; }
}

/// <summary>A form of the portal, sent by somebody who is signed in.</summary>
/// <param name="By">Who sent it.</param>
/// <param name="FormKey">Made when the form was shown: sending it twice is the same as once.</param>
/// <param name="Ticket">The number of the ticket it belongs to; null for a new issue.</param>
/// <param name="Subject">Needed for a new issue.</param>
/// <param name="Text">What the person wrote.</param>
/// <param name="Severity">The severity the person states; null where none was stated.</param>
/// <param name="Files">Attached files.</param>
/// <param name="ReceivedAt">Arrival of the request.</param>
public sealed record ArrivedForm(
    Actor By,
    Guid FormKey,
    long? Ticket,
    string Subject,
    string Text,
    string? Severity,
    IReadOnlyList<IncomingFile> Files,
    Instant ReceivedAt
)
{
    /// <summary>A new issue is meant for the own desk of the person's organisation, not for the provider.</summary>
    public bool OwnDesk { get; init; }

    /// <summary>The id of the mark that the person sets: on the issue, or on this message where it joins one.</summary>
    public string? Mark { get; init; }

    /// <summary>What staff add who write it down for the person; null where the person sent it.</summary>
    public Told? Told { get; init; }

    /// <summary>The call that a telephone system told of; null where there was none.</summary>
    public CameByCall? Call { get; init; }

    /// <summary>Who nobody vouches for says to be; null where the person is known.</summary>
    public Guest? Guest { get; init; }
}

/// <summary>What a guest of the chat says of themselves.</summary>
public sealed record Guest(string Name, string Email);

/// <summary>The call behind a message.</summary>
/// <param name="Id">The call.</param>
/// <param name="Number">Who called, as E.164; null where it was withheld.</param>
public sealed record CameByCall(Guid Id, string? Number)
{
    /// <summary>It was answered, and nobody wrote it down: staff give it its place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Unwritten { get; init; }
}

/// <summary>An issue that a person told staff, by a way that no machine here takes.</summary>
/// <param name="To">The person of staff who writes it down.</param>
/// <param name="Channel">The way it came.</param>
/// <param name="SpokeUntil">When the call ended in which an agent spoke with the person; null where nobody did.</param>
/// <param name="Summary">What the agent said; it goes to the customer.</param>
public sealed record Told(Guid To, Channel Channel, Instant? SpokeUntil, string? Summary);

/// <summary>What became of it.</summary>
/// <param name="Custody">The receipt.</param>
/// <param name="State">Taken, a duplicate, or held.</param>
/// <param name="Ticket">The number of the ticket it is on, or null.</param>
public sealed record Received(Guid Custody, CustodyState State, long? Ticket);
