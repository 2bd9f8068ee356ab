using Corbel.Core.Intake;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>A mail about a ticket: by its Message-ID and by where an answer goes, the answer finds the ticket.</summary>
internal static class TicketMail
{
    /// <summary>A draft to one person, in the name of the desk that has the ticket.</summary>
    public static MailDraft Draft(
        MailKind kind,
        DeskAddress from,
        DeskKeys keys,
        long number,
        Person to,
        string subject,
        string text,
        Instant now
    ) =>
        new()
        {
            Kind = kind,
            From = from,
            To = to.Email,
            ToName = to.Name,
            Subject = subject,
            Text = text,
            MessageId = ThreadToken.MessageId(
                number,
                keys.Thread,
                Guid.CreateVersion7(now.ToDateTimeOffset()),
                from.Domain
            ),
            ReplyTo = ThreadToken.Address(from.Support, ThreadToken.Sign(number, keys.Thread)),
        };
}
