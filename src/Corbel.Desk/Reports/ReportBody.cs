using Corbel.Core.Reports;
using Corbel.Core.Tickets;

namespace Corbel.Desk.Reports;

/// <summary>The numbered parts: figures with their clause and the tickets behind them, charts, and the rows in detail.</summary>
internal sealed class ReportBody(HtmlText page, QuarterReport report, ReportWords words, ReportIssue issue)
{
    private readonly HashSet<long> named = [.. report.Rows.Issues.Where(QuarterReport.MayDetail).Select(x => x.Number)];
    private int number;

    public void Write()
    {
        var details = new ReportDetails(page, report, words);
        foreach (var section in report.Sections)
        {
            Open(section.Id, words.Of(section.Title));
            Chart(section);
            Figures(section);
            details.Of(section.Id);
            page.Raw("</section>\n");
        }
        Open("appendix", words.Of("The issues", "De meldingen"));
        Issues();
        page.Raw("</section>\n");
        if (issue.Before is { } before)
        {
            Open("changes", words.Of("What changed", "Wat er is gewijzigd"));
            Changes(before);
            page.Raw("</section>\n");
        }
    }

    private void Open(string id, string title)
    {
        var no = ReportWords.Number(++number);
        page.Raw($"<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{no} ")
            .Text(title)
            .Raw("</h2>\n");
    }

    private void Chart(ReportSection section)
    {
        switch (section.Id)
        {
            case "issues" when section.Figures[0].Value > 0:
                var shown = section.Figures.Where(x => x.Id.StartsWith("issues.severity.", StringComparison.Ordinal));
                ReportCharts.Bars(
                    page,
                    "c-issues",
                    words.Of("Issues by severity", "Meldingen per ernstniveau"),
                    [.. shown.Select(x => (words.Of(x.Label), One(x.Value ?? 0, "bar")))]
                );
                break;
            case "responses" when !report.Rows.Responses.IsEmpty:
                var figures = section.Figures.ToDictionary(x => x.Id, StringComparer.Ordinal);
                var ids = section.Figures.Select(x => x.Id.Split('.')[1]).Distinct();
                ReportCharts.Bars(
                    page,
                    "c-responses",
                    words.Of("First responses: in time + late", "Eerste reacties: op tijd + te laat"),
                    [
                        .. ids.Select(id =>
                            (
                                words.Severity(id),
                                (IReadOnlyList<(long, string)>)
                                    [
                                        (figures[$"responses.{id}.kept"].Value ?? 0, "good"),
                                        (figures[$"responses.{id}.late"].Value ?? 0, "bad"),
                                    ]
                            )
                        ),
                    ]
                );
                break;
        }
    }

    private static IReadOnlyList<(long, string)> One(long value, string colour) => [(value, colour)];

