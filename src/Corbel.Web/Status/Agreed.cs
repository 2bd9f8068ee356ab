using Corbel.Core.Policy;
using Corbel.Desk.Policies;
using Corbel.Desk.Variations;
using Corbel.Web.Ui;
using Corbel.Web.Ui.Tags;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>
/// What was agreed otherwise with one customer, beside each clause that it touches: the agreement, its dates and document,
/// and what the policy itself says there.
/// </summary>
internal sealed class Agreed(
    PolicyInForce varied,
    PolicyInForce own,
    IReadOnlyList<Variation> variations,
    Reader reader,
    IStringLocalizer t
)
{
    /// <summary>A line for each variation and part of a clause.</summary>
    public IReadOnlyList<Evidence> Evidence() =>
        [
            .. from said in Said(varied.Policy.Document).Concat(Dropped())
            where said.Clause is not null
            from index in varied.Settings.Where(x => x.Touches(said.Path)).Select(x => x.Variation).Distinct()
            group said by (said.Clause, index) into part
            select new Evidence(part.Key.Clause!, [.. part.Select(x => x.Id).Distinct()])
            {
                Lines = [Head(variations[part.Key.index]), .. part.SelectMany(x => Otherwise(x.Id))],
            },
        ];

    /// <summary>The agreement in a line: reference, dates and document.</summary>
    public IHtmlContent Head(Variation variation)
    {
        var link = new TagBuilder("a");
        link.Attributes["href"] = $"/policy/variations/{variation.Id}";
        link.Attributes["download"] = "";
        link.InnerHtml.Append(t["the document"]);
        var agreed = DateWords.FullDate(variation.AgreedOn, reader.Words);
        var from = reader.When(variation.Starts, WhenStyle.Day);
        return variation.Until is { } until
            ? Phrase.With(
                t["Agreed otherwise: {0} of {1}, from {2} to {3} ({4})."],
                variation.Reference,
                agreed,
                from,
                // The last day on which it holds.
                reader.When(until - Duration.Epsilon, WhenStyle.Day),
                link
            )
            : Phrase.With(t["Agreed otherwise: {0} of {1}, from {2} ({3})."], variation.Reference, agreed, from, link);
    }

    /// <summary>What the policy says there to everybody else.</summary>
    private IEnumerable<IHtmlContent> Otherwise(string id) =>
        Said(own.Policy.Document)
            .Where(x => x.Id == id)
            .Where(x => Said(varied.Policy.Document).All(v => v.Id != id || v.Text != x.Text))
            .Select(x => Phrase.With(t["The policy itself says: “{0}”"], Typography.Of(x.Text.In(reader.Words))));

    /// <summary>What only the policy itself says.</summary>
    private IEnumerable<(string Id, string? Clause, string Path, LocalText Text)> Dropped()
    {
        var kept = Said(varied.Policy.Document).Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        return Said(own.Policy.Document).Where(x => !kept.Contains(x.Id));
    }

    private static IEnumerable<(string Id, string? Clause, string Path, LocalText Text)> Said(PolicyDocument policy) =>
        [
            .. PolicyText.Facts(policy).Select(x => (x.Id, (string?)x.Clause, x.Path, x.Text)),
            .. PolicyText.Readings(policy).Select(x => (x.Id, x.Clause, x.Path, x.Text)),
        ];
}
