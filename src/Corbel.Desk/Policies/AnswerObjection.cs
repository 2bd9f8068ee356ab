using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>A manager or the owner answers a customer's objection, once; the customer's administrators are told.</summary>
public sealed class AnswerObjection(GroupWriter writer, PolicyShelf policies, PolicyMails mails, IClock clock)
{
    private static readonly Refusal NotYours = Refusal.Of(
        "not-for-you",
        "Only a manager or the owner can answer an objection.",
        "Alleen een manager of de eigenaar kan een bezwaar beantwoorden."
    );

    private static readonly Refusal NoSuchObjection = Refusal.Of(
        "no-such-objection",
        "There is no such objection.",
        "Dit bezwaar bestaat niet."
    );

    private static readonly Refusal Already = Refusal.Of(
        "answered-already",
        "Somebody has answered this objection already.",
        "Iemand heeft dit bezwaar al beantwoord."
    );

    /// <returns>The objection with its answer.</returns>
    public async Task<Outcome<Objection>> Run(Actor by, Guid id, string? answer, CancellationToken cancel = default)
    {
        if (!May.PostPolicy(by))
            return NotYours;
        if (string.IsNullOrWhiteSpace(answer))
            return Refusals.EmptyText;
        if (answer.Length > LodgeObjection.Longest)
            return LodgeObjection.TooLong;
        return await writer.Write(
            async (db, token) =>
            {
                var objection = await db.Objections.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (objection is null)
                    return NoSuchObjection;
                if (objection.Answer is not null)
                    return Already;
                var now = clock.GetCurrentInstant();
                (objection.Answer, objection.AnsweredById, objection.AnsweredAt) = (answer.Trim(), by.Person, now);
                var policy = await policies.At(db, now, token);
                await mails.Answered(db, policy.Policy.Document, objection, token);
                return (Outcome<Objection>)objection;
            },
            cancel
        );
    }
}
