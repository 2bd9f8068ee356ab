namespace Corbel.Web.Tests.Durability.Trace;

public sealed class TraceReaderTests
{
    [Fact]
    public void A_call_on_one_line()
    {
        var call = TraceReader.Read(["71 fsync(57</data/files/tmp/.a.tmp>) = 0"]).ShouldHaveSingleItem();

        call.ShouldBe(new SystemCall(1, 1, "fsync", "57</data/files/tmp/.a.tmp>", 0));
        (call.Descriptor, call.IsFlush, call.Worked).ShouldBe(("/data/files/tmp/.a.tmp", true, true));
    }

    [Fact]
    public void A_call_that_another_thread_interrupted()
    {
        var calls = TraceReader.Read([
            "71 fdatasync(33</data/corbel.db-wal> <unfinished ...>",
            "72 rename(\"/data/mail/inbox/new/a\", \"/data/mail/inbox/cur/a:2,S\") = 0",
            "71 <... fdatasync resumed>)          = 0",
        ]);

        calls.Count.ShouldBe(2);
        var flush = calls.Single(x => x.IsFlush);
        (flush.Begun, flush.Ended, flush.Descriptor).ShouldBe((1, 3, "/data/corbel.db-wal"));
        calls.Single(x => !x.IsFlush).Quoted.ShouldBe(["/data/mail/inbox/new/a", "/data/mail/inbox/cur/a:2,S"]);
    }

    [Fact]
    public void Failed_unfinished_and_suppressed_calls_did_nothing()
    {
        var calls = TraceReader.Read([
            "71 fsync(5</data>) = -1 EIO (Input/output error)",
            "71 fsync(5</data>) = ?",
            "71 fsync(5</data>) = 0 (INJECTED)",
            "71 fsync(5</data> <unfinished ...>",
            "71 +++ killed by SIGKILL +++",
        ]);

        calls.Count.ShouldBe(3);
        calls.ShouldAllBe(x => !x.Worked);
    }

    [Fact]
    public void Content_that_looks_like_syntax_does_not_mislead()
    {
        var calls = TraceReader.Read([
            "71 pwrite64(57</data/a>, \"a, b) = 7 <c> \\\"d\", 20, 0) = 20",
            "71 openat(AT_FDCWD</data>, \"/data/b\", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 9</data/b>",
            "71 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER} ---",
        ]);

        calls.Select(x => x.Result).ShouldBe([20, 9]);
        calls[0].Descriptor.ShouldBe("/data/a");
        calls[1].Quoted.ShouldBe(["/data/b"]);
    }
}
