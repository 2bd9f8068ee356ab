using Corbel.Core.Availability;
using Corbel.Web.Api;
using Corbel.Web.Cli.Probing;

namespace Corbel.Web.Tests.Availability;

/// <summary>What waits at a place while the desk is away.</summary>
public sealed class ResultBufferTests
{
    [Fact]
    public void What_waits_survives_a_crash_and_no_number_is_used_twice()
    {
        var folder = Directory.CreateTempSubdirectory("corbel-buffer-").FullName;
        var first = ResultBuffer.Open(folder);
        for (var i = 0; i < 3; i++)
            first.Add(Result);
        first.Remove([.. first.Oldest(1)]);
        // The last line was cut short.
        File.AppendAllText(Path.Combine(folder, "results.jsonl"), "{\"probe\":");

        var second = ResultBuffer.Open(folder);
        second.Oldest(10).Select(x => x.Sequence).ShouldBe([2, 3]);
        second.Add(Result);
        second.Oldest(10)[^1].Sequence.ShouldBeGreaterThan(3);
        second.NotBelow(5000);
        second.Add(Result);
        second.Oldest(10)[^1].Sequence.ShouldBe(5001);
        Directory.Delete(folder, recursive: true);
    }

    private static SentResult Result(long number) => new(Guid.Empty, number, number, CheckOutcome.Good);
}
