using System.Text.Json;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;

namespace Corbel.Desk.Tickets;

/// <summary>
/// One ticket's entries held against their own hashes, and against the columns, words, files and messages that lie beside
/// them: a note must not become visible, nor a file change places, because a column says so.
/// </summary>
internal static class CheckChain
{
    /// <returns>The entries as far as they could be read, and what is wrong with them.</returns>
    public static (List<Entry> Entries, List<string> Wrong) Read(
        Guid ticket,
        IReadOnlyList<JournalRow> rows,
        IReadOnlyList<Attachment> attached,
        IReadOnlyList<Custody> custody
    )
    {
        var (entries, wrong) = (new List<Entry>(rows.Count), new List<string>());
        string? previous = null;
        foreach (var row in rows)
        {
            try
            {
                var read = Journal.Read(row.Bytes);
                entries.Add(read.Entry);
                if (!read.Hash.AsSpan().SequenceEqual(row.Hash))
                    wrong.Add($"entry {row.Number}: the bytes do not have the stored hash");
                if (Journal.PreviousOf(row.Bytes) != previous)
                    wrong.Add($"entry {row.Number}: does not follow the entry before it");
                var files = attached.Where(x => x.EntryNumber == row.Number);
                wrong.AddRange(Beside(ticket, row, read.Entry, files, custody).Select(x => $"entry {row.Number}: {x}"));
            }
            catch (JsonException)
            {
                wrong.Add($"entry {row.Number}: the bytes are no entry");
            }
            previous = Convert.ToHexStringLower(row.Hash);
        }
        return (entries, wrong);
    }

    private static IEnumerable<string> Beside(
        Guid ticket,
        JournalRow row,
        Entry entry,
        IEnumerable<Attachment> files,
        IReadOnlyList<Custody> custody
    )
    {
        if (entry.Number != row.Number || entry.Ticket != ticket)
            yield return $"belongs elsewhere (entry {entry.Number} of {entry.Ticket})";
        if (row.HappenedAt != entry.HappenedAt)
            yield return $"happened at {row.HappenedAt}, the journal says {entry.HappenedAt}";
        if (row.Internal != May.IsInternal(entry.What))
            yield return row.Internal ? "is hidden from the customer" : "is shown to the customer";
        if (row.Content is null != entry.Content is null)
            yield return row.Content is null ? "the words are gone" : "has words that were not written";
        // Erased words leave an empty content: that was somebody's right, and the journal stays whole.
        if (MessageOf(entry.What) is { } message && !custody.Any(x => x.Id == message && x.EntryNumber == row.Number))
            yield return $"its message {message} is not in custody";
        // Where the key is away, they are counted and not compared.
        if (Words.Of(row.Content) is { IsShut: true })
            yield break;
        if (row.Content is { Bytes.Length: > 0 } content && Words.HashOf(content) != entry.Content)
            yield return "the words are not those that were written";
        else if (row.Content is not { Bytes.Length: 0 })
        {
            var named = Words.Of(row.Content)?.Files ?? [];
            if (
                !named
                    .Order(StringComparer.Ordinal)
                    .SequenceEqual(files.Select(x => x.Sha256).Order(StringComparer.Ordinal))
            )
                yield return "the files are not those that came with it";
        }
    }

    private static Guid? MessageOf(Happening what) =>
        what switch
        {
            Receipt receipt => receipt.Message,
            CustomerMessage said => said.Message,
            _ => null,
        };
}
