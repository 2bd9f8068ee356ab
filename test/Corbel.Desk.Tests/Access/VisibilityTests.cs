using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Tiers;
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
        await Fill(desk);
        await using var db = desk.Read();
        var tickets = await db.Tickets.ToListAsync();
        var facts = tickets.ToDictionary(x => x.Id, x => x.Facts);
        var journal = await db.Journal.ToListAsync();
        var files = await db.Attachments.ToListAsync();
        var raw = await db.Custodies.ToListAsync();
        var clocks = await db.Clocks.ToListAsync();
        var first = raw.ToDictionary(x => x.Id);
        (tickets.Count, tickets.Count(x => x.DeskId is not null)).ShouldBe((11, 4));
        raw.Count(x => x.State == CustodyState.Held).ShouldBe(1);
        raw.Count(x => x.State == CustodyState.Duplicate).ShouldBe(2);
        // Northwind's desk agent is tried as somebody of every role, so that each meets each kind of ticket.
        var actors = desk
            .Cast.Everybody.Select(x => x.ToActor())
            .Concat(
                desk.Cast.Everybody.SelectMany(x => Enum.GetValues<Role>().Select(r => x.ToActor() with { Role = r }))
            )
            .ToList();

        foreach (var actor in actors)
        {
            bool Entry(JournalRow row) =>
                May.See(actor, facts[row.TicketId])
                && May.SeeEntry(actor, facts[row.TicketId], Core.Tickets.Journal.Read(row.Bytes).Entry.What);
            bool EntryOf(Guid? ticket, int? number) =>
                journal.Exists(x => x.TicketId == ticket && x.Number == number && Entry(x));
            bool Raw(Custody x) =>
                x.TicketId is not null ? EntryOf(x.TicketId, x.EntryNumber)
                : !May.SeeHeld(actor) ? false
                : x.SameAs is not { } same || first[same].TicketId is not { } on || May.See(actor, facts[on]);

            (await db.Tickets.VisibleTo(actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                tickets.Where(x => May.See(actor, x.Facts)).Select(x => x.Id),
                ignoreOrder: true
            );
            (await db.Tickets.WorkedBy(actor).Select(x => x.Id).ToListAsync()).ShouldBe(
                tickets.Where(x => May.Work(actor, x.Facts)).Select(x => x.Id),
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
                raw.Where(Raw).Select(x => x.Id),
                ignoreOrder: true
            );
            (await db.Clocks.VisibleTo(db, actor).CountAsync()).ShouldBe(
                clocks.Count(x => May.See(actor, facts[x.TicketId]))
            );
        }
    }

    /// <summary>
    /// A ticket on the provider's desk of everybody who may have one there, four on the own desk of Northwind, one of these
    /// handed over, each with a file and a note; mails that came twice, and one that is held.
    /// </summary>
    private static async Task Fill(TestDesk desk)
    {
        var cast = desk.Cast;
        async Task<long> Log(Person by, bool own)
        {
            var file = new IncomingFile("a.txt", "text/plain", Encoding.UTF8.GetBytes($"{by.Name} {own}"));
            var received = await desk.Form(by, "A", "B", own, "3", files: file);
            return received.Value!.Ticket!.Value;
        }
        foreach (var person in (Person[])[cast.Nora, cast.Rik, cast.Roos, cast.Dirk, cast.Sam])
            await desk.Get<AddNote>().Run(cast.Ada.ToActor(), await Log(person, own: false), "A note");
        foreach (var person in (Person[])[cast.Nora, cast.Rik, cast.Dirk])
            await desk.Get<AddNote>().Run(cast.Dirk.ToActor(), await Log(person, own: true), "A note");
        foreach (var from in (string[])["pia@partner.example", "sam@southbank.example"])
        {
            var mail = Mails.From(from, "C", "D", $"Message-ID: <{from}>");
            var once = await desk.Mail(mail);
            once.State.ShouldBe(CustodyState.Taken);
            (await desk.Mail(mail)).State.ShouldBe(CustodyState.Duplicate);
            if (from.StartsWith("pia", StringComparison.Ordinal))
                (await desk.HandOver(cast.Nora, once.Ticket!.Value)).IsDone.ShouldBeTrue();
        }
        await desk.Mail("From: nobody@nowhere.example\nSubject: x\n\nheld");
    }
}
