using Corbel.Desk.Files;

namespace Corbel.Desk.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("corbel-files-").FullName;

    private string At(string name) => Path.Combine(folder, name);

    [Fact]
    public async Task A_file_is_written_once_and_leaves_no_draft()
    {
        await DurableFile.Write(At("a"), "first"u8.ToArray());
        await DurableFile.Write(At("a"), "second"u8.ToArray());

        (await File.ReadAllTextAsync(At("a"))).ShouldBe("first");
        Directory.GetFileSystemEntries(folder).ShouldBe([At("a")]);
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_behind()
    {
        // A folder stands where the file's name should go.
        Directory.CreateDirectory(At("taken"));
        await Should.ThrowAsync<IOException>(DurableFile.Write(At("taken"), "x"u8.ToArray()));
        using var tired = new CancellationTokenSource();
        await tired.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(
            DurableFile.Write(At("b"), new byte[1_000_000], tired.Token)
        );

        Directory.GetFileSystemEntries(folder).ShouldBe([At("taken")]);
    }

    [Fact]
    public void A_sweep_takes_the_drafts_of_the_dead_and_leaves_those_of_the_living()
    {
        File.WriteAllText(At(".dead.tmp"), "half");
        File.WriteAllText(At("other"), "whole");
        using var living = new FileStream(At(".living.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None);

        DurableFile.SweepDrafts(folder);

        Directory.GetFiles(folder).Order().ShouldBe([At(".living.tmp"), At("other")]);
    }

    [Fact]
    public void A_move_goes_to_another_file_system_too()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "There is no second file system here");
        var other = Directory.CreateDirectory($"/dev/shm/corbel-{Guid.NewGuid():n}").FullName;
        try
        {
            File.WriteAllText(At("a"), "mail");
            DurableFile.Move(At("a"), Path.Combine(other, "a"));

            File.Exists(At("a")).ShouldBeFalse();
            File.ReadAllText(Path.Combine(other, "a")).ShouldBe("mail");
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public void A_move_of_what_is_gone_says_so() =>
        Should.Throw<FileNotFoundException>(() => DurableFile.Move(At("nothing"), At("a")));

    [Fact]
    public void Folders_are_made_with_those_above_them()
    {
        DurableFile.MakeFolder(At("a/b/c"));
        DurableFile.MakeFolder(At("a/b/c"));
        Directory.Exists(At("a/b/c")).ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
