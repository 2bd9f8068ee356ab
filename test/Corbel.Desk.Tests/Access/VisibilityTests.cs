using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Access;

/// <summary>The choke point says in SQL what Core says in C#, for every kind of person and every ticket, entry and file.</summary>
public sealed class VisibilityTests
{
    [Theory, OnEveryDatabase]
    public async Task The_query_and_the_pure_function_agree(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        foreach (var person in desk.Cast.Everybody.Where(x => x.Role is Role.Administrator or Role.RegisteredUser))
        {
            var file = new IncomingFile("a.txt", "text/plain", System.Text.Encoding.UTF8.GetBytes(person.Name));
            var form = new ArrivedForm(
                person.ToActor(),
                Guid.NewGuid(),
                null,
                "A",
                "B",
                "3",
                [file],
                desk.Clock.GetCurrentInstant()
            );
            var number = (await desk.Get<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
            await desk.Get<AddNote>().Run(desk.Cast.Ada.ToActor(), number, "A note");
        }
        await desk.Mail("From: nobody@nowhere.example\nSubject: x\n\nheld");
        await using var db = desk.Read();
        var tickets = await db.Tickets.ToListAsync();
        var facts = tickets.ToDictionary(x => x.Id, x => x.Facts);
        var journal = await db.Journal.ToListAsync();
        var files = await db.Attachments.ToListAsync();
        var raw = await db.Custodies.ToListAsync();
        tickets.Count.ShouldBe(4);
        raw.Count.ShouldBe(5);

        foreach (var actor in desk.Cast.Everybody.Select(x => x.ToActor()))
        {
            bool Entry(JournalRow row) =>
                May.See(actor, facts[row.TicketId])
                && May.SeeEntry(actor, Core.Tickets.Journal.Read(row.Bytes).Entry.What);
            bool EntryOf(Guid? ticket, int? number) =>
                journal.Exists(x => x.TicketId == ticket && x.Number == number && Entry(x));

            (await db.Tickets.VisibleTo(actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                tickets.Where(x => May.See(actor, x.Facts)).Select(x => x.Id),
                ignoreOrder: true
            );
            (await db.Journal.VisibleTo(db, actor).Select(x => x.Hash).ToListAsync())
                .Select(Convert.ToHexString)
                .ShouldBe(journal.Where(Entry).Select(x => Convert.ToHexString(x.Hash)), ignoreOrder: true);
            (await db.Attachments.VisibleTo(db, actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                files.Where(x => EntryOf(x.TicketId, x.EntryNumber)).Select(x => x.Id),
                ignoreOrder: true
            );
            (await db.Custodies.VisibleTo(db, actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                raw.Where(x => May.SeeHeld(actor) || EntryOf(x.TicketId, x.EntryNumber)).Select(x => x.Id),
                ignoreOrder: true
            );
        }
    }
}
