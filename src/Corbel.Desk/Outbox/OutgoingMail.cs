using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>What a mail is for.</summary>
public enum MailKind
{
    Acknowledgement,

    /// <summary>To an unknown sender: it promises nothing.</summary>
    UnknownSender,
    Reply,
    SignInLink,

    /// <summary>To staff: a clock runs out soon.</summary>
    Warning,

    /// <summary>To who has a ticket: what the customer wrote.</summary>
    StaffNotice,

    /// <summary>To a customer: where an issue went.</summary>
    Notice,

    /// <summary>To managers: the holiday lists changed, or end soon.</summary>
    Holidays,

    /// <summary>A version of the policy was posted, objected to, or an objection answered.</summary>
    PolicyNotice,

    /// <summary>To a customer who asked for it: what was said in a chat.</summary>
    Transcript,

    /// <summary>To managers: an outage began or ended.</summary>
    Outage,

    /// <summary>To a customer's administrators: a quarterly report was issued.</summary>
    Report,

    /// <summary>News of the status page: maintenance, and incidents.</summary>
    StatusNotice,

    /// <summary>An invitation to a session, its change or cancelling, or a reminder of it.</summary>
    Session,

    /// <summary>To a customer's administrators: a release was delivered to them.</summary>
    Release,

    /// <summary>To who logged an issue: it is marked, and who may see it now. It says nothing of the issue.</summary>
    MarkNotice,
}

/// <summary>How far a mail has come.</summary>
public enum MailState
{
    Waiting,
    Sent,

    /// <summary>Given up after the last attempt; staff see it.</summary>
    Dead,

    /// <summary>Given up, and staff know: nobody tries again.</summary>
    LetGo,
}

/// <summary>A mail to send, written in the transaction of what it tells of.</summary>
public sealed class OutgoingMail
{
    public Guid Id { get; init; }
    public MailKind Kind { get; init; }
    public Guid? TicketId { get; init; }

    /// <summary>The entry of the reply that this mail carries; its acceptance by the relay is the contact.</summary>
    public int? EntryNumber { get; init; }
    public required string Recipient { get; init; }
    public required string MessageId { get; init; }
    public required byte[] Mime { get; set; }
    public Instant CreatedAt { get; init; }
    public MailState State { get; set; }
    public int Attempts { get; set; }
    public Instant NextAttemptAt { get; set; }
    public Instant? SentAt { get; set; }
    public string? LastError { get; set; }
}
