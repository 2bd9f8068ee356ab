using System.Globalization;
using System.Text.Json;
using Corbel.Web.Api;

namespace Corbel.Web.Cli.Probing;

/// <summary>
/// Results that the desk has not taken yet, on disk, and the last number used. Numbers are set aside in blocks before they are
/// used, so that after a crash none is used twice; a gap means nothing. What is more than fits is dropped, the oldest first: that
/// time is then no data.
/// </summary>
internal sealed class ResultBuffer
{
    /// <summary>More than a week of five probes each half minute.</summary>
    public const int Most = 100_000;
    private const long Block = 100;
    private readonly Lock gate = new();
    private readonly string results;
    private readonly string numbers;
    private readonly List<SentResult> waiting = [];
    private long last;
    private long aside;

    private ResultBuffer(string folder) =>
        (results, numbers, List) = (
            Path.Combine(folder, "results.jsonl"),
            Path.Combine(folder, "sequence"),
            Path.Combine(folder, "probes.json")
        );

    /// <summary>Where the last list of probes is kept, for a start without the desk.</summary>
    public string List { get; }

    /// <summary>Results that were dropped since they did not fit.</summary>
    public long Dropped { get; private set; }

    public static ResultBuffer Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var buffer = new ResultBuffer(folder);
        if (File.Exists(buffer.numbers))
            buffer.last = long.Parse(File.ReadAllText(buffer.numbers), CultureInfo.InvariantCulture);
        buffer.aside = buffer.last;
        if (File.Exists(buffer.results))
            foreach (var line in File.ReadLines(buffer.results))
                if (Read(line) is { } result)
                    buffer.waiting.Add(result);
        return buffer;
    }

    /// <summary>The desk has numbers up to this one of us: ours go on after it, also where the folder was lost.</summary>
    public void NotBelow(long sequence)
    {
        lock (gate)
            last = Math.Max(last, sequence);
    }

    /// <summary>Numbers a result and keeps it.</summary>
    public void Add(Func<long, SentResult> make)
    {
        lock (gate)
        {
            if (last + 1 > aside)
            {
                aside = last + Block;
                Write(numbers, aside.ToString(CultureInfo.InvariantCulture));
            }
            var result = make(++last);
            waiting.Add(result);
            using (var file = new FileStream(results, FileMode.Append))
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(result, ProbeRoutes.Json));
                file.WriteByte((byte)'\n');
                file.Flush(flushToDisk: true);
            }
            if (waiting.Count <= Most)
                return;
            Dropped += waiting.Count - (Most * 9 / 10);
            waiting.RemoveRange(0, waiting.Count - (Most * 9 / 10));
            WriteAll();
        }
    }

    /// <summary>The oldest results, up to so many.</summary>
    public IReadOnlyList<SentResult> Oldest(int count)
    {
        lock (gate)
            return [.. waiting.Take(count)];
    }

    /// <summary>The desk has these.</summary>
    public void Remove(IReadOnlyCollection<SentResult> taken)
    {
        lock (gate)
        {
            var gone = taken.Select(x => x.Sequence).ToHashSet();
            waiting.RemoveAll(x => gone.Contains(x.Sequence));
            WriteAll();
        }
    }

    private void WriteAll() =>
        Write(results, string.Concat(waiting.Select(x => JsonSerializer.Serialize(x, ProbeRoutes.Json) + "\n")));

    private static void Write(string path, string text)
    {
        using (var file = new FileStream(path + ".new", FileMode.Create))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>A line that a crash cut short is no result.</summary>
    private static SentResult? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<SentResult>(line, ProbeRoutes.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
