using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Desk.Policies;
using Corbel.Desk.Reports;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>What was recorded by people, as the evidence reads it: the last two quarters, and the last record of each kind.</summary>
internal sealed class RecordBook
{
    private readonly List<ClauseRecord> _records;

    private RecordBook(
        List<ClauseRecord> records,
        Instant since,
        IReadOnlyDictionary<Instant, RecordFigures?> measured
    ) => (_records, Since, Measured) = (records, since, measured);

    /// <summary>The months that were measured and issued, by their start; without figures where they are not proven.</summary>
    public IReadOnlyDictionary<Instant, RecordFigures?> Measured { get; }

    /// <summary>When the first version of the policy was posted: nothing is owed for the time before.</summary>
    public Instant Since { get; }

    /// <summary>Quarterly reports that the desk issued.</summary>
    public IReadOnlyList<DeliveredReport> Reports { get; private init; } = [];

    public static async Task<RecordBook> Read(EvidenceScene scene, CancellationToken cancel)
    {
        var (db, customer, from) = (scene.Database, scene.Scope.Organisation, scene.LastQuarter.Start);
        var standing = db
            .ClauseRecords.VisibleTo(scene.Actor)
            .Standing(db)
            .Where(x => customer == null || x.OrganisationId == null || x.OrganisationId == customer);
        var records = await standing.Where(x => x.FromAt >= from).ToListAsync(cancel);
        foreach (var fact in RecordKinds.Of(scene.Document).Select(x => x.Fact))
        {
            if (
                !records.Exists(x => x.Fact == fact)
                && await standing
                    .Where(x => x.Fact == fact)
                    .OrderByDescending(x => x.FromAt)
                    .FirstOrDefaultAsync(cancel)
                    is { } last
            )
            {
                records.Add(last);
            }
        }
        var reports = await db
            .IssuedReports.Where(x => customer == null || x.OrganisationId == customer)
            .DeliveredTo(scene.Actor)
            .ToListAsync(cancel);
        var posted = await db.PolicyVersions.MinAsync(x => x.PostedAt, cancel);
        return new(records, posted, await MeasuredMonths.Read(scene, cancel)) { Reports = reports };
    }

    /// <summary>The kind that a setting has records of; null where the policy does not state it.</summary>
    public static RecordKind? KindOf(PolicyDocument policy, string path) =>
        RecordKinds.Of(policy).FirstOrDefault(x => x.Path == path);

    /// <summary>The records of a kind, the latest first.</summary>
    public IReadOnlyList<ClauseRecord> Of(RecordKind kind) =>
        [.. _records.Where(x => x.Fact == kind.Fact).OrderByDescending(x => x.FromAt).ThenByDescending(x => x.Id)];

    public IReadOnlyList<ClauseRecord> In(RecordKind kind, Interval when) =>
        [.. Of(kind).Where(x => when.Contains(x.FromAt))];
}
