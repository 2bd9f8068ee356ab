using Corbel.Core.Access;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>
/// Puts before staff the calls that somebody answered and nobody wrote down: a held message hours after the end, so that
/// none is lost. It is no ticket and no contact, since only a person knows whether anybody spoke, and of what.
/// </summary>
public sealed class UnwrittenCalls(Database database, ReceiveMessage receive, NumberPlan plan, CallJobs jobs)
{
    public const string Kind = "call-unwritten";

    /// <summary>From the end of a call until what was said in it should have been written down.</summary>
    public static readonly Duration Wait = Duration.FromHours(4);

    internal static async Task Plan(DeskDb db, Call call, Instant now, CancellationToken cancel)
    {
        if (IsUnwritten(call))
            await CallJobs.Plan(
                db,
                Kind,
                call.Id,
                (call.EndedAt ?? call.AnsweredAt!.Value + MissedCalls.Longest) + Wait,
                now,
                cancel
            );
    }

    internal Task Run(Job planned, CancellationToken cancel) => jobs.Run(planned, Decide, cancel);

    private async Task Decide(Guid id, CancellationToken cancel)
    {
        await using var db = database.Read();
        var call = await db.Calls.SingleAsync(x => x.Id == id, cancel);
        if (!IsUnwritten(call))
            return;
        var by = (await Caller.Of(db, call.From, cancel)).Person;
        var (subject, text) = Words(call.From is { } number ? plan.Show(number) : null, by?.Language);
        // A number that is nobody's: the message is in nobody's name until staff place it.
        var actor = by?.ToActor() ?? new Actor(Guid.Empty, Guid.Empty, Role.RegisteredUser);
        var form = new ArrivedForm(actor, call.Id, null, subject, text, null, [], call.StartedAt)
        {
            Call = new CameByCall(call.Id, call.From) { Unwritten = true },
        };
        await receive.OfCall(form, cancel);
    }

    /// <summary>One that was put through goes on as another call: that one is to be written down.</summary>
    private static bool IsUnwritten(Call call) =>
        call is { AnsweredAt: not null, IsPassedOn: false, SettledAt: null, CustodyId: null };

    /// <summary>They become the first words of the ticket, if staff make one of it.</summary>
    private static (string Subject, string Text) Words(string? number, string? language)
    {
        var nl = language == "nl";
        var from = number ?? (nl ? "een afgeschermd nummer" : "a withheld number");
        return nl
            ? (
                $"Gesprek met {from}",
                $"Een oproep van {from} is aangenomen. Waar die over ging, is nog niet opgeschreven."
            )
            : ($"Call from {from}", $"A call from {from} was answered. What it was about is not written down yet.");
    }
}
