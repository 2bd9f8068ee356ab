using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>What became of a message in custody.</summary>
public enum CustodyState
{
    /// <summary>It became an entry of a ticket.</summary>
    Taken,

    /// <summary>The same message came before under another custody key.</summary>
    Duplicate,

    /// <summary>It waits for staff.</summary>
    Held,

    /// <summary>Put aside: by staff, as machine mail or spam, or by a policy that refuses unknown senders.</summary>
    Dismissed,

    /// <summary>It answered an invitation of the desk’s own, and was noted there.</summary>
    Noted,
}

/// <summary>The desk's receipt of a raw message: kept for ever, whatever became of it.</summary>
public sealed class Custody
{
    public Guid Id { get; init; }

    /// <summary>Names the delivery: Maildir file name, HTTP Idempotency-Key or SHA-256, form key. Unique.</summary>
    public required string CustodyKey { get; init; }

    /// <summary>Names the message: Message-ID, Date, From and the hash of the decoded body. Null where unreadable.</summary>
    public string? MessageKey { get; init; }

    /// <summary>The mail's own Message-ID without brackets, to answer under.</summary>
    public string? InternetMessageId { get; init; }
    public Channel Channel { get; init; }
    public Instant ReceivedAt { get; init; }
    public ReceivedBasis Basis { get; init; }
    public Instant TakenAt { get; init; }

    /// <summary>The raw bytes in the file store.</summary>
    public required string Sha256 { get; init; }
    public long Size { get; init; }

    /// <inheritdoc cref="Tickets.Attachment.SealedAs" />
    public string? SealedAs { get; set; }

    /// <inheritdoc cref="Tickets.Attachment.Stored" />
    public string Stored => SealedAs ?? Sha256;
    public CustodyState State { get; set; }
    public HoldReason? Hold { get; set; }

    /// <summary>The mail address, or the telephone number as E.164, that it came from.</summary>
    public string? Sender { get; init; }
    public string? Subject { get; set; }
    public Guid? TicketId { get; set; }
    public int? EntryNumber { get; set; }

    /// <summary>The id of the mark that it brought or belongs under (clause 11), while it is held; null for none.</summary>
    public string? Mark { get; set; }

    /// <summary>The raw bytes are a mail; else a form. A telephone system mails its voicemails.</summary>
    public bool IsMail =>
        (Channel, Basis) switch
        {
            // A form has no message key.
            _ when MessageKey is not null => true,
            (_, ReceivedBasis.ToldByStaff or ReceivedBasis.CallStart) => false,
            (Channel.Mail or Channel.Telephone, _) => true,
            _ => false,
        };

    /// <summary>The custody this is another delivery of.</summary>
    public Guid? SameAs { get; init; }
}
