using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>
/// What a call says of the issue that somebody writes down of it. The telephone system's word that somebody answered is no
/// contact: it becomes one where the very person whose telephone it was confirms it.
/// </summary>
internal static class CallToLog
{
    private static readonly Refusal NoSuchCall = Refusal.Of(
        "no-such-call",
        "There is no such call, or it is older than seven days.",
        "Dit gesprek bestaat niet, of het is ouder dan zeven dagen."
    );

    internal static readonly Refusal OnTicketAlready = Refusal.Of(
        "call-logged",
        "Somebody wrote this call down meanwhile. Add a note to its ticket instead.",
        "Iemand heeft dit gesprek intussen al opgeschreven. Zet liever een notitie bij de melding."
    );

    private static readonly Refusal SomebodyElse = Refusal.Of(
        "call-of-another",
        "A colleague’s telephone answered this call: only they can say that they spoke. Write down what you know without that.",
        "Een collega nam dit gesprek aan: alleen die kan zeggen dat er gesproken is. Schrijf zonder dat op wat u weet."
    );

    private static readonly Refusal NobodyKnown = Refusal.Of(
        "call-of-nobody",
        "No agent is known by the telephone that answered this call, so nobody can confirm it. If you spoke, log it by hand as your own call; else write it down without that.",
        "Van het toestel dat dit gesprek aannam is niet bekend van wie het is, dus niemand kan het bevestigen. Hebt u zelf gesproken, leg het dan met de hand vast als uw eigen gesprek; schrijf het anders zonder dat op."
    );

    private static readonly Refusal NobodyAnswered = Refusal.Of(
        "call-unanswered",
        "Nobody answered this call, so nobody spoke. Call back, and write that down.",
        "Niemand nam dit gesprek aan, dus er is niet gesproken. Bel terug en schrijf dat op."
    );

    /// <returns>The call, null where the issue names none, and the issue as the call makes it; or why it does not fit.</returns>
    public static async Task<Outcome<LoggedCall>> Of(
        DeskDb db,
        Actor by,
        ToldIssue issue,
        Instant now,
        CancellationToken cancel
    )
    {
        if (issue.Call is not { } id)
            return new LoggedCall(null, issue);
        var call = await db.Calls.VisibleTo(by).SingleOrDefaultAsync(x => x.Id == id, cancel);
        if (call is null || call.StartedAt < now - LogForPerson.Back)
            return NoSuchCall;
        if (call.TicketId is not null)
            return OnTicketAlready;
        issue = issue with
        {
            FormKey = call.Id,
            Channel = Channel.Telephone,
            BeganAt = Instant.Min(call.StartedAt, now),
        };
        if (issue.SpokeUntil is null)
            return new LoggedCall(call, issue);
        if (call.AnsweredBy is { } other && other != by.Person)
            return SomebodyElse;
        if (call.Times.SpokeUntil(now) is not { } until)
            return NobodyAnswered;
        if (call.AnsweredBy is null)
            return NobodyKnown;
        return new LoggedCall(call, issue with { SpokeUntil = Journal.Grain(until) });
    }
}

/// <summary>A call and what is written down of it.</summary>
/// <param name="Call">The call; null where no telephone system told of one.</param>
/// <param name="Issue">The issue with the call's times.</param>
internal sealed record LoggedCall(Call? Call, ToldIssue Issue);
