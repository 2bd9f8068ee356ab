using NodaTime;

namespace Corbel.Core.Tickets;

/// <summary>Instants as the journal writes them: 2026-08-28T16:30:00Z, with up to nine digits of a fraction.</summary>
internal static class InstantBytes
{
    /// <summary>The instant; null where the bytes have another form, which does not say that they are none.</summary>
    public static Instant? Read(ReadOnlySpan<byte> text)
    {
        // 0123-56-89T12:45:78Z
        if (
            text.Length < 20
            || (text[4], text[7], text[10], text[13], text[16], text[^1])
                != ((byte)'-', (byte)'-', (byte)'T', (byte)':', (byte)':', (byte)'Z')
        )
        {
            return null;
        }
        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute, second) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]));
        var fraction = text[19..^1];
        var nanoseconds = 0;
        if (!fraction.IsEmpty)
        {
            if (fraction[0] != '.' || fraction.Length is 1 or > 10)
            {
                return null;
            }
            nanoseconds = Digits(fraction[1..]);
            for (var digits = fraction.Length - 1; digits < 9; digits++)
            {
                nanoseconds *= 10;
            }
        }
        if (year < 1 || month is < 1 or > 12 || day is < 1 or > 28 && !IsDay(year, month, day))
        {
            return null;
        }
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || nanoseconds < 0)
        {
            return null;
        }
        var days = DaysBefore(year, month) + day - 1;
        return Instant
            .FromUnixTimeSeconds((days * 86_400L) + (hour * 3600) + (minute * 60) + second)
            .PlusNanoseconds(nanoseconds);
    }

    private static bool IsDay(int year, int month, int day) => day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>Days from 1970 to the first of a month, in the Gregorian calendar.</summary>
    private static long DaysBefore(int year, int month)
    {
        // Years that begin in March, so that a leap day ends one.
        var y = month > 2 ? year : year - 1;
        var months = (month + 9) % 12;
        return (365L * y) + (y / 4) - (y / 100) + (y / 400) + (((153 * months) + 2) / 5) - 719_468;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }
            value = (value * 10) + (digit - '0');
        }
        return value;
    }
}
