using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Corbel.Desk.Files;

namespace Corbel.Desk.Intake;

/// <summary>
/// The HTML of a mail as the desk keeps it: sanitised, its own pictures named by their SHA-256 (<c>src="cid:…"</c>), all other
/// pictures without any address but the host they would have come from (<c>data-from</c>), and the mail before it marked
/// (<c>data-earlier</c>). Nothing in it can load a thing.
/// </summary>
public static class HtmlMail
{
    /// <summary>On a picture that is not shown: the host it would have come from; empty where it is of no host.</summary>
    public const string From = "data-from";

    /// <summary>On what holds the mail before: <see cref="Whole"/>, or <see cref="Below"/> where all that follows is of it.</summary>
    public const string Earlier = "data-earlier";
    public const string Whole = "whole";
    public const string Below = "below";

    /// <summary>HTML larger than this is not shown; its text is.</summary>
    private const int Largest = 8_000_000;
    private const int MostTags = 100_000;

    // What programs call the part that holds the mail before.
    private const string Containers =
        "blockquote[type=cite], .gmail_quote, .yahoo_quoted, .protonmail_quote, .tutanota_quote, .zmail_extra, "
        + ".moz-forward-container";

    // What Outlook puts above it; the mail before is all that follows.
    private const string Heads =
        "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container, #OLK_SRC_BODY_SECTION, hr#stopSpelling";

    /// <returns>Null where the HTML is tangled beyond what a parser can be given, or too large.</returns>
    internal static string? Clean(string html, Pictures pictures)
    {
        if (html.Length > Largest || html.AsSpan().Count('<') > MostTags || HtmlTangle.In(html))
            return null;
        using var document = new HtmlParser().ParseDocument($"<!doctype html><html><body>{html}");
        if (document.Body is not { } body)
            return null;
        foreach (var element in body.QuerySelectorAll($"[{From}], [{Earlier}]"))
        {
            element.RemoveAttribute(From);
            element.RemoveAttribute(Earlier);
        }
        foreach (var container in body.QuerySelectorAll(Containers))
            container.SetAttribute(Earlier, Whole);
        foreach (var head in body.QuerySelectorAll(Heads))
            head.SetAttribute(Earlier, Below);
        foreach (var picture in body.QuerySelectorAll("img"))
            Settle(picture, pictures);
        return HtmlText.Sanitise(document);
    }

    private static void Settle(IElement picture, Pictures pictures)
    {
        var address = picture.GetAttribute("src") ?? picture.GetAttribute("srcset")?.Trim().Split(' ', ',')[0] ?? "";
        var alt = Excerpt.Of(picture.GetAttribute("alt") ?? "");
        var (width, height) = (Pixels(picture, "width"), Pixels(picture, "height"));
        foreach (var attribute in picture.Attributes.ToList())
            picture.RemoveAttribute(attribute.Name);
        picture.SetAttribute("alt", alt);
        if (pictures.Find(address) is { } name)
        {
            picture.SetAttribute("src", $"cid:{name}");
            if (width is > 0)
                picture.SetAttribute("width", width.Value.ToString(CultureInfo.InvariantCulture));
        }
        // A dot that only reports who opened the mail shows nothing, so nothing is missing.
        else if (width is <= 2 || height is <= 2)
            picture.Remove();
        else
            picture.SetAttribute(From, HostOf(address));
    }

    private static int? Pixels(IElement picture, string side) =>
        int.TryParse(picture.GetAttribute(side), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels)
        && pixels <= 2_000
            ? pixels
            : null;

    private static string HostOf(string address) =>
        Uri.TryCreate(
            address.StartsWith("//", StringComparison.Ordinal) ? $"https:{address}" : address,
            UriKind.Absolute,
            out var uri
        ) && uri.Scheme is "http" or "https"
            ? Excerpt.Of(uri.Host)
            : "";

    /// <summary>Whether a picture's address is one that <see cref="Clean"/> writes.</summary>
    internal static bool IsOwn(string address) =>
        address.StartsWith("cid:", StringComparison.Ordinal) && FileStore.IsName(address["cid:".Length..]);
}
