using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Tickets;

/// <summary>`corbel check` finds whatever somebody changed behind the desk's back, and names the ticket.</summary>
public sealed class CheckJournalTests
{
    private readonly record struct Trick(string Finding, FormattableString Do, FormattableString Undo);

    /// <summary>Received, acknowledged, noted, answered, in contact: five entries and a file, and a second ticket.</summary>
    private static async Task<long> Filled(TestDesk desk)
    {
        var ada = desk.Cast.Ada.ToActor();
        var file = new IncomingFile("log.txt", "text/plain", [1, 2, 3]);
        var number = (await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1", files: file)).Value!.Ticket!.Value;
        (await desk.Get<AddNote>().Run(ada, number, "Between us.")).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada, number, "On it.")).IsDone.ShouldBeTrue();
        await desk.Form(desk.Cast.Rik, "A question", "How?", "3", files: new IncomingFile("b.txt", "text/plain", [4]));
        (await desk.Check()).ShouldBeEmpty();
        return number;
    }

    [Theory, OnEveryDatabase]
    public async Task Each_change_is_found_and_undone_it_is_whole_again(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var id = (await desk.Ticket(await Filled(desk))).Id;
        await using var db = desk.Read();
        var rows = await db
            .Journal.Where(x => x.TicketId == id)
            .Include(x => x.Content)
            .OrderBy(x => x.Number)
            .ToListAsync();
        rows.Count.ShouldBe(5);
        var (receipt, acknowledgement, note, reply) = (rows[0], rows[1], rows[2], rows[3]);
        var attachment = await db.Attachments.SingleAsync(x => x.TicketId == id);
        var other = (await db.Attachments.SingleAsync(x => x.TicketId != id)).Sha256;
        var ticket = await db.Tickets.SingleAsync(x => x.Id == id);
        var version = await db.PolicyVersions.SingleAsync();
        var custody = await db.Custodies.SingleAsync(x => x.TicketId == id);
        byte[] Changed(byte[] bytes, int at) => [.. bytes[..at], (byte)(bytes[at] ^ 1), .. bytes[(at + 1)..]];
        // Another doer, and a hash that fits: only the link of the next entry gives it away.
        var forged = Journal.Seal(
            Journal.Read(note.Bytes).Entry with
            {
                By = Doer.Staff(desk.Cast.Max.Id),
            },
            [.. acknowledgement.Hash]
        );
        var (forgedBytes, forgedHash) = (forged.Bytes.ToArray(), forged.Hash.ToArray());
        Trick[] tricks =
        [
            new(
                "the words are not those",
                $"UPDATE contents SET bytes = {Changed(note.Content!.Bytes, 20)} WHERE id = {note.ContentId}",
                $"UPDATE contents SET bytes = {note.Content.Bytes} WHERE id = {note.ContentId}"
            ),
            new(
                "the words are not those",
                $"UPDATE contents SET salt = {Changed(note.Content.Salt, 0)} WHERE id = {note.ContentId}",
                $"UPDATE contents SET salt = {note.Content.Salt} WHERE id = {note.ContentId}"
            ),
            new(
                "the words are gone",
                $"UPDATE journal SET content_id = NULL WHERE ticket_id = {id} AND number = 3",
                $"UPDATE journal SET content_id = {note.ContentId} WHERE ticket_id = {id} AND number = 3"
            ),
            new(
                "has words that were not written",
                $"UPDATE journal SET content_id = {note.ContentId} WHERE ticket_id = {id} AND number = 2",
                $"UPDATE journal SET content_id = NULL WHERE ticket_id = {id} AND number = 2"
            ),
            new(
                "the words are not those",
                $"UPDATE journal SET content_id = {note.ContentId} WHERE ticket_id = {id} AND number = 4",
                $"UPDATE journal SET content_id = {reply.ContentId} WHERE ticket_id = {id} AND number = 4"
            ),
            new(
                "entry 3: the bytes are no entry",
                $"UPDATE journal SET bytes = {Changed(note.Bytes, 0)} WHERE ticket_id = {id} AND number = 3",
                $"UPDATE journal SET bytes = {note.Bytes} WHERE ticket_id = {id} AND number = 3"
            ),
            new(
                "entry 3: the bytes do not have the stored hash",
                $"UPDATE journal SET bytes = {Swapped(note.Bytes)} WHERE ticket_id = {id} AND number = 3",
                $"UPDATE journal SET bytes = {note.Bytes} WHERE ticket_id = {id} AND number = 3"
            ),
            new(
                "entry 3: the bytes do not have the stored hash",
                $"UPDATE journal SET hash = {Changed(note.Hash, 5)} WHERE ticket_id = {id} AND number = 3",
                $"UPDATE journal SET hash = {note.Hash} WHERE ticket_id = {id} AND number = 3"
            ),
            new(
                "entry 4: does not follow the entry before it",
                $"UPDATE journal SET bytes = {forgedBytes}, hash = {forgedHash} WHERE ticket_id = {id} AND number = 3",
                $"UPDATE journal SET bytes = {note.Bytes}, hash = {note.Hash} WHERE ticket_id = {id} AND number = 3"
            ),
            new(
                "entry 2: belongs elsewhere",
                $"UPDATE journal SET bytes = {note.Bytes}, hash = {note.Hash} WHERE ticket_id = {id} AND number = 2",
                $"UPDATE journal SET bytes = {acknowledgement.Bytes}, hash = {acknowledgement.Hash} WHERE ticket_id = {id} AND number = 2"
            ),
            new(
                "entry 4: does not follow the entry before it",
                $"UPDATE journal SET number = 90 WHERE ticket_id = {id} AND number = 3",
                $"UPDATE journal SET number = 3 WHERE ticket_id = {id} AND number = 90"
            ),
            new(
                "entry 3: is shown to the customer",
                $"UPDATE journal SET internal = {false} WHERE ticket_id = {id} AND number = 3",
                $"UPDATE journal SET internal = {true} WHERE ticket_id = {id} AND number = 3"
            ),
            new(
                "entry 4: is hidden from the customer",
                $"UPDATE journal SET internal = {true} WHERE ticket_id = {id} AND number = 4",
                $"UPDATE journal SET internal = {false} WHERE ticket_id = {id} AND number = 4"
            ),
            new(
                "entry 4: happened at",
                $"UPDATE journal SET happened_at = happened_at - 1 WHERE ticket_id = {id} AND number = 4",
                $"UPDATE journal SET happened_at = happened_at + 1 WHERE ticket_id = {id} AND number = 4"
            ),
            new(
                "entry 1: the files are not those",
                $"UPDATE attachments SET sha256 = {other} WHERE id = {attachment.Id}",
                $"UPDATE attachments SET sha256 = {attachment.Sha256} WHERE id = {attachment.Id}"
            ),
            new(
                "the files are not those",
                $"UPDATE attachments SET entry_number = 4 WHERE id = {attachment.Id}",
                $"UPDATE attachments SET entry_number = 1 WHERE id = {attachment.Id}"
            ),
            new(
                "is not in custody",
                $"UPDATE custody SET entry_number = 2 WHERE id = {custody.Id}",
                $"UPDATE custody SET entry_number = 1 WHERE id = {custody.Id}"
            ),
            new(
                "lies on an entry that is not there",
                $"UPDATE custody SET entry_number = 77 WHERE id = {custody.Id}",
                $"UPDATE custody SET entry_number = 1 WHERE id = {custody.Id}"
            ),
            new(
                "is missing",
                $"UPDATE custody SET sha256 = 'nonsense' WHERE id = {custody.Id}",
                $"UPDATE custody SET sha256 = {custody.Sha256} WHERE id = {custody.Id}"
            ),
            new(
                "Status is",
                $"UPDATE tickets SET status = 'Resolved' WHERE id = {id}",
                $"UPDATE tickets SET status = 'Open' WHERE id = {id}"
            ),
            new(
                "Severity is",
                $"UPDATE tickets SET severity = NULL WHERE id = {id}",
                $"UPDATE tickets SET severity = '1' WHERE id = {id}"
            ),
            new(
                "Verdict is",
                $"UPDATE tickets SET verdict = 'Late' WHERE id = {id}",
                $"UPDATE tickets SET verdict = 'Kept' WHERE id = {id}"
            ),
            new(
                "DueAt is",
                $"UPDATE tickets SET due_at = due_at + 1 WHERE id = {id}",
                $"UPDATE tickets SET due_at = due_at - 1 WHERE id = {id}"
            ),
            new(
                "ContactAt is",
                $"UPDATE tickets SET contact_at = contact_at - 1 WHERE id = {id}",
                $"UPDATE tickets SET contact_at = contact_at + 1 WHERE id = {id}"
            ),
            new(
                "ReceivedAt is",
                $"UPDATE tickets SET received_at = received_at + 1 WHERE id = {id}",
                $"UPDATE tickets SET received_at = received_at - 1 WHERE id = {id}"
            ),
            new(
                "OrganisationId is",
                $"UPDATE tickets SET organisation_id = {desk.Cast.Northwind.Id} WHERE id = {id}",
                $"UPDATE tickets SET organisation_id = {ticket.OrganisationId} WHERE id = {id}"
            ),
            new(
                "Head is",
                $"UPDATE tickets SET head = {Changed(ticket.Head, 3)} WHERE id = {id}",
                $"UPDATE tickets SET head = {ticket.Head} WHERE id = {id}"
            ),
            new(
                "PolicyVersion is",
                $"UPDATE tickets SET policy_version = 'x' WHERE id = {id}",
                $"UPDATE tickets SET policy_version = {ticket.PolicyVersion} WHERE id = {id}"
            ),
            new(
                "the FirstResponse clock 1",
                $"UPDATE clocks SET verdict = 'Late' WHERE ticket_id = {id} AND kind = 'FirstResponse'",
                $"UPDATE clocks SET verdict = 'Kept' WHERE ticket_id = {id} AND kind = 'FirstResponse'"
            ),
            new(
                "the FirstResponse clock 1",
                $"UPDATE clocks SET received_at = received_at + 1 WHERE ticket_id = {id} AND kind = 'FirstResponse'",
                $"UPDATE clocks SET received_at = received_at - 1 WHERE ticket_id = {id} AND kind = 'FirstResponse'"
            ),
            new(
                "the FirstResponse clock 1",
                $"UPDATE clocks SET organisation_id = {desk.Cast.Northwind.Id} WHERE ticket_id = {id} AND kind = 'FirstResponse'",
                $"UPDATE clocks SET organisation_id = {ticket.OrganisationId} WHERE ticket_id = {id} AND kind = 'FirstResponse'"
            ),
            new(
                "the FirstResponse clock 1",
                $"UPDATE clocks SET cycle = 2 WHERE ticket_id = {id} AND kind = 'FirstResponse'",
                $"UPDATE clocks SET cycle = 1 WHERE ticket_id = {id} AND kind = 'FirstResponse'"
            ),
            new(
                "has 3 clocks, the journal says 2",
                $"INSERT INTO clocks (ticket_id, kind, number, cycle, organisation_id, received_at, verdict) SELECT ticket_id, kind, 2, cycle, organisation_id, received_at, verdict FROM clocks WHERE ticket_id = {id} AND kind = 'FirstResponse'",
                $"DELETE FROM clocks WHERE ticket_id = {id} AND kind = 'FirstResponse' AND number = 2"
            ),
            new(
                "no job waits",
                $"UPDATE jobs SET key = key || '-' WHERE ticket_id <> {id}",
                $"UPDATE jobs SET key = {"clock-due:" + (await db.Jobs.SingleAsync(x => x.TicketId != id)).TicketId} WHERE ticket_id <> {id}"
            ),
            new(
                "is not the text that was posted",
                $"UPDATE policy_versions SET text = text || ' '",
                $"UPDATE policy_versions SET text = {version.Text}"
            ),
        ];

        foreach (var trick in tricks)
        {
            await desk.Tamper(trick.Do);
            var found = await desk.Check();
            found.ShouldContain(
                x => x.What.Contains(trick.Finding, StringComparison.Ordinal),
                $"{trick.Do.Format}\n{string.Join('\n', found)}"
            );
            await desk.Tamper(trick.Undo);
            (await desk.Check()).ShouldBeEmpty(trick.Undo.Format);
        }
    }

    /// <summary>The same bytes with two letters of the ticket's id changed: still an entry.</summary>
    private static byte[] Swapped(byte[] bytes)
    {
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        return System.Text.Encoding.UTF8.GetBytes(
            text.Replace("\"party\":\"provider\"", "\"party\":\"customer\"", StringComparison.Ordinal)
        );
    }

    [Theory, OnEveryDatabase]
    public async Task Entries_left_out_at_the_end_or_altogether_are_found(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var id = (await desk.Ticket(await Filled(desk))).Id;

        await desk.Tamper($"DELETE FROM journal WHERE ticket_id = {id} AND number = 5");
        (await desk.Check()).ShouldContain(x => x.What.StartsWith("LastEntry is 5", StringComparison.Ordinal));
        await desk.Tamper($"DELETE FROM attachments WHERE ticket_id = {id}");
        (await desk.Check()).ShouldContain(x => x.What.Contains("the files are not those", StringComparison.Ordinal));
        await desk.Tamper($"DELETE FROM journal WHERE ticket_id = {id}");
        (await desk.Check()).ShouldContain(x => x.What.Contains("has no journal", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_that_is_gone_or_holds_other_bytes_is_found(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Filled(desk);
        var name = FileStore.NameOf([1, 2, 3]);
        var path = Path.Combine(desk.Folder, "files", name[..2], name);
        if (database == TestDatabase.Postgres)
            await desk.Tamper($"UPDATE stored_files SET bytes = {new byte[] { 9 }} WHERE sha256 = {name}");
        else
            await File.WriteAllBytesAsync(path, [9]);

        (await desk.Check()).ShouldBe([new Finding($"file {name}", "does not hold what it held")]);
        if (database == TestDatabase.Postgres)
            await desk.Tamper($"DELETE FROM stored_files WHERE sha256 = {name}");
        else
            File.Delete(path);
        (await desk.Check()).ShouldBe([new Finding($"file {name}", "is missing")]);
    }

    [Theory, OnEveryDatabase]
    public async Task Erased_words_leave_the_journal_whole(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var number = await Filled(desk);

        await desk.Tamper($"UPDATE contents SET bytes = {Array.Empty<byte>()}, salt = {Array.Empty<byte>()}");

        (await desk.Check()).ShouldBeEmpty();
        (await desk.View(number)).Entries.ShouldAllBe(x => x.Words == null);
    }

    [Theory, OnEveryDatabase]
    public async Task A_lateness_hidden_after_the_job_has_run_is_found(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Form(desk.Cast.Sam, "Down", "All of it.", "1");
        desk.Clock.Reset(TestDesk.At("2026-07-15T11:00:00Z"));
        await desk.Get<Desk.Jobs.JobRunner>().RunDue(CancellationToken.None);
        (await desk.Check()).ShouldBeEmpty();

        await desk.Tamper($"UPDATE tickets SET verdict = 'Running'");
        await desk.Tamper($"UPDATE clocks SET verdict = 'Running'");

        (await desk.Check()).Select(x => x.What).ShouldContain("Verdict is Running, the journal says Late");
    }
}
