using System.Globalization;
using System.Text.RegularExpressions;

namespace Corbel.Web.Tests.Durability.Trace;

/// <summary>Reads what `strace -f -y` wrote: calls that other threads interrupted are put together again.</summary>
internal static partial class TraceReader
{
    private const string Unfinished = "<unfinished ...>";

    public static IReadOnlyList<SystemCall> Read(IEnumerable<string> lines)
    {
        var calls = new List<SystemCall>();
        var open = new Dictionary<string, (int Begun, string Text)>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Line().Match(line) is not { Success: true } match)
                continue;
            var (thread, text) = (match.Groups["thread"].Value, match.Groups["text"].Value);
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
                open[thread] = (number, text[..^Unfinished.Length].TrimEnd());
            else if (Resumed().Match(text) is { Success: true } resumed)
            {
                // A call that began before the trace did is none of ours.
                if (open.Remove(thread, out var begun))
                    Add(calls, begun.Begun, number, begun.Text + resumed.Groups["rest"].Value);
            }
            else
            {
                Add(calls, number, number, text);
            }
        }
        return calls;
    }

    private static void Add(List<SystemCall> calls, int begun, int ended, string text)
    {
        if (Call().Match(text) is not { Success: true } call)
            return;
        var result = call.Groups["result"].Value;
        calls.Add(
            new SystemCall(
                begun,
                ended,
                call.Groups["name"].Value,
                call.Groups["arguments"].Value,
                // "?" stands where a process ended before its call came back.
                long.TryParse(result, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : -1,
                call.Groups["note"].Value.Contains("(INJECTED)", StringComparison.Ordinal)
            )
        );
    }

    [GeneratedRegex(@"^(?<thread>\d+)\s+(?<text>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>,? ?(?<rest>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Resumed();

    [GeneratedRegex(
        @"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+|\?)(?<note>.*)$",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Call();
}
