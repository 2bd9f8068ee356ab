using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;

namespace Corbel.Web.Ui;

/// <summary>The names and colours of marks, read once a page.</summary>
public sealed class MarkFaces(DeskDb db, Clearances clearances)
{
    private IReadOnlyDictionary<string, MarkSpec>? known;

    /// <summary>What the policy in force says of marks; null where it knows none.</summary>
    public Task<MarkingSpec?> Spec(CancellationToken cancel = default) => clearances.Spec(db, cancel);

    /// <summary>Every mark that was ever in the policy: an old ticket bears one that is there no more.</summary>
    public async Task<IReadOnlyDictionary<string, MarkSpec>> Known(CancellationToken cancel = default) =>
        known ??= await clearances.Known(db, cancel);

    /// <summary>What somebody may mark a new message of theirs with; null where they may not.</summary>
    public async Task<MarkingSpec?> ForNew(Actor actor, CancellationToken cancel = default)
    {
        var own = new TicketFacts(actor.Organisation, actor.Person, null, false);
        return await Spec(cancel) is { Marks.Items.Length: > 0 } spec && May.RaiseMark(actor, own, spec.RaisedBy)
            ? spec
            : null;
    }

    /// <summary>The id that a form names, empty for none; refused where the policy has no such mark.</summary>
    public static Outcome<string?> Chosen(MarkingSpec? spec, string? mark)
    {
        if (string.IsNullOrEmpty(mark))
            return (string?)null;
        return spec?.Marks.ContainsKey(mark) == true
            ? mark
            : Refusal.Of(
                "unknown-mark",
                "The policy has no such mark. Choose one of those below.",
                "Het beleid kent deze markering niet. Kies een van de onderstaande."
            );
    }
}
