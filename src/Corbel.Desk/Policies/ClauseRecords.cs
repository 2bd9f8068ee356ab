using Corbel.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Policies;

/// <summary>
/// The choke point for what people wrote down of clauses: nothing reads a record otherwise. It says in SQL what
/// <see cref="May.SeeRecord"/> says in C#; a test holds one against the other.
/// </summary>
public static class ClauseRecords
{
    /// <summary>Staff see all; everybody else what concerns all customers, and the own organisation.</summary>
    public static IQueryable<ClauseRecord> VisibleTo(this IQueryable<ClauseRecord> records, Actor actor)
    {
        var organisation = actor.Organisation;
        return actor.IsStaff
            ? records
            : records.Where(x => x.OrganisationId == null || x.OrganisationId == organisation);
    }

    /// <summary>For who runs the machine, on the command line: all of them.</summary>
    public static IQueryable<ClauseRecord> RecordsForOperator(this Data.DeskDb db) => db.ClauseRecords;

    /// <summary>Those that stand: neither corrected nor withdrawn. A correction is about the same customer, so seen alike.</summary>
    public static IQueryable<ClauseRecord> Standing(this IQueryable<ClauseRecord> records, Data.DeskDb db) =>
        records.Where(x => !x.Withdrawn && !db.ClauseRecords.Any(y => y.Corrects == x.Id));
}
