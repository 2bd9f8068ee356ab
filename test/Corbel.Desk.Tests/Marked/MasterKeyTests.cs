using System.Security.Cryptography;
using Corbel.Desk.Data;
using Corbel.Desk.Marked;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tests.Marked;

/// <summary>Master keys: outside the data folder, wrapped anew in one go, and missed with a clear sentence.</summary>
public sealed class MasterKeyTests
{
    private static async Task<long> Marked(TestDesk desk, string subject)
    {
        var taken = await desk.Form(desk.Cast.Rik, $"[OFFICIAL-SENSITIVE] {subject}", "canary", "3");
        await desk.RunJobs();
        return taken.Value!.Ticket!.Value;
    }

    private static async Task<string> Read(TestDesk desk, long number)
    {
        var ada = await desk.ActorOf(desk.Cast.Ada);
        return (await desk.Within(ada, db => desk.Get<ReadTicket>().Run(db, ada, number)))!.Ticket.Subject;
    }

    [Theory, OnEveryDatabase]
    public async Task After_rotation_the_new_key_opens_all_and_the_old_one_is_needed_no_more(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await Marked(desk, "first");
        var masters = desk.Get<MasterKeys>();
        var old = masters.Ids.ShouldHaveSingleItem();

        var fresh = masters.Add();
        var later = await Marked(desk, "second");
        (await desk.Get<RotateKeys>().Run()).ShouldBe((1, 0));
        (await desk.Get<RotateKeys>().Run()).ShouldBe((0, 0));

        await using (var db = desk.Read())
            (await db.OwnerKeys.Select(x => x.MasterId).Distinct().ToListAsync()).ShouldBe([fresh]);
        // The old one may go.
        var lines = await File.ReadAllLinesAsync(masters.File);
        await File.WriteAllLinesAsync(masters.File, lines.Where(x => !x.StartsWith(old, StringComparison.Ordinal)));
        (await Read(desk, number)).ShouldContain("first");
        (await Read(desk, later)).ShouldContain("second");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Without_its_master_key_marked_text_stays_shut_and_the_desk_goes_on(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var number = await Marked(desk, "first");
        var masters = desk.Get<MasterKeys>();
        File.Move(masters.File, masters.File + ".away");

        (await Read(desk, number)).ShouldBe("•••");
        (await desk.Check()).ShouldContain(x => x.What.Contains(masters.File, StringComparison.Ordinal));
        (await desk.Get<RotateKeys>().Missing()).Count.ShouldBe(1);
        // No second master is made beside the first, and nothing of an unmarked ticket is touched.
        await using (var db = desk.Read())
            await Should.ThrowAsync<MasterKeyException>(() =>
                desk.Get<GroupWriter>().Write((write, token) => OwnerKeys.Make(write, Guid.NewGuid(), token))
            );
        File.Exists(masters.File).ShouldBeFalse();
        (await desk.Form(desk.Cast.Rik, "plain", "x", "3")).IsDone.ShouldBeTrue();
        // It is marked all the same, and sealed once the file is back.
        var taken = await desk.Form(desk.Cast.Rik, "[OFFICIAL-SENSITIVE] meanwhile", "x", "3");
        (await desk.Ticket(taken.Value!.Ticket)).Mark.ShouldBe(MarkedDesk.Mark);

        File.Move(masters.File + ".away", masters.File);
        (await Read(desk, number)).ShouldContain("first");
        await desk.RunJobs();
        (await Read(desk, taken.Value!.Ticket!.Value)).ShouldContain("meanwhile");
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task The_key_of_one_ticket_does_not_pass_for_another(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Clear(desk.Cast.Ada);
        var (first, second) = (await Marked(desk, "first"), await Marked(desk, "second"));
        await desk.Get<GroupWriter>()
            .Write(
                async (db, cancel) =>
                {
                    var of = await db.Tickets.ToDictionaryAsync(x => x.Number, x => x.Id, cancel);
                    var (one, other) = (
                        await db.OwnerKeys.AsNoTracking().SingleAsync(x => x.OwnerId == of[first], cancel),
                        await db.OwnerKeys.AsTracking().SingleAsync(x => x.OwnerId == of[second], cancel)
                    );
                    (other.Nonce, other.Wrapped) = (one.Nonce, one.Wrapped);
                }
            );

        await using (var db = desk.Read())
        {
            var moved = await db.OwnerKeys.SingleAsync(x =>
                db.Tickets.Any(t => t.Id == x.OwnerId && t.Number == second)
            );
            Should.Throw<CryptographicException>(() => OwnerKeys.Unwrap(desk.Get<MasterKeys>(), moved));
        }
        (await Read(desk, first)).ShouldContain("first");
        (await Read(desk, second)).ShouldBe("•••");
        (await desk.Check()).ShouldContain(x => x.What.Contains("is not what was wrapped"));
    }

    [Fact]
    public void Keys_lie_beside_the_data_folder_and_never_in_it()
    {
        var data = Directory.CreateTempSubdirectory("corbel-keys-").FullName;
        new MasterKeys(new DeskOptions { Data = data }).File.ShouldBe(data + ".keys/master.keys");
        var inside = new DeskOptions { Data = data };
        inside.Marking.Keys = Path.Combine(data, "keys", "master.keys");
        Should.Throw<MasterKeyException>(() => new MasterKeys(inside));
        Directory.Delete(data);
    }

    [Fact]
    public async Task Only_their_owner_may_read_them()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        desk.Get<MasterKeys>().Add();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(desk.Get<MasterKeys>().File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory, OnEveryDatabase]
    public async Task The_writer_does_not_go_on_reading_for_who_asked_first(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        using var reading = MarkedReading.Begin(desk.Get<Database>(), desk.Cast.Ada.ToActor());
        await using var writer = new GroupWriter(desk.Get<Database>(), desk.Get<OutboxGuard>());

        var within = await writer.Write((_, _) => Task.FromResult(MarkedReading.Current));

        within.ShouldBeNull();
        MarkedReading.Current.ShouldBe(reading);
    }
}
