using Corbel.Core;
using Corbel.Core.Intake;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>What a link in an acknowledgement offers.</summary>
/// <param name="Number">The number.</param>
/// <param name="Due">The severity and by when a person answers under it.</param>
/// <param name="Claimed">The issue has this severity already.</param>
public sealed record SeverityOffer(long Number, DueTime Due, bool Claimed);

/// <summary>
/// The reader of an acknowledgement claims a severity by its link. The link allows just this, in the reporter's name, while
/// nobody has set one and nobody has answered.
/// </summary>
public sealed class ClaimSeverity(GroupWriter writer, PolicyShelf policies, LiveFeed live, DeskKeys keys, IClock clock)
{
    private static readonly Refusal NotAnyMore = Refusal.Of(
        "claim-too-late",
        "This issue has a severity or an answer already. Write to us on its page if you see it otherwise.",
        "Deze melding heeft al een ernstniveau of een antwoord. Schrijf ons op de pagina ervan als u het anders ziet."
    );

    private static readonly Refusal NoSuchLink = Refusal.Of(
        "no-such-claim",
        "This link is not whole, or not one of ours. Open it again from our mail, or answer that mail.",
        "Deze link is niet volledig, of niet van ons. Open hem opnieuw vanuit onze e-mail, of beantwoord die e-mail."
    );

    /// <summary>What a link claims; null where it is none of ours.</summary>
    public (long Number, string Severity)? Read(string token) => ClaimToken.Verify(token, keys.Claim);

    /// <summary>
    /// What the link offers: the number, the severity and its due time, and nothing else of it. Refused where
    /// nothing can be claimed any more; where just this severity stands, it is shown as claimed.
    /// </summary>
    public async Task<Outcome<SeverityOffer>> Look(DeskDb db, string token, CancellationToken cancel = default)
    {
        if (Read(token) is not var (number, severity))
            return NoSuchLink;
        // Only looking: the row says enough, and nobody who writes on the ticket is waited for.
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(x => x.Number == number, cancel);
        // Of a marked issue a link of a mail says nothing and does nothing: that takes a sign-in.
        if (ticket is not { Mark: null })
            return NoSuchLink;
        var first = await db.Journal.Where(x => x.TicketId == ticket.Id && x.Number == 1).SingleAsync(cancel);
        var receipt = (Receipt)Journal.Read(first.Bytes).Entry.What;
        var policy = (await policies.Of(db, ticket.Terms, cancel)).Policy;
        var scope = new TargetScope(receipt.Customer, receipt.Product, (PolicyChannel)receipt.Channel);
        if (FirstResponse.Due(policy, severity, ticket.ReceivedAt, scope) is not { } due)
            return NoSuchLink;
        var claimed = ticket.Severity == severity;
        var late = ticket.ContactAt is not null || ticket.Severity is not null;
        return late && !claimed ? NotAnyMore : new SeverityOffer(number, due, claimed);
    }

    /// <returns>The ticket's number.</returns>
    public async Task<Outcome<long>> Run(string token, CancellationToken cancel = default)
    {
        if (Read(token) is not var (number, severity))
            return NoSuchLink;
        return await writer.Write<Outcome<long>>(
            async (db, stop) =>
            {
                var journal = await JournalWriter.Load(db, db.Tickets, number, stop);
                if (journal is not { State.Mark: null })
                    return NoSuchLink;
                if (journal.State.Severity is not null || journal.Row!.ContactAt is not null)
                    return NotAnyMore;
                var terms = await policies.TermsOf(db, journal.Entries, stop);
                var now = Journal.Grain(clock.GetCurrentInstant());
                journal.Append(Doer.Customer(journal.State.Reporter), new SeverityChoice(severity), now, now);
                await journal.Fold(db, terms, now, stop);
                await live.Announce(db, journal.Change, stop);
                return number;
            },
            cancel
        );
    }
}
