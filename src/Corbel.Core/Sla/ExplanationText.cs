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
            Began(why.Target.Kind, nl) + At(why.Received),
            .. Start(why, At, nl),
            Severity(why, nl),
            Promise(why, nl),
            .. SourceText.Lines(why, language),
            .. why.Sums.SelectMany(s => Sum(s, why, reader, language)),
            .. SourceText.HolidayChanges(why, At, nl),
            why.Due is { } due
                ? (nl ? "Uiterlijk: " : "Due: ") + At(due) + EarlierBinds(why, nl)
                : SourceText.Stopped(nl),
            .. why.Readings.SelectMany(r => Ours(r, why, At, language)),
            .. Unknown(why, nl),
        ];
    }

    private static string Began(TargetKind kind, bool nl) =>
        (kind, nl) switch
        {
            (TargetKind.NextResponse, false) => "The customer wrote: ",
            (TargetKind.NextResponse, true) => "De klant schreef: ",
            (TargetKind.StatusReport, false) => "Reports counted from: ",
            (TargetKind.StatusReport, true) => "Berichten geteld vanaf: ",
            (_, false) => "Received: ",
            _ => "Ontvangen: ",
        };

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
            (SeverityBasis.DecidedByProvider, false) => $"{name}, as decided after the objection",
            (SeverityBasis.DecidedByProvider, true) => $"{name}, zoals na het bezwaar beslist",
            (SeverityBasis.NotStated, false) => $"{name}, because no severity was stated",
            (SeverityBasis.NotStated, true) => $"{name}, omdat er geen ernstniveau is opgegeven",
            _ => name,
        };
    }

    private static string Promise(Explanation why, bool nl)
    {
        var (clause, what) = (why.Target.Clause, What(why, nl));
        return (why.Target.Promise, nl) switch
        {
            (Policy.Promise.Guarantee, false) => $"Guarantee of clause {clause}: {what}",
            (Policy.Promise.Guarantee, true) => $"Garantie van artikel {clause}: {what}",
            (Policy.Promise.Expectation, false) => $"Expectation of clause {clause}: {what}",
            (Policy.Promise.Expectation, true) => $"Verwachting van artikel {clause}: {what}",
            (_, false) => $"Our aim by clause {clause}: {what}",
            (_, true) => $"Ons streven bij artikel {clause}: {what}",
        };
    }

    private static string What(Explanation why, bool nl)
    {
        var language = nl ? Language.Nl : Language.En;
        var limit = why.Target.Within is { } within ? AmountWords.Limit(within, why.Calendar, language) : "";
        return (why.Target.Kind, nl) switch
        {
            (TargetKind.FirstResponse, false) => $"a response within {limit}",
            (TargetKind.FirstResponse, true) => $"reactie binnen {limit}",
            (TargetKind.NextResponse, false) => $"each further answer within {limit}",
            (TargetKind.NextResponse, true) => $"elk verder antwoord binnen {limit}",
            (TargetKind.Resolution, false) => $"resolved within {limit}",
            (TargetKind.Resolution, true) => $"opgelost binnen {limit}",
            (_, false) => $"a status report {TargetFacts.Every(why.Target, why.Policy.Document, language)}",
            _ => $"{TargetFacts.Every(why.Target, why.Policy.Document, language)} een voortgangsbericht",
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
        if (why.Sums.Length > 1 && sum.Due is { } end)
        {
            var due = DateWords.Moment(end, sum.Zone, reader, language);
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
