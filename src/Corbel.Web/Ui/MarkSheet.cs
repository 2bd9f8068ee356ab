using System.Collections.Immutable;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Ui;

/// <summary>The marks of a ticket as a person sees them, and what that person may do with them (clause 11).</summary>
internal sealed record MarkSheet
{
    public required Actor Me { get; init; }
    public required TicketView View { get; init; }

    /// <summary>What the policy says of marks; null where it knows none.</summary>
    public required MarkingSpec? Spec { get; init; }
    public required IReadOnlyDictionary<string, MarkSpec> Known { get; init; }

    /// <summary>The mark of each place that bears one.</summary>
    public required ImmutableDictionary<MarkPlace, string> Borne { get; init; }

    /// <summary>The reader's side of the need-to-know list, by name.</summary>
    public required IReadOnlyList<Person> Listed { get; init; }

    /// <summary>Whom the reader can put on it.</summary>
    public required IReadOnlyList<Person> Candidates { get; init; }

    /// <summary>The names of people that entries speak of.</summary>
    public required IReadOnlyDictionary<Guid, string> Names { get; init; }

    /// <summary>Of the customer: who sees it without being named.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];

    public string? Mark => View.Ticket.Mark;
    public bool MayRaise =>
        Spec is { Marks.Items.Length: > 0 } spec && May.RaiseMark(Me, View.Ticket.Facts, spec.RaisedBy);
    public bool MayLower => Spec is { } spec && !Borne.IsEmpty && May.LowerMark(Me, View.Ticket.Facts, spec.LoweredBy);

    /// <summary>Of staff nobody needs to stand on a list where the policy asks for the clearance alone.</summary>
    public bool HasList => !Me.IsStaff || View.Ticket.NeedsList;
    public bool MayName => HasList && May.NameForMarked(Me, View.Ticket.Facts);

    /// <summary>The mark of a message; null where it bears none of its own.</summary>
    public string? Of(Entry entry) => Borne.GetValueOrDefault(new MarkPlace(entry.Number));

    /// <summary>The mark of a file; null where it bears none of its own.</summary>
    public string? Of(Attachment file) => Borne.GetValueOrDefault(new MarkPlace(null, file.Id));

    public string NameOf(string mark) => Known.TryGetValue(mark, out var spec) ? spec.Name : mark;

    /// <summary>What can bear a mark: the issue, its messages, its files.</summary>
    public IEnumerable<(string Value, string Name)> Places(IStringLocalizer t)
    {
        yield return ("", t["the whole issue"]);
        foreach (var entry in View.Entries.Where(x => x.Words is not null && MarkLines.IsMessage(x.Entry.What)))
            yield return (MarkForm.Written(new(entry.Entry.Number)), Name(entry, t));
        foreach (var file in View.Entries.SelectMany(x => x.Files))
            yield return (MarkForm.Written(new(null, file.Id)), t["the file {0}", file.Name]);
    }

    /// <summary>What can bear a higher mark than it does.</summary>
    public IEnumerable<(string Value, string Name)> Raisable(IStringLocalizer t) =>
        Places(t).Where(x => Borne.GetValueOrDefault(MarkForm.Read(x.Value)) != Spec!.Marks.Items[^1].Id);

    /// <summary>What bears one, to lower it.</summary>
    public IEnumerable<(string Value, string Name)> Marked(IStringLocalizer t) =>
        Places(t)
            .Where(x => Borne.ContainsKey(MarkForm.Read(x.Value)))
            .Select(x => (x.Value, $"{x.Name}: {NameOf(Borne[MarkForm.Read(x.Value)])}"));

    private static string Name(TimelineEntry entry, IStringLocalizer t) =>
        t["message {0}: {1}", entry.Entry.Number, Excerpt.Of(entry.Words!.Text)];

    public static async Task<MarkSheet> Read(
        DeskDb db,
        MarkFaces faces,
        NameForMarked naming,
        Actor me,
        TicketView view,
        CancellationToken cancel
    )
    {
        var facts = view.Ticket.Facts;
        var journal = view.Entries.Select(x => x.Entry).ToList();
        var listed = facts.Listed ?? [];
        var spoken = journal.Select(x => x.What).OfType<NeedToKnow>().Select(x => x.Person);
        var ids = listed.Concat(spoken).Distinct().ToList();
        var people = ids.Count == 0 ? [] : await db.People.Where(x => ids.Contains(x.Id)).ToListAsync(cancel);
        var own = facts.Desk ?? facts.Organisation;
        return new MarkSheet
        {
            Me = me,
            View = view,
            Spec = await faces.Spec(cancel),
            Known = await faces.Known(cancel),
            Borne = Marks.Of(journal),
            // What of the other side is on it is the other side's.
            Listed =
            [
                .. people.Where(x => listed.Contains(x.Id) && x.ToActor().IsStaff == me.IsStaff).OrderBy(x => x.Name),
            ],
            Candidates = facts.Mark is null ? [] : await naming.Candidates(db, me, facts, cancel),
            Names = people.ToDictionary(x => x.Id, x => x.Name),
            Administrators =
                facts.Mark is null || me.Organisation != own
                    ? []
                    : await db
                        .People.Where(x =>
                            x.OrganisationId == own && x.Role == Role.Administrator && x.DeactivatedAt == null
                        )
                        .OrderBy(x => x.Name)
                        .Select(x => x.Name)
                        .ToListAsync(cancel),
        };
    }
}
