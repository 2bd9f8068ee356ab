using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Desk.Policies;
using NodaTime;

namespace Corbel.Web.Cli;

/// <summary>A replay as tables for people, and as JSON for programs.</summary>
internal static class ReplayText
{
    public static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static object Json(Replayed replayed) =>
        new
        {
            since = replayed.Since.ToString(),
            until = replayed.Until.ToString(),
            asOf = replayed.AsOf.ToString(),
            replayed.Tickets,
            replayed.Differences,
            replayed.Shares,
            each = replayed.Each.Select(x => new
            {
                x.Ticket,
                x.Change.Kind,
                x.Change.Severity,
                received = x.Change.Received.ToString(),
                x.Change.From,
                x.Change.To,
                dueBefore = x.Change.DueBefore?.ToString(),
                dueAfter = x.Change.DueAfter?.ToString(),
            }),
        };

    public static void Write(Replayed replayed, string file, TextWriter to)
    {
        to.WriteLine(
            $"{Number(replayed.Tickets)} tickets received from {At(replayed.Since)} to {At(replayed.Until)}, judged by {file} as of {At(replayed.AsOf)}."
        );
        to.WriteLine("Nothing was changed.");
        to.WriteLine();
        if (replayed.Differences.IsEmpty)
        {
            to.WriteLine("No verdict would differ.");
        }
        else
        {
            to.WriteLine("Verdicts that would differ");
            Table(
                to,
                ["what", "severity", "stands", "would be", "clocks"],
                replayed.Differences.Select(x =>
                    new[] { Kind(x.Kind), x.Severity ?? "none", Word(x.From), Word(x.To), Number(x.Clocks) }
                )
            );
        }
        if (!replayed.Each.IsEmpty)
        {
            to.WriteLine();
            to.WriteLine("Ticket by ticket");
            Table(
                to,
                ["ticket", "what", "severity", "stands", "would be", "due", "would be due"],
                replayed.Each.Select(x =>
                    new[]
                    {
                        $"#{x.Ticket.ToString(CultureInfo.InvariantCulture)}",
                        Kind(x.Change.Kind),
                        x.Change.Severity ?? "none",
                        Word(x.Change.From),
                        Word(x.Change.To),
                        At(x.Change.DueBefore),
                        At(x.Change.DueAfter),
                    }
                )
            );
        }
        to.WriteLine();
        to.WriteLine("Kept, of what is decided");
        Table(
            to,
            ["what", "severity", "stands", "would be"],
            replayed.Shares.Select(x =>
                new[]
                {
                    Kind(x.Kind),
                    x.Severity ?? "none",
                    Share(x.KeptBefore, x.LateBefore),
                    Share(x.KeptAfter, x.LateAfter),
                }
            )
        );
    }

    private static void Table(TextWriter to, string[] heads, IEnumerable<string[]> rows)
    {
        string[][] lines = [heads, .. rows];
        var widths = heads.Select((_, column) => lines.Max(x => x[column].Length)).ToArray();
        foreach (var line in lines)
            to.WriteLine("  " + string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    private static string Share(int kept, int late) =>
        kept + late == 0
            ? "none"
            : string.Create(
                CultureInfo.InvariantCulture,
                // Cut, not rounded: what is not all kept never reads as 100.0 %.
                $"{Math.Floor(kept * 1000.0 / (kept + late)) / 10:0.0} % ({Number(kept)} of {Number(kept + late)})"
            );

    private static string Kind(TargetKind kind) =>
        kind switch
        {
            TargetKind.FirstResponse => "first response",
            TargetKind.NextResponse => "next response",
            TargetKind.StatusReport => "status report",
            _ => "resolution",
        };

    private static string Word(Verdict? verdict) =>
        verdict switch
        {
            null => "no clock",
            Verdict.NoTarget => "no target",
            Verdict.LateByReclassification => "late by reclassification",
            _ => verdict.Value.ToString().ToLowerInvariant(),
        };

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string At(Instant? instant) =>
        instant?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "none";
}