    private void Figures(ReportSection section)
    {
        if (section.Figures.IsEmpty)
        {
            page.Element("p", words.Of("Nothing in this quarter.", "Niets in dit kwartaal."), "quiet");
            return;
        }
        var caption = words.Of($"Figures: {section.Title.En}", $"Cijfers: {section.Title.Nl}");
        // Where no issue stands behind any of them, there is no column for it.
        var traced = section.Figures.Any(x => !x.Tickets.IsEmpty || x.Unnamed > 0);
        page.Raw(
                $"<div class=\"wide{HtmlText.Whole(section.Figures.Length)}\" role=\"region\" tabindex=\"0\" aria-label=\""
            )
            .Text(caption)
            .Raw("\"><table>\n")
            .Element("caption", caption)
            .Raw("<thead><tr>");
        Head(words.Of("Figure", "Cijfer"));
        Head(words.Of("Value", "Waarde"), "n");
        Head(words.Of("About", "Bij"));
        if (traced)
            Head(words.Of("Issues behind it", "Meldingen erachter"));
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var figure in section.Figures)
        {
            page.Raw("<tr><th scope=\"row\">")
                .Text(words.Of(figure.Label))
                .Raw("</th><td class=\"n\">")
                .Text(words.Value(figure))
                .Raw("</td><td class=\"c\">")
                .Text(words.Clause(figure.Clause))
                .Raw("</td>");
            if (traced)
            {
                page.Raw("<td class=\"t\">");
                Tickets(figure);
                page.Raw("</td>");
            }
            page.Raw("</tr>\n");
        }
        page.Raw("</tbody></table></div>\n");
    }

    private void Head(string text, string? kind = null) =>
        page.Raw(kind is null ? "<th scope=\"col\">" : $"<th scope=\"col\" class=\"{kind}\">").Text(text).Raw("</th>");

    private void Tickets(ReportFigure figure)
    {
        for (var i = 0; i < figure.Tickets.Length; i++)
        {
            var no = ReportWords.Number(figure.Tickets[i]);
            page.Raw(i == 0 ? "" : ", ").Raw($"<a href=\"#i{no}\">{no}</a>");
        }
        if (figure.Unnamed > 0)
        {
            var more = ReportWords.Number(figure.Unnamed);
            page.Text(words.Of($" and {more} not named", $" en {more} niet genoemd"));
        }
    }

    /// <summary>Every issue that a figure names, so that each number leads somewhere.</summary>
    private void Issues()
    {
        var behind = report.Sections.SelectMany(x => x.Figures).SelectMany(x => x.Tickets).ToHashSet();
        var rows = report.Rows.Issues.Where(x => behind.Contains(x.Number) && named.Contains(x.Number)).ToList();
        if (rows.Count == 0)
        {
            page.Element("p", words.Of("No issue is named.", "Er is geen melding genoemd."), "quiet");
            return;
        }
        var caption = words.Of("Every issue that is named above", "Elke melding die hierboven is genoemd");
        page.Raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
            .Text(caption)
            .Raw("\"><table>\n")
            .Element("caption", caption)
            .Raw("<thead><tr>");
        Head(words.Of("Issue", "Melding"));
        Head(words.Of("Subject", "Onderwerp"));
        Head(words.Of("Severity", "Ernstniveau"));
        Head(words.Of("Received", "Ontvangen"));
        Head(words.Of("State", "Stand"));
        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            var no = ReportWords.Number(row.Number);
            page.Raw($"<tr id=\"i{no}\"><th scope=\"row\">{no}</th><td>")
                .Text(row.Subject)
                .Raw("</td><td>")
                .Text(words.Severity(row.Severity))
                .Raw("</td><td>")
                .Text(words.Day(row.ReceivedAt))
                .Raw("</td><td>")
                .Text(State(row.Status))
                .Raw("</td></tr>\n");
        }
        page.Raw("</tbody></table></div>\n");
    }

    private string State(TicketStatus status) =>
        status switch
        {
            TicketStatus.Open => words.Of("open", "open"),
            TicketStatus.Resolved => words.Of("resolved", "opgelost"),
            _ => words.Of("goes on elsewhere", "loopt elders door"),
        };

    private void Changes(QuarterRows before)
    {
        page.Element("p", words.Of($"Why: {issue.Why}", $"Waarom: {issue.Why}"));
        var changes = QuarterDiff.Between(before, report.Rows);
        if (changes.IsEmpty)
        {
            page.Element("p", words.Of("No figure changed.", "Geen enkel cijfer is gewijzigd."), "quiet");
            return;
        }
        page.Table(
            words.Of("Figures that changed", "Gewijzigde cijfers"),
            [
                words.Of("Figure", "Cijfer"),
                words.Of("Before", "Voorheen"),
                words.Of("Now", "Nu"),
                words.Of("Issues that came", "Erbij gekomen meldingen"),
                words.Of("Issues that went", "Vervallen meldingen"),
            ],
            changes.Select(x =>
                (IReadOnlyList<string>)
                    [
                        words.Of(x.Figure.Label),
                        words.Value(x.Before?.Value, x.Figure.Unit),
                        words.Value(x.After?.Value, x.Figure.Unit),
                        string.Join(", ", x.Came.Select(ReportWords.Number)),
                        string.Join(", ", x.Went.Where(named.Contains).Select(ReportWords.Number)),
                    ]
            )
        );
    }
}
