using System.Collections.Concurrent;
using Corbel.Desk.Data;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// Months as they were read a little while ago, for those who ask again and again: the public page, and a report of the same
/// quarter for each of many customers.
/// </summary>
public sealed class KeptMonths(ReadMonth read, IClock clock)
{
    private readonly ConcurrentDictionary<YearMonth, (Instant At, MonthReading Month)> kept = [];

    /// <summary>As <see cref="ReadMonth.Run"/>, read no longer ago than that.</summary>
    public async Task<MonthReading?> Run(DeskDb db, YearMonth month, Duration age, CancellationToken cancel = default)
    {
        var now = clock.GetCurrentInstant();
        if (kept.TryGetValue(month, out var known) && known.At <= now && now - known.At <= age)
            return known.Month;
        var reading = await read.Run(db, month, cancel);
        // That nothing is measured yet is read quickly, and ends at any moment.
        if (reading is not null)
            kept[month] = (now, reading);
        return reading;
    }
}
