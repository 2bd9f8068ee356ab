using Corbel.Desk.Data;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// Records a customer's person's first sign-in under a version. Use of the desk is not use of the product, and accepts
/// nothing (reading "use = acceptance").
/// </summary>
public sealed class RecordDeskUse(GroupWriter writer, Database database, PolicyShelf policies, IClock clock)
{
    public async Task Run(Person person, CancellationToken cancel = default)
    {
        if (person.ToActor().IsStaff)
            return;
        var now = clock.GetCurrentInstant();
        await using var read = database.Read();
        var version = (await policies.At(read, now, cancel)).Number;
        if (await Is(read, person.Id, version, cancel))
            return;
        await writer.Write(
            async (db, token) =>
            {
                if (!await Is(db, person.Id, version, token))
                    db.DeskUses.Add(
                        new DeskUse
                        {
                            PersonId = person.Id,
                            VersionNumber = version,
                            At = now,
                        }
                    );
            },
            cancel
        );
    }

    private static Task<bool> Is(DeskDb db, Guid person, int version, CancellationToken cancel) =>
        db.DeskUses.AnyAsync(x => x.PersonId == person && x.VersionNumber == version, cancel);
}
