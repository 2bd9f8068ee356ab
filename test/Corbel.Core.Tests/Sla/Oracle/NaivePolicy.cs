using Corbel.Core.Policy;
using Corbel.Core.Time;
using NodaTime;

namespace Corbel.Core.Tests.Sla.Oracle;

/// <summary>A policy as the oracle reads it: the document, and the holidays of each version of the lists by its name.</summary>
internal sealed class NaivePolicy(PolicyDocument document, IReadOnlyDictionary<string, HolidayList> versions)
{
    private readonly Dictionary<(string, string), NaiveHours[]> _hours = [];

    public ReadingsSpec Readings => document.Readings;

    public bool NextOpening => Readings.DueAtClosing == DueAtClosing.NextOpening;

    public IEnumerable<string> Severities => document.Severities.Items.Select(s => s.Id);

    public bool Knows(string severity) => Severities.Contains(severity);

    public bool KnowsHolidays(string version) => versions.ContainsKey(version);

    /// <summary>0 for the strictest; of one that the policy does not know, or none, the highest.</summary>
    public int Rank(string? severity) =>
        Severities.TakeWhile(s => s != severity).Count() is var rank && rank < document.Severities.Count
            ? rank
            : int.MaxValue;

    public bool Promises(TargetKind kind) => document.Targets.Any(t => t.Kind == kind);

    /// <summary>The most specific target that holds for where the issue comes from.</summary>
    public TargetSpec? Target(TargetKind kind, string severity, TargetScope from) =>
        document
            .Targets.Where(t => t.Kind == kind && t.Severity == severity)
            .Where(t =>
                t.Customers.IsEmpty || t.Customers.Any(c => c.Equals(from.Customer, StringComparison.OrdinalIgnoreCase))
            )
            .Where(t => t.Products.IsEmpty || t.Products.Any(p => p == from.Product))
            .Where(t => t.Channels.IsEmpty || (from.Channel is { } channel && t.Channels.Contains(channel)))
            .OrderBy(t => t.Customers.IsEmpty)
            .ThenBy(t => t.Products.IsEmpty)
            .ThenBy(t => t.Channels.IsEmpty)
            .FirstOrDefault();

    /// <summary>What drives while nobody has stated a severity: the fixed one, or the strictest that has a target.</summary>
    public string? NotStated(TargetKind kind, TargetScope from) =>
        Readings.SeverityNotStated != ReadingsSpec.Strictest
            ? Readings.SeverityNotStated
            : Severities.FirstOrDefault(s => Target(kind, s, from) is not null);

    /// <summary>The hours of a calendar, one for each zone that it is read in, by a version of the holiday lists.</summary>
    public NaiveHours[] Hours(string calendar, string version)
    {
        if (!_hours.TryGetValue((calendar, version), out var hours))
        {
            var spec = document.Calendars[calendar];
            var closed = spec.Closed.Select(c => c.Date).ToHashSet();
            foreach (var division in spec.Holidays?.Divisions ?? [])
            {
                closed.UnionWith(versions[version].Divisions[division].Keys);
            }
            hours = [.. spec.Zone.Zones.Select(z => new NaiveHours(spec, DateTimeZoneProviders.Tzdb[z], closed))];
            _hours[(calendar, version)] = hours;
        }
        return hours;
    }
}
