using Corbel.Core.Access;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>
/// A quarterly report as it was issued (clause 8). Frozen: what it says is never changed, and another one of the same quarter
/// says what is different and why. Where an issue in it was marked later, it lies sealed.
/// </summary>
public sealed class IssuedReport
{
    public Guid Id { get; init; }
    public Guid OrganisationId { get; init; }

    /// <summary>2026-Q3.</summary>
    public required string Quarter { get; init; }

    /// <summary>1 for the first of the customer and quarter.</summary>
    public int Number { get; init; }

    /// <summary>What it was made from, as canonical JSON (RFC 8785).</summary>
    public required byte[] Rows { get; set; }

    /// <summary>The page, UTF-8.</summary>
    public required byte[] Html { get; set; }

    /// <summary>SHA-256 of the page in lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>en or nl.</summary>
    public required string Language { get; init; }
    public Instant IssuedAt { get; init; }

    /// <summary>Who asked for it; null where it came by itself or from the command line.</summary>
    public Guid? IssuedBy { get; init; }

    /// <summary>Why it was issued although there was one; null for the first.</summary>
    public string? Why { get; init; }

    /// <summary>The run that it belongs to; null where it was asked for alone.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The printed page in the file store; null while nobody has printed it.</summary>
    public string? PdfSha256 { get; set; }
}

/// <summary>Where a run stands.</summary>
public enum RunState
{
    Running,
    Cancelled,
    Done,
}

/// <summary>One go at the reports of all customers that have none yet of a quarter. It can be cancelled and goes on later.</summary>
public sealed class ReportRun
{
    public Guid Id { get; init; }
    public required string Quarter { get; init; }
    public Instant StartedAt { get; init; }

    /// <summary>Null where it began by itself or from the command line.</summary>
    public Guid? StartedBy { get; init; }
    public RunState State { get; set; }

    /// <summary>How many customers there were to do.</summary>
    public int Total { get; init; }
    public int Issued { get; set; }

    public Instant? EndedAt { get; set; }

    /// <summary>Ids of the customers whose report could not be made, separated by blanks.</summary>
    public string Failed { get; set; } = "";

    public IReadOnlyList<Guid> FailedOnes =>
        [.. Failed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(x => Guid.ParseExact(x, "n"))];
}

/// <summary>The choke point for issued reports: staff read all, of a customer its administrators read its own.</summary>
public static class ReportVisibility
{
    public static IQueryable<IssuedReport> VisibleTo(this IQueryable<IssuedReport> reports, Actor actor)
    {
        var organisation = actor.Organisation;
        return actor.IsStaff ? reports
            : actor.Role == Role.Administrator ? reports.Where(x => x.OrganisationId == organisation)
            : reports.Where(_ => false);
    }

    /// <summary>
    /// That a report was issued, for everybody of the customer, as other records of a clause: not the report itself.
    /// </summary>
    public static IQueryable<DeliveredReport> DeliveredTo(this IQueryable<IssuedReport> reports, Actor actor)
    {
        var (organisation, staff) = (actor.Organisation, actor.IsStaff);
        return reports
            .Where(x => staff || x.OrganisationId == organisation)
            .Select(x => new DeliveredReport(x.Id, x.OrganisationId, x.Quarter, x.Number));
    }
}

/// <summary>That a report was issued.</summary>
public sealed record DeliveredReport(Guid Id, Guid OrganisationId, string Quarter, int Number);

/// <summary>An issued report without its bytes, as lists show it.</summary>
public sealed record ReportLine(
    Guid Id,
    Guid OrganisationId,
    string Quarter,
    int Number,
    string Sha256,
    Instant IssuedAt,
    string? Why
)
{
    public static IQueryable<ReportLine> Of(IQueryable<IssuedReport> reports) =>
        reports.Select(x => new ReportLine(x.Id, x.OrganisationId, x.Quarter, x.Number, x.Sha256, x.IssuedAt, x.Why));
}
