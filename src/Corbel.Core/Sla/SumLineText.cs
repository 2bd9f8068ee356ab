using System.Collections.Immutable;
using System.Globalization;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>One line of a sum in words, in the calendar's zone.</summary>
internal static class SumLineText
{
    /// <summary>More dates than these are told as a number.</summary>
    private const int MostDates = 4;

    public static string Of(SumLine line, DateTimeZone zone, Explanation why, Language language)
    {
        var nl = language == Language.Nl;
        var span = Span(line, zone, language);
        var limit = AmountWords.Short(Duration.FromSeconds(DueRule.SecondsOf(why.Target)), language);
        string Sum(Duration total) =>
            nl
                ? $"samen {AmountWords.Short(total, language)} van {limit}"
                : $"{AmountWords.Short(total, language)} of {limit}";
        return line switch
        {
            CountedLine c =>
                $"{span}: {AmountWords.Short(c.Counted, language)} {(nl ? "telt" : "counts")}, {Sum(c.Total)}{Shift(c, zone, nl)}",
            CountedRun r => Run(r, span, language) + Sum(r.Total),
            ClosedLine c => $"{span}: {(nl ? "gesloten" : "closed")} ({Reasons(c.Why, language)})",
            MovedLine => span
                + (nl ? ": valt op sluitingstijd, dus de volgende opening" : ": falls on closing, so the next opening"),
            PausedLine p => Paused(p, span, zone, language),
            DayLine d => Day(d, zone, language),
            _ => throw new ArgumentOutOfRangeException(nameof(line)),
        };
    }

    private static string Paused(PausedLine line, string span, DateTimeZone zone, Language language)
    {
        var nl = language == Language.Nl;
        if (line.Pause.Asked is not { } asked)
        {
            return nl
                ? $"{span}: telt niet, de melding was opgelost"
                : $"{span}: does not count, the issue was resolved";
        }
        var from = line.From.InZone(zone);
        var since = $"{DateWords.Date(from.Date, language)} {DateWords.Clock(from.TimeOfDay)}";
        return (line.Pause.To is null, line.Pause.Answer, nl) switch
        {
            (true, _, false) => $"since {since}: stopped, we wait for what message {asked} asks",
            (true, _, true) => $"sinds {since}: stil, wij wachten op wat bericht {asked} vraagt",
            (_, { } answer, false) => $"{span}: stopped, message {asked} asked and message {answer} answered",
            (_, { } answer, true) => $"{span}: stil, bericht {asked} vroeg en bericht {answer} antwoordde",
            (_, _, false) => $"{span}: stopped, we waited for what message {asked} asked",
            _ => $"{span}: stil, wij wachtten op wat bericht {asked} vroeg",
        };
    }

    private static string Day(DayLine line, DateTimeZone zone, Language language)
    {
        var (nl, to) = (language == Language.Nl, line.To.InZone(zone));
        var closes =
            to.Date == line.Date
                ? DateWords.Clock(to.TimeOfDay)
                : $"{DateWords.Date(to.Date, language)} {DateWords.Clock(to.TimeOfDay)}";
        var reasons = Reasons(line.Why, language);
        var skipped =
            reasons.Length == 0 ? ""
            : nl ? $" (niet: {reasons})"
            : $" (not: {reasons})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(nl ? "werkdag" : "open day")} {line.Number}: {DateWords.Date(line.Date, language)}, {(nl ? "sluit" : "closes")} {closes}{skipped}"
        );
    }

    private static string Run(CountedRun run, string span, Language language)
    {
        var (each, all) = (AmountWords.Short(run.Each, language), AmountWords.Short(run.Each * run.Openings, language));
        var reasons =
            run.Why.ClosedWeekdays.IsEmpty && run.Why.Holidays.IsEmpty
                ? ""
                : Reasons(run.Why with { OutOfHours = false }, language);
        var without =
            reasons.Length == 0 ? ""
            : language == Language.Nl ? $" zonder {reasons}"
            : $" without {reasons}";
        var opened = language == Language.Nl ? "openingen van" : "openings of";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{span}{without}: {run.Openings} {opened} {each} = {all}, "
        );
    }

    private static string Span(SumLine line, DateTimeZone zone, Language language)
    {
        var (from, to) = (line.From.InZone(zone), line.To.InZone(zone));
        var end = DateWords.Clock(to.TimeOfDay);
        return from.Date == to.Date
            ? $"{DateWords.Date(from.Date, language)} {DateWords.Clock(from.TimeOfDay)}–{end}"
            : $"{DateWords.Date(from.Date, language)} {DateWords.Clock(from.TimeOfDay)} – {DateWords.Date(to.Date, language)} {end}";
    }

    /// <summary>Why the clock on the wall does not agree with the time that counts.</summary>
    private static string Shift(CountedLine line, DateTimeZone zone, bool nl)
    {
        var moved = line.To.InZone(zone).Offset.Seconds - line.From.InZone(zone).Offset.Seconds;
        if (moved == 0)
        {
            return "";
        }
        var by = AmountWords.Short(Duration.FromSeconds(Math.Abs(moved)), nl ? Language.Nl : Language.En);
        return (moved > 0, nl) switch
        {
            (true, false) => $"; the clocks go forward {by} in between",
            (false, false) => $"; the clocks go back {by} in between",
            (true, true) => $"; de klok gaat tussendoor {by} vooruit",
            _ => $"; de klok gaat tussendoor {by} terug",
        };
    }

    private static string Reasons(ClosedWhy why, Language language)
    {
        var nl = language == Language.Nl;
        var weekend = why.ClosedWeekdays.Where(d => d.DayOfWeek >= IsoDayOfWeek.Saturday).ToImmutableArray();
        var others = why.ClosedWeekdays.RemoveRange(weekend);
        string[] parts =
        [
            why.OutOfHours ? (nl ? "buiten openingstijd" : "outside hours") : "",
            Dates(weekend, "weekend", nl ? "dagen weekend" : "days of weekend", language),
            Dates(
                others,
                nl ? "geen werkdag" : "no working day",
                nl ? "dagen zonder opening" : "days without an opening",
                language
            ),
            .. why.Holidays.Select(h => $"{DateWords.Date(h.Date, language)} {h.Name.In(language)}"),
        ];
        return string.Join("; ", parts.Where(p => p.Length > 0));
    }

    private static string Dates(ImmutableArray<LocalDate> dates, string name, string many, Language language) =>
        dates.Length == 0 ? ""
        : dates.Length > MostDates ? string.Create(CultureInfo.InvariantCulture, $"{dates.Length} {many}")
        : $"{name} {string.Join(", ", dates.Select(d => DateWords.Date(d, language)))}";
}
