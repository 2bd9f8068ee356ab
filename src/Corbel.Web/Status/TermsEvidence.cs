using Corbel.Web.Ui;
using Corbel.Web.Ui.Tags;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Status;

/// <summary>What the desk can show for the clause that says how the terms change and are accepted.</summary>
internal static class TermsEvidence
{
    public static IEnumerable<Evidence> Of(Contract contract, Reader reader, IStringLocalizer t)
    {
        if (contract.Holds.Policy.Document.Terms is not { } terms)
            yield break;
        var version = contract.Version;
        var posted = Phrase.With(t["Posted {0}."], reader.When(version.PostedAt, WhenStyle.Day));
        var (figure, of) = contract switch
        {
            { AcceptedByUse: false } => (t["Version {0}", version.Number].Value, t["now in force"].Value),
            { Reader.IsStaff: true } => (
                t["{0} of {1}", contract.AcceptedCount, contract.Customers.Count].Value,
                t["customers accepted version {0}", version.Number].Value
            ),
            { Own.Accepted: not null } => (
                t["Version {0}", version.Number].Value,
                t["accepted by your organisation"].Value
            ),
            { Own: not null } => (t["Version {0}", version.Number].Value, t["not accepted yet"].Value),
            _ => (t["Version {0}", version.Number].Value, t["now in force"].Value),
        };
        yield return new Evidence(terms.Clause)
        {
            Figure = figure,
            Of = of,
            Lines =
            [
                posted,
                .. contract.Own?.Accepted is { } accepted
                    ? [Phrase.With(t["Accepted {0}."], reader.When(accepted.At, WhenStyle.Day))]
                    : Array.Empty<IHtmlContent>(),
                .. Objections(contract, t),
            ],
        };
    }

    private static IEnumerable<IHtmlContent> Objections(Contract contract, IStringLocalizer t)
    {
        if (!contract.Reader.IsStaff || contract.Objections == 0)
            yield break;
        var text =
            contract.Objections == 1
                ? (contract.Unanswered == 0 ? t["One objection, answered."] : t["One objection, not answered yet."])
                : t["{0} objections, {1} not answered yet.", contract.Objections, contract.Unanswered];
        yield return new HtmlContentBuilder().Append(text.Value);
    }
}
