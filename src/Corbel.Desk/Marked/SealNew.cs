using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;

namespace Corbel.Desk.Marked;

/// <summary>Seals the new rows of marked tickets on their way into the database: their words never lie there in plain.</summary>
internal static class SealNew
{
    public static void Rows(DeskDb db)
    {
        if (db.Seals.Count == 0)
            return;
        var owners = db
            .Inserted.OfType<JournalRow>()
            .Where(x => x.ContentId is not null)
            .ToDictionary(x => x.ContentId!.Value, x => x.TicketId);
        foreach (var row in db.Inserted)
        {
            switch (row)
            {
                case Content content when owners.TryGetValue(content.Id, out var owner) && Key(db, owner) is { } key:
                    content.Bytes = Sealed.Seal(key, owner, content.Bytes);
                    break;
                case Ticket ticket when Key(db, ticket.Id) is { } key:
                    ticket.Subject = Sealed.SealText(key, ticket.Id, ticket.Subject);
                    break;
                case Attachment file when Key(db, file.TicketId) is { } key:
                    file.Name = Sealed.SealText(key, file.TicketId, file.Name);
                    break;
                case Custody { Subject: { Length: > 0 } subject } custody
                    when (custody.TicketId ?? custody.Id) is var owner && Key(db, owner) is { } key:
                    custody.Subject = Sealed.SealText(key, owner, subject);
                    break;
            }
        }
    }

    private static byte[]? Key(DeskDb db, Guid owner) => db.Seals.GetValueOrDefault(owner);
}
