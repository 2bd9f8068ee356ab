using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Corbel.Desk.Reports;

/// <summary>HTML as it is written: markup as it stands, values always escaped.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder text = new();

    /// <summary>Markup of the program's own.</summary>
    public HtmlText Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>A value.</summary>
    public HtmlText Text(string? value)
    {
        text.Append(Encoder.Encode(value ?? ""));
        return this;
    }

    /// <summary>An element that holds a value.</summary>
    public HtmlText Element(string name, string? value, string? kind = null) =>
        Raw(kind is null ? $"<{name}>" : $"<{name} class=\"{kind}\">").Text(value).Raw($"</{name}>\n");

    /// <summary>A table with a caption; cells whose column is marked as a number stand on the right.</summary>
    public HtmlText Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToList();
        Raw($"<div class=\"wide{Whole(all.Count)}\" role=\"region\" tabindex=\"0\" aria-label=\"")
            .Text(caption)
            .Raw("\"><table>\n");
        Element("caption", caption).Raw("<thead><tr>");
        foreach (var column in columns)
            Raw("<th scope=\"col\">").Text(column).Raw("</th>");
        Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in all)
        {
            Raw("<tr>");
            for (var i = 0; i < row.Count; i++)
                Raw(i == 0 ? "<th scope=\"row\">" : "<td>").Text(row[i]).Raw(i == 0 ? "</th>" : "</td>");
            Raw("</tr>\n");
        }
        return Raw("</tbody></table></div>\n");
    }

    /// <summary>A short table stays on one sheet.</summary>
    public static string Whole(int rows) => rows <= 8 ? " whole" : "";

    public override string ToString() => text.ToString();
}
