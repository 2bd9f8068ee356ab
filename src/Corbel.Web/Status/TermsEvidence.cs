using Corbel.Core.Policy;
using Corbel.Desk.Variations;
using Corbel.Web.Ui;
using Corbel.Web.Ui.Tags;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Status;

/// <summary>What the desk can show for the clause that says how the terms change and are accepted.</summary>
internal static class TermsEvidence
{
    public static async Task<IEnumerable<Evidence>> Of(EvidenceScene scene, Contract contract, CancellationToken cancel)
    {
        string[] names = ["terms.effective-when-posted", "terms.accepted-by-use", ReadingIds.Acceptance];
        return new[]
        {
            scene.For("terms.sole-terms") is { } sole ? await Varied(scene, sole, cancel) : null,
            scene.For(names) is { } place ? Accepted(contract, place, scene.Reader, scene.T) : null,
        }.OfType<Evidence>();
    }

    /// <summary>With how many customers something else is agreed in writing; a customer reads its own beside each clause.</summary>
    private static async Task<Evidence> Varied(EvidenceScene scene, Evidence place, CancellationToken cancel)
    {
        var (db, one) = (scene.Database, scene.Scope.Organisation);
        var seen = await db
            .Variations.VisibleTo(scene.Actor)
            .Where(x => one == null || x.OrganisationId == one)
            .ToListAsync(cancel);
        var holding = seen.HoldingAt(scene.Reader.Now);
        var customers = holding.Select(x => x.OrganisationId).Distinct().Count();
        return place with
        {
            Lines =
            [
                EvidenceScene.Text(
                    one is null ? scene.T["Customers with whom something else is agreed now: {0}.", customers]
                    : holding.IsEmpty ? scene.T["Nothing else is agreed in writing now."]
                    : scene.T["Agreements in writing that hold now: {0}.", holding.Length]
                ),
            ],
        };
    }

    private static Evidence Accepted(Contract contract, Evidence place, Reader reader, IStringLocalizer t)
    {
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
        return place with
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
