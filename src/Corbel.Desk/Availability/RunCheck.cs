using Corbel.Core.Availability;
using Corbel.Desk.Outbound;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>What a place is asked to look at: the part of a probe that it needs.</summary>
public sealed record AskedProbe(
    Guid Id,
    ProbeKind Kind,
    string Target,
    int Status,
    string Expect,
    bool Certificate,
    int IntervalSeconds,
    int TimeoutMilliseconds
)
{
    public static AskedProbe Of(Probe probe) =>
        new(
            probe.Id,
            probe.Kind,
            probe.Target,
            probe.Status,
            probe.Expect,
            probe.CertificateDays > 0,
            probe.IntervalSeconds,
            probe.TimeoutMilliseconds
        );
}

/// <summary>What a check came to, before it has a number.</summary>
public sealed record CheckMade(long At, CheckOutcome Outcome, string Why, long? CertificateUntil);

/// <summary>
/// Makes one check at this place. The way out is looked at first, and after a check without any answer again: it counts as failed
/// only where both times one of the references answered. A wrong answer is an answer: it shows the way out by itself.
/// </summary>
public sealed class RunCheck(OutboundClient outbound, IClock clock)
{
    private static readonly Duration Fresh = Duration.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private (Instant At, string Of)? open;

    /// <summary>
    /// What a place checks its way out by: its references; where none is set the targets of its other probes, so that a place whose
    /// checks all fail at once says nothing; and for a remote place the desk.
    /// </summary>
    public static IReadOnlyList<string> WaysOut(
        IReadOnlyList<string> references,
        IEnumerable<AskedProbe> all,
        AskedProbe probe,
        string? desk = null
    ) =>
        references.Count > 0
            ? references
            :
            [
                .. all.Where(x => x.Kind != ProbeKind.Dns && x.Target != probe.Target).Select(x => x.Target).Distinct(),
                .. new[] { desk }.OfType<string>(),
            ];

    public async Task<CheckMade> Run(
        AskedProbe probe,
        IReadOnlyList<string> references,
        CancellationToken cancel = default
    )
    {
        var before = await WayOut(references, again: false, cancel);
        var at = clock.GetCurrentInstant().ToUnixTimeMilliseconds();
        var answer = await Answer(probe, cancel);
        var until = answer.CertificateUntil?.ToUnixTimeMilliseconds();
        if (Wrong(probe, answer) is not { } why)
            return new(at, CheckOutcome.Good, "", until);
        var sure = answer.Failure is null || answer.Status > 0;
        if (answer.IsBarred)
            return new(at, CheckOutcome.NoWayOut, why, until);
        sure = sure || (before && await WayOut(references, again: true, cancel));
        return new(at, sure ? CheckOutcome.Failed : CheckOutcome.NoWayOut, why, until);
    }

    private Task<ProbeAnswer> Answer(AskedProbe probe, CancellationToken cancel)
    {
        var patience = TimeSpan.FromMilliseconds(probe.TimeoutMilliseconds);
        return probe.Kind switch
        {
            ProbeKind.Http => outbound.Look(probe.Target, probe.Status is < 300 or > 399, patience, cancel),
            ProbeKind.Tcp when ProbeTarget.HostAndPort(probe.Target) is var (host, port) => outbound.Knock(
                host,
                port,
                patience,
                cancel
            ),
            _ => outbound.Ask(probe.Target, patience, cancel),
        };
    }

    private static string? Wrong(AskedProbe probe, ProbeAnswer answer)
    {
        if (answer.Failure is { } failure)
            return failure;
        if (
            probe.Kind == ProbeKind.Http
            && !(probe.Status == 0 ? answer.Status is >= 200 and < 300 : answer.Status == probe.Status)
        )
            return $"status {answer.Status}";
        if (probe.Expect.Length == 0)
            return null;
        var found =
            probe.Kind == ProbeKind.Dns
                ? answer.Text.Split('\n').Contains(probe.Expect, StringComparer.OrdinalIgnoreCase)
                : answer.Text.Contains(probe.Expect, StringComparison.Ordinal);
        return found ? null : "the text that is expected is missing";
    }

    /// <summary>Whether any of the references answers.</summary>
    private async Task<bool> WayOut(IReadOnlyList<string> references, bool again, CancellationToken cancel)
    {
        var (now, of) = (clock.GetCurrentInstant(), string.Join(' ', references));
        lock (gate)
            if (!again && open is { } known && known.Of == of && now - known.At < Fresh)
                return true;
        var answers = await Task.WhenAll(references.Select(x => Reach(x, cancel)));
        var answered = answers.Contains(true);
        lock (gate)
            open = answered ? (now, of) : null;
        return answered;
    }

    private async Task<bool> Reach(string address, CancellationToken cancel)
    {
        var answer =
            address.Contains("://", StringComparison.Ordinal) ? await outbound.Look(address, false, Patience, cancel)
            : ProbeTarget.HostAndPort(address) is var (host, port) ? await outbound.Knock(host, port, Patience, cancel)
            : null;
        // Any answer will do: it came from outside.
        return answer is { Failure: null } or { Status: > 0 };
    }
}
