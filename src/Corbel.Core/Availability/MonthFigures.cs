namespace Corbel.Core.Availability;

/// <summary>How a month stands against the share that the policy expects (clause 1).</summary>
public enum MonthVerdict
{
    /// <summary>The share reaches the expectation even if all that is not known was downtime.</summary>
    Met,

    /// <summary>The share stays below it even if all that is not known was uptime.</summary>
    Missed,

    /// <summary>What is not known could decide it, or nothing was owed (reading "a month without enough measurements").</summary>
    NotProven,
}

/// <summary>
/// The sum of one month, in whole milliseconds (clause 1). With E the planned windows that qualify, D what was down outside
/// E less the causes that were excluded, and U what is not known outside E and outside all downtime: S = month − E.
/// </summary>
/// <param name="Month">The month.</param>
/// <param name="Planned">E: planned maintenance that qualifies.</param>
/// <param name="Excluded">X: downtime outside E by causes that are excluded.</param>
/// <param name="Down">D: downtime that counts.</param>
/// <param name="Unknown">U: what nothing is known of.</param>
public sealed record MonthFigures(long Month, long Planned, long Excluded, long Down, long Unknown)
{
    /// <summary>All of something, in thousandths of one per cent.</summary>
    public const long Whole = 100_000;

    /// <summary>S: the time in which the product was owed.</summary>
    public long Owed => Month - Planned;

    /// <summary>(S − D) / S, cut off to the thousandth of one per cent; null where nothing was owed.</summary>
    public long? Upper => Share(Owed - Down);

    /// <summary>(S − D − U) / S, cut off alike.</summary>
    public long? Lower => Share(Owed - Down - Unknown);

    /// <summary>(S − U) / S: the share of the month that was measured, cut off alike.</summary>
    public long? Coverage => Share(Owed - Unknown);

    /// <summary>Adds up a month.</summary>
    /// <param name="month">The month in the policy's zone, as UTC; less, where the product is owed in some hours only.</param>
    /// <param name="planned">Planned windows that qualify.</param>
    /// <param name="down">What was down.</param>
    /// <param name="excluded">Causes outside the provider's control that two people agreed on.</param>
    /// <param name="unknown">What nothing is known of.</param>
    public static MonthFigures Of(Spans month, Spans planned, Spans down, Spans excluded, Spans unknown)
    {
        var e = planned.Within(month);
        var all = down.Within(month).Less(e);
        var x = all.Within(excluded);
        return new(month.Length, e.Length, x.Length, all.Less(x).Length, unknown.Within(month).Less(e.And(all)).Length);
    }

    /// <summary>The verdict, compared as whole numbers: no share is rounded before.</summary>
    /// <param name="expected">The share that is expected, in thousandths of one per cent: 99,500.</param>
    public MonthVerdict Against(long expected) =>
        Owed == 0 ? MonthVerdict.NotProven
        : Reaches(Owed - Down - Unknown, expected) ? MonthVerdict.Met
        : Reaches(Owed - Down, expected) ? MonthVerdict.NotProven
        : MonthVerdict.Missed;

    /// <summary>Milliseconds of downtime that the expectation leaves: 216.0 minutes at 99.5 % of 30 days.</summary>
    public long Budget(long expected) => (long)((Int128)Owed * (Whole - expected) / Whole);

    private bool Reaches(long up, long expected) => (Int128)up * Whole >= (Int128)Owed * expected;

    private long? Share(long part) => Owed == 0 ? null : (long)((Int128)part * Whole / Owed);
}
