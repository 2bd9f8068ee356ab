using NodaTime;

namespace Corbel.Desk.Intake.Mailboxes;

/// <summary>
/// How far the desk has come with a mailbox. What was taken stands in custody, a key a mail; this row only says from where to
/// look on, and who looks.
/// </summary>
public sealed class Mailbox
{
    /// <summary>The name in the settings.</summary>
    public required string Name { get; init; }

    /// <summary>The server's mark of this numbering (RFC 3501 section 2.3.1.1). A new one: every mail has a new number.</summary>
    public long UidValidity { get; set; }

    /// <summary>Whether another numbering came before.</summary>
    public bool Renumbered { get; set; }

    /// <summary>Every mail up to this number was taken, or is left alone.</summary>
    public long TakenUpTo { get; set; }

    /// <summary>
    /// Mails that somebody had read before the desk first looked, as an IMAP sequence set (1:7,9): they are not the desk's.
    /// </summary>
    public string LeftAlone { get; set; } = "";

    /// <summary>When the desk first looked.</summary>
    public Instant BegunAt { get; init; }

    /// <summary>The start of the last look after which all that lay there was taken; null before the first.</summary>
    public Instant? PolledAt { get; set; }

    /// <summary>When the numbers there were last held against those in custody.</summary>
    public Instant? ReconciledAt { get; set; }

    /// <summary>The node that reads it.</summary>
    public Guid? HeldBy { get; set; }
    public Instant HeldUntil { get; set; }

    /// <summary>Why it cannot be read, or null.</summary>
    public string? Trouble { get; set; }
    public Instant? TroubleSince { get; set; }
}
