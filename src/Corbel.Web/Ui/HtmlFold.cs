using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Corbel.Desk.Intake;

namespace Corbel.Web.Ui;

/// <summary>
/// Parts the HTML of a message where the mail before it is quoted at its end, as <see cref="MessageText"/> does for text:
/// by the marks of the program that wrote it, or by the words above it.
/// </summary>
internal static class HtmlFold
{
    private const int LongestName = 80;

    /// <summary>Of a page that looks like more quotations than this nobody folds anything: each look costs time.</summary>
    private const int MostCandidates = 50;
    private const int MostAbove = 12;
    private const int MostBelow = 16;

    /// <summary>Takes the mail before out of the body; null where there is none, or nothing else.</summary>
    public static (IElement Earlier, bool Forwarded)? Take(IElement body)
    {
        foreach (var node in body.Descendants().Where(IsCandidate).Take(MostCandidates))
        {
            if (StartAt(body, node) is not { } start || !HasContentBefore(body, start))
                continue;
            var tail = Cut(body, WithIntroduction(start));
            // Nor are the empty lines above it of any use.
            while (
                body.LastChild is IHtmlBreakRowElement or IText && string.IsNullOrWhiteSpace(body.LastChild.TextContent)
            )
                body.LastChild.RemoveFromParent();
            return (tail, IsForward(tail));
        }
        return null;
    }

    private static bool IsCandidate(INode node) =>
        node switch
        {
            IElement element => element.HasAttribute(HtmlMail.Earlier) || element is IHtmlQuoteElement,
            IText text => Quotation.BeginsHead(text.Data) || Quotation.Parts(text.Data),
            _ => false,
        };

    /// <summary>The node from which all is of the mail before; null where this is not the place.</summary>
    private static INode? StartAt(IElement body, INode node)
    {
        if (node is IText)
            return StartByWords(body, node);
        var element = (IElement)node;
        return element.GetAttribute(HtmlMail.Earlier) switch
        {
            HtmlMail.Below => element,
            HtmlMail.Whole when !HasContentAfter(body, element) && !IsAnsweredWithin(element) => element,
            null when !HasContentAfter(body, element) && WithIntroduction(element) != element => element,
            _ => null,
        };
    }

    private static INode? StartByWords(IElement body, INode node)
    {
        if (node.Ancestors<IElement>().Any(x => x is IHtmlQuoteElement || x.HasAttribute(HtmlMail.Earlier)))
            return null;
        var block = node.Ancestors<IElement>().First(x => x == body || IsBlock(x));
        // The fields stand in one block, with breaks, or in one each. A header among other words of its block begins at its own line.
        INode start =
            block == body || !Beginning(block, 30).StartsWith(node.TextContent.Trim()[..1], StringComparison.Ordinal)
                ? node
                : block;
        var words = Beginning(start, 600);
        foreach (var next in Following(start).Take(MostBelow))
            if (words.Length < 600)
                words += $" {Beginning(next, 200)}";
        return Quotation.IsHead(words) || Quotation.Parts(node.TextContent) ? start : null;
    }

    /// <summary>Within the container an answer stands beside what is quoted.</summary>
    private static bool IsAnsweredWithin(IElement container)
    {
        if (container is IHtmlQuoteElement || container.QuerySelector("blockquote") is not { } first)
            return false;
        var below = false;
        foreach (var node in container.Descendants())
        {
            below |= node == first;
            if (below && HasContent(node) && !node.Ancestors<IHtmlQuoteElement>().Any(x => container.Contains(x)))
                return true;
        }
        return false;
    }

    /// <summary>With the line "On …, Ada wrote:" or the rule above it, where one stands there. No line more than that one.</summary>
    private static INode WithIntroduction(INode start)
    {
        var (at, words) = (start, "");
        foreach (var above in Above(start))
        {
            if (!HasWords(above))
            {
                if (above is IHtmlHrElement && words.Length == 0)
                    return above;
                if (words.Length > 0 && EndsLine(above))
                    break;
                continue;
            }
            if (words.Length > 0 && EndsLine(above))
                break;
            words = above.TextContent + words;
            at = above;
            if (words.Length > 400 || EndsLine(above))
                break;
        }
        if (Quotation.Introduces(words))
            return at;
        // "Ada wrote:" by itself: in a block with other lines these would go with it.
        var alone = words.Trim().Length <= LongestName && (at as IElement)?.QuerySelector("br, div, p") is null;
        return words.Length > 0 && alone && Quotation.IntroducesQuote(words) ? at : start;
    }

    private static IEnumerable<INode> Above(INode node)
    {
        var siblings = node.Parent!.ChildNodes;
        var at = siblings.Index(node);
        for (var i = at - 1; i >= 0 && i >= at - MostAbove; i--)
            yield return siblings[i];
    }

    /// <summary>What follows it under its parent. By number: to ask a node for its neighbour costs as much as there are.</summary>
    private static IEnumerable<INode> Following(INode node)
    {
        var siblings = node.Parent!.ChildNodes;
        for (var i = siblings.Index(node) + 1; i < siblings.Length; i++)
            yield return siblings[i];
    }

    private static bool HasWords(INode node) => !string.IsNullOrWhiteSpace(node.TextContent);

    private static bool EndsLine(INode node) =>
        node is IElement element and not IHtmlAnchorElement
        && element.LocalName is not ("b" or "strong" or "i" or "em" or "span" or "u" or "small");

    private static bool IsForward(IElement tail) =>
        tail.Descendants<IText>().Where(HasContent).Take(3).Any(x => Quotation.Forwards(x.Data));

    /// <summary>Moves a node and all that follows it into an element of its own, with the elements around it repeated.</summary>
    private static IElement Cut(IElement body, INode start)
    {
        var owner = body.Owner!;
        var tail = new List<INode>();
        var node = start;
        while (true)
        {
            var parent = node.Parent!;
            if (node == start)
                tail.Add(node);
            tail.AddRange(Following(node));
            if (parent == body)
                break;
            var shell = parent.Clone(deep: false);
            shell.AppendNodes([.. tail]);
            tail = [shell];
            node = parent;
        }
        var holder = owner.CreateElement("div");
        holder.AppendNodes([.. tail]);
        return holder;
    }

    private static bool HasContentBefore(IElement body, INode start)
    {
        foreach (var node in body.Descendants())
        {
            if (node == start)
                return false;
            if (HasContent(node))
                return true;
        }
        return false;
    }

    private static bool HasContentAfter(IElement body, INode node)
    {
        for (var at = node; at != body; at = at.Parent!)
            foreach (var next in Following(at))
                if (HasContent(next) || next.Descendants().Any(HasContent))
                    return true;
        return false;
    }

    private static bool HasContent(INode node) =>
        node is IHtmlImageElement || (node is IText text && !string.IsNullOrWhiteSpace(text.Data));

    private static bool IsBlock(IElement element) =>
        element is IHtmlDivElement or IHtmlParagraphElement or IHtmlTableCellElement;

    private static string Beginning(INode node, int length)
    {
        var words = "";
        foreach (var text in node is IText own ? [own] : node.Descendants<IText>())
        {
            words = $"{words} {text.Data.Trim()}".TrimStart();
            if (words.Length >= length)
                break;
        }
        return words;
    }
}
