using Corbel.Core.Intake;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>
/// The automatic answer to a new issue: by when a person will answer, in which zone, and why then. It is never contact. Where
/// no severity was stated it names all tests with their due times and a link to claim each.
/// </summary>
public sealed class Acknowledging(DeskAddress address, DeskKeys keys, MailOptions options)
{
    private static readonly Duration OncePer = Duration.FromDays(1);

    /// <summary>What an acknowledgement needs besides the journal.</summary>
    /// <param name="Number">The ticket's number.</param>
    /// <param name="Reporter">Who logged it.</param>
    /// <param name="Subject">What it is about.</param>
    /// <param name="At">When it is acknowledged.</param>
    /// <param name="From">The desk's address, in the name of the desk that has the issue.</param>
    /// <param name="Answers">The Message-ID it answers, or null.</param>
    internal sealed record To(
        long Number,
        Person Reporter,
        string Subject,
        Instant At,
        DeskAddress From,
        string? Answers = null
    );

    internal void Issue(JournalWriter journal, PolicyInForce policy, To to)
    {
        var now = to.At;
        var token = ThreadToken.Sign(to.Number, keys.Thread);
        var addressee = new Addressee(to.Reporter.Language, to.Reporter.Zone);
        var links = new AcknowledgementText.Links(
            address.TicketUrl(to.Number),
            severity => $"{address.Url}/claim/{ClaimToken.Sign(to.Number, severity, keys.Claim)}"
        );
        var subject = Excerpt.Of(to.Subject);
        var draft = new MailDraft
        {
            Kind = MailKind.Acknowledgement,
            From = to.From,
            To = to.Reporter.Email,
            ToName = to.Reporter.Name,
            Subject = AcknowledgementText.Subject(to.Number, subject, addressee),
            Text = AcknowledgementText.Body(
                policy.Policy,
                journal.Entries[0],
                !journal.State.AwaitsAnswer,
                (to.Reporter.Name, to.From.Name),
                links,
                addressee
            ),
            MessageId = ThreadToken.MessageId(
                to.Number,
                keys.Thread,
                Guid.CreateVersion7(now.ToDateTimeOffset()),
                address.Domain
            ),
            ReplyTo = ThreadToken.Address(address.Support, token),
            InReplyTo = to.Answers,
        };
        journal.With(draft.ToMail(now, journal.Ticket));
        journal.Append(Doer.Desk, new Acknowledgement(Channel.Mail), now, now);
    }

    /// <summary>
    /// A word to an unknown sender: only where the mail's domain vouches for the address (aligned DMARC), once a day, and
    /// without a promise. So nobody's stolen address is written to.
    /// </summary>
    internal async Task Stranger(
        DeskDb db,
        ParsedMail mail,
        bool refused,
        bool marked,
        Instant now,
        CancellationToken cancel
    )
    {
        if (!SenderCheck.PassesDmarc(mail, options.AuthservId))
            return;
        // In small letters: another spelling of the address gets no second answer.
        var to = mail.From!.ToLowerInvariant();
        await db.Take(to, cancel);
        var since = now - OncePer;
        var before = db.Outbox.Where(x => x.Recipient == to && x.Kind == MailKind.UnknownSender && x.CreatedAt > since);
        if (await before.AnyAsync(cancel))
            return;
        var draft = new MailDraft
        {
            Kind = MailKind.UnknownSender,
            From = address,
            To = to,
            ToName = mail.FromName,
            // A subject that states a mark is said back to nobody.
            Subject = MailTexts.StrangerSubject(marked ? "" : Excerpt.Of(mail.Subject)),
            Text = refused ? MailTexts.Refused(address.Support) : MailTexts.Stranger(address.Support),
            MessageId = $"held.{Guid.CreateVersion7(now.ToDateTimeOffset()):n}@{address.Domain}",
            InReplyTo = mail.MessageId,
        };
        db.Inserted.Add(draft.ToMail(now));
    }
}
