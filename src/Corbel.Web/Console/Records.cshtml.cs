using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Api;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Console;

/// <summary>What people wrote down of the clauses that the desk cannot measure, by clause; what was corrected stays to be read.</summary>
public sealed class RecordsModel(DeskDb db, PolicyShelf policies, Reader reader) : PageModel
{
    private const int Most = 500;

    [TempData]
    public string? Notice { get; set; }

    /// <summary>The id of a fact; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Fact { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Customer { get; set; }

    [BindProperty(SupportsGet = true, Name = "quarter")]
    public string? Chosen { get; set; }

    public PolicyDocument Policy { get; private set; } = null!;
    public IReadOnlyList<(RecordKind Kind, IReadOnlyList<RecordRow> Rows)> Kinds { get; private set; } = [];
    public IReadOnlyList<Organisation> Customers { get; private set; } = [];

    /// <summary>The quarters that can be chosen, the latest first.</summary>
    public IReadOnlyList<Quarter> Quarters { get; private set; } = [];
    public bool MayRecord { get; private set; }

    public async Task OnGet(CancellationToken cancel)
    {
        ViewData["View"] = "records";
        Policy = (await policies.At(db, reader.Now, cancel)).Policy.Document;
        MayRecord = May.Record(HttpContext.Actor());
        Customers = await RecordRow.CustomersOf(db, cancel);
        var (zone, now) = (ReportingZone.Of(Policy), reader.Now);
        var quarter = Quarter.Parse(Chosen);
        Quarters = [.. RecordRow.Back(Quarter.Of(now, zone), 8)];
        var seen = db.ClauseRecords.VisibleTo(HttpContext.Actor());
        if (Customer is { } customer)
            seen = seen.Where(x => x.OrganisationId == null || x.OrganisationId == customer);
        if (Fact is { Length: > 0 } fact)
            seen = seen.Where(x => x.Fact == fact);
        if (quarter?.In(zone) is { } when)
        {
            var (from, to) = (when.Start, when.End);
            seen = seen.Where(x => x.FromAt >= from && x.FromAt < to);
        }
        var rows = await RecordRow.Read(db, HttpContext.Actor(), seen, Most, cancel);
        Kinds =
        [
            .. RecordKinds
                .Of(Policy)
                .Where(x => Fact is null or "" || x.Fact == Fact)
                .Select(x => (x, (IReadOnlyList<RecordRow>)[.. rows.Where(y => y.Record.Fact == x.Fact)])),
        ];
    }

    /// <summary>The sentence of the policy that the records are about.</summary>
    public string Says(RecordKind kind) =>
        PolicyText.Facts(Policy).Where(x => x.Id == kind.Fact).Select(x => x.Text.In(reader.Words)).FirstOrDefault("");
}
