using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// A mail that left with its words before its ticket was marked, or was on its way just then: nobody can draw it back, so it
/// is written down who has it (clause 11).
/// </summary>
public sealed class LeftBefore
{
    public Guid MailId { get; init; }
    public Guid TicketId { get; init; }
    public required string MessageId { get; init; }
    public required string Recipient { get; init; }

    /// <summary>When it was sent; of one that was on its way, when the ticket was marked.</summary>
    public Instant At { get; init; }

    /// <summary>It was tried, and no relay had said yet that it took it: it may have left.</summary>
    public bool UnderWay { get; init; }

    internal static LeftBefore Of(OutgoingMail mail, Guid ticket, Instant now) =>
        new()
        {
            MailId = mail.Id,
            TicketId = ticket,
            MessageId = mail.MessageId,
            Recipient = mail.Recipient,
            At = mail.SentAt ?? now,
            UnderWay = mail.State != MailState.Sent,
        };
}

public static class LeftBeforeVisibility
{
    /// <summary>Who sees a marked ticket sees what of it left before.</summary>
    public static IQueryable<LeftBefore> VisibleTo(this IQueryable<LeftBefore> mails, DeskDb db, Actor actor)
    {
        var worked = db.Tickets.VisibleTo(actor);
        return mails.Where(x => worked.Any(t => t.Id == x.TicketId));
    }
}
