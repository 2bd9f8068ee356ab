using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Marked;

/// <summary>Puts somebody on the need-to-know list of a marked ticket, or takes them off it.</summary>
public sealed class NameForMarked(TicketWork work, Clearances clearances)
{
    /// <returns>The number of the entry; 0 where it stood so already.</returns>
    public Task<Outcome<int>> Run(
        Actor by,
        long ticket,
        Guid person,
        bool listed,
        CancellationToken cancel = default
    ) =>
        work.On<int>(
            by,
            ticket,
            async (scene, token) =>
            {
                var facts = scene.Journal.Facts;
                if (facts.Mark is null)
                    return MarkRefusals.NotMarked;
                if (!May.NameForMarked(by, facts))
                    return MarkRefusals.MayNotName;
                var now = Marks.Listed(scene.Journal.Entries);
                if (now.Contains(person) == listed)
                    return 0;
                var who = await scene.Db.People.AsNoTracking().SingleOrDefaultAsync(x => x.Id == person, token);
                if (who is null || (listed && !await CanSee(scene.Db, by, who, facts, token)))
                    return MarkRefusals.CannotBeNamed;
                if (who.ToActor().IsStaff != by.IsStaff)
                    return MarkRefusals.CannotBeNamed;
                if (!listed && by.IsStaff && !await OthersLeft(scene, person, token))
                    return MarkRefusals.LastOnList;
                if (!listed && scene.State.Assignee == person)
                    scene.Append(new Assignment(null));
                // Whom the customer names takes part from now on: sees the issue, and hears of answers.
                if (listed && !by.IsStaff && who.Role != Role.Administrator && !facts.IsOf(person))
                    scene.Append(new Participation(person));
                return scene.Append(new NeedToKnow(person, listed) { Staff = by.IsStaff });
            },
            cancel
        );

    /// <summary>Whom somebody could put on the list of a ticket; nobody where they may name none.</summary>
    public async Task<IReadOnlyList<Person>> Candidates(
        DeskDb db,
        Actor by,
        TicketFacts facts,
        CancellationToken cancel = default
    )
    {
        if (!May.NameForMarked(by, facts))
            return [];
        var people = by.IsStaff
            ? await clearances.Cleared(db, facts.Mark!, cancel)
            : await db
                .People.AsNoTracking()
                .Where(x => x.OrganisationId == by.Organisation && x.Role != Role.Administrator)
                .ToListAsync(cancel);
        var could = new List<Person>();
        foreach (var person in people.Where(x => x.Id != facts.Reporter && facts.Listed?.Contains(x.Id) != true))
        {
            if (await CanSee(db, by, person, facts, cancel))
                could.Add(person);
        }
        return [.. could.OrderBy(x => x.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Whether somebody, once named, would see it: of the same side, and of staff cleared for the mark.</summary>
    private async Task<bool> CanSee(DeskDb db, Actor by, Person who, TicketFacts facts, CancellationToken cancel)
    {
        if (who.DeactivatedAt is not null || who.OrganisationId != by.Organisation)
            return false;
        var actor = await clearances.ActorOf(db, who, cancel);
        var named = facts with
        {
            Listed = [.. facts.Listed ?? [], who.Id],
            // Whom the customer names sees the issue as one who takes part.
            Participants = by.IsStaff ? facts.Participants : [.. facts.Participants ?? [], who.Id],
        };
        return May.See(actor, named);
    }

    private async Task<bool> OthersLeft(TicketScene scene, Guid person, CancellationToken cancel)
    {
        var cleared = await clearances.Cleared(scene.Db, scene.State.Mark!, cancel);
        var listed = Marks.Listed(scene.Journal.Entries);
        return cleared.Exists(x => x.Id != person && listed.Contains(x.Id));
    }
}
