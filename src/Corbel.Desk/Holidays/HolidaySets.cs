using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>The versions of the holiday lists: their text, and which one counts when.</summary>
internal static class HolidaySets
{
    public const string Bundled = "bundled with the desk";

    /// <summary>The newest version; null before the first policy was posted.</summary>
    public static Task<HolidaySet?> Newest(DeskDb db, CancellationToken cancel) =>
        db.HolidaySets.AsNoTracking().OrderByDescending(x => x.Number).FirstOrDefaultAsync(cancel);

    /// <summary>The newest version; the file that ships with the desk becomes the first one where there is none.</summary>
    /// <param name="db">A write.</param>
    /// <param name="at">From when the first one counts.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<HolidaySet> Ensure(DeskDb db, Instant at, CancellationToken cancel)
    {
        if (await Newest(db, cancel) is { } newest)
            return newest;
        var first = First(at);
        db.HolidaySets.Add(first);
        return first;
    }

    /// <summary>The newest version, or what <see cref="Ensure"/> would make the first; nothing is written.</summary>
    public static async Task<HolidaySet> NewestOrFirst(DeskDb db, Instant at, CancellationToken cancel) =>
        await Newest(db, cancel) ?? First(at);

    private static HolidaySet First(Instant at) => Make(1, HolidayFile.Lists(HolidayFile.Shipped), Bundled, at);

    public static HolidaySet Make(int number, IReadOnlyDictionary<string, HolidayList> lists, string source, Instant at)
    {
        var text = TextOf(lists);
        return new HolidaySet
        {
            Number = number,
            Sha256 = FileStore.NameOf(Encoding.UTF8.GetBytes(text)),
            TakenAt = at,
            Source = source,
            Text = text,
        };
    }

    /// <summary>The lists of a version, by name.</summary>
    public static ImmutableSortedDictionary<string, HolidayList> Lists(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json
            .RootElement.EnumerateObject()
            // What was stored was read then: a problem now is a bug.
            .Select(x => HolidayFile.Read(x.Name, x.Value.GetRawText()).Value!)
            .ToImmutableSortedDictionary(x => x.Name, x => x, StringComparer.Ordinal);
    }

    private static string TextOf(IReadOnlyDictionary<string, HolidayList> lists)
    {
        var all = new JsonObject(
            lists.Values.Select(x => KeyValuePair.Create(x.Name, JsonNode.Parse(HolidayFile.Canonical(x.Divisions))))
        );
        return Encoding.UTF8.GetString(CanonicalJson.Write(JsonSerializer.SerializeToElement(all)));
    }
}
