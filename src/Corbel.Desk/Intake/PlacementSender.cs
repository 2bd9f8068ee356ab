using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Intake;

/// <summary>Who sent it, what vouches for that, and whether the sender may be answered automatically.</summary>
public sealed partial class Placement
{
    internal bool IsMachine(Message message) => message.Mail is { } mail && IsMachine(mail);

    internal bool IsMachine(ParsedMail mail) => LoopGuard.IsMachine(mail.Header, mail.From, address.Support);

    internal bool IsQuiet(Message message) => message.Mail is { } mail && IsQuiet(mail);

    internal bool IsQuiet(ParsedMail mail) => LoopGuard.ForbidsAnswer(mail.Header, mail.From, address.Support);

    /// <summary>Whether something vouches for who sent it: the sign-in for a form, the mail server's checks for a mail.</summary>
    internal bool IsVerified(Message message) =>
        message.Mail is not { } mail || options.TrustSenders || SenderCheck.Vouches(mail, options.AuthservId);

    /// <summary>
    /// Whoever holds a copy of another's encrypted mail could send it as their own, to read here what it says: what the desk
    /// opened is the sender's to see only where the sender's own signature lies within.
    /// </summary>
    private Message Guarded(Message message) =>
        message.Mail?.Seal is { Opened: true } seal && !(seal.OpenedForSender && IsVerified(message))
            ? message with
            {
                StaffOnly = true,
            }
            : message;

    private CustomerMessage Said(Message message, bool machine) =>
        new(message.Channel, message.Id, machine)
        {
            LoggedBy = message.Form?.Told?.To,
            Unverified = !machine && !IsVerified(message),
        };

    /// <summary>
    /// Two desks that take each other for people, or a machine that does not say so: past this many answers to one address in
    /// an hour the desk falls silent (RFC 3834 section 2).
    /// </summary>
    private bool IsEnough(int acknowledged) =>
        options.AcknowledgementsAnHour > 0 && acknowledged >= options.AcknowledgementsAnHour;

    private static Task<int> Acknowledged(DeskDb db, Person sender, Message message, CancellationToken cancel)
    {
        var since = message.TakenAt - PlacementQueries.Hour;
        return db.Outbox.CountAsync(
            x => x.Recipient == sender.Email && x.CreatedAt > since && x.Kind == MailKind.Acknowledgement,
            cancel
        );
    }

    private static async Task<Person?> SenderOf(DeskDb db, Message message, CancellationToken cancel)
    {
        var people = db.People.AsNoTracking().Where(x => x.DeactivatedAt == null);
        if (message.Voicemail is { } voice)
            return await people.SingleOrDefaultAsync(x => x.Id == voice.By, cancel);
        if (message.Form is { } form)
            return await people.SingleOrDefaultAsync(x => x.Id == form.By.Person, cancel);
        if (message.Mail?.From is not { } from)
            return null;
        var normalized = Person.Normalize(from);
        return await people.SingleOrDefaultAsync(x => x.NormalizedEmail == normalized, cancel);
    }
}
