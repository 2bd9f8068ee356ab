using System.Diagnostics;

namespace Corbel.Bench.Load;

/// <summary>How often and how fast something was done.</summary>
/// <param name="Done">How many in all.</param>
/// <param name="Took">The wall time of all of them.</param>
/// <param name="Each">The time of each, in milliseconds, sorted.</param>
/// <param name="Processor">The processor time of this process meanwhile.</param>
internal sealed record Figures(int Done, TimeSpan Took, double[] Each, TimeSpan Processor)
{
    /// <summary>Runs something many times, so many at a time, until the count or the time is reached.</summary>
    public static async Task<Figures> Of(int atATime, int count, TimeSpan longest, Func<int, Task> once)
    {
        var each = new List<double>();
        var next = -1;
        var clock = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        async Task Loop()
        {
            int mine;
            while ((mine = Interlocked.Increment(ref next)) < count && clock.Elapsed < longest)
            {
                var from = Stopwatch.GetTimestamp();
                await once(mine);
                var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                lock (each)
                    each.Add(took);
            }
        }
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => Task.Run(Loop)));
        each.Sort();
        return new Figures(each.Count, clock.Elapsed, [.. each], Environment.CpuUsage.TotalTime - processor);
    }

    public static void Print(string name, Figures figures) =>
        Console.WriteLine(
            $"{name, -48} {figures.Done / figures.Took.TotalSeconds, 9:F0} /s   p50 {figures.At(0.5), 8:F1} ms   p99 {figures.At(0.99), 8:F1} ms   {figures.Processor.TotalMicroseconds / figures.Done, 6:F0} us of processor"
        );

    public double At(double share) => Each.Length == 0 ? 0 : Each[(int)((Each.Length - 1) * share)];
}
