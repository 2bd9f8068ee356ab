using System.Collections.Immutable;
using Corbel.Core.Availability;
using Corbel.Core.Policy;
using Corbel.Core.Tests.Policy;
using Corbel.Core.Time;
using CsCheck;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;
using Period = Corbel.Core.Policy.Period;

namespace Corbel.Core.Tests.Availability;

/// <summary>The rule of what counts as planned, by worked cases and against a walk minute by minute.</summary>
public class PlannedRuleTests
{
    private static readonly string[] Zones = ["Etc/UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe"];

    private static readonly CompiledPolicy Shipped = Policy([(9 * 60, 18 * 60)], "Etc/UTC", "Europe/London");

    private static CompiledPolicy Policy(IReadOnlyList<(int Open, int Close)> openings, params string[] zones)
    {
        var calendar = TestPolicy.Document.Calendars.Items[0];
        var week = new WeekSpec { Weekdays = [.. openings.Select(x => new Opening(x.Open * 60, x.Close * 60))] };
        return TestPolicy.Compile(
            TestPolicy.Document with
            {
                Clauses = [new() { Number = "1", Title = new("Up", "Beschikbaar") }, .. TestPolicy.Document.Clauses],
                Calendars = new([calendar with { Week = week }, .. TestPolicy.Document.Calendars.Items.Skip(1)]),
                Availability = new AvailabilitySpec
                {
                    Clause = "1",
                    Promise = Promise.Expectation,
                    Hours = calendar.Id,
                    Percent = 99.5m,
                    Per = Period.Month,
                    Zone = "Etc/GMT",
                    Excluded = [ExcludedCause.PlannedMaintenance],
                    Maintenance = new MaintenanceSpec
                    {
                        Outside = calendar.Id,
                        Zones = [.. zones],
                        Notice = new TimeLimit(24 * 3600),
                    },
                },
            }
        );
    }

    private static PlannedWindow Window(string from, string to, string? told, string? edited = null) =>
        new(At(from), At(to), told is null ? null : At(told), At(edited ?? "2026-01-01 00:00"));

    [Theory]
    // In winter both zones read the same.
    [InlineData("2026-11-27 18:00", "2026-11-27 22:00", "2026-11-26 18:00", "")]
    [InlineData("2026-11-27 17:59", "2026-11-27 22:00", "2026-11-26 10:00", "WithinHours,WithinHours")]
    // In summer the hours are 09:00-18:00 in London, 08:00-17:00 UTC: both must be kept clear.
    [InlineData("2026-07-15 17:30", "2026-07-15 20:00", "2026-07-10 10:00", "WithinHours")]
    [InlineData("2026-07-15 18:00", "2026-07-16 08:00", "2026-07-10 10:00", "")]
    [InlineData("2026-07-15 18:00", "2026-07-16 08:01", "2026-07-10 10:00", "WithinHours")]
    // A weekend and a bank holiday are outside.
    [InlineData("2026-08-28 18:00", "2026-09-01 08:00", "2026-08-10 10:00", "")]
    [InlineData("2026-11-28 18:00", "2026-11-28 22:00", "2026-11-27 18:01", "NoticeTooShort")]
    [InlineData("2026-11-28 18:00", "2026-11-28 22:00", "2026-11-29 18:00", "NoticeTooShort")]
    [InlineData("2026-11-28 18:00", "2026-11-28 22:00", null, "NotAnnounced")]
    [InlineData("2026-11-28 18:00", "2026-11-28 18:00", "2026-11-01 00:00", "NoTime")]
    public void Worked_cases(string from, string to, string? told, string faults) =>
        string.Join(',', Shipped.Planned!.Judge(Window(from, to, told)).Reasons.Select(x => x.Fault)).ShouldBe(faults);

    [Fact]
    public void What_was_changed_after_it_began_does_not_count()
    {
        var at = "2026-11-27 18:00";
        var rule = Shipped.Planned!;
        rule.Judge(Window(at, "2026-11-27 22:00", "2026-11-20 00:00", at)).Counts.ShouldBeTrue();
        rule.Judge(Window(at, "2026-11-27 22:00", "2026-11-20 00:00", "2026-11-27 18:01"))
            .Reasons.ShouldHaveSingleItem()
            .Fault.ShouldBe(PlannedFault.EditedAfterStart);
    }

    [Fact]
    public void The_reason_holds_the_sum()
    {
        var reason = Shipped
            .Planned!.Judge(Window("2026-07-15 17:30", "2026-07-15 20:00", "2026-07-10 10:00"))
            .Reasons.ShouldHaveSingleItem();
        reason.Why.En.ShouldBe("It begins Wed 15 Jul 17:30, and the business hours end Wed 15 Jul 18:00 (Etc/UTC).");
        reason.Why.Nl.ShouldContain("eindigen wo 15 jul 18:00 (Etc/UTC)");
        Shipped
            .Planned!.Judge(Window("2026-11-28 18:00", "2026-11-28 22:00", "2026-11-27 18:01"))
            .Reasons[0]
            .Why.En.ShouldStartWith("Customers were told 23 h 59 min before it begins");
    }

