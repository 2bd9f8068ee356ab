using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Intake.Seals;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>
/// Takes away the files of a marked mail that is held. They were taken out of it when it came, before it was known that it has
/// no place yet: no row names them. Once it is placed they are taken out of it again.
/// </summary>
public sealed class HeldFiles(Database database, FileStore files, MailKeys keys)
{
    /// <summary>Looks at each message that is on no ticket.</summary>
    /// <returns>False where another message brought the same bytes a moment ago, so that it is tried again.</returns>
    internal async Task<bool> Remove(IReadOnlyList<Custody> messages, CancellationToken cancel)
    {
        await using var db = database.Read();
        using var reading = MarkedReading.ToCompare(database);
        var settled = true;
        foreach (var message in messages.Where(x => x is { TicketId: null, SameAs: null, IsMail: true }))
        {
            var raw = await files.Read(message.Stored, cancel);
            var mail = raw is null ? null : ParsedMail.TryParse(raw, keys, message.ReceivedAt);
            foreach (var name in (mail?.Files ?? []).Select(x => FileStore.NameOf(x.Bytes)).Distinct())
            {
                if (await files.ReadStored(name, cancel) is null)
                    continue;
                if (!await StoredNames.Of(db).AnyAsync(x => x == name, cancel))
                    settled &= await files.Remove(name, cancel);
            }
        }
        return settled;
    }
}
