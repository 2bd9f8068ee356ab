using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>What a manager plans.</summary>
public sealed record MaintenanceDraft(
    string Title,
    string TitleNl,
    string Text,
    string TextNl,
    Instant From,
    Instant To
)
{
    /// <summary>The components that are down for it; none for the whole product.</summary>
    public IReadOnlyList<Guid> Components { get; init; } = [];
}

/// <summary>
/// A manager plans maintenance, announces it, changes and cancels it. Customers are told of each step after the first, in the
/// write that makes it. Whether it counts as planned forbids nothing: the verdict is the month's.
/// </summary>
public sealed class PlanMaintenance(GroupWriter writer, StatusNotices notices, IClock clock)
{
    /// <summary>Writes a window down; nobody is told yet.</summary>
    public async Task<Outcome<Guid>> Plan(Actor by, MaintenanceDraft draft, CancellationToken cancel = default)
    {
        if (Refuse(by, draft) is { } no)
            return no;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var window = new MaintenanceWindow
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Title = draft.Title.Trim(),
            TitleNl = draft.TitleNl.Trim(),
            Text = draft.Text.Trim(),
            TextNl = draft.TextNl.Trim(),
            Components = ComponentIds.Join(draft.Components),
            FromAt = Journal.Grain(draft.From),
            ToAt = Journal.Grain(draft.To),
            EditedAt = now,
            PlannedBy = by.Person,
        };
        return await writer.Write(
            (db, _) =>
            {
                db.MaintenanceWindows.Add(window);
                return Task.FromResult((Outcome<Guid>)window.Id);
            },
            cancel
        );
    }

    /// <summary>
    /// Changes a window. Where customers know of it they are told at once; other times, or other components, count from then
    /// on.
    /// </summary>
    public async Task<Outcome<Guid>> Edit(
        Actor by,
        Guid id,
        MaintenanceDraft draft,
        CancellationToken cancel = default
    ) =>
        Refuse(by, draft)
        ?? await On(
            by,
            id,
            async (db, window, now, token) =>
            {
                var (from, to) = (Journal.Grain(draft.From), Journal.Grain(draft.To));
                var components = ComponentIds.Join(draft.Components);
                var other = (from, to, components) != (window.FromAt, window.ToAt, window.Components);
                (window.Title, window.TitleNl) = (draft.Title.Trim(), draft.TitleNl.Trim());
                (window.Text, window.TextNl) = (draft.Text.Trim(), draft.TextNl.Trim());
                (window.FromAt, window.ToAt, window.Components) = (from, to, components);
                if (other)
                    window.EditedAt = now;
                if (window.AnnouncedAt is null)
                    return null;
                if (other)
                    window.AnnouncedAt = now;
                window.Sequence++;
                await notices.Maintenance(db, window, MaintenanceNews.Changed, now, token);
                return null;
            },
            cancel
        );

    /// <summary>Tells customers of a window.</summary>
    public Task<Outcome<Guid>> Announce(Actor by, Guid id, CancellationToken cancel = default) =>
        On(
            by,
            id,
            async (db, window, now, token) =>
            {
                if (window.AnnouncedAt is not null)
                    return StatusRefusals.Announced;
                window.AnnouncedAt = now;
                await notices.Maintenance(db, window, MaintenanceNews.Planned, now, token);
                return null;
            },
            cancel
        );

    /// <summary>Calls a window off; customers who know of it are told.</summary>
    public Task<Outcome<Guid>> Cancel(Actor by, Guid id, CancellationToken cancel = default) =>
        On(
            by,
            id,
            async (db, window, now, token) =>
            {
                window.CancelledAt = now;
                if (window.AnnouncedAt is null)
                    return null;
                window.Sequence++;
                await notices.Maintenance(db, window, MaintenanceNews.Cancelled, now, token);
                return null;
            },
            cancel
        );

    private async Task<Outcome<Guid>> On(
        Actor by,
        Guid id,
        Func<DeskDb, MaintenanceWindow, Instant, CancellationToken, Task<Refusal?>> change,
        CancellationToken cancel
    )
    {
        if (!May.Maintain(by))
            return StatusRefusals.NotForYou;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var now = Journal.Grain(clock.GetCurrentInstant());
                var window = await db.MaintenanceWindows.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (window is null)
                    return StatusRefusals.NoSuchThing;
                if (window.CancelledAt is not null || window.ToAt <= now)
                    return StatusRefusals.Over;
                return await change(db, window, now, token) is { } no ? no : (Outcome<Guid>)id;
            },
            cancel
        );
    }

    private static Refusal? Refuse(Actor by, MaintenanceDraft draft) =>
        !May.Maintain(by) ? StatusRefusals.NotForYou
        : draft.To <= draft.From ? StatusRefusals.NoTime
        : StatusRefusals.Words(draft.Title, draft.TitleNl, draft.Text, draft.TextNl);
}
