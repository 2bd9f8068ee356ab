using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Sharing on purpose: one message of the provider, on the ticket that was handed over, as the draft of a reply on the
/// customer's own ticket. A person of the desk edits and sends it in their own name; nothing else of the provider's ticket
/// goes along, and nothing goes by itself.
/// </summary>
public sealed class PassOn
{
    /// <param name="db">The database.</param>
    /// <param name="by">A person of the customer's own desk.</param>
    /// <param name="ticket">The number of the ticket on that desk.</param>
    /// <param name="entry">The number of the provider's message on the ticket that was handed over.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The draft; null where this person sees no such message.</returns>
    public async Task<string?> Draft(
        DeskDb db,
        Actor by,
        long ticket,
        int entry,
        string provider,
        CancellationToken cancel = default
    )
    {
        var own = await db.Tickets.WorkedBy(by).SingleOrDefaultAsync(x => x.Number == ticket, cancel);
        if (own is not { DeskId: not null, HandedOverTo: { } to })
            return null;
        var row = await db
            .Journal.VisibleTo(db, by)
            .Include(x => x.Content)
            .SingleOrDefaultAsync(x => x.TicketId == to && x.Number == entry, cancel);
        if (row is null || Core.Tickets.Journal.Read(row.Bytes).Entry.What is not StaffReply)
            return null;
        return Words.Of(row.Content)?.For(by) is { } words ? Quoted(words.Text, provider, own.Language) : null;
    }

    private static string Quoted(string text, string provider, string language)
    {
        // In quotation marks: lines that begin with ">" would be folded away as the mail before.
        var head = language == "nl" ? $"{provider} schrijft:" : $"{provider} writes:";
        return $"{head}\n\n“{text.Trim().ReplaceLineEndings("\n")}”\n";
    }
}
