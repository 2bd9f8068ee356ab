using System.Globalization;
using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Core.Sla;
using NodaTime;

namespace Corbel.Desk.Reports;

/// <summary>Values of a report in words. No culture of the machine takes part: the same rows read the same everywhere.</summary>
internal sealed class ReportWords(QuarterRows rows)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[rows.Zone];
    private readonly DateTimeZone reader = DateTimeZoneProviders.Tzdb[rows.ReaderZone];

    public Language Language { get; } = rows.Language == "nl" ? Language.Nl : Language.En;

    public string Of(string en, string nl) => Language == Language.Nl ? nl : en;

    public string Of(LocalText text) => text.In(Language);

    public string When(Instant at) => DateWords.Moment(at, zone, reader, Language);

    public string When(Instant? at) => at is { } known ? When(known) : "";

    public string Day(Instant at) => DateWords.FullDate(at.InZone(zone).Date, Language);

    /// <summary>The quarter by its first and last day.</summary>
    public string Days => $"{Day(rows.From)} – {Day(rows.To - Duration.Epsilon)}";

    public string Value(ReportFigure figure) => Value(figure.Value, figure.Unit);

    public string Value(long? value, FigureUnit unit) =>
        value is not { } known ? "–"
        : unit == FigureUnit.Seconds ? AmountWords.Short(Duration.FromSeconds(known), Language)
        : unit == FigureUnit.Share ? AmountWords.Percent(known / 1000m, Language)
        : Number(known);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public string Length(Instant from, Instant to) =>
        AmountWords.Short(Duration.FromSeconds((long)(to - from).TotalSeconds), Language);

    public string Severity(string? id) =>
        id is null ? Of("none yet", "nog geen") : rows.Severities.FirstOrDefault(x => x.Id == id)?.Name ?? id;

    public string Verdict(ResponseRow row) =>
        row.Verdict == Core.Sla.Verdict.LateByReclassification
            ? Of("late by reclassification", "te laat door herindeling")
            : row.Sample.At(rows.At) switch
            {
                Core.Sla.Verdict.Kept => Of("in time", "op tijd"),
                Core.Sla.Verdict.Late => Of("late", "te laat"),
                Core.Sla.Verdict.Withdrawn => Of("no longer owed", "niet meer verschuldigd"),
                _ => Of("not due yet", "nog niet verstreken"),
            };

    /// <summary>Of an expectation (clause 1), so never "kept" or "guaranteed".</summary>
    public string Verdict(MonthRow row) =>
        row.Verdict switch
        {
            MonthVerdict.Met => Of("expectation met", "verwachting gehaald"),
            MonthVerdict.Missed => Of("expectation missed", "verwachting niet gehaald"),
            _ => Of("not proven", "niet aangetoond"),
        };

    public string Clause(string clause) =>
        clause == "preamble" ? Of("preamble", "aanhef") : Of($"clause {clause}", $"artikel {clause}");
}
