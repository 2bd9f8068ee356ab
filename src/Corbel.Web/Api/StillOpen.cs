using System.Globalization;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Api;

/// <summary>
/// Which of the tickets (by number) and held messages (by id) that a page shows are still open to its reader, and nothing of
/// them: to ask is no view of a marked ticket.
/// </summary>
internal static class StillOpen
{
    /// <summary>More than a page shows.</summary>
    private const int Most = 1000;

    /// <returns>Those of the names that are open, as JSON.</returns>
    public static async Task<IResult> Of(
        [FromQuery(Name = "of")] string[] names,
        HttpContext http,
        DeskDb db,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (names.Length > Most)
            return Results.BadRequest();
        var actor = http.Actor();
        var (numbers, ids) = (new List<long>(), new List<Guid>());
        foreach (var name in names)
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else if (Guid.TryParse(name, out var id))
                ids.Add(id);
        var tickets = await db
            .Tickets.VisibleTo(actor)
            .Where(x => numbers.Contains(x.Number))
            .Select(x => x.Number)
            .ToListAsync(cancel);
        var messages =
            ids.Count == 0
                ? []
                : await db
                    .Custodies.VisibleTo(db, actor)
                    .Where(x => ids.Contains(x.Id))
                    .Select(x => x.Id)
                    .ToListAsync(cancel);
        return Results.Json(
            tickets.Select(x => x.ToString(CultureInfo.InvariantCulture)).Concat(messages.Select(x => x.ToString()))
        );
    }
}
