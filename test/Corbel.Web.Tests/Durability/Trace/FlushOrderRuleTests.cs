using System.Security.Cryptography;

namespace Corbel.Web.Tests.Durability.Trace;

/// <summary>The checker itself, on traces made by hand: it must see each thing that is missing.</summary>
public sealed class FlushOrderRuleTests
{
    private static readonly byte[] Raw = "From: a"u8.ToArray();
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Raw));
    private static readonly string Shelf = $"/d/files/{Sha256[..2]}";

    private static readonly string[] Good =
    [
        $"1 mkdir(\"{Shelf}\", 0777) = 0",
        "1 fsync(9</d/files>) = 0",
        "2 openat(AT_FDCWD</>, \"/d/files/tmp/.x.tmp\", O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0666) = 7</d/files/tmp/.x.tmp>",
        "2 pwrite64(7</d/files/tmp/.x.tmp>, \"From: a\", 7, 0) = 7",
        "2 fsync(7</d/files/tmp/.x.tmp>) = 0",
        $"2 rename(\"/d/files/tmp/.x.tmp\", \"{Shelf}/{Sha256}\") = 0",
        $"2 fsync(8<{Shelf}>) = 0",
        "3 openat(AT_FDCWD</>, \"/d/corbel.db-wal\", O_RDWR|O_CREAT|O_NOFOLLOW|O_CLOEXEC, 0644) = 5</d/corbel.db-wal>",
        $"3 pwrite64(5</d/corbel.db-wal>, \"\\0\\0{Sha256}\\0\", 4096, 56) = 4096",
        "3 fdatasync(5</d/corbel.db-wal>) = 0",
        "3 fsync(6</d>) = 0",
        "4 rename(\"/d/mail/inbox/new/m\", \"/d/mail/inbox/cur/m:2,S\") = 0",
    ];

    private static IReadOnlyList<string> Missing(IEnumerable<string> trace)
    {
        var order = new FlushOrder(
            TraceReader.Read(trace),
            "/d",
            new HashSet<string> { "/d/files", "/d/corbel.db", "/d/files/tmp" }
        );
        return order.Missing(order.MaildirTaken.ShouldHaveSingleItem(), Raw);
    }

    private static string[] Without(string part) => [.. Good.Where(x => !x.Contains(part, StringComparison.Ordinal))];

    private static string[] Later(string part)
    {
        var moved = Good.Single(x => x.Contains(part, StringComparison.Ordinal));
        return [.. Good.Where(x => x != moved), moved];
    }

    [Fact]
    public void A_trace_in_order_is_in_order() => Missing(Good).ShouldBeEmpty();

    [Theory]
    [InlineData("fsync(7</d/files/tmp/.x.tmp>)", "raw bytes were not flushed")]
    [InlineData("fsync(9</d/files>)", "name files/")]
    [InlineData("fdatasync(5", "commit was not flushed")]
    [InlineData("fsync(6</d>)", "name corbel.db-wal was not flushed")]
    [InlineData("pwrite64(5", "commit was not written")]
    [InlineData("pwrite64(7", "raw bytes were not")]
    public void A_missing_call_is_seen_and_so_is_one_that_comes_too_late(string part, string told)
    {
        Missing(Without(part)).ShouldContain(x => x.Contains(told, StringComparison.Ordinal));
        Missing(Later(part)).ShouldContain(x => x.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void The_folder_of_the_file_is_seen() =>
        Missing(Without($"fsync(8<{Shelf}>)"))
            .ShouldContain(x => x.Contains($"{Sha256} was not flushed", StringComparison.Ordinal));

    [Fact]
    public void A_flush_that_began_before_the_write_came_back_does_not_count()
    {
        var trace = Good.ToList();
        var at = trace.FindIndex(x => x.Contains("fdatasync(5", StringComparison.Ordinal));
        trace[at - 1] = $"3 pwrite64(5</d/corbel.db-wal>, \"\\0\\0{Sha256}\\0\", 4096, 56 <unfinished ...>";
        trace[at] = "5 fdatasync(5</d/corbel.db-wal>) = 0";
        trace.Insert(at + 1, "3 <... pwrite64 resumed>) = 4096");
        Missing(trace).ShouldBe(["the commit was not flushed"]);
    }

    [Fact]
    public void A_flush_that_has_not_come_back_does_not_count()
    {
        var trace = Good.ToList();
        var at = trace.FindIndex(x => x.Contains("fdatasync(5", StringComparison.Ordinal));
        trace[at] = "3 fdatasync(5</d/corbel.db-wal> <unfinished ...>";
        trace[at + 1] = "7 fsync(6</d>) = 0";
        trace.Add("3 <... fdatasync resumed>) = 0");
        Missing(trace).ShouldBe(["the commit was not flushed"]);
    }

    [Fact]
    public void A_commit_before_the_bytes_is_seen_although_all_is_there_at_the_end()
    {
        var trace = Good.ToList();
        var commit = trace.FindIndex(x => x.Contains("pwrite64(5", StringComparison.Ordinal));
        var line = trace[commit];
        trace.RemoveAt(commit);
        trace.Insert(0, line);
        Missing(trace).ShouldContain(x => x.StartsWith("before the commit:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_write_after_the_name_was_given_is_seen()
    {
        var trace = Good.ToList();
        trace.Insert(trace.Count - 1, $"2 pwrite64(7<{Shelf}/{Sha256}>, \"late\", 4, 7) = 4");
        Missing(trace).ShouldBe(["the raw bytes were written to again and not flushed"]);
    }

    [Fact]
    public void A_suppressed_flush_does_not_count() =>
        Missing([.. Good.Select(x => x.Replace("db-wal>) = 0", "db-wal>) = 0 (INJECTED)", StringComparison.Ordinal))])
            .ShouldBe(["the commit was not flushed"]);
}
