using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Sessions;

namespace Corbel.Desk.Sessions;

/// <summary>
/// Cancels a booked session. A customer who does so later than its proposal allows has used it; what staff cancel costs the
/// customer nothing.
/// </summary>
public sealed class CancelSession(SessionWork work, SessionMails mails)
{
    /// <returns>Whether it was late, and so used.</returns>
    public Task<Outcome<bool>> Run(Actor by, Guid session, string? why, CancellationToken cancel = default) =>
        work.Run<bool>(
            by,
            session,
            async (scene, token) =>
            {
                var entry = scene.Ledger.Now.Cancel(session, !by.IsStaff, scene.Now);
                if (entry.Refused is { } refusal)
                    return refusal;
                var (own, reason) = (scene.Session, (why ?? "").Trim());
                scene.Write(entry.Value!, reason);
                own.State = SessionState.Cancelled;
                (own.CancelledAt, own.CancelledBy, own.CancelReason) = (scene.Now, by.Person, reason);
                own.Sequence++;
                await mails.Excuse(scene.Db, own, [.. scene.Invited], scene.Now, token);
                await SessionReminders.Forget(scene.Db, own.Id, token);
                return entry.Value!.Move == SessionMove.CancelledLate;
            },
            cancel
        );
}
