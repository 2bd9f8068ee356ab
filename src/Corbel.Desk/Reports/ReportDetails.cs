using Corbel.Core.Reports;
using Corbel.Core.Sla;

namespace Corbel.Desk.Reports;

/// <summary>The rows behind the figures of a part, as far as their details may be seen.</summary>
internal sealed class ReportDetails(HtmlText page, QuarterReport report, ReportWords words)
{
    private QuarterRows Rows => report.Rows;

    public void Of(string section)
    {
        switch (section)
        {
            case "responses":
                Promises();
                Responses();
                break;
            case "waiting":
                page.Element(
                    "p",
                    words.Of(
                        "In plain time: nights and weekends count on both sides.",
                        "In gewone tijd: nachten en weekenden tellen aan beide kanten mee."
                    ),
                    "quiet"
                );
                break;
            case "disputes" when !Rows.Disputes.IsEmpty:
                Disputes();
                break;
            case "availability":
                Availability();
                break;
            case "maintenance" when !Rows.Maintenance.IsEmpty:
                Maintenance();
                break;
            case "releases" when !Rows.Releases.IsEmpty:
                Table(
                    words.Of("Releases delivered", "Geleverde releases"),
                    [words.Of("Release", "Release"), words.Of("What", "Wat"), words.Of("Delivered", "Geleverd")],
                    Rows.Releases.Select(x => new[] { x.Name, x.Title, words.Day(x.DeliveredAt) })
                );
                break;
            case "sessions" when !Rows.Sessions.IsEmpty:
                Table(
                    words.Of("Sessions held", "Gehouden sessies"),
                    [
                        words.Of("Session", "Sessie"),
                        words.Of("Held", "Gehouden"),
                        words.Of("Attended", "Deelnemers"),
                        words.Of("Topics", "Onderwerpen"),
                    ],
                    Rows.Sessions.Select(x =>
                        new[] { x.Kind, words.Day(x.HeldAt), ReportWords.Number(x.Attended), x.Topics }
                    )
                );
                break;
            case "terms":
                Terms();
                break;
        }
    }

    private void Table(string caption, IReadOnlyList<string> columns, IEnumerable<string[]> rows) =>
        page.Table(caption, columns, rows);

    private void Promises() =>
        Table(
            words.Of("Guaranteed response time (clause 9)", "Gegarandeerde Reactietijd (artikel 9)"),
            [words.Of("Severity", "Ernstniveau"), words.Of("Response within", "Reactie binnen")],
            Rows.Severities.Where(x => x.Promise.Length > 0).Select(x => new[] { x.Name, x.Promise })
        );

    private void Responses()
    {
        var seen = Rows.Responses.Where(x => report.MayDetail(x.Ticket)).ToList();
        if (seen.Count == 0)
            return;
        Table(
            words.Of("Every first response against its target", "Elke eerste reactie naast haar termijn"),
            [
                words.Of("Issue", "Melding"),
                words.Of("Severity", "Ernstniveau"),
                words.Of("Received", "Ontvangen"),
                words.Of("Due", "Uiterlijk"),
                words.Of("First contact", "Eerste contact"),
                words.Of("Verdict", "Oordeel"),
            ],
            seen.Select(x =>
                new[]
                {
                    x.Cycle == 1
                        ? ReportWords.Number(x.Ticket)
                        : $"{ReportWords.Number(x.Ticket)} ({words.Of("reopened", "heropend")})",
                    words.Severity(x.Severity).Replace(' ', '\u00a0'),
                    words.When(x.From),
                    words.When(x.Due),
                    x.Verdict == Verdict.Withdrawn ? "" : words.When(x.Ended),
                    words.Verdict(x),
                }
            )
        );
        foreach (var late in seen.Where(x => !x.Why.IsEmpty))
            Miss(late);
    }

    private void Miss(ResponseRow row)
    {
        var no = ReportWords.Number(row.Ticket);
        var ended = row.Ended is { } at ? words.When(at) : words.Of("not yet", "nog niet");
        page.Raw("<div class=\"miss\">\n")
            .Element("h3", words.Of($"Issue {no}: why it was late", $"Melding {no}: waarom het te laat was"))
            .Raw("<ol>\n");
        foreach (var line in row.Why)
            page.Element("li", line);
        page.Element("li", words.Of($"First contact: {ended}", $"Eerste contact: {ended}")).Raw("</ol>\n</div>\n");
    }

