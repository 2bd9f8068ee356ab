using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Outbox;

/// <summary>Mails that were given up: staff send one again once the reason is mended, or let it go.</summary>
public sealed class DeadLetters(GroupWriter writer, LiveFeed live, IClock clock)
{
    private static readonly Refusal NotDead = Refusal.Of(
        "mail-not-dead",
        "This mail is not among those that were given up; perhaps somebody dealt with it meanwhile.",
        "Deze e-mail is niet (meer) opgegeven; misschien heeft iemand het intussen afgehandeld."
    );

    /// <summary>Tries it again from the start, at once. It keeps its Message-ID.</summary>
    /// <returns>0.</returns>
    public Task<Outcome<int>> SendAgain(Actor by, Guid mail, CancellationToken cancel = default) =>
        Run(
            by,
            mail,
            x => (x.State, x.Attempts, x.NextAttemptAt) = (MailState.Waiting, 0, clock.GetCurrentInstant()),
            cancel
        );

    /// <summary>Nobody tries again. On its ticket it stays a mail that did not go.</summary>
    /// <returns>0.</returns>
    public Task<Outcome<int>> LetGo(Actor by, Guid mail, CancellationToken cancel = default) =>
        Run(by, mail, x => x.State = MailState.LetGo, cancel);

    private Task<Outcome<int>> Run(Actor by, Guid id, Action<OutgoingMail> deal, CancellationToken cancel) =>
        writer.Write<Outcome<int>>(
            async (db, token) =>
            {
                var mail = await db
                    .Outbox.VisibleTo(db, by)
                    .AsTracking()
                    .SingleOrDefaultAsync(x => x.Id == id && x.State == MailState.Dead, token);
                if (mail is null)
                    return NotDead;
                deal(mail);
                await Announce(db, mail, live, token);
                return 0;
            },
            cancel
        );

    /// <summary>Tells the page of mails that did not go, and the open pages of the mail's ticket.</summary>
    internal static async Task Announce(DeskDb db, OutgoingMail mail, LiveFeed live, CancellationToken cancel)
    {
        var ticket = await db
            .Tickets.AsNoTracking()
            .Include(x => x.Participants)
            .Include(x => x.Listed)
            .SingleOrDefaultAsync(x => x.Id == mail.TicketId, cancel);
        await live.Announce(db, ticket is null ? Change.HeldMail : Change.HeldOf(ticket.Facts), cancel);
        if (ticket is not null)
            await live.Announce(db, new Change(ticket.Number, ticket.Facts), cancel);
    }
}
