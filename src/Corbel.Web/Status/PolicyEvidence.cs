using System.Globalization;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Reports;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Reports;
using Corbel.Web.Portal;
using Corbel.Web.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using NodaTime;
using Promise = Corbel.Web.Ui.Promise;

namespace Corbel.Web.Status;

/// <summary>Gathers what the desk can show for each clause. Only what it enforces has evidence.</summary>
internal sealed class PolicyEvidence(DeskDb db, CompiledPolicy policy, Actor actor, Reader reader, IStringLocalizer t)
{
    private readonly PolicyDocument _document = policy.Document;

    public async Task<IReadOnlyList<Evidence>> Read(CancellationToken cancel)
    {
        var target = _document.Targets.FirstOrDefault(x => x.Kind == TargetKind.FirstResponse);
        var zone = target is null ? DateTimeZone.Utc : policy.Calendars[target.Calendar].Zones[0].Hours.Zone;
        var quarter = Quarter.Of(reader.Now, zone);
        return
        [
            .. Hours(),
            .. await Channels(quarter.In(zone), cancel),
            .. target is null ? [] : await Responses(target.Clause, quarter, zone, cancel),
        ];
    }

    /// <summary>Clause 9: what was kept this quarter and the last, by severity.</summary>
    private async Task<IEnumerable<Evidence>> Responses(
        string clause,
        Quarter quarter,
        DateTimeZone zone,
        CancellationToken cancel
    )
    {
        var now = await db.Responses(actor, quarter.In(zone), reader.Now, OpenTime, cancel);
        var before = await db.Responses(actor, quarter.Before.In(zone), reader.Now, OpenTime, cancel);
        return
        [
            Sum(clause, now, t["this quarter"], detailed: true),
            .. before.Sum(x => x.Decided) == 0 ? [] : new[] { Sum(clause, before, t["last quarter"], detailed: false) },
        ];
    }

    private Evidence Sum(string clause, IReadOnlyList<ResponseFigures> figures, string when, bool detailed)
    {
        var (kept, decided) = (figures.Sum(x => x.InTime), figures.Sum(x => x.Decided));
        if (decided == 0)
        {
            return new(clause, null, null, null, Text(t["No answer fell due {0}.", when]));
        }

        var lines = new List<IHtmlContent>();
        foreach (var severity in _document.Severities.Items)
        {
            if (detailed && figures.FirstOrDefault(x => x.Severity == severity.Id) is { Decided: > 0 } one)
            {
                lines.Add(Text(Line(severity.Name.In(reader.Words), one)));
            }
        }
        var running = figures.Sum(x => x.Running);
        if (running > 0)
        {
            lines.Add(Text(running == 1 ? t["One more is running."] : t["{0} more are running.", running]));
        }
        return new(
            clause,
            kept == decided ? Promise.Kept : Promise.Late,
            t["{0} of {1}", kept, decided],
            t["in time {0}", when],
            lines
        );
    }

    private string Line(string severity, ResponseFigures figures)
    {
        var share = t["{0}: {1} of {2}", severity, figures.InTime, figures.Decided];
        return figures.Median is { } median && median >= Duration.FromMinutes(1)
            ? t["{0}, half of them within {1}", share, AmountWords.Short(WholeMinutes(median), reader.Words)]
            : share;
    }

    /// <summary>The hours that count: open or closed now, and the next holiday.</summary>
    private IEnumerable<Evidence> Hours()
    {
        if (DeskHours.Of(policy, reader.Now) is not { Sum.Calendar: { Clause: { } clause } calendar } hours)
        {
            yield break;
        }

        var sentence = hours.IsOpen ? t["Open now, until {0}."] : t["Closed now, until {0}."];
        var lines = new List<IHtmlContent> { Phrase.With(sentence, reader.When(hours.Until)) };
        var compiled = policy.Calendars[calendar.Id];
        var today = reader.Now.InZone(compiled.Zones[0].Hours.Zone).Date;
        var next = compiled.Holidays.Days.FirstOrDefault(x => x.Key >= today);
        if (next.Value is { } name)
        {
            lines.Add(
                Text(t["Next holiday: {0}, {1}.", DateWords.FullDate(next.Key, reader.Words), name.In(reader.Words)])
            );
        }
        if (compiled.Holidays.LastKnownYear is { } last)
        {
            lines.Add(Text(t["Holidays are known up to {0}.", last]));
        }
        yield return new(clause, hours.IsOpen ? Promise.Calm : Promise.Closed, null, null, lines);
    }

    private async Task<IEnumerable<Evidence>> Channels(Interval quarter, CancellationToken cancel)
    {
        var clause = _document.Channels.Mail?.Clause ?? _document.Channels.Portal?.Clause;
        var counts = await db.Channels(actor, quarter, cancel);
        var all = counts.Values.Sum();
        if (clause is null || all == 0)
        {
            return [];
        }

        (Channel Channel, string Name)[] names =
        [
            (Channel.Mail, t["by e-mail"]),
            (Channel.Portal, t["on these pages"]),
            (Channel.Chat, t["by chat"]),
            (Channel.Telephone, t["by telephone"]),
        ];
        return
        [
            new(
                clause,
                null,
                all.ToString(CultureInfo.CurrentCulture),
                all == 1 ? t["issue this quarter"] : t["issues this quarter"],
                [.. names.Where(x => counts.ContainsKey(x.Channel)).Select(x => Text($"{counts[x.Channel]} {x.Name}"))]
            ),
        ];
    }

    /// <summary>Where a calendar is read in two zones, the shorter time: it is the one that binds.</summary>
    private long OpenTime(string severity, Instant from, Instant to) =>
        policy.FirstResponseTarget(severity) is { } target
            ? policy.Calendars[target.Calendar].Zones.Min(zone => zone.Between(from, to))
            : 0;

    private static Duration WholeMinutes(Duration time) => Duration.FromMinutes(Math.Round(time.TotalMinutes));

    private static IHtmlContent Text(string text) => new HtmlContentBuilder().Append(text);
}
