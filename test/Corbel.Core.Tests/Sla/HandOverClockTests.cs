using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>
/// What a hand-over does to the clocks of both tickets, by a policy with a target of each kind. On that day the desk is open
/// from 09:00 to 18:00 UTC.
/// </summary>
public sealed class HandOverClockTests
{
    private static readonly Guid Own = new("00000000-0000-0000-0000-00000000000c");
    private static readonly Guid Provider = new("00000000-0000-0000-0000-00000000000d");

    private static readonly CompiledPolicy Policy = CompiledPolicy.Compile(
        TestPolicy.Document with
        {
            Targets =
            [
                Target(TargetKind.FirstResponse, 1),
                Target(TargetKind.NextResponse, 2),
                Target(TargetKind.StatusReport, 3),
                Target(TargetKind.Resolution, 8),
            ],
        },
        TestPolicy.Lists
    );

    private static TargetSpec Target(TargetKind kind, int hours)
    {
        var limit = new TimeLimit(hours * 3600L, 0);
        return new()
        {
            Clause = "9",
            Kind = kind,
            Severity = "1",
            Calendar = "business-hour",
            Within = kind == TargetKind.StatusReport ? null : limit,
            Every = kind == TargetKind.StatusReport ? limit : null,
        };
    }

    private static ImmutableArray<Clock> Clocks(
        Guid? handedOverFrom,
        string now,
        params (string At, Happening What)[] told
    )
    {
        var receipt = new Receipt(Channel.Portal, Own, Own, "1", ReceivedBasis.Arrival, "v1", null, "en")
        {
            HandedOverFrom = handedOverFrom,
            Desk = handedOverFrom is null ? Own : null,
        };
        Instant When(string at) => At($"2026-07-15 {at}");
        var journal = told.Prepend(("09:00", receipt))
            .Select(
                (x, i) =>
                    new Entry(
                        Own,
                        i + 1,
                        When(x.At),
                        When(x.At),
                        x.What is StaffReply ? Doer.Staff(Own) : Doer.Desk,
                        x.What,
                        null
                    )
            )
            .ToList();
        return Core.Sla.Clocks.Of(Policy, journal, When(now));
    }

    [Fact]
    public void On_the_customers_desk_handing_over_and_coming_back_move_no_clock()
    {
        foreach (var now in (string[])["09:30", "10:30", "17:30"])
            Clocks(null, now, ("09:10", new HandOver(Provider)), ("10:00", new HandBack(Provider)))
                .ShouldBe(Clocks(null, now), $"at {now}");
    }

    [Fact]
    public void On_the_providers_desk_every_clock_runs_but_that_of_the_status_reports()
    {
        Clocks(null, "09:30")
            .Select(x => x.Kind)
            .ShouldBe([TargetKind.FirstResponse, TargetKind.StatusReport, TargetKind.Resolution]);

        var handedOver = Clocks(Own, "09:30");

        handedOver
            .Select(x => (x.Kind, x.Due))
            .ShouldBe([
                (TargetKind.FirstResponse, At("2026-07-15 10:00")),
                (TargetKind.Resolution, At("2026-07-15 17:00")),
            ]);
    }

    [Fact]
    public void A_new_cycle_and_a_contact_begin_no_report_there_either()
    {
        var clocks = Clocks(
            Own,
            "17:59",
            ("09:30", new StaffReply(Channel.Portal)),
            ("09:30", new Contact(Channel.Portal, 2)),
            ("09:30", new Resolution(ResolutionOutcome.SentBack)),
            ("11:00", new Reopening(null, At("2026-07-15 11:00")))
        );

        clocks.ShouldAllBe(x => x.Kind != TargetKind.StatusReport);
        clocks
            .FirstResponses()
            .Select(x => (x.Due, x.Verdict))
            .ShouldBe([(At("2026-07-15 10:00"), Verdict.Kept), (At("2026-07-15 12:00"), Verdict.Late)]);
    }

    [Fact]
    public void Sending_back_with_the_reason_answers_and_ends_the_clocks()
    {
        var clocks = Clocks(
            Own,
            "17:59",
            ("09:30", new StaffReply(Channel.Portal)),
            ("09:30", new Contact(Channel.Portal, 2)),
            ("09:30", new Resolution(ResolutionOutcome.SentBack))
        );

        clocks.ShouldAllBe(x => x.EndedAt == At("2026-07-15 09:30") && x.Verdict == Verdict.Kept);
    }
}
