using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Core.Reports;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Web.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Console;

/// <summary>A record as the list shows it.</summary>
/// <param name="Record">The record.</param>
/// <param name="Customer">The customer it is about; null for all.</param>
/// <param name="By">Who wrote it down.</param>
/// <param name="CorrectedBy">The record that took its place; null where it stands.</param>
public sealed record RecordRow(ClauseRecord Record, string? Customer, string By, Guid? CorrectedBy)
{
    public bool Stands => CorrectedBy is null && !Record.Withdrawn;

    /// <summary>The figures in words: 99.871 %, 45 min.</summary>
    public string Figures(RecordKind kind, Language language)
    {
        var figures = RecordFigures.Parse(Record.Figures);
        return string.Join(
            ", ",
            kind.Figures.Select(x => figures.Say(x, language)).Where(x => x.Length > 0 && x != Record.Title)
        );
    }

    /// <summary>When it was: the period, or the day.</summary>
    public string When(RecordKind kind, Reader reader) =>
        kind.Period is { } period
            ? RecordSpan.Words(period, Record.FromAt, DateTimeZoneProviders.Tzdb[kind.Zone], reader.Words)
            : reader.Day(Record.FromAt);

    internal static async Task<IReadOnlyList<RecordRow>> Read(
        DeskDb db,
        Actor actor,
        IQueryable<ClauseRecord> seen,
        int most,
        CancellationToken cancel
    )
    {
        var found = await seen.OrderByDescending(x => x.FromAt)
            .ThenByDescending(x => x.RecordedAt)
            .Take(most)
            .Select(x => new
            {
                Record = x,
                Customer = db.Organisations.Where(o => o.Id == x.OrganisationId).Select(o => o.Name).FirstOrDefault(),
                By = db.People.Where(p => p.Id == x.RecordedBy).Select(p => p.Name).First(),
                Next = db
                    .ClauseRecords.VisibleTo(actor)
                    .Where(y => y.Corrects == x.Id)
                    .Select(y => (Guid?)y.Id)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return found.ConvertAll(x => new RecordRow(x.Record, x.Customer, x.By, x.Next));
    }

    internal static async Task<IReadOnlyList<Organisation>> CustomersOf(DeskDb db, CancellationToken cancel) =>
        await db.Organisations.Where(x => x.Kind == OrganisationKind.Customer).OrderBy(x => x.Name).ToListAsync(cancel);

    /// <summary>A quarter and those before it.</summary>
    internal static IEnumerable<Quarter> Back(Quarter from, int count)
    {
        for (var i = 0; i < count; i++, from = from.Before)
            yield return from;
    }
}
