using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>
/// Search in subjects that are sealed: the database cannot look into them, so they are opened and compared here, of those
/// tickets alone that the person may see. What is found is shown, and written down as a search hit then.
/// </summary>
public sealed class SealedSubjects
{
    /// <summary>So many of the newest are looked through.</summary>
    private const int Most = 2000;

    private readonly IReadOnlyDictionary<Guid, string> subjects;

    private SealedSubjects(IReadOnlyDictionary<Guid, string> subjects) => this.subjects = subjects;

    /// <param name="db">The context that the tickets are of.</param>
    /// <param name="visible">Tickets that came through the choke point.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<SealedSubjects> Of(DeskDb db, IQueryable<Ticket> visible, CancellationToken cancel)
    {
        // Looking for the hits is no reading yet: nothing of what is no hit reaches anybody.
        using var compare = MarkedReading.ToCompare(db.Home!);
        return new(
            await visible
                .Where(x => db.OwnerKeys.Any(k => k.OwnerId == x.Id))
                .OrderByDescending(x => x.Number)
                .Take(Most)
                .ToDictionaryAsync(x => x.Id, x => x.Subject, cancel)
        );
    }

    /// <summary>Tickets whose subject holds a word, sealed or not, whatever its case.</summary>
    /// <param name="text">The word in lower case.</param>
    public (IReadOnlyList<Guid> Sealed, string Prefix) With(string text) =>
        (
            [.. subjects.Where(x => x.Value.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(x => x.Key)],
            Marked.Sealed.TextPrefix
        );
}
