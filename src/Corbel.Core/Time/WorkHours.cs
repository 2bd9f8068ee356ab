using System.Collections.Immutable;
using NodaTime;

namespace Corbel.Core.Time;

/// <summary>
/// What a due instant does that falls exactly on closing (POLICY.md, readings: "a due time that falls exactly on
/// closing").
/// </summary>
public enum DueAtClosing
{
    /// <summary>The due instant is the closing instant; a contact later than that is late.</summary>
    ClosingInstant,

    /// <summary>The due instant is the next opening.</summary>
    NextOpening,
}

/// <summary>
/// One opening of a weekday in seconds of the local wall clock, half-open: [Open, Close). Open lies in 0..86,399,
/// Close in 0..86,400. One whose Close is at or before Open runs overnight into the next date.
/// </summary>
public readonly record struct Opening(int Open, int Close);

/// <summary>
/// The hours of a desk as written down: a week, the closed dates and the zone they are read in. Compile it to a
/// <see cref="WorkCalendar"/> to compute with it.
/// </summary>
/// <param name="Zone">The zone of the wall clock.</param>
/// <param name="Week">The openings of each weekday; a weekday without an entry is closed.</param>
/// <param name="Holidays">Local dates that are closed whole, the part of the night before included.</param>
/// <param name="DueAtClosing">The convention for a due instant on a closing instant.</param>
public sealed record WorkHours(
    DateTimeZone Zone,
    ImmutableDictionary<IsoDayOfWeek, ImmutableArray<Opening>> Week,
    ImmutableSortedSet<LocalDate> Holidays,
    DueAtClosing DueAtClosing = DueAtClosing.ClosingInstant
)
{
    /// <summary>Why these hours make no sense as written, as a sentence; null where they do.</summary>
    internal string? Refusal()
    {
        foreach (var (day, openings) in Week)
        {
            if (day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
            {
                return $"{(int)day} is no day of the week.";
            }

            foreach (var (open, close) in openings.IsDefault ? [] : openings)
            {
                if (open is < 0 or >= 86_400 || close is < 0 or > 86_400)
                {
                    return $"The opening {open}..{close} of {day} does not lie in the 86,400 seconds of a day.";
                }
            }
        }

        return null;
    }
}
