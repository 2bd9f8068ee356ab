using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Corbel.Desk.Intake;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Ui;

/// <summary>
/// The HTML of a message as a page shows it: pictures of its own from the desk's files, a mark in place of all others, no
/// heading among those of the page, the mail before it apart. It comes sanitised (<see cref="HtmlMail"/>).
/// </summary>
/// <param name="Fresh">What was written now, as markup.</param>
/// <param name="Earlier">The mail before it, as markup; empty where there is none.</param>
/// <param name="Forwarded">The mail below was forwarded.</param>
/// <param name="Carries">It says more than its text alone: tables, pictures, lists, links under other words.</param>
/// <param name="Pictures">The files it shows.</param>
public sealed record MessageHtml(
    string Fresh,
    string Earlier,
    bool Forwarded,
    bool Carries,
    IReadOnlySet<Guid> Pictures
)
{
    /// <summary>A page of more than this is shown unfolded: whoever opens it should not wait.</summary>
    private const int MostTags = 20_000;

    /// <param name="html">As kept.</param>
    /// <param name="files">The files of its entry that are pictures, by SHA-256.</param>
    /// <param name="t">The reader's texts.</param>
    public static MessageHtml Of(string html, IReadOnlyDictionary<string, Guid> files, IStringLocalizer<Texts> t)
    {
        using var document = new HtmlParser().ParseDocument($"<!doctype html><html><body>{html}");
        var body = document.Body!;
        var fold = html.AsSpan().Count('<') > MostTags ? null : HtmlFold.Take(body);
        var shown = new HashSet<Guid>();
        foreach (var root in new[] { body, fold?.Earlier }.OfType<IElement>())
            Dress(root, files, shown, t);
        return new(body.InnerHtml, fold?.Earlier.InnerHtml ?? "", fold?.Forwarded ?? false, SaysMore(body), shown);
    }

    private static bool SaysMore(IElement body) =>
        body.QuerySelector("table, img, ul, ol, .no-picture") is not null
        || body.QuerySelectorAll("a[href]").Any(x => Bare(x.TextContent) != Bare(x.GetAttribute("href")!));

    private static string Bare(string address) =>
        address.Trim().ToLowerInvariant().Split("://")[^1].Replace("mailto:", "").Replace("tel:", "").TrimEnd('/');

    private static void Dress(
        IElement root,
        IReadOnlyDictionary<string, Guid> files,
        HashSet<Guid> shown,
        IStringLocalizer<Texts> t
    )
    {
        foreach (var marked in root.QuerySelectorAll($"[{HtmlMail.Earlier}]"))
            marked.RemoveAttribute(HtmlMail.Earlier);
        foreach (var heading in root.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
            Rename(heading);
        foreach (var table in root.QuerySelectorAll("table").Where(IsOfData))
            table.ClassName = "table-of-data";
        foreach (var picture in root.QuerySelectorAll("img"))
        {
            var name = picture.GetAttribute("src")?.Replace("cid:", "", StringComparison.Ordinal);
            if (name is not null && files.TryGetValue(name, out var file))
                Show(picture, file, shown, t);
            else
                picture.Replace(Mark(picture, name is not null, t));
        }
    }

    private static void Show(IElement picture, Guid file, HashSet<Guid> shown, IStringLocalizer<Texts> t)
    {
        shown.Add(file);
        picture.SetAttribute("src", $"/files/{file}/picture");
        picture.SetAttribute("loading", "lazy");
        if (picture.Ancestors<IHtmlAnchorElement>().Any())
            return;
        var link = picture.Owner!.CreateElement("a");
        link.SetAttribute("href", $"/files/{file}");
        link.SetAttribute("download", "");
        if (picture.GetAttribute("alt") is null or "")
            picture.SetAttribute("alt", t["Picture"]);
        picture.Replace(link);
        link.AppendChild(picture);
    }

    /// <summary>In place of a picture: what it is called, and where it would have come from.</summary>
    private static IElement Mark(IElement picture, bool own, IStringLocalizer<Texts> t)
    {
        var mark = picture.Owner!.CreateElement("span");
        mark.ClassName = "no-picture";
        var host = picture.GetAttribute(HtmlMail.From) ?? "";
        var why =
            own ? t["Picture in the original"]
            : host.Length > 0 ? t["Picture from {0}, not loaded", host]
            : t["Picture, not shown"];
        var alt = picture.GetAttribute("alt") ?? "";
        mark.TextContent = alt.Length > 0 ? $"{alt} ({why})" : why;
        return mark;
    }

    /// <summary>Headings of strangers are none of the page's.</summary>
    private static void Rename(IElement heading)
    {
        var line = heading.Owner!.CreateElement("div");
        line.ClassName = "foreign-heading";
        heading.Replace(line);
        line.AppendNodes([.. heading.ChildNodes]);
    }

    /// <summary>Rows and columns of words; most tables of strangers only place things.</summary>
    private static bool IsOfData(IElement table) =>
        table is IHtmlTableElement { Rows.Length: > 1 } data
        && data.Rows.All(x => x.Cells.Length > 1)
        && table.QuerySelector("table, img") is null;
}
