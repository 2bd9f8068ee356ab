namespace Corbel.Core.Policy;

public static partial class PolicyCheck
{
    private static IEnumerable<PolicyError> Warning(WarningSpec warning, TargetSpec target, string path)
    {
        var limit = target.Within ?? target.Every ?? default;
        if (warning.AfterPercent is null == warning.Left is null)
        {
            var message = warning.Left is null
                ? "needs \"after-percent\" or \"left\""
                : "has \"after-percent\" or \"left\", not both";
            yield return new(path, $"a warning {message}");
        }
        if (warning.AfterPercent is < 1 or > 99)
        {
            yield return new(
                $"{path}.after-percent",
                "a share lies between 1 and 99",
                Text(warning.AfterPercent.Value)
            );
        }
        else if (warning.AfterPercent is { } percent && limit.Days > 0)
        {
            yield return new(
                $"{path}.after-percent",
                "a share can be taken of hours and minutes only; use \"left\" with a limit in days",
                Text(percent)
            );
        }
        if (warning.Left is { } left && Left(left, limit) is { } wrong)
        {
            yield return new($"{path}.left", wrong, left.ToString());
        }
        if (warning.To.IsEmpty)
        {
            yield return new(
                $"{path}.to",
                "name at least one who is warned",
                null,
                Words<WarnedRole>([.. Enum.GetValues<WarnedRole>()])
            );
        }
    }

    private static string? Left(TimeLimit left, TimeLimit limit) =>
        left.Days != 0 ? "write it in hours and minutes of the calendar, not in days"
        : left.Seconds <= 0 ? "the time must be more than nothing"
        : limit is { Days: 0, Seconds: > 0 } && left.Seconds >= limit.Seconds
            ? $"the time left must be less than the limit, {limit}"
        : null;

    private static IEnumerable<PolicyError> Night(PolicyDocument policy)
    {
        if (policy.Night is not { } night)
        {
            yield break;
        }
        foreach (var error in Zone("night.zone", night.Zone))
        {
            yield return error;
        }
        if (night.Hours.Open == night.Hours.Close % 86_400)
        {
            yield return new(
                "night.hours",
                "the night cannot be a whole day: it must end before it begins anew",
                OpeningText.Format(night.Hours)
            );
        }
    }
}
