using Corbel.Core.Reports;

namespace Corbel.Desk.Reports;

/// <summary>Bars as SVG. What a chart shows stands in the table beside it too, and its text alternative says it in a sentence.</summary>
internal static class ReportCharts
{
    private const int Width = 720;
    private const int Label = 240;
    private const int Row = 28;

    /// <summary>One bar a line; a bar has one or more parts, each with its colour.</summary>
    public static void Bars(
        HtmlText page,
        string id,
        string title,
        IReadOnlyList<(string Name, IReadOnlyList<(long Value, string Colour)> Parts)> bars
    )
    {
        var most = Math.Max(1, bars.Max(x => x.Parts.Sum(y => y.Value)));
        var height = (bars.Count * Row) + 8;
        var said = string.Join("; ", bars.Select(x => $"{x.Name}: {Values(x.Parts)}"));
        page.Raw($"<figure class=\"chart\"><svg role=\"img\" aria-labelledby=\"{id}-t {id}-d\" ")
            .Raw($"viewBox=\"0 0 {N(Width)} {N(height)}\" width=\"{N(Width)}\" height=\"{N(height)}\">\n")
            .Raw($"<title id=\"{id}-t\">")
            .Text(title)
            .Raw($"</title><desc id=\"{id}-d\">")
            .Text(said)
            .Raw("</desc>\n");
        page.Raw($"<line class=\"axis\" x1=\"{N(Label)}\" y1=\"0\" x2=\"{N(Label)}\" y2=\"{N(height)}\"/>\n");
        for (var i = 0; i < bars.Count; i++)
        {
            var (x, y) = ((long)Label, (i * Row) + 6);
            page.Raw($"<text x=\"{N(Label - 10)}\" y=\"{N(y + 14)}\" text-anchor=\"end\">")
                .Text(bars[i].Name)
                .Raw("</text>");
            foreach (var (value, colour) in bars[i].Parts)
            {
                var wide = value * (Width - Label - 80) / most;
                page.Raw($"<rect class=\"{colour}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(wide)}\" height=\"18\"/>");
                x += wide;
            }
            page.Raw($"<text x=\"{N(x + 8)}\" y=\"{N(y + 14)}\">").Text(Values(bars[i].Parts)).Raw("</text>\n");
        }
        page.Raw("</svg>").Element("figcaption", title).Raw("</figure>\n");
    }

    private static string Values(IReadOnlyList<(long Value, string Colour)> parts) =>
        string.Join(" + ", parts.Select(x => N(x.Value)));

    private static string N(long value) => ReportWords.Number(value);
}
