using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Tickets;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

/// <summary>
/// The table "What happens to each clock" of docs/policy-reference.md, a test a row under the row's name. The day is open
/// from 09:00 to 18:00 UTC. Severity 1: first response 1 h, next response 2 h, a status report each day, resolution 8 h;
/// severity 2: 4 h, 4 h, every 2 days, 16 h; severity 3: 8 h, 8 h, none, none.
/// </summary>
public sealed class ClockTableTests
{
    private static readonly CompiledPolicy Policy = TestPolicy.Compile(TestPolicy.WithAllKinds);
    private static readonly Guid Anna = new("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Bob = new("00000000-0000-0000-0000-00000000000b");
    private static readonly Guid Other = new("00000000-0000-0000-0000-0000000000ff");
    private const string Next = "2026-07-16";

    private static Story Answered => Story.Received("09:00", "1").Reply("09:30");

    private static Story Asking =>
        Answered.Add("10:00", Doer.Customer(Anna), new CustomerMessage(Channel.Mail, null, false));

    /// <summary>How each kind stands, such as "first kept, next running, report kept running, resolution running".</summary>
    private static string Stand(Story story, string now, CompiledPolicy? policy = null) =>
        string.Join(
            ", ",
            story
                .Clocks(policy ?? Policy, now)
                .GroupBy(x => x.Kind)
                .Select(x => $"{Name(x.Key)} {string.Join(' ', x.Select(c => Word(c.Verdict)))}")
        );

    private static string Name(TargetKind kind) =>
        kind switch
        {
            TargetKind.FirstResponse => "first",
            TargetKind.NextResponse => "next",
            TargetKind.StatusReport => "report",
            _ => "resolution",
        };

    private static string Word(Verdict verdict) =>
        verdict switch
        {
            Verdict.LateByReclassification => "reclassified",
            _ => verdict.ToString().ToLowerInvariant(),
        };

    private static Clock Of(Story story, TargetKind kind, string now = "2026-07-20 09:00") =>
        story.Clocks(Policy, now).Last(x => x.Kind == kind);

    [Fact]
    public void Receipt() =>
        Stand(Story.Received("09:00", "1"), "09:10").ShouldBe("first running, report running, resolution running");

    [Fact]
    public void Contact()
    {
        Stand(Answered, "09:40").ShouldBe("first kept, report kept running, resolution running");
        // The next report is counted from the contact: due at the closing of the next open day.
        Of(Answered, TargetKind.StatusReport, "09:40").Due.ShouldBe(At($"{Next} 18:00"));
    }

    [Fact]
    public void Contact_where_a_report_must_be_marked()
    {
        var policy = TestPolicy.Compile(
            TestPolicy.WithAllKinds with
            {
                Readings = new ReadingsSpec { StatusReport = StatusReportReading.MarkedOnly },
            }
        );
        Stand(Answered, "09:40", policy).ShouldBe("first kept, report running, resolution running");
        var marked = Answered
            .Add("10:00", Doer.Staff(Bob), new StaffReply(Channel.Mail) { Report = true })
            .Add("10:00", Doer.Desk, new Contact(Channel.Mail, 4));
        Stand(marked, "10:10", policy).ShouldBe("first kept, report kept running, resolution running");
    }

    [Fact]
    public void A_report_that_was_missed()
    {
        // Two were due by the closing of the 16th and of the 17th; the rhythm goes on from each.
        var story = Story.Received("09:00", "1").Reply("09:30");
        Stand(story, "2026-07-18 09:00").ShouldBe("first kept, report kept late late running, resolution late");
        story.Clocks(Policy, "2026-07-18 09:00").Count(x => x.IsOpen).ShouldBe(2);
    }

    [Fact]
    public void The_customer_writes_again()
    {
        Stand(Asking, "10:30").ShouldBe("first kept, next running, report kept running, resolution running");
        Of(Asking, TargetKind.NextResponse, "10:30").Due.ShouldBe(At("2026-07-15 12:00"));
        // Several in a row are answered together, by the due instant of the first.
        var more = Asking.Add("10:20", Doer.Customer(Anna), new CustomerMessage(Channel.Mail, null, false));
        Stand(more, "10:30").ShouldBe(Stand(Asking, "10:30"));
        Stand(more.Reply("11:00"), "11:30")
            .ShouldBe("first kept, next kept, report kept kept running, resolution running");
    }

    [Fact]
    public void A_machine_writes()
    {
        var story = Answered.Add("10:00", Doer.Customer(Anna), new CustomerMessage(Channel.Mail, null, true));
        Stand(story, "10:30").ShouldBe(Stand(Answered, "10:30"));
    }

    [Fact]
    public void Bounce()
    {
        var story = Asking.Reply("10:30");
        Stand(story, "11:00").ShouldBe("first kept, next kept, report kept kept running, resolution running");
        // The reply that answered the next message came back: that one is owed again, the report too.
        Stand(story.Bounce(5, "11:00"), "11:10")
            .ShouldBe("first kept, next running, report kept running, resolution running");
    }

    [Fact]
    public void Resolved()
    {
        Stand(Asking.Add("11:00", Doer.Staff(Bob), new Resolution(ResolutionOutcome.Solved)), "11:10")
            .ShouldBe("first kept, next withdrawn, report kept withdrawn, resolution kept");
        // Resolving is no contact.
        Stand(
                Story.Received("09:00", "1").Add("09:10", Doer.Staff(Bob), new Resolution(ResolutionOutcome.Solved)),
                "10:10"
            )
            .ShouldBe("first late, report withdrawn, resolution kept");
    }

    [Fact]
    public void Sent_back() =>
        Stand(Asking.Add("11:00", Doer.Staff(Bob), new Resolution(ResolutionOutcome.SentBack)), "11:10")
            .ShouldBe("first kept, next withdrawn, report kept withdrawn, resolution kept");

    [Fact]
    public void Reopened()
    {
        var story = Answered
            .Add("10:00", Doer.Staff(Bob), new Resolution(ResolutionOutcome.Solved))
            .Reopen($"{Next} 09:00");
        Stand(story, $"{Next} 09:30")
            .ShouldBe("first kept running, report kept withdrawn running, resolution kept running");
    }

    [Fact]
    public void Marked_as_a_new_problem()
    {
        // The clock counts from the message; its next response gives way to the new first one.
        var story = Asking.Add("10:15", Doer.Staff(Bob), new Reopening(4, At("2026-07-15 10:00")));
        Stand(story, "10:30")
            .ShouldBe("first kept running, next withdrawn, report kept withdrawn running, resolution running running");
        Of(story, TargetKind.FirstResponse, "10:30").Due.ShouldBe(At("2026-07-15 11:00"));
    }

    [Fact]
    public void Reopened_read_as_resuming()
    {
        var policy = TestPolicy.Compile(
            TestPolicy.WithAllKinds with
            {
                Readings = new ReadingsSpec { Reopened = ReopenedReading.Resumes },
            }
        );
        var story = Answered.Add("10:00", Doer.Staff(Bob), new Resolution(ResolutionOutcome.Solved)).Reopen("12:00");
        Stand(story, "12:10", policy).ShouldBe("first kept, report kept withdrawn running, resolution running");
        story.Clocks(policy, "12:10").Last().Due.ShouldBe(At($"{Next} 10:00"));
    }

    [Fact]
    public void Merged_from()
    {
        Stand(Asking.Add("10:10", Doer.Staff(Bob), new Merge(Other)), "10:30")
            .ShouldBe("first kept, next running, report kept withdrawn, resolution withdrawn");
        Stand(
                Asking
                    .Add("10:10", Doer.Staff(Bob), new Merge(Other))
                    .Add("10:20", Doer.Desk, new ContactElsewhere(Channel.Portal, Other, 4)),
                "10:30"
            )
            .ShouldBe("first kept, next kept, report kept withdrawn, resolution withdrawn");
        var unanswered = Story.Received("09:00", "1").Add("09:10", Doer.Staff(Bob), new Merge(Other));
        Stand(unanswered, "10:10").ShouldBe("first late, report withdrawn, resolution withdrawn");
        Stand(unanswered.Add("09:50", Doer.Desk, new ContactElsewhere(Channel.Portal, Other, 4)), "10:10")
            .ShouldBe("first kept, report withdrawn, resolution withdrawn");
    }

    [Fact]
    public void Merged_into() =>
        Stand(Asking.Add("10:10", Doer.Staff(Bob), new MergedIn(Other)), "10:30").ShouldBe(Stand(Asking, "10:30"));

    [Fact]
    public void A_contact_elsewhere_that_comes_back_falls()
    {
        var story = Story
            .Received("09:00", "1")
            .Add("09:10", Doer.Staff(Bob), new Merge(Other))
            .Add("09:50", Doer.Desk, new ContactElsewhere(Channel.Mail, Other, 4))
            .Add("10:05", Doer.Desk, new DeliveryFailure(4) { Ticket = Other });
        Stand(story, "10:10").ShouldBe("first late, report withdrawn, resolution withdrawn");
        // A reply of its own with that number is another one.
        Stand(Answered.Add("09:40", Doer.Desk, new DeliveryFailure(2) { Ticket = Other }), "09:50")
            .ShouldBe(Stand(Answered, "09:50"));
    }

    [Fact]
    public void Split_from()
    {
        Stand(Asking.Add("10:10", Doer.Staff(Bob), new Split(Other, 4)), "10:30").ShouldBe(Stand(Asking, "10:30"));
        // Where no other message is left unanswered, the next answer is owed on the new ticket alone.
        Stand(Asking.Add("10:10", Doer.Staff(Bob), new Split(Other, 4) { LeavesNothing = true }), "10:30")
            .ShouldBe("first kept, next withdrawn, report kept running, resolution running");
    }

    [Fact]
    public void Split_new()
    {
        var story = Story.Received("10:00", "1").Add("10:30", Doer.Desk, new ContactElsewhere(Channel.Mail, Other, 5));
        Stand(story, "10:40").ShouldBe("first kept, report kept running, resolution running");
        Of(story, TargetKind.FirstResponse).EndedAt.ShouldBe(At("2026-07-15 10:30"));
    }

    [Fact]
    public void Handed_over_sent() =>
        Stand(
                Asking.Add("10:10", Doer.Staff(Bob), new HandOver(Other)).Add("10:20", Doer.Desk, new HandBack(Other)),
                "10:30"
            )
            .ShouldBe(Stand(Asking, "10:30"));

    [Fact]
    public void Handed_over_received()
    {
        Stand(Story.HandedOver("09:00", "1"), "09:10").ShouldBe("first running, resolution running");
        Stand(Story.HandedOver("09:00", "1").Reply("09:30"), "2026-07-20 09:00")
            .ShouldBe("first kept, resolution late");
    }

    [Fact]
    public void Severity_raised()
    {
        // Raised before the first contact it counts from the receipt; after it the clocks that run do.
        Of(Story.Received("09:00", "2").StaffSets("09:10", "1"), TargetKind.FirstResponse)
            .Due.ShouldBe(At("2026-07-15 10:00"));
        var story = Story.Received("09:00", "2").Reply("09:30").StaffSets("10:00", "1");
        Of(story, TargetKind.Resolution, "10:10").Due.ShouldBe(At("2026-07-15 17:00"));
        Of(story, TargetKind.StatusReport, "10:10").Due.ShouldBe(At($"{Next} 18:00"));
        Of(story, TargetKind.FirstResponse, "10:10").Severity.ShouldBe("2");
        // Late although the customer's own lower statement would have been kept.
        Stand(Story.Received("09:00", "2").CustomerSets("10:30", "1").Reply("10:40"), "10:50")
            .ShouldBe("first reclassified, report kept running, resolution running");
    }

    [Fact]
    public void Severity_lowered()
    {
        var story = Story.Received("09:00", "1").CustomerSets("09:10", "2");
        Of(story, TargetKind.FirstResponse, "09:20").Due.ShouldBe(At("2026-07-15 13:00"));
        // Where the policy promises nothing for it, nothing is owed any more.
        Stand(Answered.CustomerSets("09:40", "3"), "09:50").ShouldBe("first kept, report kept");
        // What has run out stays so.
        Stand(Story.Received("09:00", "1").CustomerSets("10:10", "2"), "10:20").ShouldStartWith("first late");
    }

    [Fact]
    public void Severity_disputed()
    {
        var story = Story.Received("09:00", "1").StaffSets("09:10", "2");
        foreach (var clock in story.Clocks(Policy, "09:20"))
        {
            clock.Severity.ShouldBe("1");
            clock.InDispute!.Severity.ShouldBe("2");
        }
        Of(story, TargetKind.FirstResponse, "09:20").InDispute!.Due.ShouldBe(At("2026-07-15 13:00"));
        // Accepted, the lower one drives.
        Of(story.CustomerSets("09:20", "2"), TargetKind.FirstResponse, "09:30").Due.ShouldBe(At("2026-07-15 13:00"));
    }

    [Fact]
    public void Severity_objected()
    {
        var story = Story
            .Received("09:00", "1")
            .StaffSets("09:10", "2")
            .Add("09:15", Doer.Customer(Anna), new SeverityObjection());
        story.Clocks(Policy, "09:20").ShouldAllBe(x => x.Severity == "1" && x.InDispute != null);
    }

    [Fact]
    public void Severity_decided()
    {
        var story = Story
            .Received("09:00", "1")
            .StaffSets("09:10", "2")
            .Add("09:15", Doer.Customer(Anna), new SeverityObjection())
            .Add("09:20", Doer.Staff(Bob), new SeverityDecision("2"));
        story.Clocks(Policy, "09:30").ShouldAllBe(x => x.Severity == "2" && x.InDispute == null);
        Of(story, TargetKind.FirstResponse, "09:30").Due.ShouldBe(At("2026-07-15 13:00"));
        // A stricter claim after it is written down and changes nothing.
        Of(story.CustomerSets("09:40", "1"), TargetKind.FirstResponse, "09:50").Severity.ShouldBe("2");
    }

    [Fact]
    public void Waiting_for_the_customer()
    {
        var policy = TestPolicy.Compile(
            TestPolicy.WithAllKinds with
            {
                Readings = new ReadingsSpec { WaitingStops = [TargetKind.NextResponse, TargetKind.Resolution] },
            }
        );
        var story = Answered.Add("09:30", Doer.Staff(Bob), new Wait(2));
        Stand(story, "10:30").ShouldBe("first kept, report kept running, resolution running");
        Stand(story, "10:30", policy).ShouldBe("first kept, report kept running, resolution paused");
        // Asked at the very instant at which the wait begins, the sum knows of it as the clock does.
        var stopped = story.Clocks(policy, "09:30").Last();
        (stopped.Due, Explaining.Of(stopped)!.Due, stopped.Pauses.Length).ShouldBe((null, null, 1));
        var answered = story.Add("11:30", Doer.Customer(Anna), new CustomerMessage(Channel.Mail, null, false));
        // Two hours do not count: 8 h from 09:00 end at 10:00 of the next day.
        answered.Clocks(policy, "11:40").Last().Due.ShouldBe(At($"{Next} 10:00"));
        var ended = story.Add("10:30", Doer.Staff(Bob), new WaitEnd());
        ended.Clocks(policy, "11:40").Last().Due.ShouldBe(At("2026-07-15 18:00"));
    }

    [Fact]
    public void Holidays_changed()
    {
        var later = TestPolicy.CompileClosed(TestPolicy.WithAllKinds, new LocalDate(2026, 7, 16));
        var terms = TicketTerms.Of(Policy, new Dictionary<string, CompiledPolicy> { ["new"] = later });
        var story = Story.Received("14:00", "1").Reply("14:30").Add("15:00", Doer.Desk, new HolidayChange("new"));
        var clocks = Clocks.Of(terms, story.Entries, At("2026-07-15 15:10"));
        // What has ended stays; what runs is counted by the new list: the 16th is closed now.
        clocks.First(x => x.Kind == TargetKind.FirstResponse).HolidaySteps.ShouldBeEmpty();
        clocks.Last(x => x.Kind == TargetKind.Resolution).Due.ShouldBe(At("2026-07-17 13:00"));
        clocks.Last(x => x.Kind == TargetKind.StatusReport).Due.ShouldBe(At("2026-07-17 18:00"));
    }

    [Fact]
    public void Policy_posted()
    {
        // Nothing: the ticket is judged by the version in force at its receipt. What the other text would say stands beside.
        var stricter = TestPolicy.Compile(
            TestPolicy.WithAllKinds with
            {
                Targets =
                [
                    .. TestPolicy.WithAllKinds.Targets.Where(x =>
                        x is not { Kind: TargetKind.FirstResponse, Severity: "1" }
                    ),
                    TestPolicy.Response("1", 1) with
                    {
                        Within = new(20 * 60L),
                    },
                ],
            }
        );
        var other = Recalculation.Of(TicketTerms.Of(Policy), stricter, Answered.Entries, At("2026-07-15 09:40"));
        var first = other.ShouldHaveSingleItem();
        (first.Stands.Verdict, first.Otherwise!.Verdict).ShouldBe((Verdict.Kept, Verdict.Late));
        first.Otherwise.Due.ShouldBe(At("2026-07-15 09:20"));
    }

    [Fact]
    public void What_nobody_sees_moves_nothing()
    {
        foreach (
            var what in (Happening[])
                [
                    new StaffNote(),
                    new Assignment(Bob),
                    new Acknowledgement(Channel.Mail),
                    new Warning(TargetKind.Resolution, 1, At("2026-07-15 17:00"), 0),
                    new Participation(Other),
                ]
        )
            Stand(Asking.Add("10:10", Doer.Staff(Bob), what), "10:30")
                .ShouldBe(Stand(Asking, "10:30"), what.GetType().Name);
    }
}
