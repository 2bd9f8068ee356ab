using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Marked;

/// <summary>
/// The choke point says in SQL of marked tickets what Core says in C#: every role, mark, clearance and list, with and without
/// the need of a list, on the provider's desk and on a customer's own.
/// </summary>
public sealed class MarkedVisibilityTests
{
    private const string Other = "top";

    [Theory, OnEveryDatabase]
    public async Task The_query_and_the_pure_function_agree_on_marked_tickets(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Fill(desk);
        await using var db = desk.Read();
        var tickets = await db.Tickets.Include(x => x.Participants).Include(x => x.Listed).AsSplitQuery().ToListAsync();
        tickets.Count(x => x.Mark is not null).ShouldBe(20);
        var facts = tickets.ToDictionary(x => x.Id, x => x.Facts);
        var journal = await db.Journal.ToListAsync();
        var files = await db.Attachments.ToListAsync();
        var mails = await db.Outbox.ToListAsync();
        var raw = await db.Custodies.ToListAsync();
        string[][] opens =
        [
            [],
            [MarkedDesk.Mark],
            [Other],
            [MarkedDesk.Mark, Other],
        ];
        // Of the customers' people clearances open nothing.
        Person[] people = [desk.Cast.Ada, desk.Cast.Nora, desk.Cast.Rik, desk.Cast.Pia];
        var actors = people
            .SelectMany(x => Enum.GetValues<Role>().Select(r => x.ToActor() with { Role = r }))
            .SelectMany(x => opens.Where(o => x.IsStaff || o.Length > 1).Select(o => x with { Opens = o }));
        foreach (var actor in actors)
        {
            var who = $"{actor.Role} with {string.Join(", ", actor.Opens)}";
            bool Entry(JournalRow row) =>
                May.See(actor, facts[row.TicketId])
                && May.SeeEntry(actor, facts[row.TicketId], Core.Tickets.Journal.Read(row.Bytes).Entry.What);
            (await db.Tickets.VisibleTo(actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                tickets.Where(x => May.See(actor, x.Facts)).Select(x => x.Id),
                ignoreOrder: true,
                who
            );
            (await db.Tickets.WorkedBy(actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                tickets.Where(x => May.Work(actor, x.Facts)).Select(x => x.Id),
                ignoreOrder: true,
                who
            );
            (await db.Journal.VisibleTo(db, actor).CountAsync()).ShouldBe(journal.Count(Entry), who);
            (await db.Attachments.VisibleTo(db, actor).CountAsync()).ShouldBe(
                files.Count(x =>
                    journal.Exists(j => j.TicketId == x.TicketId && j.Number == x.EntryNumber && Entry(j))
                ),
                who
            );
            (await db.Outbox.VisibleTo(db, actor).CountAsync()).ShouldBe(
                mails.Count(x => x.TicketId is { } of ? May.Work(actor, facts[of]) : actor.IsStaff),
                who
            );
            // A held message that a mark came with is for whom that mark is opened to.
            (await db.Custodies.VisibleTo(db, actor).Where(x => x.State == CustodyState.Held).CountAsync()).ShouldBe(
                raw.Count(x => x.State == CustodyState.Held && May.SeeHeld(actor) && actor.Opens.Contains(x.Mark!)),
                who
            );
        }
    }

    /// <summary>
    /// Tickets of five people on two desks; of each one without a mark, and one each by mark, with and without the need of a
    /// list. On some of the lists stands everybody, on some nobody.
    /// </summary>
    private static async Task Fill(TestDesk desk)
    {
        var cast = desk.Cast;
        (Person By, bool Own)[] places =
        [
            (cast.Nora, false),
            (cast.Rik, false),
            (cast.Sam, false),
            (cast.Rik, true),
            (cast.Pia, true),
        ];
        (string? Mark, bool NeedsList)[] marks =
        [
            (null, false),
            (MarkedDesk.Mark, true),
            (MarkedDesk.Mark, false),
            (Other, true),
            (Other, false),
        ];
        var n = 0;
        foreach (var (by, own) in places)
        foreach (var (mark, needsList) in marks)
        {
            var file = new IncomingFile("a.txt", "text/plain", Encoding.UTF8.GetBytes($"{n}"));
            var number = (await desk.Form(by, "A", "B", own, "3", files: file)).Value!.Ticket!.Value;
            var ticket = (await desk.Ticket(number)).Id;
            await desk.Get<GroupWriter>()
                .Write(
                    async (db, token) =>
                    {
                        var row = await db.Tickets.AsTracking().SingleAsync(x => x.Id == ticket, token);
                        (row.Mark, row.NeedsList) = (mark, needsList);
                        // Two in three, so that each stands on some lists and not on others.
                        foreach (var person in cast.Everybody.Where((_, i) => (i + n) % 3 != 0))
                            db.Listed.Add(new TicketListed { TicketId = ticket, PersonId = person.Id });
                    }
                );
            n++;
        }
        await desk.Mail("From: nobody@nowhere.example\nSubject: [OFFICIAL-SENSITIVE] x\n\nheld");
    }
}
