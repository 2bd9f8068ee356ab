using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Tickets;

namespace Corbel.Desk.Intake;

/// <summary>
/// The mark that a message brings (clause 11): chosen in a form, or stated in words. Whoever sent it, and by whatever way: to
/// mark one issue too many harms less than to miss one.
/// </summary>
public sealed class PlacementMark(Clearances clearances, MarkMoment moment)
{
    internal static bool IsStated(MarkingSpec? spec, Message message) => Of(spec, message) is not null;

    /// <summary>The id of the mark that a message brings; null for none.</summary>
    internal async Task<string?> Stated(DeskDb db, Message message, CancellationToken cancel) =>
        Of(await clearances.Spec(db, cancel), message);

    /// <summary>The mark that a message is held under: its own or that of its thread, whichever is higher; null for none.</summary>
    internal async Task<string?> Held(DeskDb db, Message message, string? thread, CancellationToken cancel)
    {
        var spec = await clearances.Spec(db, cancel);
        return Marks.Highest(spec, new[] { Of(spec, message), thread }.OfType<string>());
    }

    /// <summary>Marks the ticket, or the message on it, where the message says so; the sender need not be allowed to.</summary>
    internal async Task Mark(
        DeskDb db,
        JournalWriter journal,
        Message message,
        MarkPlace place,
        CancellationToken cancel
    )
    {
        if (await Stated(db, message, cancel) is not { } mark)
            return;
        var by = journal.Entries[^1].By;
        if (journal.Entries.LastOrDefault(x => x.By.Party == Party.Customer) is { } said)
            by = said.By;
        await moment.Mark(db, journal, by, mark, place, message.TakenAt, cancel);
        await moment.MarkKin(db, journal, by, message.TakenAt, cancel);
    }

    /// <summary>The highest of what it says, what was chosen, and what it was held under.</summary>
    private static string? Of(MarkingSpec? spec, Message message)
    {
        var chosen = message.Form?.Mark is { } mark && spec?.Marks.ContainsKey(mark) == true ? mark : null;
        var stated = MarkWords.Find(spec, message.Subject, message.Text);
        return Marks.Highest(spec, new[] { stated, chosen, message.HeldUnder }.OfType<string>());
    }
}
