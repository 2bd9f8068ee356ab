using System.Collections.Immutable;
using Corbel.Core.Availability;
using NodaTime;

namespace Corbel.Core.Policy;

/// <summary>
/// A checked policy with its calendars compiled: immutable, so that every thread can share one. Make it once for a
/// version of the policy and a version of the holiday lists, and keep it.
/// </summary>
public sealed class CompiledPolicy
{
    private readonly TargetChoice _targets;
    private readonly WarningTimes _warnings;
    private readonly Lazy<ImmutableArray<Reading>> _readings;
    private readonly Lazy<PlannedRule?> _planned;

    private readonly ImmutableArray<bool> _has;

    private CompiledPolicy(
        PolicyDocument document,
        ImmutableDictionary<string, CompiledCalendar> calendars,
        PolicySource? source
    )
    {
        Document = document;
        Source = source;
        _has = [.. Enum.GetValues<TargetKind>().Select(k => document.Targets.Any(t => t.Kind == k))];
        Calendars = calendars;
        _readings = new(() => PolicyText.Readings(document));
        _planned = new(() => PlannedRule.Of(this));
        _targets = new(document.Targets);
        _warnings = new(document.Night);
    }

    /// <summary>The policy itself.</summary>
    public PolicyDocument Document { get; }

    /// <summary>Where it comes from: its version, and what was agreed otherwise; none for a file that was never posted.</summary>
    public PolicySource? Source { get; }

    /// <summary>The calendars by name.</summary>
    public ImmutableDictionary<string, CompiledCalendar> Calendars { get; }

    /// <summary>The readings of the policy, in words.</summary>
    public ImmutableArray<Reading> Readings => _readings.Value;

    /// <summary>Which maintenance counts as planned; null where the policy leaves none out of the reckoning.</summary>
    public PlannedRule? Planned => _planned.Value;

    /// <summary>Compiles a policy against the holiday lists known, by name.</summary>
    /// <exception cref="ArgumentException">The policy has errors: run <see cref="PolicyCheck"/> first.</exception>
    /// <param name="document">The policy, its variations applied.</param>
    /// <param name="lists">The holiday lists.</param>
    /// <param name="source">Where it comes from, for explanations.</param>
    public static CompiledPolicy Compile(
        PolicyDocument document,
        IReadOnlyDictionary<string, HolidayList> lists,
        PolicySource? source = null
    )
    {
        var errors = PolicyCheck.Errors(document, lists);
        return errors.IsEmpty
            ? new(
                document,
                document.Calendars.Items.ToImmutableDictionary(
                    c => c.Id,
                    c => CompiledCalendar.Compile(c, lists, document.Readings.DueAtClosing),
                    StringComparer.Ordinal
                ),
                source
            )
            : throw new ArgumentException($"the policy has errors; the first: {errors[0]}", nameof(document));
    }

    /// <summary>
    /// The same policy without its promises of time, as it holds on a customer's own desk that has no policy of its own:
    /// what the provider promises is not promised by the customer.
    /// </summary>
    public CompiledPolicy WithoutTargets() => new(Document with { Targets = [] }, Calendars, Source);

    /// <summary>Whether it has any target of a kind.</summary>
    public bool Has(TargetKind kind) => _has[(int)kind];

    /// <summary>
    /// The target of a kind for a severity and the place an issue comes from: of several the most specific one. One that
    /// names the customer beats one that does not; among equals one that names the product; then one that names the
    /// channel. None where the policy promises nothing. Allocates nothing.
    /// </summary>
    /// <param name="kind">What is measured.</param>
    /// <param name="severity">The severity's id.</param>
    /// <param name="scope">Where the issue comes from.</param>
    public TargetSpec? Target(TargetKind kind, string severity, TargetScope scope) =>
        _targets.Of(kind, severity, scope);

    /// <summary>
    /// The first-response target of a severity that holds for all customers, products and channels; none where the
    /// policy has no such target.
    /// </summary>
    public TargetSpec? FirstResponseTarget(string severity) => _targets.ForAll(TargetKind.FirstResponse, severity);

    /// <summary>When whom to warn before a target is due, the earliest first: see <see cref="Policy.WarningTimes"/>.</summary>
    /// <param name="target">The target.</param>
    /// <param name="from">Where its open time begins to count.</param>
    /// <param name="due">When it is due.</param>
    /// <param name="at">The instant at which so many open seconds have been counted since from, pauses included.</param>
    public ImmutableArray<WarningTime> WarningTimes(
        TargetSpec target,
        Instant from,
        Instant due,
        Func<long, Instant> at
    ) => _warnings.Of(target, from, due, at);

    /// <summary>
    /// The severity whose clock runs until somebody states one, where no scope is known: the strictest that has a target
    /// for all, or the one that the reading "severity not stated" fixes. None where no severity has such a target.
    /// </summary>
    public SeveritySpec? SeverityWhenNotStated
    {
        get
        {
            var reading = Document.Readings.SeverityNotStated;
            return reading == ReadingsSpec.Strictest
                ? Document.Severities.Items.FirstOrDefault(s => FirstResponseTarget(s.Id) is not null)
                : Document.Severities[reading];
        }
    }
}
