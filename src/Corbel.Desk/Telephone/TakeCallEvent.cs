using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Jobs;
using Corbel.Desk.Live;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>What a telephone system tells of one of its calls.</summary>
/// <param name="Key">Its own name of the call.</param>
/// <param name="From">The number that calls, as it tells it; null where this event does not say.</param>
/// <param name="To">What was dialled.</param>
/// <param name="Event">What happened; its extension is chosen from the names given.</param>
/// <param name="Extensions">Names of the telephone that answered, the surest first.</param>
public sealed record ToldCall(string Key, string? From, string? To, CallEvent Event, IReadOnlyList<string> Extensions);

/// <summary>
/// Takes an event of a call. The same event twice changes nothing, and a late one no more than it would have in time. A call
/// is no ticket: it becomes one by a person who writes it down, by <see cref="MissedCalls"/>, or by
/// staff whom <see cref="UnwrittenCalls"/> reminds.
/// </summary>
public sealed class TakeCallEvent(GroupWriter writer, NumberPlan plan, LiveFeed live, IClock clock)
{
    /// <summary>Characters of a name that a telephone system gives.</summary>
    public const int LongestName = 200;

    /// <returns>The call's key.</returns>
    public Task<Guid> Run(Pbx pbx, ToldCall told, CancellationToken cancel = default) =>
        writer.Write((db, token) => Take(db, pbx, told, token), cancel);

    private async Task<Guid> Take(DeskDb db, Pbx pbx, ToldCall told, CancellationToken cancel)
    {
        // Two nodes hear of one call one after the other.
        await db.Take($"call:{pbx.Id}:{told.Key}", cancel);
        var now = Journal.Grain(clock.GetCurrentInstant());
        var call = await db
            .Calls.AsTracking()
            .SingleOrDefaultAsync(x => x.PbxId == pbx.Id && x.Key == told.Key, cancel);
        var happened = await Named(db, told, cancel);
        if (call is null)
            db.Calls.Add(
                call = new Call
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    PbxId = pbx.Id,
                    Key = told.Key,
                    To = "",
                    StartedAt = happened.At,
                }
            );
        call.Times = call.Times.After(happened);
        if (call.To.Length == 0)
            call.To = told.To ?? "";
        if (call.From is null && plan.Parse(told.From) is { } number)
        {
            var caller = await Caller.Of(db, number, cancel);
            (call.From, call.PersonId, call.OrganisationId) = (number, caller.Person?.Id, caller.Organisation?.Id);
        }
        call.AnsweredBy = await StaffAt(db, call.Extension, cancel);
        await MissedCalls.Plan(db, call, now, cancel);
        await UnwrittenCalls.Plan(db, call, now, cancel);
        await live.Announce(db, Change.Calls, cancel);
        return call.Id;
    }

    /// <summary>The event with the one of its names that is an extension of staff; else with the first.</summary>
    private static async Task<CallEvent> Named(DeskDb db, ToldCall told, CancellationToken cancel)
    {
        var at = Journal.Grain(told.Event.At);
        if (told.Event.Kind != CallEventKind.Answered)
            return told.Event with { At = at };
        var names = told.Extensions.Where(x => x.Length is > 0 and <= LongestName).ToList();
        var known = await db
            .People.Where(x => names.Contains(x.Extension!))
            .Select(x => x.Extension!)
            .ToListAsync(cancel);
        return told.Event with { At = at, Extension = names.Find(known.Contains) ?? names.FirstOrDefault() };
    }

    private static async Task<Guid?> StaffAt(DeskDb db, string? extension, CancellationToken cancel) =>
        extension is null
            ? null
            : await db
                .People.Where(x => x.Extension == extension && x.DeactivatedAt == null)
                .Select(x => (Guid?)x.Id)
                .SingleOrDefaultAsync(cancel);
}
