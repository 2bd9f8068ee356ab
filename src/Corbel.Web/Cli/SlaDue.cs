using System.Text.Encodings.Web;
using System.Text.Json;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Time;
using NodaTime;
using NodaTime.Text;

namespace Corbel.Web.Cli;

/// <summary>What <c>corbel sla due</c> is asked.</summary>
/// <param name="Policy">The policy file.</param>
/// <param name="Severity">The id of a severity; none asks for the one that drives while none is stated.</param>
/// <param name="Received">When the request was received, such as 2026-08-28T16:30:00Z.</param>
/// <param name="Explain">Print the sum below the due instant.</param>
/// <param name="Json">Print both as JSON.</param>
/// <param name="Language">en or nl.</param>
/// <param name="Zone">The IANA zone of the reader, shown beside the calendar's.</param>
internal sealed record SlaDueOptions(
    string Policy,
    string? Severity,
    string Received,
    bool Explain = false,
    bool Json = false,
    string Language = "en",
    string Zone = "Etc/UTC"
);

/// <summary><c>corbel sla due</c>: when a request must be answered, and why then.</summary>
internal static class SlaDue
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>0 done, 1 refused, 2 wrong use.</summary>
    public static int Run(SlaDueOptions options, TextWriter output, TextWriter error)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(options.Received) is not { Success: true, Value: var parsed })
        {
            return Say(
                error,
                2,
                $"--received wants an instant such as 2026-08-28T16:30:00Z, not \"{options.Received}\"."
            );
        }
        if (options.Language is not ("en" or "nl"))
        {
            return Say(error, 2, $"--language is en or nl, not \"{options.Language}\".");
        }
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Zone) is not { } zone)
        {
            return Say(error, 2, $"--zone wants an IANA zone such as Europe/London, not \"{options.Zone}\".");
        }
        if (PolicyCheck.Load(options.Policy, error) is not { } policy)
        {
            return 1;
        }
        var received = parsed.ToInstant();
        if (!WorkCalendar.Covers(received))
        {
            return Say(error, 1, $"{options.Received} lies outside the years 2000 to 2100 that the calendars cover.");
        }
        if (options.Severity is { } severity && policy.FirstResponseTarget(severity) is null)
        {
            var known = string.Join(
                ", ",
                policy.Document.Severities.Keys.Where(s => policy.FirstResponseTarget(s) is not null)
            );
            return Say(
                error,
                1,
                $"The policy promises no first response for severity \"{severity}\". It does for: {known}."
            );
        }
        if ((options.Severity ?? policy.SeverityWhenNotStated?.Id) is not { } driving)
        {
            return Say(error, 1, "The policy has no first-response target.");
        }
        var target = policy.FirstResponseTarget(driving)!;
        if (!policy.Calendars[target.Calendar].TryAdd(received, target.Within!.Value.Seconds, out _))
        {
            return Say(error, 1, $"{options.Received} lies too near the year 2101, where the calendars end.");
        }
        var due = options.Severity is null
            ? FirstResponse.DueWhenNotStated(policy, received)
            : FirstResponse.Due(policy, driving, received);
        Print(options, due!, zone, output);
        return 0;
    }

    private static void Print(SlaDueOptions options, DueTime due, DateTimeZone zone, TextWriter output)
    {
        var lines = ExplanationText.Lines(due.Explanation, options.Language == "nl" ? Language.Nl : Language.En, zone);
        if (options.Json)
        {
            var json = ExplanationJson.Of(due.Explanation);
            json["explanation"] = JsonSerializer.SerializeToNode(lines);
            output.WriteLine(json.ToJsonString(Indented));
            return;
        }
        output.WriteLine(InstantPattern.ExtendedIso.Format(due.Due));
        if (options.Explain)
        {
            foreach (var line in lines)
            {
                output.WriteLine(line);
            }
        }
    }

    private static int Say(TextWriter error, int code, string sentence)
    {
        error.WriteLine(sentence);
        return code;
    }
}
