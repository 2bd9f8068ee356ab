using System.Collections.Immutable;
using System.Text.Json;
using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Period = Corbel.Core.Policy.Period;

namespace Corbel.Web.Status;

/// <summary>The months that the desk measured and issued, as the evidence of clause 1 reads them.</summary>
internal static class MeasuredMonths
{
    /// <summary>
    /// By their start; null where the verdict is not proven. Of a month that reached the share the lower bound is shown, of one
    /// that did not the upper: what is proven.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Instant, RecordFigures?>> Read(
        EvidenceScene scene,
        CancellationToken cancel
    )
    {
        var found = new Dictionary<Instant, RecordFigures?>();
        if (scene.Document.Availability is not { Per: Period.Month } spec)
        {
            return found;
        }
        var issued = await scene.Database.AvailabilityMonths.OrderBy(x => x.Revision).ToListAsync(cancel);
        foreach (var month in issued)
        {
            var named = YearMonthPattern.Iso.Parse(month.Month).GetValueOrThrow();
            var start = Instant.FromUnixTimeMilliseconds(MonthOfAvailability.Of(spec, named).From);
            found[start] = Figures(month.Figures);
        }
        return found;
    }

    private static RecordFigures? Figures(string issued)
    {
        using var json = JsonDocument.Parse(issued);
        var root = json.RootElement;
        var verdict = root.GetProperty("verdict").GetString();
        if (verdict == "not-proven")
        {
            return null;
        }
        var numbers = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        numbers["availability"] = root.GetProperty(verdict == "met" ? "lower" : "upper").GetInt64();
        numbers["planned-maintenance"] = root.GetProperty("planned").GetInt64() / 60_000;
        numbers["excluded"] = root.GetProperty("excluded").GetInt64() / 60_000;
        return new(numbers.ToImmutable(), ImmutableSortedDictionary<string, string>.Empty);
    }
}
