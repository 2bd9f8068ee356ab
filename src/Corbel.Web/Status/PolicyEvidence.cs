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
        var now = await db.Responses(actor, quarter.In(zone), reader.Now, OpenTime, cancel);
        var before = await db.Responses(actor, quarter.Before.In(zone), reader.Now, OpenTime, cancel);
        return
        [
            .. Severities(now),
            .. Hours(),
            .. await Channels(quarter.In(zone), cancel),
            .. await Reports(quarter.In(zone), cancel),
            .. await Waiting(quarter.In(zone), cancel),
            .. await Tiers(quarter.In(zone), cancel),
            .. target is null
                ? []
                : new[]
                {
                    Responses(target.Clause, now, t["this quarter"]),
                    Responses(target.Clause, before, t["last quarter"]),
                }.OfType<Evidence>(),
        ];
    }

    /// <summary>Clauses 6.1 to 6.3: how many issues of each severity came.</summary>
    private IEnumerable<Evidence> Severities(IReadOnlyList<ResponseFigures> figures) =>
        from severity in _document.Severities.Items
        let count = figures.Where(x => x.Severity == severity.Id).Sum(x => x.Decided + x.Running)
        where count > 0
        select new Evidence(severity.Clause) { Figure = Number(count), Of = t["this quarter"] };

    /// <summary>Clause 9: what was kept in a quarter, by severity; null where nothing fell due.</summary>
    private Evidence? Responses(string clause, IReadOnlyList<ResponseFigures> figures, string when)
    {
        var (kept, decided) = (figures.Sum(x => x.InTime), figures.Sum(x => x.Decided));
        if (decided == 0)
        {
            return null;
        }

        var running = figures.Sum(x => x.Running);
        return new(clause)
        {
            Look = kept == decided ? Promise.Kept : Promise.Late,
            Figure = t["{0} of {1}", kept, decided],
            Of = t["in time {0}", when],
            Heads = ["", t["in time"], t["half within"]],
            Rows =
            [
                .. from severity in _document.Severities.Items
                let one = figures.FirstOrDefault(x => x.Severity == severity.Id)
                where one is { Decided: > 0 }
                select (IReadOnlyList<string>)
                    [
                        severity.Name.In(reader.Words),
                        t["{0} of {1}", one.InTime, one.Decided].Value,
                        one.Median is { } median ? Minutes(median) : "",
                    ],
            ],
            Lines =
            [
                .. running switch
                {
                    0 => [],
                    1 => new[] { Text(t["One more is running."]) },
                    _ => [Text(t["{0} more are running.", running])],
                },
            ],
        };
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
        yield return new(clause) { Look = hours.IsOpen ? Promise.Calm : Promise.Closed, Lines = lines };
    }

    /// <summary>Clause 2.1: how many of the status reports owed were given in their time.</summary>
    private async Task<IEnumerable<Evidence>> Reports(Interval quarter, CancellationToken cancel)
    {
        var clause = _document.Targets.FirstOrDefault(x => x.Kind == TargetKind.StatusReport)?.Clause;
        var (kept, missed) = clause is null ? (0, 0) : await db.StatusReports(actor, quarter, reader.Now, cancel);
        return kept + missed == 0
            ? []
            :
            [
                new(clause!)
                {
                    Look = missed == 0 ? Promise.Kept : Promise.Late,
                    Figure = t["{0} of {1}", kept, kept + missed],
                    Of = t["status reports in time this quarter"],
                },
            ];
    }

    /// <summary>Clause 10: how long each side waited for the other.</summary>
    private async Task<IEnumerable<Evidence>> Waiting(Interval quarter, CancellationToken cancel)
    {
        if (_document.Cooperation is not { Clause: { } clause })
        {
            return [];
        }
        var (desk, customer) = await db.Waiting(actor, quarter, reader.Now, cancel);
        if (desk.All + customer.All == 0)
        {
            return [];
        }
        IReadOnlyList<string> Row(string who, WaitingFigures figures) =>
            [$"{who} ({figures.All})", Length(figures.Sum), figures.Median is { } median ? Length(median) : ""];
        return
        [
            new(clause)
            {
                Figure = Number(desk.All),
                Of = desk.All == 1 ? t["wait for an answer this quarter"] : t["waits for an answer this quarter"],
                Heads = ["", t["in all"], t["half within"]],
                Rows =
                [
                    Row(actor.IsStaff ? t["we for customers"] : t["we for you"], desk),
                    Row(actor.IsStaff ? t["customers for us"] : t["you for us"], customer),
                ],
            },
        ];
    }

    /// <summary>Days from two on, so that a long wait stays short to read.</summary>
    private string Length(Duration time)
    {
        var days = (int)time.TotalDays;
        return days < 2 ? Minutes(time) : t["{0} days", days];
    }

    /// <summary>Clause 7: by which way the issues came.</summary>
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
            new(clause)
            {
                Figure = Number(all),
                Of = all == 1 ? t["issue this quarter"] : t["issues this quarter"],
                Rows =
                [
                    .. names
                        .Where(x => counts.ContainsKey(x.Channel))
                        .Select(x => (IReadOnlyList<string>)[x.Name, Number(counts[x.Channel])]),
                ],
            },
        ];
    }

    /// <summary>Clauses 3 and 4: what the customer's own desk had, and what was handed over to the provider.</summary>
    private async Task<IEnumerable<Evidence>> Tiers(Interval quarter, CancellationToken cancel)
    {
        var counts = await db.Tiers(actor, quarter, cancel);
        var evidence = new List<Evidence>();
        if (_document.Support?.ByCustomer is { } customer && counts.OnOwnDesk is > 0 and var own)
        {
            evidence.Add(new(customer.Clause) { Figure = Number(own), Of = t["on your own desk this quarter"] });
        }
        if (_document.Support?.ByProvider is { } provider && counts.HandedOver > 0)
        {
            var sentBack = counts.SentBack;
            evidence.Add(
                new(provider.Clause)
                {
                    Figure = Number(counts.HandedOver),
                    Of = t["handed over this quarter"],
                    Lines = sentBack == 0 ? [] : [Text(t["{0} of them sent back.", sentBack])],
                }
            );
        }
        return evidence;
    }

    /// <summary>Where a calendar is read in two zones, the shorter time: it is the one that binds.</summary>
    private long OpenTime(string severity, Instant from, Instant to) =>
        policy.FirstResponseTarget(severity) is { } target
            ? policy.Calendars[target.Calendar].Zones.Min(zone => zone.Between(from, to))
            : 0;

    private string Minutes(Duration time) =>
        AmountWords.Short(Duration.FromMinutes(Math.Max(1, Math.Round(time.TotalMinutes))), reader.Words);

    private static string Number(int count) => count.ToString(CultureInfo.CurrentCulture);

    private static IHtmlContent Text(string text) => new HtmlContentBuilder().Append(text);
}
