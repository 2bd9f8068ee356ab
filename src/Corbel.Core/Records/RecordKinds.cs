using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Reports;

namespace Corbel.Core.Records;

/// <summary>
/// The table of what is written down by people: which facts of a policy take records, and which figures each takes. A fact
/// that does not stand here is enforced, or nothing is recorded of it.
/// </summary>
public static class RecordKinds
{
    /// <summary>The share of a period in which the product was available (clause 1).</summary>
    public const string Availability = "availability.percent";

    /// <summary>A session held (clause 5).</summary>
    public const string Session = "sessions.kinds";

    /// <summary>A report delivered (clause 8).</summary>
    public const string Report = "services.reports";

    /// <summary>A release delivered (clause 8).</summary>
    public const string Release = "services.releases-for";

    /// <summary>A customer marked an issue (clause 11).</summary>
    public const string Marked = "marking.raised-by";

    /// <summary>A marked issue went to cleared staff (clause 11).</summary>
    public const string HandedOver = "marking";

    /// <summary>The kinds that a policy has, in the order of its facts.</summary>
    public static ImmutableArray<RecordKind> Of(PolicyDocument policy) =>
        [.. PolicyText.Facts(policy).Select(x => Of(x, policy)).OfType<RecordKind>()];

    private static RecordKind? Of(Fact fact, PolicyDocument policy) =>
        (fact.Path, policy) switch
        {
            (Availability, { Availability: { } spec }) => Kind(
                fact,
                policy,
                new("Availability", "Beschikbaarheid"),
                RecordScope.Everyone,
                spec.Per,
                Shares(spec)
            ) with
            {
                Zone = spec.Zone,
            },
            (Session, { Sessions: { } spec }) => Kind(
                fact,
                policy,
                new("Session held", "Gehouden sessie"),
                RecordScope.OneCustomer,
                null,
                [
                    new(
                        "kind",
                        new("Kind", "Soort"),
                        FigureType.Choice,
                        [.. spec.Kinds.Items.Select(x => (x.Id, new LocalText(x.En, x.Nl)))]
                    ),
                    new("attended", new("People who attended", "Aantal deelnemers"), FigureType.Count),
                    new("topics", new("Topics covered", "Behandelde onderwerpen"), FigureType.Words),
                ]
            ),
            (Report, { Services.Reports: { } period }) => Kind(
                fact,
                policy,
                new("Report delivered", "Geleverd rapport"),
                RecordScope.OneCustomer,
                period,
                []
            ) with
            {
                NeedsFile = true,
            },
            (Release, _) => Kind(
                fact,
                policy,
                new("Release delivered", "Geleverde release"),
                RecordScope.Either,
                null,
                [new("release", new("Release", "Release"), FigureType.Words)]
            ),
            (Marked, { Marking: { } spec }) => Kind(
                fact,
                policy,
                new("Marking by a customer", "Markering door een klant"),
                RecordScope.OneCustomer,
                null,
                [Mark(spec)]
            ) with
            {
                Bare = true,
            },
            (HandedOver, { Marking: { } spec }) => Kind(
                fact,
                policy,
                new("Hand-over to cleared staff", "Overdracht aan een gemachtigde medewerker"),
                RecordScope.OneCustomer,
                null,
                [
                    Mark(spec),
                    new(
                        "clearance",
                        new("Clearance of who took it", "Machtiging van wie de melding overnam"),
                        FigureType.Choice,
                        [.. spec.Clearances.Items.Select(x => (x.Id, new LocalText(x.En, x.Nl)))]
                    ),
                ]
            ) with
            {
                Bare = true,
            },
            _ => null,
        };

    /// <summary>The share, and the minutes that were left out of it as the text allows.</summary>
    private static ImmutableArray<FigureSpec> Shares(AvailabilitySpec spec)
    {
        List<FigureSpec> figures =
        [
            new(
                "availability",
                new("Available, in per cent to the thousandth", "Beschikbaar, in procenten tot op een duizendste"),
                FigureType.Percent
            ),
        ];
        if (spec.Excluded.Contains(ExcludedCause.PlannedMaintenance))
            figures.Add(
                new(
                    "planned-maintenance",
                    new("Planned maintenance left out, in minutes", "Weggelaten gepland onderhoud, in minuten"),
                    FigureType.Minutes
                )
            );
        if (spec.Excluded.Contains(ExcludedCause.OutsideControl))
            figures.Add(
                new(
                    "excluded",
                    new(
                        "Left out as outside our control, in minutes",
                        "Weggelaten als buiten onze invloed, in minuten"
                    ),
                    FigureType.Minutes
                )
            );
        return [.. figures];
    }

    private static FigureSpec Mark(MarkingSpec spec) =>
        new(
            "mark",
            new("Marking", "Markering"),
            FigureType.Choice,
            [.. spec.Marks.Items.Select(x => (x.Id, new LocalText(x.Name, x.Name)))]
        );

    private static RecordKind Kind(
        Fact fact,
        PolicyDocument policy,
        LocalText name,
        RecordScope scope,
        Period? period,
        ImmutableArray<FigureSpec> figures
    ) =>
        new(
            fact.Id,
            fact.Path,
            name,
            scope,
            period,
            ReportingZone.Of(policy).Id,
            NeedsFile: false,
            Bare: false,
            figures
        );
}
