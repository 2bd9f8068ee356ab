using Corbel.Core.Reports;

namespace Corbel.Desk.Reports;

/// <summary>The cover line, what the report is, and its contents.</summary>
internal sealed class ReportCover(HtmlText page, QuarterReport report, ReportWords words, ReportIssue issue)
{
    public void Write(string title)
    {
        var rows = report.Rows;
        page.Raw("<header class=\"cover\">\n")
            .Element("p", $"{rows.Provider} · {rows.Product}", "from")
            .Element("h1", title)
            .Element("p", rows.Customer, "who")
            .Raw("<dl>\n");
        Fact(words.Of("Quarter", "Kwartaal"), words.Days);
        Fact(words.Of("As it stood", "Stand van"), words.When(rows.At));
        Fact(
            words.Of("Report", "Rapport"),
            issue.Preview
                ? words.Of("preview, not issued", "voorvertoning, niet uitgebracht")
                : words.Of($"number {Number}", $"nummer {Number}")
        );
        if (issue.Why is { } why)
            Fact(words.Of("Issued again because", "Opnieuw uitgebracht omdat"), why);
        if (issue is { Withheld: > 0, AsIssued: { } hash })
            Fact(
                words.Of("Withheld", "Niet getoond"),
                words.Of(
                    $"issues that were marked since: {issue.Withheld}. Page as issued: SHA-256 {hash}",
                    $"meldingen die sindsdien zijn gemarkeerd: {issue.Withheld}. Pagina zoals uitgebracht: SHA-256 {hash}"
                )
            );
        page.Raw("</dl>\n</header>\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">")
            .Text(words.Of("Contents", "Inhoud"))
            .Raw("</h2>\n<ol>\n");
        foreach (var section in report.Sections)
            Entry(section.Id, words.Of(section.Title));
        Entry("appendix", words.Of("The issues", "De meldingen"));
        if (issue.Before is not null)
            Entry("changes", words.Of("What changed", "Wat er is gewijzigd"));
        page.Raw("</ol>\n</nav>\n");
    }

    private string Number => ReportWords.Number(issue.Number);

    private void Fact(string name, string value) => page.Element("dt", name).Element("dd", value);

    private void Entry(string id, string title) => page.Raw($"<li><a href=\"#{id}\">").Text(title).Raw("</a></li>\n");
}
