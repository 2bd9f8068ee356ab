using Corbel.Core;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Anybody asks for the news by mail; it comes once the mailbox has confirmed. The answer is the same for every address, so
/// that it tells nothing of who gets the news.
/// </summary>
public sealed class Subscribe(GroupWriter writer, SubscriberLinks links, DeskAddress address, IClock clock)
{
    /// <summary>One address is asked to confirm no more often than that.</summary>
    private static readonly Duration Pause = Duration.FromHours(1);

    public async Task<Refusal?> Ask(
        string email,
        Language language,
        IReadOnlyList<Guid> components,
        CancellationToken cancel = default
    )
    {
        email = email.Trim();
        if (
            email.Length > 254
            || !email.Contains('@', StringComparison.Ordinal)
            || !MailboxAddress.TryParse(email, out var parsed)
            || parsed.Address != email
        )
            return StatusRefusals.WrongAddress;
        await writer.Write((db, token) => Ask(db, email, language, ComponentIds.Join(components), token), cancel);
        return null;
    }

    private async Task<bool> Ask(
        DeskDb db,
        string email,
        Language language,
        string components,
        CancellationToken cancel
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var normalized = Person.Normalize(email);
        await db.Take($"subscriber {normalized}", cancel);
        var known = await db
            .Subscribers.AsTracking()
            .SingleOrDefaultAsync(x => x.NormalizedEmail == normalized, cancel);
        // Who is confirmed chooses anew through the mailbox too: unsubscribes, and asks again.
        if (known is { ConfirmedAt: not null } || now < known?.AskedAt + Pause)
            return false;
        if (known is null)
            db.Subscribers.Add(
                known = new Subscriber
                {
                    Id = Guid.NewGuid(),
                    Email = email,
                    NormalizedEmail = normalized,
                    Language = "en",
                }
            );
        (known.Email, known.Language) = (email, language == Language.Nl ? "nl" : "en");
        (known.Components, known.AskedAt) = (components, now);
        var draft = new MailDraft
        {
            Kind = MailKind.StatusNotice,
            From = address,
            To = email,
            Subject = StatusTexts.ConfirmSubject(language),
            Text = StatusTexts.Confirm(links.Confirm(known.Id), address.Url, language),
            MessageId = $"subscribe.{Guid.NewGuid():n}@{address.Domain}",
        };
        db.Inserted.Add(draft.ToMail(now));
        return true;
    }

    /// <summary>The button on the page of the link.</summary>
    /// <returns>Whether the link was right.</returns>
    public Task<bool> Confirm(string token, CancellationToken cancel = default) =>
        Set(links.ToConfirm(token), Journal.Grain(clock.GetCurrentInstant()), cancel);

    /// <summary>Ends the subscription; a second time changes nothing.</summary>
    public Task<bool> End(string token, CancellationToken cancel = default) => Set(links.ToEnd(token), null, cancel);

    /// <summary>Whether somebody made these links; looking changes nothing.</summary>
    public bool CanConfirm(string token) => links.ToConfirm(token) is not null;

    public bool CanEnd(string token) => links.ToEnd(token) is not null;

    private async Task<bool> Set(Guid? id, Instant? confirmed, CancellationToken cancel)
    {
        if (id is not { } known)
            return false;
        await writer.Write(
            async (db, token) =>
            {
                var found = await db.Subscribers.AsTracking().SingleOrDefaultAsync(x => x.Id == known, token);
                if (found is not null)
                    found.ConfirmedAt = confirmed;
            },
            cancel
        );
        return true;
    }
}
