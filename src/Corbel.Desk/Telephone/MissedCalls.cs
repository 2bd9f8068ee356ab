using Corbel.Core.Access;
using Corbel.Core.Telephone;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>
/// Makes call-backs of calls that nobody of ours answered, out of hours too: a ticket of the person who called, or a held
/// message where the number is nobody's or several people's. A while after the call's end, since events come late.
/// </summary>
public sealed class MissedCalls(
    Database database,
    GroupWriter writer,
    ReceiveMessage receive,
    PolicyShelf policies,
    NumberPlan plan,
    CallJobs jobs,
    IClock clock
)
{
    public const string Kind = "call-missed";

    /// <summary>From the end of a call until it counts as missed: an answer that is told late comes before.</summary>
    public static readonly Duration Grace = Duration.FromSeconds(15);

    /// <summary>A call of which no end is told counts as over after that.</summary>
    public static readonly Duration Longest = Duration.FromHours(2);

    internal static async Task Plan(DeskDb db, Call call, Instant now, CancellationToken cancel)
    {
        if (call.SettledAt is not null || call.CustodyId is not null)
            return;
        var due = now + (call.EndedAt is null ? Longest : Grace);
        await CallJobs.Plan(db, Kind, call.Id, due, now, cancel);
    }

    internal Task Run(Job planned, CancellationToken cancel) => jobs.Run(planned, Decide, cancel);

    private async Task Decide(Guid id, CancellationToken cancel)
    {
        await using var db = database.Read();
        var call = await db.Calls.SingleAsync(x => x.Id == id, cancel);
        if (call.SettledAt is not null || call.CustodyId is not null || call.AnsweredBy is not null)
            return;
        var caller = await Caller.Of(db, call.From, cancel);
        var isOpen = await IsOpen(db, call, caller, cancel);
        // At a telephone that is nobody's here somebody may have spoken: it stays in the list, to be written down by hand.
        if (call.IsPassedOn || (call.AnsweredAt is not null && isOpen))
            return;
        // Nobody can be called back whose number was withheld.
        if (call.From is not { } number)
            await Mark(call.Id, null, cancel);
        else if (await CallBack.Ticket(db, number, cancel) is { } open)
            await Receive(call, open.Reporter!, open.Number, isOpen, cancel);
        else if (await CallBack.Held(db, number, cancel) is { } held)
            await Mark(call.Id, held, cancel);
        else
            await Receive(call, caller.Person, null, isOpen, cancel);
    }

    private async Task<bool> IsOpen(DeskDb db, Call call, Caller caller, CancellationToken cancel)
    {
        var policy = caller.Person is { } person
            ? await policies.For(db, person.OrganisationId, call.StartedAt, cancel)
            : await policies.At(db, call.StartedAt, cancel);
        return TelephoneHours.Of(policy.Policy, call.StartedAt) is { IsOpen: true };
    }

    private Task Receive(Call call, People.Person? by, long? ticket, bool isOpen, CancellationToken cancel)
    {
        var (subject, text) = Words(plan.Show(call.From!), ticket is not null, isOpen, by?.Language);
        // A number that is nobody's: the message is in nobody's name until staff place it.
        var actor = by?.ToActor() ?? new Actor(Guid.Empty, Guid.Empty, Role.RegisteredUser);
        var form = new ArrivedForm(actor, call.Id, ticket, subject, text, null, [], call.StartedAt)
        {
            Call = new CameByCall(call.Id, call.From),
        };
        return receive.OfCall(form, cancel);
    }

    /// <summary>Nobody answered, and it makes no message of its own.</summary>
    private Task Mark(Guid id, Guid? held, CancellationToken cancel) =>
        writer.Write(
            async (db, token) =>
            {
                var call = await db.Calls.AsTracking().SingleAsync(x => x.Id == id, token);
                (call.IsMissed, call.CustodyId) = (true, held);
                call.SettledAt ??= Journal.Grain(clock.GetCurrentInstant());
            },
            cancel
        );

    private static (string Subject, string Text) Words(string number, bool again, bool isOpen, string? language) =>
        (language == "nl", again) switch
        {
            (true, true) => ("", $"Nog een oproep van {number}, en niemand nam op."),
            (true, false) => (
                $"Gemiste oproep van {number}",
                $"Een oproep van {number} bereikte niemand{(isOpen ? "" : ": de telefonische helpdesk was gesloten")}. Wij bellen terug."
            ),
            (false, true) => ("", $"Another call from {number}, and nobody answered."),
            _ => (
                $"Missed call from {number}",
                $"A call from {number} reached nobody{(isOpen ? "" : ": the telephone desk was closed")}. We call back."
            ),
        };
}
