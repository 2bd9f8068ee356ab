using System.Collections.Immutable;

namespace Corbel.Core.Policy;

public static partial class PolicyCheck
{
    private static IEnumerable<PolicyError> Targets(PolicyDocument policy)
    {
        for (var i = 0; i < policy.Targets.Length; i++)
        {
            var (target, path) = (policy.Targets[i], $"targets[{i}]");
            if (!policy.Severities.ContainsKey(target.Severity))
            {
                yield return Unknown($"{path}.severity", "severity", target.Severity, policy.Severities.Keys);
            }
            if (!policy.Calendars.ContainsKey(target.Calendar))
            {
                yield return Unknown($"{path}.calendar", "calendar", target.Calendar, policy.Calendars.Keys);
            }
            IEnumerable<PolicyError> others =
            [
                .. Scope(target, path, policy),
                .. Twice(policy.Targets, i),
                .. Limit(target, path),
                .. target.Warnings.SelectMany((w, j) => Warning(w, target, $"{path}.warnings[{j}]")),
            ];
            foreach (var error in others)
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<PolicyError> Limit(TargetSpec target, string path)
    {
        var rhythm = target.Kind == TargetKind.StatusReport;
        var (key, other) = rhythm ? ("every", "within") : ("within", "every");
        if ((rhythm ? target.Within : target.Every) is { } wrong)
        {
            yield return new(
                $"{path}.{other}",
                $"a target of this kind has \"{key}\", not \"{other}\"",
                wrong.ToString()
            );
        }
        if ((rhythm ? target.Every : target.Within) is not { } limit)
        {
            yield return new(path, $"a target of this kind needs \"{key}\"");
        }
        else if (limit.Seconds <= 0 && limit.Days <= 0)
        {
            yield return new($"{path}.{key}", "the time must be more than nothing", limit.ToString());
        }
        else if (!rhythm && limit.Days > 0)
        {
            yield return new(
                $"{path}.{key}",
                "write it in hours and minutes of the calendar, not in days",
                limit.ToString()
            );
        }
        else if (limit.Seconds > MostSeconds)
        {
            yield return new($"{path}.{key}", "the time is longer than 10000 h", limit.ToString());
        }
    }

    private const long MostSeconds = 10_000 * 3600L;
}
