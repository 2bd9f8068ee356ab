using System.Collections.Immutable;

namespace Corbel.Core.Policy;

/// <summary>
/// A checked policy with its calendars compiled: immutable, so that every thread can share one. Make it once for a
/// version of the policy and a version of the holiday lists, and keep it.
/// </summary>
public sealed class CompiledPolicy
{
    private readonly ImmutableDictionary<string, TargetSpec> _firstResponse;
    private readonly Lazy<ImmutableArray<Reading>> _readings;

    private CompiledPolicy(PolicyDocument document, ImmutableDictionary<string, CompiledCalendar> calendars)
    {
        Document = document;
        Calendars = calendars;
        _readings = new(() => PolicyText.Readings(document));
        _firstResponse = document
            .Targets.Where(t => t.Kind == TargetKind.FirstResponse)
            .ToImmutableDictionary(t => t.Severity, StringComparer.Ordinal);
    }

    /// <summary>The policy itself.</summary>
    public PolicyDocument Document { get; }

    /// <summary>The calendars by name.</summary>
    public ImmutableDictionary<string, CompiledCalendar> Calendars { get; }

    /// <summary>The readings of the policy, in words.</summary>
    public ImmutableArray<Reading> Readings => _readings.Value;

    /// <summary>Compiles a policy against the holiday lists known, by name.</summary>
    /// <exception cref="ArgumentException">The policy has errors: run <see cref="PolicyCheck"/> first.</exception>
    public static CompiledPolicy Compile(PolicyDocument document, IReadOnlyDictionary<string, HolidayList> lists)
    {
        var errors = PolicyCheck.Errors(document, lists);
        return errors.IsEmpty
            ? new(
                document,
                document.Calendars.Items.ToImmutableDictionary(
                    c => c.Id,
                    c => CompiledCalendar.Compile(c, lists, document.Readings.DueAtClosing),
                    StringComparer.Ordinal
                )
            )
            : throw new ArgumentException($"the policy has errors; the first: {errors[0]}", nameof(document));
    }

    /// <summary>The first-response target of a severity; none where the policy promises nothing for it.</summary>
    public TargetSpec? FirstResponseTarget(string severity) => _firstResponse.GetValueOrDefault(severity);

    /// <summary>
    /// The severity whose clock runs until somebody states one: the strictest that has a target, or the one that the
    /// reading "severity not stated" fixes. None where no severity has a first-response target.
    /// </summary>
    public SeveritySpec? SeverityWhenNotStated
    {
        get
        {
            var reading = Document.Readings.SeverityNotStated;
            return reading == ReadingsSpec.Strictest
                ? Document.Severities.Items.FirstOrDefault(s => _firstResponse.ContainsKey(s.Id))
                : Document.Severities[reading];
        }
    }
}
