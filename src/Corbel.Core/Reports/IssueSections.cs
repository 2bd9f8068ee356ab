using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Reports;

/// <summary>The parts of the report that are about issues.</summary>
internal static class IssueSections
{
    public static ReportSection Received(QuarterCount count) =>
        new(
            "issues",
            new("Issues received", "Ontvangen meldingen"),
            [
                count.Count("issues", new("Issues received", "Ontvangen meldingen"), "8", count.Received),
                .. count
                    .SeverityOrder(count.Received.Select(x => x.Severity))
                    .Select(id =>
                        count.Count(
                            $"issues.severity.{id ?? "none"}",
                            count.SeverityName(id),
                            "6",
                            count.Received.Where(x => x.Severity == id)
                        )
                    ),
                .. Enum.GetValues<Channel>()
                    .Select(way =>
                        count.Count(
                            $"issues.channel.{Name(way)}",
                            Way(way),
                            "7",
                            count.Received.Where(x => x.Channel == way)
                        )
                    ),
                count.Count(
                    "issues.courtesy",
                    new("Of the calls: by courtesy", "Van de gesprekken: als service"),
                    "7",
                    count.Received.Where(x => x.Courtesy)
                ),
                .. Enum.GetValues<TicketStatus>()
                    .Select(state =>
                        count.Count(
                            $"issues.state.{Name(state)}",
                            State(state),
                            "8",
                            count.Received.Where(x => x.Status == state)
                        )
                    ),
                count.Count(
                    "issues.not-attributable",
                    new("Not attributable to the product", "Niet aan het product toe te schrijven"),
                    "6",
                    count.Received.Where(x => x.Outcome == ResolutionOutcome.NotAttributable)
                ),
            ]
        );

    /// <summary>The same samples and the same sums as the contract's totals on the policy page.</summary>
    public static ReportSection Responses(QuarterCount count)
    {
        var rows = count.Rows;
        var open = rows
            .Responses.Where(x => x.Ended is not null)
            .GroupBy(x => (x.Severity, x.From, x.Ended!.Value))
            .ToDictionary(x => x.Key, x => x.First().OpenSeconds ?? 0);
        var figures = ClockFigures.Of(
            rows.Responses.Select(x => x.Sample),
            rows.At,
            (severity, from, to) => open[(severity, from, to)]
        );
        var order = count.SeverityOrder(figures.Select(x => x.Severity)).ToList();
        return new(
            "responses",
            new("First responses", "Eerste reacties"),
            [.. figures.OrderBy(x => order.IndexOf(x.Severity)).SelectMany(x => OfSeverity(count, x))]
        );
    }

    private static IEnumerable<ReportFigure> OfSeverity(QuarterCount count, ClockFigures figures)
    {
        var (rows, id) = (count.Rows, figures.Severity);
        var own = rows.Responses.Where(x => x.Severity == id).ToList();
        var name = count.SeverityName(id);
        ReportFigure Of(string part, string en, string nl, int value, Func<ResponseRow, bool> which) =>
            count.Figure(
                $"responses.{id}.{part}",
                new($"{name.En}: {en}", $"{name.Nl}: {nl}"),
                value,
                FigureUnit.Count,
                "9",
                own.Where(which).Select(x => x.Ticket)
            );
        bool Is(ResponseRow row, Verdict verdict) => row.Sample.At(rows.At) == verdict;
        yield return Of("kept", "in time", "op tijd", figures.Kept, x => Is(x, Verdict.Kept));
        yield return Of("late", "late", "te laat", figures.Late, x => Is(x, Verdict.Late));
        yield return Of(
            "reclassified",
            "of the late ones, late by reclassification",
            "waarvan te laat door herindeling",
            figures.Reclassified,
            x => x.Verdict == Verdict.LateByReclassification
        );
        yield return Of("running", "not due yet", "nog niet verstreken", figures.Running, x => Is(x, Verdict.Running));
        yield return Of(
            "withdrawn",
            "no longer owed",
            "niet meer verschuldigd",
            figures.Withdrawn,
            x => Is(x, Verdict.Withdrawn)
        );
        yield return count.Figure(
            $"responses.{id}.median",
            new($"{name.En}: half within", $"{name.Nl}: de helft binnen"),
            figures.Median is { } median ? (long)median.TotalSeconds : null,
            FigureUnit.Seconds,
            "9",
            own.Where(x => x.Ended is not null && x.Verdict != Verdict.Withdrawn).Select(x => x.Ticket)
        );
    }

