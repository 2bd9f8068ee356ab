using System.Security.Cryptography;
using System.Text;
using Corbel.Core.Reports;

namespace Corbel.Desk.Reports;

/// <summary>Which report of its quarter a page is, and what it replaces.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Why">Why it was issued although there was one; null for the first.</param>
/// <param name="Before">The rows of the report before; null for the first.</param>
/// <param name="Preview">It is not issued: the page says so.</param>
public sealed record ReportIssue(int Number, string? Why = null, QuarterRows? Before = null, bool Preview = false)
{
    /// <summary>How many issues were marked after it was issued, so that nothing is told of them any more.</summary>
    public int Withheld { get; init; }

    /// <summary>SHA-256 of the page as it was issued, where something is withheld from it.</summary>
    public string? AsIssued { get; init; }
}

/// <summary>
/// A report as one page that needs nothing else: its style stands in it, and its content policy lets nothing in and runs
/// nothing. It is a function of the rows and of which report it is: the same give the same bytes.
/// </summary>
public static class ReportHtml
{
    private static readonly string Style = ReadStyle();

    /// <summary>The content policy of the page: its own style and nothing else.</summary>
    public static string ContentPolicy => PolicyFor(Style);

    /// <summary>The page, UTF-8.</summary>
    public static byte[] Write(QuarterRows rows, ReportIssue issue)
    {
        var report = QuarterReport.Of(rows);
        var words = new ReportWords(rows);
        var page = new HtmlText();
        var title = words.Of($"Quarterly report {rows.Quarter}", $"Kwartaalrapport {rows.Quarter}");
        page.Raw($"<!doctype html>\n<html lang=\"{rows.Language}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ContentPolicy}\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Text($"{title} · {rows.Customer} · {rows.Provider}")
            .Raw("</title>\n<style>")
            .Raw(Style)
            .Raw("</style>\n</head>\n<body>\n");
        new ReportCover(page, report, words, issue).Write(title);
        page.Raw("<main>\n");
        new ReportBody(page, report, words, issue).Write();
        page.Raw("</main>\n<footer>").Element("p", words.Of(Foot.En, Foot.Nl)).Raw("</footer>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    /// <summary>
    /// The page as it is printed: the same with margins, page numbers and the hash of the page itself at the foot of each sheet.
    /// </summary>
    internal static byte[] ForPrint(byte[] html, string sha256, string language)
    {
        var (page, of) = language == "nl" ? ("Pagina", "van") : ("Page", "of");
        var sheet =
            Style
            + "@page { size: A4; margin: 18mm 18mm 22mm; "
            + $"@bottom-left {{ content: \"HTML SHA-256 {sha256}\"; font: 6.5pt monospace; color: #5b606b; }} "
            + $"@bottom-right {{ content: \"{page} \" counter(page) \" {of} \" counter(pages); font: 8pt serif; color: #5b606b; }} }}\n";
        var text = Encoding.UTF8.GetString(html);
        return Encoding.UTF8.GetBytes(text.Replace(ContentPolicy, PolicyFor(sheet)).Replace(Style, sheet));
    }

    private static readonly Core.Policy.LocalText Foot = new(
        "Every figure follows from the rows that were frozen with this report; CSV and XLSX hold them. Totals count every issue; numbers and details stand here only where they may be seen.",
        "Elk cijfer volgt uit de gegevens die met dit rapport zijn vastgelegd; CSV en XLSX bevatten ze. De totalen tellen elke melding; nummers en bijzonderheden staan hier alleen waar ze gezien mogen worden."
    );

    private static string PolicyFor(string style)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        return $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'";
    }

    private static string ReadStyle()
    {
        using var stream = typeof(ReportHtml).Assembly.GetManifestResourceStream("reports/report.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
