using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Desk.Availability;
using Corbel.Desk.Data;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Variations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>
/// Reads one customer's quarter (clause 8). It counts every ticket of the customer on the provider's desk, as the contract's
/// totals do; what lies on the customer's own desk is the customer's.
/// </summary>
public sealed class QuarterlyReport(PolicyShelf policies, KeptMonths measured, ReadWindows rule)
{
    /// <param name="db">The database.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="quarter">The quarter.</param>
    /// <param name="now">The instant at which everything is read.</param>
    /// <param name="language">en or nl; null for the customer's own.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<QuarterRows> Read(
        DeskDb db,
        Organisation customer,
        Quarter quarter,
        Instant now,
        string? language = null,
        CancellationToken cancel = default
    )
    {
        var words = (language ?? customer.Language) == "nl" ? Language.Nl : Language.En;
        var zone = ReportingZone.Of((await policies.At(db, now, cancel)).Policy.Document);
        var policy = (await policies.For(db, customer.Id, now, cancel)).Policy;
        var reading = new QuarterReading(db, policies, policy, customer, quarter.In(zone), now, words);
        var issues = await new QuarterIssues(reading).Read(cancel);
        var service = new QuarterSupply(reading, measured, rule);
        return new QuarterRows
        {
            Quarter = quarter.ToString(),
            From = reading.When.Start,
            To = reading.When.End,
            At = now,
            Zone = zone.Id,
            ReaderZone = reading.Reader.Id,
            Language = words == Language.Nl ? "nl" : "en",
            Customer = customer.Name,
            Provider = policy.Document.Provider.Name,
            Product = policy.Document.Provider.Product,
            Severities = [.. policy.Document.Severities.Items.Select(x => Severity(x, policy, words))],
            Issues = issues.Issues,
            Responses = issues.Responses,
            Waits = issues.Waits,
            Disputes = issues.Disputes,
            Months = await service.Months(cancel),
            Maintenance = await service.Maintenance(cancel),
            Outages = await service.Outages(cancel),
            Releases = await service.Releases(cancel),
            Sessions = await service.Sessions(cancel),
            Ledger = await service.Ledger(cancel),
            Versions = await Versions(reading, cancel),
            Terms = await Terms(reading, cancel),
        };
    }

    private static SeverityRow Severity(SeveritySpec severity, CompiledPolicy policy, Language words)
    {
        var target = policy.FirstResponseTarget(severity.Id);
        var promise = target?.Within is { } within
            ? AmountWords.Limit(within, policy.Calendars[target.Calendar].Spec, words)
            : "";
        return new(severity.Id, severity.Name.In(words), severity.Clause, promise);
    }

    /// <summary>Those that were in force at some time of the quarter.</summary>
    private static async Task<ImmutableArray<VersionRow>> Versions(QuarterReading reading, CancellationToken cancel)
    {
        var (db, customer, when) = (reading.Db, reading.Customer.Id, reading.When);
        var end = Instant.Min(when.End, reading.Now);
        var posted = await db
            .PolicyVersions.Where(x => x.PostedAt < end)
            .OrderBy(x => x.Number)
            .Select(x => new
            {
                x.Number,
                x.Sha256,
                x.PostedAt,
            })
            .ToListAsync(cancel);
        var accepted = await db
            .Acceptances.Where(x => x.OrganisationId == customer && x.At < end)
            .Select(x => new { x.VersionNumber, x.At })
            .ToListAsync(cancel);
        return
        [
            .. posted
                .Where((x, i) => i == posted.Count - 1 || posted[i + 1].PostedAt > when.Start)
                .Select(x => new VersionRow(
                    x.Number,
                    x.Sha256,
                    x.PostedAt,
                    accepted.Where(y => y.VersionNumber == x.Number).Min(y => (Instant?)y.At)
                )),
        ];
    }

    private static async Task<ImmutableArray<TermsRow>> Terms(QuarterReading reading, CancellationToken cancel)
    {
        var (db, customer, from, to) = (reading.Db, reading.Customer.Id, reading.When.Start, reading.When.End);
        var objections = await db
            .Objections.Where(x => x.OrganisationId == customer && x.LodgedAt >= from && x.LodgedAt < to)
            .OrderBy(x => x.LodgedAt)
            .ThenBy(x => x.Id)
            .Select(x => new
            {
                x.VersionNumber,
                x.LodgedAt,
                x.AnsweredAt,
            })
            .ToListAsync(cancel);
        var variations = await VariationsOf.Customer(db, customer, cancel);
        string Version(int number) =>
            reading.Words == Language.Nl
                ? FormattableString.Invariant($"Versie {number}")
                : FormattableString.Invariant($"Version {number}");
        return
        [
            .. objections.Select(x => new TermsRow(
                TermsKind.Objection,
                Version(x.VersionNumber),
                x.LodgedAt,
                x.AnsweredAt
            )),
            .. variations
                .Where(x => x.Starts < to && x.HoldsAfter(from))
                .Select(x => new TermsRow(
                    TermsKind.Variation,
                    $"{x.Reference}: {(reading.Words == Language.Nl ? x.TitleNl : x.TitleEn)}",
                    x.Starts,
                    x.WithdrawnAt ?? x.Until
                )),
        ];
    }
}

/// <summary>Whose quarter is read, by what policy and in what words.</summary>
internal sealed record QuarterReading(
    DeskDb Db,
    PolicyShelf Policies,
    CompiledPolicy Policy,
    Organisation Customer,
    Interval When,
    Instant Now,
    Language Words
)
{
    /// <summary>The zone in which the customer reads times.</summary>
    public DateTimeZone Reader { get; } = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Customer.Zone) ?? DateTimeZone.Utc;
}
