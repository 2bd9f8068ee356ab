using System.Collections.Immutable;
using Corbel.Core.Policy;

namespace Corbel.Core.Tickets;

/// <summary>What bears a mark: the whole ticket, one message of it, or one file (clause 11).</summary>
/// <param name="Entry">The number of the message; none: the ticket, or a file.</param>
/// <param name="File">The file; none: the ticket, or a message.</param>
public readonly record struct MarkPlace(int? Entry = null, Guid? File = null);

/// <summary>The marks that a journal has set and not lowered, place by place.</summary>
public static class Marks
{
    /// <summary>The mark of each place that bears one, by its id.</summary>
    public static ImmutableDictionary<MarkPlace, string> Of(IEnumerable<Entry> journal)
    {
        var marks = ImmutableDictionary.CreateBuilder<MarkPlace, string>();
        foreach (var what in journal.Select(x => x.What))
        {
            if (what is Marking marking)
                marks[new(marking.Entry, marking.File)] = marking.Mark;
            else if (what is MarkLowering { Mark: { } left } lowered)
                marks[new(lowered.Entry, lowered.File)] = left;
            else if (what is MarkLowering off)
                marks.Remove(new MarkPlace(off.Entry, off.File));
        }
        return marks.ToImmutable();
    }

    /// <summary>
    /// The highest of some marks by the order of the policy; null for none. A mark that the policy does not know is higher than
    /// all that it knows: nobody may lose a mark to a new version.
    /// </summary>
    public static string? Highest(MarkingSpec? spec, IEnumerable<string> marks) =>
        marks.OrderByDescending(x => Rank(spec, x)).ThenBy(x => x, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Whether one mark stands above another; above no mark stands each.</summary>
    public static bool IsAbove(MarkingSpec? spec, string mark, string? other) =>
        other is null || Rank(spec, mark) > Rank(spec, other);

    /// <summary>Who is on the need-to-know list, in the order in which they were put there.</summary>
    public static ImmutableArray<Guid> Listed(IEnumerable<Entry> journal)
    {
        var listed = new List<Guid>();
        foreach (var what in journal.Select(x => x.What).OfType<NeedToKnow>())
        {
            listed.Remove(what.Person);
            if (what.Listed)
                listed.Add(what.Person);
        }
        return [.. listed];
    }

    private static int Rank(MarkingSpec? spec, string mark)
    {
        var items = spec?.Marks.Items ?? [];
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Id == mark)
                return i;
        }
        return int.MaxValue;
    }
}