    public static ReportSection Waiting(QuarterCount count) =>
        new(
            "waiting",
            new("Waiting times", "Wachttijden"),
            [
                .. Waiting(count, WaitingSide.Desk, new("We waited for you", "Wij wachtten op u")),
                .. Waiting(count, WaitingSide.Customer, new("You waited for us", "U wachtte op ons")),
            ]
        );

    private static IEnumerable<ReportFigure> Waiting(QuarterCount count, WaitingSide side, LocalText who)
    {
        var own = count.Rows.Waits.Where(x => x.Side == side).ToList();
        var sums = WaitingFigures.Of(own.Select(x => new WaitSample(x.From, x.To)), count.Rows.At);
        var tickets = own.ConvertAll(x => x.Ticket);
        ReportFigure Of(string part, string en, string nl, long? value, FigureUnit unit) =>
            count.Figure(
                $"waiting.{Name(side)}.{part}",
                new($"{who.En}: {en}", $"{who.Nl}: {nl}"),
                value,
                unit,
                "10",
                tickets
            );
        yield return Of("times", "times", "aantal keren", sums.All, FigureUnit.Count);
        yield return Of("sum", "all together", "bij elkaar", (long)sums.Sum.TotalSeconds, FigureUnit.Seconds);
        yield return Of("median", "half within", "de helft binnen", Seconds(sums.Median), FigureUnit.Seconds);
    }

    public static ReportSection Disputes(QuarterCount count)
    {
        ReportFigure Of(string part, string en, string nl, Func<DisputeRow, Instant?> at) =>
            count.Count(
                $"disputes.{part}",
                new(en, nl),
                "6",
                count.Rows.Disputes.Where(x => count.In(at(x))),
                x => x.Ticket
            );
        return new(
            "disputes",
            new("Severities in dispute", "Betwiste ernstniveaus"),
            [
                Of("raised", "Disputed", "Betwist", x => x.RaisedAt),
                Of("objected", "Objections by you", "Bezwaren van u", x => x.ObjectedAt),
                Of("decided", "Decided after an objection", "Na bezwaar beslist", x => x.DecidedAt),
            ]
        );
    }

    /// <summary>What is open at the instant of the report, whenever it was received.</summary>
    public static ReportSection Open(QuarterCount count)
    {
        var open = count.Rows.Issues.Where(x => x.Status == TicketStatus.Open).ToList();
        return new(
            "open",
            new("Open issues", "Openstaande meldingen"),
            [
                count.Count("open", new("Open issues", "Openstaande meldingen"), "8", open),
                .. count
                    .SeverityOrder(open.Select(x => x.Severity))
                    .Select(id =>
                        count.Count(
                            $"open.severity.{id ?? "none"}",
                            count.SeverityName(id),
                            "6",
                            open.Where(x => x.Severity == id)
                        )
                    ),
            ]
        );
    }

    private static long? Seconds(Duration? length) => length is { } known ? (long)known.TotalSeconds : null;

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A way in, in words.</summary>
    internal static LocalText Way(Channel way) =>
        way switch
        {
            Channel.Mail => new("By mail", "Per e-mail"),
            Channel.Portal => new("On these pages", "Via het portaal"),
            Channel.Chat => new("By chat", "Via de chat"),
            _ => new("By telephone", "Per telefoon"),
        };

    /// <summary>A state, in words.</summary>
    internal static LocalText State(TicketStatus state) =>
        state switch
        {
            TicketStatus.Open => new("Still open", "Nog open"),
            TicketStatus.Resolved => new("Resolved", "Opgelost"),
            _ => new("Goes on in another issue", "Loopt door in een andere melding"),
        };
}
