using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Desk.Policies;
using Microsoft.AspNetCore.Html;
using NodaTime;
using Period = Corbel.Core.Policy.Period;
using Promise = Corbel.Web.Ui.Promise;

namespace Corbel.Web.Status;

/// <summary>
/// The availability of each period that is over (clause 1): the share that was recorded, held to the thousandth against the
/// stated one. A period without a record is not proven.
/// </summary>
internal static class AvailabilityEvidence
{
    public static IEnumerable<Evidence> Of(EvidenceScene scene, RecordBook book)
    {
        if (
            scene.Document.Availability is not { } spec
            || RecordBook.KindOf(scene.Document, RecordKinds.Availability) is not { } kind
        )
        {
            return [];
        }
        var periods = Periods(scene, spec, kind, book);
        return new[] { Shares(scene, spec, kind, periods), LeftOut(scene, spec, kind, periods) }.OfType<Evidence>();
    }

    private static Evidence? Shares(
        EvidenceScene scene,
        AvailabilitySpec spec,
        RecordKind kind,
        List<(Instant Start, RecordFigures? Figures)> periods
    )
    {
        if (scene.For(RecordKinds.Availability, "availability.hours", ReadingIds.MonthWithGaps) is not { } place)
        {
            return null;
        }
        if (periods.Count == 0)
        {
            return place with { Lines = [scene.Nothing] };
        }
        var standings = periods.ConvertAll(x => AvailabilityRecords.Standing(spec, x.Figures));
        var (start, last) = periods[0];
        return place with
        {
            Look =
                standings.Contains(AvailabilityStanding.NotReached) ? Promise.Late
                : standings.Contains(AvailabilityStanding.NotProven) ? null
                : Promise.Kept,
            Figure = new(
                last?.Say(kind.Figures[0], scene.Words) ?? scene.T["not proven"].Value,
                RecordWords.Address(scene, kind)
            ),
            Of = RecordWords.Period(scene, kind, start),
            Rows = [.. periods.Zip(standings, (x, standing) => Row(scene, kind, x.Start, x.Figures, standing))],
            Lines =
            [
                EvidenceScene.Text(
                    spec.Promise == Core.Policy.Promise.Guarantee
                        ? scene.T["Guaranteed: at least {0}.", AmountWords.Percent(spec.Percent, scene.Words)]
                        : scene.T["Expected: at least {0}.", AmountWords.Percent(spec.Percent, scene.Words)]
                ),
            ],
        };
    }

    private static IReadOnlyList<EvidenceCell> Row(
        EvidenceScene scene,
        RecordKind kind,
        Instant start,
        RecordFigures? figures,
        AvailabilityStanding standing
    ) =>
        [
            RecordWords.Short(scene, kind, start),
            figures?.Say(kind.Figures[0], scene.Words) ?? "",
            standing switch
            {
                AvailabilityStanding.Reached => scene.T["reached"].Value,
                AvailabilityStanding.NotReached => scene.T["not reached"].Value,
                _ => scene.T["not proven"].Value,
            },
        ];

    /// <summary>The minutes that were left out of the shares.</summary>
    private static Evidence? LeftOut(
        EvidenceScene scene,
        AvailabilitySpec spec,
        RecordKind kind,
        List<(Instant Start, RecordFigures? Figures)> periods
    )
    {
        string[] names = ["availability.maintenance", "availability.excluded", ReadingIds.PlannedMaintenance];
        if (scene.For(names) is not { } place || kind.Figures.Length < 2)
        {
            return null;
        }
        var recorded = periods.FindAll(x => x.Figures is not null);
        place = place with { Title = scene.T["Left out of the share"] };
        return recorded.Count == 0
            ? place with
            {
                Lines = [scene.Nothing],
            }
            : place with
            {
                Heads =
                [
                    "",
                    .. kind
                        .Figures.Skip(1)
                        .Select(x =>
                            x.Name == "excluded" ? scene.T["outside control"].Value : scene.T["maintenance"].Value
                        ),
                ],
                Rows =
                [
                    .. recorded.Select(x =>
                        (IReadOnlyList<EvidenceCell>)
                            [
                                RecordWords.Short(scene, kind, x.Start),
                                .. kind.Figures.Skip(1).Select(f => (EvidenceCell)x.Figures!.Say(f, scene.Words)),
                            ]
                    ),
                ],
            };
    }

    /// <summary>
    /// The periods of this quarter and the last that are over, the latest first. One that began before the policy was posted
    /// counts only where somebody recorded it.
    /// </summary>
    private static List<(Instant Start, RecordFigures? Figures)> Periods(
        EvidenceScene scene,
        AvailabilitySpec spec,
        RecordKind kind,
        RecordBook book
    )
    {
        var (zone, records) = (DateTimeZoneProviders.Tzdb[spec.Zone], book.Of(kind));
        var periods = new List<(Instant, RecordFigures?)>();
        var current = RecordSpan.Around(spec.Per, scene.Reader.Now, zone).Start;
        // A year is longer than two quarters: the last one is shown.
        var earliest = Instant.Min(scene.LastQuarter.Start, current - Duration.Epsilon);
        for (var at = current; at > earliest; )
        {
            at = RecordSpan.Around(spec.Per, at - Duration.Epsilon, zone).Start;
            // What was measured stands before what somebody wrote down.
            if (book.Measured.TryGetValue(at, out var measured))
            {
                periods.Add((at, measured));
                continue;
            }
            var record = records.FirstOrDefault(x => x.FromAt == at);
            if (record is not null || at >= book.Since)
            {
                periods.Add((at, record is null ? null : RecordFigures.Parse(record.Figures)));
            }
        }
        return periods;
    }
}
