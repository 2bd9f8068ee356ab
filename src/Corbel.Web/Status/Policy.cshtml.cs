using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using Corbel.Desk.Variations;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>
/// The policy, typeset as the contract it is, with the evidence of each clause beside it. Anybody may read the text; the
/// evidence is for who is signed in.
/// </summary>
public sealed class PolicyModel(
    DeskDb db,
    PolicyShelf policies,
    PolicyDiffs diffs,
    Reader reader,
    IStringLocalizer<Texts> t
) : PageModel
{
    public PolicySheet Sheet { get; private set; } = null!;

    /// <summary>As it holds with the customer whose page this is, or with all.</summary>
    public PolicyInForce Version { get; private set; } = null!;
    public IReadOnlyList<EarlierVersion> Earlier { get; private set; } = [];

    /// <summary>What this version says otherwise than the one before; null for the first.</summary>
    public PolicyDiff? Diff { get; private set; }

    /// <summary>What the reader's side made of this version; null for strangers.</summary>
    public Contract? Contract { get; private set; }
    public bool IsSignedIn { get; private set; }
    public bool IsStaff { get; private set; }

    /// <summary>Staff choose the customer whose agreements they read.</summary>
    [BindProperty(SupportsGet = true, Name = "customer")]
    public Guid? Chosen { get; set; }

    /// <summary>The customers that staff can choose.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Customers { get; private set; } = [];

    /// <summary>What was agreed otherwise with the customer, in a line each.</summary>
    public IReadOnlyList<IHtmlContent> Agreements { get; private set; } = [];

    public async Task OnGet(CancellationToken cancel)
    {
        var actor = HttpContext.ActorOrNull();
        (IsSignedIn, IsStaff) = (actor is not null, actor is { IsStaff: true });
        var posted = Version = await policies.At(db, reader.Now, cancel);
        var evidence = new List<Evidence>();
        if (actor is not null)
        {
            evidence.AddRange(await ReadAgreements(actor, cancel));
            Contract = await Contract.Of(db, posted, IsStaff ? posted : Version, actor, cancel);
            var scope = ContractScope.Of(actor, Chosen);
            var scene = new EvidenceScene(db, Version.Policy, actor, scope, reader, t);
            evidence.AddRange(await TermsEvidence.Of(scene, Contract, cancel));
            evidence.AddRange(await new PolicyEvidence(scene).Read(cancel));
        }

        Sheet = PolicySheet.Of(Version, evidence, reader.Words);
        Earlier = await db
            .PolicyVersions.Where(x => x.Number < Version.Number)
            .OrderByDescending(x => x.Number)
            .Select(x => new EarlierVersion(x.Number, x.PostedAt, x.Sha256))
            .ToListAsync(cancel);
        if (Earlier is [var last, ..])
        {
            // The versions differ for everybody alike: what one customer agreed is no change of the policy.
            Diff = diffs.Between(await policies.Of(db, last.Sha256, cancel), posted);
        }
    }

    /// <summary>The text as it holds with one customer: the reader's own, or the one that staff choose.</summary>
    private async Task<IReadOnlyList<Evidence>> ReadAgreements(Actor actor, CancellationToken cancel)
    {
        if (IsStaff)
        {
            var customers = await db
                .Organisations.Where(x => x.Kind == OrganisationKind.Customer)
                .OrderBy(x => x.Name)
                .Select(x => new { x.Id, x.Name })
                .ToListAsync(cancel);
            Customers = [.. customers.Select(x => (x.Id, x.Name))];
        }
        var customer = IsStaff ? Chosen : actor.Organisation;
        if (customer is not { } id || !May.SeeVariation(actor, id))
            return [];
        var own = Version;
        Version = await policies.For(db, id, reader.Now, cancel);
        var variations = (await VariationsOf.Customer(db, id, cancel)).HoldingAt(reader.Now);
        var agreed = new Agreed(Version, own, variations, reader, t);
        Agreements = [.. variations.Select(agreed.Head)];
        return agreed.Evidence();
    }
}

/// <summary>A version that another one has followed.</summary>
public sealed record EarlierVersion(int Number, Instant PostedAt, string Sha256);
