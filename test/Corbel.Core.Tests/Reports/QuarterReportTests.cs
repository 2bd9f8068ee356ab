using System.Collections.Immutable;
using System.Text;
using Corbel.Core.Reports;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Tests.Reports;

/// <summary>A quarter in figures: what counts, what stands behind each, and what a later report says otherwise.</summary>
public sealed class QuarterReportTests
{
    private static readonly Instant From = Instant.FromUtc(2026, 7, 1, 0, 0);
    private static readonly Instant To = Instant.FromUtc(2026, 10, 1, 0, 0);

    private static QuarterRows Rows() =>
        new()
        {
            Quarter = "2026-Q3",
            From = From,
            To = To,
            At = To + Duration.FromHours(10),
            Zone = "Etc/GMT",
            ReaderZone = "Europe/London",
            Language = "en",
            Customer = "Harbour Bank",
            Provider = "Alliantist",
            Product = "ISMS.online",
            Severities = [new("1", "Severity 1", "6.1", "1 business hour"), new("2", "Severity 2", "6.2", "")],
            Issues =
            [
                Issue(1, "1", From - Duration.FromHours(1)),
                Issue(2, "1", From),
                Issue(3, "2", From + Duration.FromDays(3)) with
                {
                    Marked = true,
                    Subject = null,
                },
                Issue(4, null, To - Duration.FromMilliseconds(1)),
                Issue(5, "1", To),
            ],
            Responses = [Response(2, "1", late: false), Response(3, "2", late: true), Response(4, "2", late: true)],
            Waits =
            [
                new(2, WaitingSide.Desk, From, From + Duration.FromHours(2)),
                new(3, WaitingSide.Customer, From, null),
            ],
            Disputes = [new(1, From - Duration.FromDays(1), From, To)],
        };

    private static IssueRow Issue(long number, string? severity, Instant received) =>
        new(number, $"Issue {number}", Channel.Mail, false, severity, TicketStatus.Open, null, received, false);

    private static ResponseRow Response(long ticket, string severity, bool late) =>
        new(
            ticket,
            1,
            severity,
            From,
            From + Duration.FromHours(1),
            From + Duration.FromMinutes(late ? 90 : 30),
            late ? Verdict.Late : Verdict.Kept,
            late ? 5400 : 1800,
            []
        );

    private static ReportFigure Figure(string id, QuarterRows? rows = null) =>
        QuarterReport.Of(rows ?? Rows()).ById[id];

    [Fact]
    public void The_quarter_is_half_open_and_every_number_behind_a_figure_is_named_but_those_of_marked_tickets()
    {
        var all = Figure("issues");
        all.Value.ShouldBe(3, "received at the start counts, at the end of the quarter not");
        all.Tickets.ShouldBe([2L, 4L]);
        all.Unnamed.ShouldBe(1);
        Figure("issues.severity.none").Tickets.ShouldBe([4L]);
        Figure("open").Value.ShouldBe(5, "open is open, whenever it came");
        Figure("responses.2.late")
            .ShouldSatisfyAllConditions(
                x => x.Value.ShouldBe(2),
                x => x.Tickets.ShouldBe([4L]),
                x => x.Unnamed.ShouldBe(1)
            );
    }

    [Fact]
    public void The_figures_are_those_of_the_contracts_totals()
    {
        var rows = Rows();
        var totals = ClockFigures.Of(
            rows.Responses.Select(x => x.Sample),
            rows.At,
            (_, from, to) => (long)(to - from).TotalSeconds
        );
        foreach (var total in totals)
        {
            Figure($"responses.{total.Severity}.kept").Value.ShouldBe(total.Kept);
            Figure($"responses.{total.Severity}.late").Value.ShouldBe(total.Late);
            Figure($"responses.{total.Severity}.median").Value.ShouldBe((long)total.Median!.Value.TotalSeconds);
        }
        Figure("waiting.desk.sum").Value.ShouldBe(7200);
        Figure("waiting.customer.sum").Value.ShouldBe((long)(rows.At - From).TotalSeconds, "it lasts");
    }

    [Fact]
    public void What_was_down_at_once_counts_once_and_only_within_the_quarter()
    {
        var hour = Duration.FromHours(1);
        var rows = Rows() with
        {
            Outages =
            [
                new("Web", From - hour, From + hour, 1),
                new("Sign-in", From, From + (2 * hour), 1),
                // It lasts, and the quarter is over.
                new("Web", To - hour, null, 2),
            ],
        };
        Figure("outages", rows).Value.ShouldBe(3);
        Figure("outages.seconds", rows).Value.ShouldBe(3 * 3600);
    }

    [Fact]
    public void A_dispute_counts_in_the_quarter_in_which_each_of_its_steps_falls()
    {
        (Figure("disputes.raised").Value, Figure("disputes.objected").Value, Figure("disputes.decided").Value).ShouldBe(
            (0, 1, 0)
        );
    }

    [Fact]
    public void Rows_come_back_from_their_canonical_bytes_and_give_the_same_bytes()
    {
        var bytes = QuarterRowsJson.Write(Rows());

        QuarterRowsJson.Write(QuarterRowsJson.Read(bytes)).ShouldBe(bytes);
        Encoding
            .UTF8.GetString(bytes)
            .ShouldStartWith("{\"at\":\"2026-10-01T10:00:00Z\",\"customer\":\"Harbour Bank\"");
        QuarterDiff.Between(Rows(), QuarterRowsJson.Read(bytes)).ShouldBeEmpty();
    }

    [Fact]
    public void A_later_report_names_each_figure_that_changed_and_the_tickets_that_came_and_went()
    {
        var before = Rows();
        var after = before with
        {
            Issues = [.. before.Issues.Select(x => x.Number == 4 ? x with { Severity = "1" } : x)],
        };

        var changes = QuarterDiff.Between(before, after).ToDictionary(x => x.Figure.Id);

        changes["issues.severity.1"].Came.ShouldBe([4L]);
        changes["issues.severity.1"].Before!.Value.ShouldBe(1);
        changes["issues.severity.none"].After.ShouldBeNull("nothing is left to count");
        changes["issues.severity.none"].Went.ShouldBe([4L]);
        changes.ShouldNotContainKey("issues");
    }
}
