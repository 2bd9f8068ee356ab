using System.Formats.Tar;
using Corbel.Core.Intake;
using Corbel.Desk.Backups;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Corbel.Desk.Tests.Backups;

/// <summary>A desk saved while it works and brought back elsewhere.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("corbel-backup-").FullName;
    private readonly List<string> databases = [];

    private string Archive => Path.Combine(scratch, "desk.corbel");

    private static string Mail(int n, string text = "It does not work.") =>
        $"""
            From: sam@southbank.example
            To: support@isms.online
            Subject: Issue {n}
            Message-ID: <{n}@southbank.example>
            Content-Type: text/plain

            {text}
            """;

    private async Task<DeskOptions> Elsewhere(TestDatabase kind)
    {
        var options = new DeskOptions { Data = Path.Combine(scratch, "elsewhere"), Url = "https://desk.example" };
        if (kind == TestDatabase.Postgres)
            databases.Add(options.Database = await PostgresServer.CreateDatabase());
        return options;
    }

    private static ServiceProvider Start(DeskOptions options) =>
        new ServiceCollection().AddLogging().AddDesk(options).BuildServiceProvider();

    private static async Task<List<Finding>> Check(IServiceProvider desk)
    {
        await using var db = desk.GetRequiredService<Database>().Read();
        var findings = new List<Finding>();
        await foreach (var finding in desk.GetRequiredService<CheckJournal>().Run(db))
            findings.Add(finding);
        return findings;
    }

    [Theory, OnEveryDatabase]
    public async Task A_desk_saved_while_mail_comes_in_is_whole_elsewhere(TestDatabase kind)
    {
        await using var desk = await TestDesk.Open(kind);
        for (var n = 0; n < 20; n++)
            await desk.Mail(Mail(n));
        var (next, taken) = (20, 20);
        using var enough = new CancellationTokenSource();
        var busy = Enumerable
            .Range(0, 3)
            .Select(async _ =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await desk.Mail(Mail(Interlocked.Increment(ref next), new string('x', 5000)));
                    Interlocked.Increment(ref taken);
                }
            })
            .ToList();
        while (Volatile.Read(ref taken) < 40)
            await Task.Yield();

        var saved = await desk.Get<TakeBackup>().Run(Archive);
        var tokenOfOld = ThreadToken.Sign(1001, desk.Get<DeskKeys>().Thread);
        await enough.CancelAsync();
        await Task.WhenAll(busy);

        saved.Value.ShouldNotBeNull().Damaged.ShouldBeEmpty();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Archive).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFileSystemEntries(scratch).ShouldBe([Archive], "nothing unfinished is left");
        var options = await Elsewhere(kind);
        (await RestoreBackup.Run(options, Archive)).Value.ShouldNotBeNull().Pending.ShouldBeEmpty();

        await using var again = Start(options);
        (await Check(again)).ShouldBeEmpty();
        await using var db = again.GetRequiredService<Database>().Read();
        var tickets = await db.Tickets.CountAsync();
        tickets.ShouldBeInRange(40, taken);
        (await db.Custodies.CountAsync()).ShouldBe(tickets);
        (await db.Outbox.CountAsync()).ShouldBe(tickets);
        (await db.People.CountAsync()).ShouldBe(desk.Cast.Everybody.Count());
        ThreadToken.Verify(tokenOfOld, again.GetRequiredService<DeskKeys>().Thread).ShouldBe(1001);
        // It goes on where it was: the next number is free, and a mail that came before is known.
        var receive = again.GetRequiredService<ReceiveMessage>();
        var at = desk.Clock.GetCurrentInstant();
        byte[] Raw(int n) => System.Text.Encoding.UTF8.GetBytes(Mail(n).ReplaceLineEndings("\r\n"));
        var fresh = await receive.Mail(new("test:fresh", Raw(1_000_000), at, Core.Tickets.ReceivedBasis.Arrival));
        fresh.State.ShouldBe(CustodyState.Taken);
        var known = await receive.Mail(new("test:known", Raw(5), at, Core.Tickets.ReceivedBasis.Arrival));
        known.State.ShouldBe(CustodyState.Duplicate);
    }

    [Theory, OnEveryDatabase]
    public async Task A_restore_goes_into_an_empty_place_only(TestDatabase kind)
    {
        await using var desk = await TestDesk.Open(kind);
        (await desk.Get<TakeBackup>().Run(Archive)).IsDone.ShouldBeTrue();
        var options = await Elsewhere(kind);
        (await RestoreBackup.Run(options, Archive)).IsDone.ShouldBeTrue();

        var twice = await RestoreBackup.Run(options, Archive);

        twice.Refused.ShouldNotBeNull().Why.En.ShouldContain("empty");
        (await desk.Get<TakeBackup>().Run(Archive)).Refused.ShouldNotBeNull().Why.En.ShouldContain("there already");
        await using var again = Start(options);
        (await Check(again)).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_damaged_archive_restores_nothing(TestDatabase kind)
    {
        await using var desk = await TestDesk.Open(kind);
        await desk.Mail(Mail(1));
        (await desk.Get<TakeBackup>().Run(Archive)).IsDone.ShouldBeTrue();
        var whole = await File.ReadAllBytesAsync(Archive);
        var options = await Elsewhere(kind);
        var random = new Random(20260715);
        for (var attempt = 0; attempt < 25; attempt++)
        {
            var broken = attempt % 2 == 0 ? whole[..random.Next(whole.Length - 1024)] : [.. whole];
            if (attempt % 2 == 1)
            {
                // A flipped bit in the middle of the content, where no header of the tar tells of it.
                var content = await Content(Archive, random);
                broken[content] ^= 0x10;
            }
            var file = Path.Combine(scratch, $"broken-{attempt}");
            await File.WriteAllBytesAsync(file, broken);

            var refused = await RestoreBackup.Run(options, file);

            refused.Refused.ShouldNotBeNull($"attempt {attempt}");
        }
        (await RestoreBackup.Run(options, Archive)).IsDone.ShouldBeTrue("the place is still empty");
    }

    [Theory, OnEveryDatabase]
    public async Task An_archive_does_not_cross_from_one_database_to_the_other(TestDatabase kind)
    {
        await using var desk = await TestDesk.Open(kind);
        (await desk.Get<TakeBackup>().Run(Archive)).IsDone.ShouldBeTrue();
        var other = await Elsewhere(TestDatabase.Sqlite);
        if (kind == TestDatabase.Sqlite)
            other.Database = "Host=127.0.0.1;Port=1;Database=never-asked";

        var refused = await RestoreBackup.Run(other, Archive);

        refused.Refused.ShouldNotBeNull().Code.ShouldBe("other-database");
    }

    [Fact]
    public async Task A_restore_that_was_killed_is_begun_again_and_strangers_files_are_left_alone()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        await desk.Mail(Mail(1));
        (await desk.Get<TakeBackup>().Run(Archive)).IsDone.ShouldBeTrue();
        var options = await Elsewhere(TestDatabase.Sqlite);
        // As a process leaves it that dies after its files took their place and before its database did.
        Directory.CreateDirectory(Path.Combine(options.Data, ".restoring", "files", "ab"));
        Directory.CreateDirectory(Path.Combine(options.Data, "files", "cd"));
        await File.WriteAllTextAsync(Path.Combine(options.Data, ".restoring", "corbel.db"), "half");

        (await RestoreBackup.Run(options, Archive)).IsDone.ShouldBeTrue();

        Directory.Exists(Path.Combine(options.Data, ".restoring")).ShouldBeFalse();
        await using (var again = Start(options))
            (await Check(again)).ShouldBeEmpty();
        options.Data = Path.Combine(scratch, "strangers");
        Directory.CreateDirectory(options.Data);
        await File.WriteAllTextAsync(Path.Combine(options.Data, "files"), "mine");
        (await RestoreBackup.Run(options, Archive)).Refused.ShouldNotBeNull().Code.ShouldBe("folder-not-empty");
        (await File.ReadAllTextAsync(Path.Combine(options.Data, "files"))).ShouldBe("mine");
    }

    [Fact]
    public async Task A_file_damaged_on_disk_is_told_and_does_not_keep_the_rest_from_being_saved()
    {
        await using var desk = await TestDesk.Open(TestDatabase.Sqlite);
        await desk.Mail(Mail(1));
        var name = await desk.Get<FileStore>().Keep("intact"u8.ToArray());
        await File.WriteAllTextAsync(Path.Combine(desk.Folder, "files", name[..2], name), "rotten");

        var saved = await desk.Get<TakeBackup>().Run(Archive);

        saved.Value.ShouldNotBeNull().Damaged.ShouldBe([name]);
        var options = await Elsewhere(TestDatabase.Sqlite);
        (await RestoreBackup.Run(options, Archive)).Value.ShouldNotBeNull().Files.ShouldBe(saved.Value.Files);
    }

    /// <summary>The offset of a byte within some entry's content.</summary>
    private static async Task<long> Content(string archive, Random random)
    {
        await using var stream = File.OpenRead(archive);
        await using var tar = new TarReader(stream);
        var places = new List<(long Offset, long Length)>();
        while (await tar.GetNextEntryAsync() is { } entry)
            if (entry.Length > 0)
                places.Add((entry.DataOffset, entry.Length));
        var (offset, length) = places[random.Next(places.Count)];
        return offset + random.NextInt64(length);
    }

    public void Dispose()
    {
        foreach (var database in databases)
            PostgresServer.Drop(database).GetAwaiter().GetResult();
        Directory.Delete(scratch, recursive: true);
    }
}
