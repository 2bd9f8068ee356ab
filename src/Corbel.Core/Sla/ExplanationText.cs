using System.Collections.Immutable;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>Writes an explanation out, line by line, for a reader of one language in one zone.</summary>
public static class ExplanationText
{
    /// <summary>
    /// The lines: received, severity, promise, the sum, due, the readings that took part with their other outcome, and a
    /// warning where holidays are not known. The calendar's zone is named at each moment, the reader's beside it.
    /// </summary>
    public static ImmutableArray<string> Lines(Explanation why, Language language, DateTimeZone reader)
    {
        var zone = why.Binding.Zone;
        string At(Instant instant) => DateWords.Moment(instant, zone, reader, language);
        var nl = language == Language.Nl;
        return
        [
            (nl ? "Ontvangen: " : "Received: ") + At(why.Received),
            .. Start(why, At, nl),
            Severity(why, nl),
            Promise(why, nl),
            .. why.Sums.SelectMany(s => Sum(s, why, reader, language)),
            (nl ? "Uiterlijk: " : "Due: ") + At(why.Due) + EarlierBinds(why, nl),
            .. why.Readings.SelectMany(r => Ours(r, why, At, language)),
            .. Unknown(why, nl),
        ];
    }

    private static IEnumerable<string> Start(Explanation why, Func<Instant, string> at, bool nl)
    {
        if (why.CountedFrom != why.Received)
        {
            yield return nl
                ? $"Geteld vanaf de wijziging van het ernstniveau: {at(why.CountedFrom)}"
                : $"Counted from the change of severity: {at(why.CountedFrom)}";
        }
    }

    private static string Severity(Explanation why, bool nl)
    {
        var name = nl ? why.Severity.Name.Nl : why.Severity.Name.En;
        return (why.Basis, nl) switch
        {
            (SeverityBasis.StatedByCustomer, false) => $"{name}, as the customer stated",
            (SeverityBasis.StatedByCustomer, true) => $"{name}, zoals door de klant opgegeven",
            (SeverityBasis.SetByProvider, false) => $"{name}, as set by our staff",
            (SeverityBasis.SetByProvider, true) => $"{name}, zoals door onze medewerkers vastgesteld",
            (SeverityBasis.NotStated, false) => $"{name}, because no severity was stated",
            (SeverityBasis.NotStated, true) => $"{name}, omdat er geen ernstniveau is opgegeven",
            _ => name,
        };
    }

    private static string Promise(Explanation why, bool nl)
    {
        var limit = AmountWords.Limit(why.Target.Within!.Value, why.Calendar, nl ? Language.Nl : Language.En);
        return (why.Target.Promise, nl) switch
        {
            (Policy.Promise.Guarantee, false) => $"Guarantee of clause {why.Target.Clause}: a response within {limit}",
            (Policy.Promise.Guarantee, true) => $"Garantie van artikel {why.Target.Clause}: reactie binnen {limit}",
            (Policy.Promise.Expectation, false) =>
                $"Expectation of clause {why.Target.Clause}: a response within {limit}",
            (Policy.Promise.Expectation, true) =>
                $"Verwachting van artikel {why.Target.Clause}: reactie binnen {limit}",
            (_, false) => $"Our aim by clause {why.Target.Clause}: a response within {limit}",
            (_, true) => $"Ons streven bij artikel {why.Target.Clause}: reactie binnen {limit}",
        };
    }

    private static IEnumerable<string> Sum(ZoneSum sum, Explanation why, DateTimeZone reader, Language language)
    {
        var nl = language == Language.Nl;
        var zone = DateWords.Zone(sum.Zone.Id);
        var one = why.Calendar with { Zone = ZoneChoice.One(sum.Zone.Id) };
        var closed = why.Calendar.Holidays is { } holidays
            ? (nl ? ", gesloten op " : ", closed on ") + HolidayWords.Of(holidays, language)
            : "";
        yield return (nl ? "Geteld: " : "Counted: ") + CalendarWords.Hours(one, language) + closed;
        foreach (var line in sum.Lines)
        {
            yield return "  " + SumLineText.Of(line, sum.Zone, why, language);
        }
        if (why.Sums.Length > 1)
        {
            var due = DateWords.Moment(sum.Due, sum.Zone, reader, language);
            yield return nl ? $"  In {zone}: uiterlijk {due}" : $"  In {zone}: due {due}";
        }
    }

    private static string EarlierBinds(Explanation why, bool nl) =>
        why.Sums.Length < 2 ? ""
        : nl ? "; het vroegste tijdstip geldt"
        : "; the earlier one binds";

    /// <summary>A reading is ours and not the text; where another would give another outcome, that stands below it.</summary>
    private static IEnumerable<string> Ours(
        Reading reading,
        Explanation why,
        Func<Instant, string> at,
        Language language
    )
    {
        var nl = language == Language.Nl;
        yield return (nl ? "Onze lezing, niet de tekst: " : "Our reading, not the text: ") + reading.Text.In(language);
        foreach (var other in why.Otherwise.Where(o => o.Reading == reading.Id))
        {
            var value = HolidayWords.Division(other.Value, language);
            yield return nl ? $"  Met {value}: {at(other.Due)}" : $"  With {value}: {at(other.Due)}";
        }
    }

    private static IEnumerable<string> Unknown(Explanation why, bool nl)
    {
        if (why.HolidaysUnknown)
        {
            var (first, last) = (why.Holidays.FirstKnownYear, why.Holidays.LastKnownYear);
            yield return nl
                ? $"Let op: feestdagen niet bekend; de lijst loopt van {first} tot en met {last}"
                : $"Note: holidays not known; the list covers {first} to {last}";
        }
    }
}