    [Fact]
    public void A_policy_that_leaves_no_maintenance_out_has_no_rule() =>
        TestPolicy.Compile(TestPolicy.Document with { Availability = null }).Planned.ShouldBeNull();

    private sealed record Case(CompiledPolicy Policy, string[] Zones, PlannedWindow Window, Instant Told)
    {
        public override string ToString() => $"{string.Join(' ', Zones)} {Window} {Told}";
    }

    private static readonly CompiledPolicy[] Policies =
    [
        Shipped,
        Policy([(9 * 60, 18 * 60)], "Europe/London", "America/New_York"),
        Policy([(8 * 60, 12 * 60), (13 * 60, 17 * 60 + 30)], Zones),
        Policy([(7 * 60, 7 * 60 + 1), (22 * 60 + 59, 23 * 60)], "Australia/Lord_Howe"),
    ];

    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Int[0, Policies.Length - 1].Select(i => Policies[i]),
        // Two years of minutes, so that every clock change and holiday is met.
        Gen.Int[0, 2 * 365 * 1440],
        Gen.Frequency((4, Gen.Int[1, 600]), (1, Gen.Int[1, 5 * 1440])),
        Gen.Int[-100, 3 * 1440],
        (policy, start, length, told) =>
        {
            var from = At("2026-01-01 00:00") + Duration.FromMinutes(start);
            var at = from - Duration.FromMinutes(told);
            return new Case(
                policy,
                [.. policy.Document.Availability!.Maintenance!.Zones],
                new(from, from + Duration.FromMinutes(length), at, at),
                at
            );
        }
    );

    [Fact]
    public void It_agrees_with_a_walk_minute_by_minute() =>
        Cases.Sample(
            x =>
            {
                var verdict = x.Policy.Planned!.Judge(x.Window);
                var busy = x.Zones.Count(zone => Reaches(x.Policy, zone, x.Window.From, x.Window.To));
                verdict.Reasons.Count(y => y.Fault == PlannedFault.WithinHours).ShouldBe(busy);
                var late = x.Window.From < x.Told + Duration.FromHours(24);
                verdict.Reasons.Any(y => y.Fault == PlannedFault.NoticeTooShort).ShouldBe(late);
                verdict.Counts.ShouldBe(busy == 0 && !late && x.Window.EditedAt <= x.Window.From);
            },
            iter: Campaign.Cases
        );

    [Fact]
    public void What_it_proposes_counts_and_nothing_nearer_does() =>
        Cases.Sample(
            x =>
            {
                var rule = x.Policy.Planned!;
                var length = x.Window.To - x.Window.From;
                var asked = x.Window with { AnnouncedAt = x.Told, EditedAt = x.Told };
                var found = rule.Nearest(asked, x.Told);
                bool Counts(Instant start) =>
                    rule.Judge(asked with { From = start, To = start + length, EditedAt = x.Told }).Counts;
                foreach (var start in new[] { found.Earlier, found.Later }.OfType<Instant>())
                    Counts(start).ShouldBeTrue();
                // The five hours before and after hold no other start that counts, up to what was found.
                for (var minute = 0; minute < 300; minute++)
                {
                    var (before, after) = (
                        x.Window.From - Duration.FromMinutes(minute),
                        x.Window.From + Duration.FromMinutes(minute)
                    );
                    if (found.Earlier is not { } earlier || before > earlier)
                        Counts(before).ShouldBeFalse();
                    if (found.Later is not { } later || after < later)
                        Counts(after).ShouldBeFalse();
                }
            },
            iter: Campaign.Of(500)
        );

    /// <summary>Looks at the clock on the wall each minute.</summary>
    private static bool Reaches(CompiledPolicy policy, string zone, Instant from, Instant to)
    {
        var calendar = policy.Calendars[policy.Document.Availability!.Maintenance!.Outside];
        var week = calendar.Spec.Week.ByDay();
        var tz = DateTimeZoneProviders.Tzdb[zone];
        for (var at = from; at < to; at += Duration.FromMinutes(1))
        {
            var wall = (at + Duration.FromTicks(tz.GetUtcOffset(at).Ticks)).InUtc().LocalDateTime;
            if (calendar.Holidays.Days.ContainsKey(wall.Date) || !week.TryGetValue(wall.DayOfWeek, out var openings))
                continue;
            var second = (wall.Hour * 60 + wall.Minute) * 60;
            if (openings.Any(x => second >= x.Open && second < x.Close))
                return true;
        }
        return false;
    }
}
