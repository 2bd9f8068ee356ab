using Corbel.Core.Records;
using Corbel.Desk.Policies;
using Corbel.Web.Ui;
using Corbel.Web.Ui.Tags;
using Microsoft.AspNetCore.Html;
using NodaTime;

namespace Corbel.Web.Status;

/// <summary>Records in the words of the margin.</summary>
internal static class RecordWords
{
    /// <summary>June 2026: the period that begins then.</summary>
    public static string Period(EvidenceScene scene, RecordKind kind, Instant start) =>
        kind.Period is { } period
            ? RecordSpan.Words(period, start, DateTimeZoneProviders.Tzdb[kind.Zone], scene.Words)
            : scene.Reader.Day(start);

    /// <summary>Jun 2026: the same for a row of a table.</summary>
    public static string Short(EvidenceScene scene, RecordKind kind, Instant start) =>
        kind.Period is { } period
            ? RecordSpan.Short(period, start, DateTimeZoneProviders.Tzdb[kind.Zone], scene.Words)
            : scene.Reader.Day(start);

    /// <summary>The list of the records, for staff.</summary>
    public static string? Address(EvidenceScene scene, RecordKind kind)
    {
        if (!scene.Actor.IsStaff)
            return null;
        var query = new QueryString().Add("fact", kind.Fact);
        return "/console/records"
            + (scene.Scope.Organisation is { } one ? query.Add("customer", one.ToString()) : query);
    }

    /// <summary>The figure of a kind that happens at times: how many this quarter, and what came last.</summary>
    public static Evidence Of(
        EvidenceScene scene,
        Evidence place,
        RecordKind kind,
        RecordBook book,
        string one,
        string many
    )
    {
        var (now, all) = (book.In(kind, scene.ThisQuarter), book.Of(kind));
        var last = all is [var latest, ..] ? new[] { Last(scene, kind, latest) } : [];
        return now.Count == 0
            ? place with
            {
                Lines = [scene.Nothing, .. last],
            }
            : place with
            {
                Figure = new(EvidenceScene.Number(now.Count), Address(scene, kind)),
                Of = now.Count == 1 ? one : many,
                Lines = last,
            };
    }

    private static IHtmlContent Last(EvidenceScene scene, RecordKind kind, ClauseRecord record) =>
        Phrase.With(
            record.Corrects is null ? scene.T["Last: {0}, {1}."] : scene.T["Last: {0}, {1} (corrected)."],
            kind.Bare ? RecordFigures.Parse(record.Figures).Say(kind.Figures[0], scene.Words) : record.Title,
            kind.Period is null ? scene.Reader.When(record.FromAt, WhenStyle.Day) : Period(scene, kind, record.FromAt)
        );
}
