using System.Net;

namespace Corbel.Web.Tests.Durability.Mixed;

/// <summary>
/// The disk fills up, to the last byte, while all ways bring more; then somebody makes room, and does nothing else. On SQLite
/// it is the disk of the data folder, on PostgreSQL the one of the server's tables.
/// </summary>
public sealed class FullDiskTests
{
    private const string Says = "Nothing can be written: ";
    private const string SaysOver = "The desk can write again";

    [Theory, OnEveryDatabase]
    public async Task What_is_refused_is_refused_honestly_and_the_desk_goes_on_by_itself_once_there_is_room(
        TestDatabase kind
    )
    {
        using var disk = SmallDisk.Mount(kind == TestDatabase.Postgres ? 64 : 24);
        Assert.SkipWhen(disk is null, "a small file system can only be mounted by root, on Linux");
        var inbox = Directory.CreateTempSubdirectory("corbel-inbox-").FullName;
        var address = MailServers.NewAddress("support");
        await using var server = kind == TestDatabase.Postgres ? await SmallPostgres.Start(disk) : null;
        await using (
            var drop = await Drop.Prepare(
                kind,
                options =>
                {
                    // The mail server's disk is another one.
                    options.Mail.Inbox = inbox;
                    if (server is null)
                        options.Data = Directory.CreateDirectory(Path.Combine(disk.Folder, "data")).FullName;
                    else
                        options.Database = server.Database;
                    if (MailServers.Run)
                        options.Mail.Mailboxes.Add(ByMailbox.Settings(address));
                }
            )
        )
            await FillAndMakeRoom(disk, drop, address);
        Directory.Delete(inbox, recursive: true);
    }

    private static async Task FillAndMakeRoom(SmallDisk disk, Drop drop, string address)
    {
        var (post, telephone) = (new ByPost(drop, padding: 20_000), await ByTelephone.Of(drop));
        WayIn[] ways = [post, new ByDrop(drop), telephone, .. MailServers.Run ? [new ByMailbox(address)] : (WayIn[])[]];
        var ledger = new Ledger(drop, ways);
        var (desk, sending) = (drop.Serve(), new List<Task>());
        void Send(int from, int to)
        {
            foreach (var way in ways)
            {
                var names = Enumerable.Range(from, to - from).Select(way.Number).ToList();
                ledger.Note(way, names);
                sending.AddRange(names.Select(x => Task.Run(() => way.Send(x, desk))));
            }
        }
        async Task<(HttpStatusCode Status, string Text)> Health()
        {
            using var answer = await drop.Http.GetAsync(new Uri(await desk.Url + "/healthz"));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        Send(0, 3);
        await Task.WhenAll(sending);
        await ledger.AllIsKept();
        (await Health()).ShouldBe((HttpStatusCode.OK, "ok"));

        // Full in the midst of it, at a place that nobody chose; then to the last byte.
        disk.FillUpTo(400_000);
        Send(3, 43);
        await Eventually.Is(
            () => Task.FromResult(!post.Refused.IsEmpty || desk.Exited.IsCompleted),
            "something is refused"
        );
        disk.FillUpTo(0);
        Send(43, 46);
        await Eventually.Is(
            () =>
                Task.FromResult(
                    (
                        post.Refused.Any(x => x.Name == post.Number(45))
                        // An event of a call may fit where a page of a PostgreSQL table has room left.
                        && (drop.Options.Database is not null || !telephone.Refused.IsEmpty)
                    ) || desk.Exited.IsCompleted
                ),
            "the last is refused too"
        );
        desk.Exited.IsCompleted.ShouldBeFalse(desk.Said);
        var (status, text) = await Health();
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldStartWith("Nothing can be written since ");
        await ledger.NothingAcknowledgedIsMissingAndNothingIsThereTwice();
        post.Refused.ShouldAllBe(x => x.Status == HttpStatusCode.InsufficientStorage);
        post.Refused.ShouldAllBe(x => x.Answer.Contains("no-room"));
        telephone.Refused.ShouldAllBe(x => x.Status == HttpStatusCode.InsufficientStorage);

        disk.MakeRoom();
        await Task.WhenAll(sending).WaitAsync(TimeSpan.FromMinutes(3));
        await ledger.AllIsKept();
        await Eventually.Is(async () => (await Health()).Status == HttpStatusCode.OK, "the desk is well again");
        await desk.Stop();
        desk.ExitCode.ShouldBe(0, desk.Said);
        Times(desk.Said, Says).ShouldBe(Times(desk.Said, SaysOver), desk.Said);
        // Somebody may have made the little room that was left larger by a checkpoint: not often.
        Times(desk.Said, Says).ShouldBeInRange(1, 3, desk.Said);
        await ledger.NothingAcknowledgedIsMissingAndNothingIsThereTwice();
        await ledger.AllIsInItsPlaceOnce();
    }

    private static int Times(string said, string sentence) => said.Split(sentence).Length - 1;
}
