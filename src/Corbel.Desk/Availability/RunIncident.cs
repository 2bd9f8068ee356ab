using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>What staff write on a timeline.</summary>
public sealed record IncidentWords(IncidentState State, string Text, string TextNl);

/// <summary>Staff open an incident by hand, and write the timeline of any. What was written is never changed.</summary>
public sealed class RunIncident(GroupWriter writer, StatusNotices notices, PolicyShelf policies, IClock clock)
{
    /// <returns>The incident's number.</returns>
    public async Task<Outcome<long>> Open(
        Actor by,
        string title,
        string titleNl,
        string severity,
        IReadOnlyList<Guid> components,
        IncidentWords words,
        CancellationToken cancel = default
    )
    {
        if (!May.RunIncidents(by))
            return Refusals.NotForYou;
        if (StatusRefusals.Words(title, titleNl, words.Text, words.TextNl) is { } no)
            return no;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var now = Journal.Grain(clock.GetCurrentInstant());
                var policy = (await policies.At(db, now, token)).Policy.Document;
                if (!policy.Severities.TryGetValue(severity, out _))
                    return Refusals.UnknownSeverity(severity, policy.Severities.Items.Select(x => x.Id));
                var incident = new Incident
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    Number = 1 + (await db.Incidents.MaxAsync(x => (long?)x.Number, token) ?? 0),
                    Title = title.Trim(),
                    TitleNl = titleNl.Trim(),
                    Severity = severity,
                    Components = ComponentIds.Join(components),
                    OpenedAt = now,
                    OpenedBy = by.Person,
                };
                db.Incidents.Add(incident);
                await Write(db, incident, 1, words, by, now, token);
                return (Outcome<long>)incident.Number;
            },
            cancel
        );
    }

    /// <summary>Writes the next line of the timeline. "Resolved" ends the incident; any other state after that opens it again.</summary>
    /// <returns>The number of the line.</returns>
    public async Task<Outcome<int>> Update(
        Actor by,
        long number,
        IncidentWords words,
        CancellationToken cancel = default
    )
    {
        if (!May.RunIncidents(by))
            return Refusals.NotForYou;
        if (StatusRefusals.Words("-", "-", words.Text, words.TextNl) is { } no)
            return no;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var now = Journal.Grain(clock.GetCurrentInstant());
                var incident = await db.Incidents.AsTracking().SingleOrDefaultAsync(x => x.Number == number, token);
                if (incident is null)
                    return StatusRefusals.NoSuchIncident;
                var next =
                    1
                    + (
                        await db
                            .IncidentUpdates.Where(x => x.IncidentId == incident.Id)
                            .MaxAsync(x => (int?)x.Number, token)
                        ?? 0
                    );
                await Write(db, incident, next, words, by, now, token);
                return (Outcome<int>)next;
            },
            cancel
        );
    }

    private async Task Write(
        DeskDb db,
        Incident incident,
        int number,
        IncidentWords words,
        Actor by,
        Instant now,
        CancellationToken cancel
    )
    {
        incident.State = words.State;
        incident.ResolvedAt = words.State == IncidentState.Resolved ? incident.ResolvedAt ?? now : null;
        var update = new IncidentUpdate
        {
            IncidentId = incident.Id,
            Number = number,
            At = now,
            State = words.State,
            Text = words.Text.Trim(),
            TextNl = words.TextNl.Trim(),
            By = by.Person,
        };
        db.IncidentUpdates.Add(update);
        await notices.Incident(db, incident, update, now, cancel);
    }
}
