using System.Globalization;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Console;

/// <summary>A figure in words.</summary>
internal static class FigureWords
{
    public static string Title(FigureQuery query, IStringLocalizer<Texts> t) =>
        query.Of switch
        {
            FigureOf.Courtesy => t["Courtesy calls"],
            FigureOf.Calls => t["Calls that the policy offers"],
            FigureOf.HandedOver => t["Issues handed over to us"],
            FigureOf.NotAttributable => t["Issues not attributable to the product"],
            FigureOf.Told => t["Issues whose time staff noted"],
            FigureOf.Disputed => t["Severities in dispute"],
            FigureOf.Objected => t["Objections to a severity"],
            FigureOf.Decided => t["Severities decided after an objection"],
            FigureOf.Reopened => t["Reopened issues"],
            FigureOf.Waiting => t["Issues that wait for the customer"],
            FigureOf.WithoutSeverity => t["Open issues without a severity"],
            FigureOf.Issues => t["Issues received"],
            _ => query.Kind switch
            {
                TargetKind.FirstResponse => t["First responses"],
                TargetKind.NextResponse => t["Next responses"],
                TargetKind.StatusReport => t["Status reports"],
                _ => t["Resolutions"],
            },
        };

    /// <summary>Which of them: 2026-Q3, severity 1, late, by telephone.</summary>
    public static IEnumerable<string> Limits(FigureQuery query, string? customer, IStringLocalizer<Texts> t)
    {
        if (query.Quarter is { } quarter)
            yield return quarter.ToString();
        if (query.Severity is { } severity)
            yield return t["Severity {0}", severity];
        if (query.How != FigureHow.Any)
            yield return query.How switch
            {
                FigureHow.Decided => t["fallen due"],
                FigureHow.Kept => t["in time"],
                FigureHow.Late => t["Late"].Value.ToLower(CultureInfo.CurrentCulture),
                _ => t["Late by reclassification"].Value.ToLower(CultureInfo.CurrentCulture),
            };
        if (query.Channel is { } channel)
            yield return channel.Words(t);
        if (customer is not null)
            yield return customer;
    }

    /// <summary>How a row stands; empty where nothing is promised.</summary>
    public static string Verdict(FigureRow row, NodaTime.Instant now, IStringLocalizer<Texts> t) =>
        row switch
        {
            { Verdict: Core.Sla.Verdict.Withdrawn } => t["no longer owed"],
            { Verdict: Core.Sla.Verdict.LateByReclassification } => t["Late by reclassification"]
                .Value.ToLower(CultureInfo.CurrentCulture),
            { Verdict: Core.Sla.Verdict.Paused } => t["Stopped"].Value.ToLower(CultureInfo.CurrentCulture),
            { DueAt: null } => "",
            { DueAt: { } due, EndedAt: var ended } when (ended ?? now) > due => t["Late"]
                .Value.ToLower(CultureInfo.CurrentCulture),
            { EndedAt: null } => t["running"],
            _ => t["in time"],
        };
}
