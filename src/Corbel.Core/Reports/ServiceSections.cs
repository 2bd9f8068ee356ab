using Corbel.Core.Availability;
using Corbel.Core.Policy;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>The parts of the report that are about the service besides answers.</summary>
internal static class ServiceSections
{
    /// <summary>The share that is proven: all that is not known counts as downtime.</summary>
    public static ReportSection Availability(QuarterCount count) =>
        new(
            "availability",
            new("Availability", "Beschikbaarheid"),
            [
                .. count.Rows.Months.Select(x =>
                    QuarterCount.Plain(
                        $"availability.{x.Month}",
                        new($"{x.Month}: proven share", $"{x.Month}: aangetoond aandeel"),
                        x.Measured is { } measured ? measured.Lower : x.Recorded,
                        "1",
                        FigureUnit.Share
                    )
                ),
                QuarterCount.Plain("outages", new("Outages", "Storingen"), count.Rows.Outages.Length, "1"),
                QuarterCount.Plain(
                    "outages.seconds",
                    new("Downtime within the quarter", "Uitvaltijd binnen het kwartaal"),
                    Down(count.Rows),
                    "1",
                    FigureUnit.Seconds
                ),
            ]
        );

    public static ReportSection Maintenance(QuarterCount count)
    {
        var done = count.Rows.Maintenance.Where(x => !x.Cancelled).ToList();
        return new(
            "maintenance",
            new("Maintenance", "Onderhoud"),
            [
                QuarterCount.Plain(
                    "maintenance.planned",
                    new("Windows that count as planned", "Vensters die als gepland gelden"),
                    done.Count(x => x.Planned),
                    "1"
                ),
                QuarterCount.Plain(
                    "maintenance.other",
                    new("Windows that do not", "Vensters die dat niet doen"),
                    done.Count(x => !x.Planned),
                    "1"
                ),
                QuarterCount.Plain(
                    "maintenance.cancelled",
                    new("Windows called off", "Vervallen vensters"),
                    count.Rows.Maintenance.Length - done.Count,
                    "1"
                ),
            ]
        );
    }

    public static ReportSection Releases(QuarterCount count) =>
        new(
            "releases",
            new("Releases", "Releases"),
            [
                QuarterCount.Plain(
                    "releases",
                    new("Releases delivered to you", "Aan u geleverde releases"),
                    count.Rows.Releases.Length,
                    "8"
                ),
                count.Count(
                    "releases.fixes",
                    new("Of your issues: fixed in them", "Van uw meldingen: daarin verholpen"),
                    "8",
                    count.Rows.Releases.SelectMany(x => x.Fixes).Distinct(),
                    x => x
                ),
            ]
        );

    public static ReportSection Sessions(QuarterCount count) =>
        new(
            "sessions",
            new("Sessions", "Sessies"),
            [
                QuarterCount.Plain(
                    "sessions",
                    new("Sessions held", "Gehouden sessies"),
                    count.Rows.Sessions.Length,
                    "5"
                ),
                QuarterCount.Plain(
                    "sessions.attended",
                    new("People who attended", "Aantal deelnemers"),
                    count.Rows.Sessions.Sum(x => x.Attended),
                    "5"
                ),
                .. count.Rows.Ledger.Select(x =>
                    QuarterCount.Plain(
                        $"sessions.left.{x.Kind}",
                        new($"Left to book: {x.Kind}", $"Nog te boeken: {x.Kind}"),
                        x.Left,
                        "5"
                    )
                ),
            ]
        );

    public static ReportSection Terms(QuarterCount count)
    {
        var rows = count.Rows;
        return new(
            "terms",
            new("Terms", "Voorwaarden"),
            [
                QuarterCount.Plain(
                    "terms.version",
                    new("Version in force at the end", "Versie die aan het eind gold"),
                    rows.Versions.IsEmpty ? null : rows.Versions.Max(x => x.Number),
                    "preamble"
                ),
                QuarterCount.Plain(
                    "terms.accepted",
                    new("Versions accepted by use", "Door gebruik aanvaarde versies"),
                    rows.Versions.Count(x => x.AcceptedAt is not null),
                    "preamble"
                ),
                QuarterCount.Plain(
                    "terms.objections",
                    new("Objections", "Bezwaren"),
                    rows.Terms.Count(x => x.Kind == TermsKind.Objection),
                    "preamble"
                ),
                QuarterCount.Plain(
                    "terms.variations",
                    new("Agreed otherwise with you", "Anders met u overeengekomen"),
                    rows.Terms.Count(x => x.Kind == TermsKind.Variation),
                    "preamble"
                ),
            ]
        );
    }

    /// <summary>Seconds of the quarter in which something was down: what was down at once counts once.</summary>
    private static long Down(QuarterRows rows) =>
        Spans
            .Of(rows.Outages.Select(x => Span.Of(x.From, x.To ?? rows.At)))
            .Within(Span.Of(rows.From, Instant.Min(rows.To, rows.At)))
            .Length / 1000;
}
