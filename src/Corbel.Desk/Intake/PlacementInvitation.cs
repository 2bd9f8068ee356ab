using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.People;
using Corbel.Desk.Sessions;

namespace Corbel.Desk.Intake;

/// <summary>Answers to the desk's own invitations: noted where they belong, and no issue.</summary>
public sealed partial class Placement
{
    private async Task<(Received, Change?)?> Answered(
        DeskDb db,
        Message message,
        Person? sender,
        CancellationToken cancel
    )
    {
        if (sender is null || message.Mail is not { Invitations.Count: > 0 } mail || !IsVerified(message))
            return null;
        if (
            SessionReply.Read(mail) is not { } reply
            || !await NoteAnswer.Run(db, reply, sender, message.ReceivedAt, cancel)
        )
            return null;
        var custody = message.ToCustody(CustodyState.Noted);
        db.Inserted.Add(custody);
        return (new Received(message.Id, custody.State, null), null);
    }
}
