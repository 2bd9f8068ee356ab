using Corbel.Core.Access;
using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>A call that concerns somebody now: one that rings, or one that they answered and have not written down.</summary>
/// <param name="Call">The call.</param>
/// <param name="Number">Who calls, as people write it; null where it was withheld.</param>
/// <param name="Caller">Who that may be.</param>
/// <param name="Right">What the policy gives that person on the telephone; null where nobody is known.</param>
/// <param name="Hours">Whether the telephone desk is open; null where the policy has none.</param>
/// <param name="Tickets">The person's open tickets.</param>
public sealed record CallCard(
    Call Call,
    string? Number,
    Caller Caller,
    (Ui.Promise Look, string Words)? Right,
    TelephoneHours? Hours,
    IReadOnlyList<OpenTicket> Tickets
)
{
    public bool Rings => Call.Times.Stage == CallStage.Ringing;
}

/// <summary>The calls that a person of staff is shown on every page of the console.</summary>
internal sealed class CallCards(
    DeskDb db,
    PolicyShelf policies,
    NumberPlan plan,
    Reader reader,
    IStringLocalizer<Texts> t
)
{
    /// <summary>A telephone that rings longer was hung up without a word of it.</summary>
    private static readonly Duration LongestRing = Duration.FromMinutes(10);

    /// <summary>What was answered earlier waits in the list of calls.</summary>
    private static readonly Duration Lately = Duration.FromDays(1);

    private const int Most = 4;

    public async Task<IReadOnlyList<CallCard>> Read(Actor actor, CancellationToken cancel)
    {
        var (me, rings, lately) = (actor.Person, reader.Now - LongestRing, reader.Now - Lately);
        var calls = await db
            .Calls.VisibleTo(actor)
            .Where(x => x.SettledAt == null && !x.IsPassedOn)
            .Where(x =>
                (x.AnsweredAt == null && x.EndedAt == null && x.StartedAt > rings)
                || (x.AnsweredBy == me && x.StartedAt > lately)
            )
            .OrderByDescending(x => x.StartedAt)
            .Take(Most)
            .ToListAsync(cancel);
        var cards = new List<CallCard>(calls.Count);
        foreach (var call in calls)
            cards.Add(await Card(actor, call, cancel));
        return cards;
    }

    private async Task<CallCard> Card(Actor actor, Call call, CancellationToken cancel)
    {
        var caller = await Caller.Of(db, call.From, cancel);
        var policy = caller.Organisation is { Kind: OrganisationKind.Customer } home
            ? await policies.For(db, home.Id, call.StartedAt, cancel)
            : await policies.At(db, call.StartedAt, cancel);
        return new CallCard(
            call,
            call.From is { } number ? plan.Show(number) : null,
            caller,
            caller.Person is { } person
                ? ChannelRightWords.Of(policy.Policy.Document, Channel.Telephone, person.Role, t)
                : null,
            TelephoneHours.Of(policy.Policy, call.StartedAt),
            caller.Person is { } known ? await OpenTickets.Of(db, actor, known, cancel) : []
        );
    }
}