    private void Disputes() =>
        Table(
            words.Of("Severities in dispute", "Betwiste ernstniveaus"),
            [
                words.Of("Issue", "Melding"),
                words.Of("Disputed", "Betwist"),
                words.Of("Objection", "Bezwaar"),
                words.Of("Decided", "Beslist"),
            ],
            Rows.Disputes.Where(x => report.MayDetail(x.Ticket))
                .Select(x =>
                    new[]
                    {
                        ReportWords.Number(x.Ticket),
                        words.When(x.RaisedAt),
                        words.When(x.ObjectedAt),
                        words.When(x.DecidedAt),
                    }
                )
        );

    private void Availability()
    {
        if (!Rows.Months.IsEmpty)
        {
            Table(
                words.Of(
                    "Each month against the expectation of clause 1; shares are cut off and never rounded up",
                    "Elke maand naast de verwachting van artikel 1; aandelen zijn afgekapt en nooit naar boven afgerond"
                ),
                [
                    words.Of("Month", "Maand"),
                    words.Of("Expected", "Verwacht"),
                    words.Of("At least", "Ten minste"),
                    words.Of("At most", "Ten hoogste"),
                    words.Of("Measured", "Gemeten"),
                    words.Of("Verdict", "Oordeel"),
                ],
                Rows.Months.Select(x =>
                    new[]
                    {
                        x.Month,
                        Share(x.Expected),
                        Share(x.Measured is { } low ? low.Lower : x.Recorded),
                        Share(x.Measured is { } high ? high.Upper : x.Recorded),
                        x.Measured is { } all ? Share(all.Coverage)
                        : x.Recorded is null ? words.Of("nothing", "niets")
                        : words.Of("recorded by people", "door mensen vastgelegd"),
                        words.Verdict(x),
                    }
                )
            );
        }
        if (!Rows.Outages.IsEmpty)
        {
            Table(
                words.Of("Outages", "Storingen"),
                [
                    words.Of("Component", "Onderdeel"),
                    words.Of("From", "Van"),
                    words.Of("To", "Tot"),
                    words.Of("Length", "Duur"),
                    words.Of("Incident", "Incident"),
                ],
                Rows.Outages.Select(x =>
                    new[]
                    {
                        x.Component,
                        words.When(x.From),
                        x.To is { } end ? words.When(end) : words.Of("it lasts", "duurt voort"),
                        words.Length(x.From, x.To ?? Rows.At),
                        x.Incident is { } incident ? ReportWords.Number(incident) : "",
                    }
                )
            );
        }
    }

    private string Share(long? thousandths) => words.Value(thousandths, FigureUnit.Share);

    private void Maintenance() =>
        Table(
            words.Of("Maintenance windows", "Onderhoudsvensters"),
            [
                words.Of("What", "Wat"),
                words.Of("From", "Van"),
                words.Of("To", "Tot"),
                words.Of("Announced", "Aangekondigd"),
                words.Of("Counts as", "Geldt als"),
            ],
            Rows.Maintenance.Select(x =>
                new[]
                {
                    x.Title,
                    words.When(x.From),
                    words.When(x.To),
                    words.When(x.AnnouncedAt),
                    x.Cancelled ? words.Of("called off", "vervallen")
                    : x.Planned ? words.Of("planned", "gepland")
                    : words.Of($"not planned: {x.WhyNot}", $"niet gepland: {x.WhyNot}"),
                }
            )
        );

    private void Terms()
    {
        Table(
            words.Of("Versions of the policy in force", "Geldende versies van het beleid"),
            [
                words.Of("Version", "Versie"),
                words.Of("Posted", "Geplaatst"),
                words.Of("Accepted by use", "Aanvaard door gebruik"),
                "SHA-256",
            ],
            Rows.Versions.Select(x =>
                new[]
                {
                    ReportWords.Number(x.Number),
                    words.Day(x.PostedAt),
                    x.AcceptedAt is { } at ? words.Day(at) : words.Of("not told", "niet gemeld"),
                    x.Sha256[..12],
                }
            )
        );
        if (!Rows.Terms.IsEmpty)
        {
            Table(
                words.Of("Objections and agreements", "Bezwaren en afspraken"),
                [
                    words.Of("What", "Wat"),
                    words.Of("Kind", "Soort"),
                    words.Of("From", "Van"),
                    words.Of("Until, or answered", "Tot, of beantwoord"),
                ],
                Rows.Terms.Select(x =>
                    new[]
                    {
                        x.Name,
                        x.Kind == TermsKind.Objection
                            ? words.Of("objection", "bezwaar")
                            : words.Of("agreed otherwise", "anders overeengekomen"),
                        words.Day(x.From),
                        x.To is { } end ? words.Day(end) : "",
                    }
                )
            );
        }
    }
}
