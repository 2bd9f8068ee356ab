using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>
/// The policy, typeset as the contract it is, with the evidence of each clause beside it. Anybody may read the text; the
/// evidence is for who is signed in.
/// </summary>
public sealed class PolicyModel(DeskDb db, PolicyShelf policies, Reader reader, IStringLocalizer<Texts> t) : PageModel
{
    public PolicyInForce Version { get; private set; } = null!;
    public PolicyDocument Document => Version.Policy.Document;
    public IReadOnlyList<(ClauseHeading Heading, IReadOnlyList<ClausePart> Parts)> Clauses { get; private set; } = [];

    /// <summary>Readings that concern no single clause.</summary>
    public IReadOnlyList<Reading> OtherReadings { get; private set; } = [];
    public IReadOnlyList<Evidence> Evidence { get; private set; } = [];
    public IReadOnlyList<EarlierVersion> Earlier { get; private set; } = [];

    /// <summary>What this version says otherwise than the one before.</summary>
    public IReadOnlyList<PolicyChange> Changes { get; private set; } = [];
    public IReadOnlyDictionary<FactState, int> States { get; private set; } = new Dictionary<FactState, int>();
    public bool IsSignedIn { get; private set; }
    public bool IsStaff { get; private set; }

    public async Task OnGet(CancellationToken cancel)
    {
        var actor = HttpContext.ActorOrNull();
        (IsSignedIn, IsStaff) = (actor is not null, actor is { IsStaff: true });
        Version = await policies.At(db, reader.Now, cancel);
        if (actor is not null)
        {
            Evidence = await new PolicyEvidence(db, Version.Policy, actor, reader, t).Read(cancel);
        }

        Clauses =
        [
            .. PolicyText
                .Clauses(Document)
                .Select(x => (x.Heading, ClausePart.Of(x, Evidence, Document, reader.Words))),
        ];
        OtherReadings = [.. Version.Policy.Readings.Where(x => x.Clause is null)];
        States = PolicyText
            .Facts(Document)
            .Select(x => x.State)
            .Concat(Version.Policy.Readings.Select(x => x.State))
            .CountBy(x => x)
            .ToDictionary();
        Earlier = await db
            .PolicyVersions.Where(x => x.Number < Version.Number)
            .OrderByDescending(x => x.Number)
            .Select(x => new EarlierVersion(x.Number, x.PostedAt, x.Sha256))
            .ToListAsync(cancel);
        if (Earlier is [var last, ..])
        {
            Changes = PolicyChange.Between((await policies.Of(db, last.Sha256, cancel)).Policy.Document, Document);
        }
    }
}

/// <summary>A version that another one has followed.</summary>
public sealed record EarlierVersion(int Number, Instant PostedAt, string Sha256);
