using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Time;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Html;
using NodaTime;
using Promise = Corbel.Web.Ui.Promise;

namespace Corbel.Web.Status;

/// <summary>The hours that count (clause 6.5): open or closed now, on which clocks, the next holiday, the next change.</summary>
internal static class HoursEvidence
{
    public static IEnumerable<Evidence> Of(EvidenceScene scene)
    {
        if (DeskHours.Of(scene.Policy, scene.Reader.Now) is not { Sum.Calendar: { } calendar } hours)
        {
            yield break;
        }
        var compiled = scene.Policy.Calendars[calendar.Id];
        string[] facts = [$"calendars.{calendar.Id}", ReadingIds.OfficeHours, ReadingIds.BankHolidays];
        if (scene.For([.. facts, ReadingIds.Gmt]) is { } place)
        {
            yield return place with
            {
                Look = hours.IsOpen ? Promise.Calm : Promise.Closed,
                Lines =
                [
                    Phrase.With(
                        hours.IsOpen ? scene.T["Open now, until {0}."] : scene.T["Closed now, until {0}."],
                        scene.Reader.When(hours.Until)
                    ),
                    .. Clocks(scene, compiled),
                    .. Holidays(scene, compiled),
                ],
            };
        }
        if (scene.For(ReadingIds.HolidaysEnd) is { } end && compiled.Holidays.LastKnownYear is { } year)
        {
            yield return end with
            {
                Lines = [EvidenceScene.Text(scene.T["Holidays are known up to {0}.", year])],
            };
        }
        if (scene.For(ReadingIds.ClockChange) is { } change)
        {
            yield return change with
            {
                Lines = [.. Changes(scene, compiled)],
            };
        }
        if (scene.For(ReadingIds.DueAtClosing) is { } closing)
        {
            var sentence =
                scene.Document.Readings.DueAtClosing == DueAtClosing.ClosingInstant
                    ? scene.T["The desk next closes {0}: what is due then is due at that very instant."]
                    : scene.T["The desk next closes {0}: what would be due then is due when it opens again."];
            var next = compiled.Zones[0].OpeningAtOrAfter(scene.Reader.Now).Close;
            yield return closing with
            {
                Lines = [Phrase.With(sentence, scene.Reader.When(next))],
            };
        }
    }

    /// <summary>What the hours are on the reader's own clocks.</summary>
    private static IEnumerable<IHtmlContent> Clocks(EvidenceScene scene, CompiledCalendar calendar)
    {
        foreach (var zone in calendar.Zones)
        {
            var (open, close) = zone.OpeningAtOrAfter(scene.Reader.Now);
            var (from, to) = (open.InZone(zone.Hours.Zone), close.InZone(zone.Hours.Zone));
            yield return EvidenceScene.Text(
                scene.T[
                    "{0}–{1} {2} is now {3}–{4} {5}.",
                    DateWords.Clock(from.TimeOfDay),
                    DateWords.Clock(to.TimeOfDay),
                    DateWords.Zone(zone.Hours.Zone.Id),
                    scene.Reader.Clock(open),
                    scene.Reader.Clock(close),
                    scene.Reader.ZoneName(open)
                ]
            );
        }
    }

    private static IEnumerable<IHtmlContent> Holidays(EvidenceScene scene, CompiledCalendar calendar)
    {
        var today = scene.Reader.Now.InZone(calendar.Zones[0].Hours.Zone).Date;
        var next = calendar.Holidays.Days.FirstOrDefault(x => x.Key >= today);
        if (next.Value is { } name)
        {
            var date = DateWords.FullDate(next.Key, scene.Words);
            yield return EvidenceScene.Text(scene.T["Next holiday: {0}, {1}.", date, name.In(scene.Words)]);
        }
        if (calendar.Holidays.LastKnownYear is { } last)
        {
            yield return EvidenceScene.Text(scene.T["Holidays are known up to {0}.", last]);
        }
    }

    /// <summary>When the clocks of each zone change next.</summary>
    private static IEnumerable<IHtmlContent> Changes(EvidenceScene scene, CompiledCalendar calendar)
    {
        foreach (var zone in calendar.Zones.Select(x => x.Hours.Zone).Append(scene.Reader.Zone).Distinct())
        {
            var stretch = zone.GetZoneInterval(scene.Reader.Now);
            yield return stretch.HasEnd
                ? Phrase.With(
                    scene.T["The clocks of {0} change next on {1}."],
                    DateWords.Zone(zone.Id),
                    scene.Reader.When(stretch.End, Ui.Tags.WhenStyle.Day)
                )
                : EvidenceScene.Text(scene.T["The clocks of {0} never change.", DateWords.Zone(zone.Id)]);
        }
    }
}
