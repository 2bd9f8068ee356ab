using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Availability;

/// <summary>What became of telling everybody.</summary>
/// <param name="Told">Numbers of the tickets that got the reply.</param>
/// <param name="Refused">The others, with why.</param>
public sealed record Telling(IReadOnlyList<long> Told, IReadOnlyList<(long Ticket, Refusal Why)> Refused);

/// <summary>
/// One line of a timeline goes as a reply to every open ticket of its incident: a reply like any other, so that journal,
/// clocks and mails are those of one. Each ticket is a write of its own, and holds with the reply that it was told: never
/// twice for one line.
/// </summary>
public sealed class TellAffected(Database database, TicketWork work, Reply reply)
{
    /// <summary>The open tickets of an incident that the line has not been told to, as far as this person works on them.</summary>
    public static IQueryable<Ticket> Waiting(DeskDb db, Actor by, Guid incident, int update) =>
        db
            .Tickets.WorkedBy(by)
            .Where(x => x.Status != TicketStatus.Resolved && x.MergedInto == null)
            .Where(x => db.IncidentTickets.Any(y => y.TicketId == x.Id && y.IncidentId == incident))
            .Where(x =>
                !db.IncidentTellings.Any(y =>
                    y.TicketId == x.Id && y.IncidentId == incident && y.UpdateNumber == update
                )
            );

    public async Task<Outcome<Telling>> Run(
        Actor by,
        long number,
        int update,
        string text,
        string textNl,
        CancellationToken cancel = default
    )
    {
        if (!May.RunIncidents(by))
            return Refusals.NotForYou;
        if (StatusRefusals.Words("-", "-", text, textNl) is { } no)
            return no;
        await using var db = database.Read();
        var incident = await db.Incidents.AsNoTracking().SingleOrDefaultAsync(x => x.Number == number, cancel);
        if (
            incident is null
            || !await db.IncidentUpdates.AnyAsync(x => x.IncidentId == incident.Id && x.Number == update, cancel)
        )
            return StatusRefusals.NoSuchIncident;
        var tickets = await Waiting(db, by, incident.Id, update)
            .OrderBy(x => x.Number)
            .Select(x => x.Number)
            .ToListAsync(cancel);
        var told = new List<long>();
        var refused = new List<(long, Refusal)>();
        foreach (var ticket in tickets)
        {
            var outcome = await Tell(by, ticket, incident.Id, update, text, textNl, cancel);
            if (outcome.Refused is { } why)
                refused.Add((ticket, why));
            else
                told.Add(ticket);
        }
        return new Telling(told, refused);
    }

    private Task<Outcome<int>> Tell(
        Actor by,
        long ticket,
        Guid incident,
        int update,
        string text,
        string textNl,
        CancellationToken cancel
    ) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (!scene.Works)
                    return Refusals.NotForYou;
                // Asked again within the write: meanwhile it may have been told, resolved, or taken off.
                if (scene.State.Status == TicketStatus.Resolved)
                    return StatusRefusals.Closed;
                var id = scene.State.Ticket;
                if (!await scene.Db.IncidentTickets.AnyAsync(x => x.TicketId == id && x.IncidentId == incident, token))
                    return StatusRefusals.NoSuchIncident;
                if (
                    await scene.Db.IncidentTellings.AnyAsync(
                        x => x.TicketId == id && x.IncidentId == incident && x.UpdateNumber == update,
                        token
                    )
                )
                    return StatusRefusals.ToldBefore;
                var words = scene.Row.Language == "nl" ? textNl : text;
                var entry = await reply.Within(scene, words, new ReplyMarks(), [], [], token);
                scene.Db.IncidentTellings.Add(
                    new IncidentTelling
                    {
                        IncidentId = incident,
                        UpdateNumber = update,
                        TicketId = id,
                        EntryNumber = entry,
                        By = by.Person,
                        At = scene.Now,
                    }
                );
                return entry;
            },
            cancel
        );
}
