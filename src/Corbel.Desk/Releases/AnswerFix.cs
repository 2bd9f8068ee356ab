using System.Security.Cryptography;
using System.Text;
using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Releases;

/// <summary>What a link in a mail about a repair asks.</summary>
/// <param name="Number">The ticket's number.</param>
/// <param name="Release">Product and number of the release.</param>
/// <param name="Answer">What this person said already.</param>
public sealed record FixQuestion(long Number, string Release, FixAnswer Answer);

/// <summary>
/// Somebody on a ticket says by the link of a mail whether the repair holds. If it does not, a resolved ticket is reopened as
/// by its Reopen button; on an open one it is a message of that person.
/// </summary>
public sealed class AnswerFix(
    Database database,
    GroupWriter writer,
    ReceiveMessage receive,
    Reopen reopen,
    DeskKeys keys,
    IClock clock
)
{
    private static readonly Refusal NoSuchLink = Refusal.Of(
        "no-such-fix",
        "This link is not whole, or not one of ours. Open it again from our mail, or answer that mail.",
        "Deze link is niet volledig, of niet van ons. Open hem opnieuw vanuit onze e-mail, of beantwoord die e-mail."
    );

    /// <summary>The question, with nothing of the ticket but its number.</summary>
    public async Task<Outcome<FixQuestion>> Look(string token, CancellationToken cancel = default) =>
        await Find(token, cancel) is { } found ? found.Question : NoSuchLink;

    /// <param name="token">Of the link.</param>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    public async Task<Outcome<FixQuestion>> Run(string token, bool holds, CancellationToken cancel = default)
    {
        if (await Find(token, cancel) is not { } found)
            return NoSuchLink;
        var answer = holds ? FixAnswer.Holds : FixAnswer.HoldsNot;
        if (found.Question.Answer == answer)
            return found.Question;
        if (await Say(found, token, holds, cancel) is { } refused)
            return refused;
        await writer.Write(
            (db, stop) =>
                db
                    .FixAsks.Where(x => x.TicketId == found.Ticket && x.ReleaseId == found.Release)
                    .Where(x => x.PersonId == found.By.Person)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(x => x.Answer, answer)
                                .SetProperty(x => x.AnsweredAt, Journal.Grain(clock.GetCurrentInstant())),
                        stop
                    ),
            cancel
        );
        return found.Question with { Answer = answer };
    }

    private async Task<Refusal?> Say(Found found, string token, bool holds, CancellationToken cancel)
    {
        var (by, number, release) = (found.By, found.Question.Number, found.Question.Release);
        var text = (holds, found.Dutch) switch
        {
            (true, false) => $"{release}: it holds.",
            (true, true) => $"{release}: het klopt, het is opgelost.",
            (false, false) => $"{release}: it does not hold.",
            (false, true) => $"{release}: het is niet opgelost.",
        };
        if (!found.Open)
            return holds ? null : (await reopen.Run(by, number, text, cancel)).Refused;
        // The same answer twice is one message.
        var key = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{token}:{holds}")).AsSpan(0, 16));
        var form = new ArrivedForm(by, key, number, "", text, null, [], clock.GetCurrentInstant());
        return (await receive.Form(form, cancel)).Refused;
    }

    private async Task<Found?> Find(string token, CancellationToken cancel)
    {
        if (FixToken.Verify(token, keys.Claim) is not var (number, release, person))
            return null;
        await using var db = database.Read();
        var who = await db.People.SingleOrDefaultAsync(x => x.Id == person && x.DeactivatedAt == null, cancel);
        if (who is null)
            return null;
        var by = who.ToActor();
        var ticket = await db.Tickets.VisibleTo(by).SingleOrDefaultAsync(x => x.Number == number, cancel);
        // Of a marked issue a link of a mail says nothing and does nothing: that takes a sign-in.
        if (ticket is not { Mark: null })
            return null;
        var fix = await db
            .FixAsks.Where(x => x.TicketId == ticket.Id && x.ReleaseId == release && x.PersonId == person)
            .Join(db.Releases, x => x.ReleaseId, x => x.Id, (fix, made) => new { fix, made })
            .Join(
                db.Products,
                x => x.made.ProductId,
                x => x.Id,
                (x, product) => new { x.fix.Answer, Name = product.Name + " " + x.made.Number }
            )
            .SingleOrDefaultAsync(cancel);
        return fix is null
            ? null
            : new Found(
                new(number, fix.Name, fix.Answer),
                by,
                ticket.Id,
                release,
                ticket.Status == TicketStatus.Open,
                who.Language == "nl"
            );
    }

    private sealed record Found(FixQuestion Question, Actor By, Guid Ticket, Guid Release, bool Open, bool Dutch);
}
