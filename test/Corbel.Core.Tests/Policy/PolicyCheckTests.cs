using Corbel.Core.Policy;

namespace Corbel.Core.Tests.Policy;

/// <summary>Every error that the checks know, each made by one change to a policy without errors.</summary>
public class PolicyCheckTests
{
    private static readonly PolicyDocument Good = TestPolicy.Document;
    private static readonly CalendarSpec Hours = TestPolicy.BusinessHour;
    private static readonly TargetSpec Target = TestPolicy.Response("1", 1);

    [Fact]
    public void The_test_policy_has_no_errors() => Errors(Good).ShouldBeEmpty();

    [Fact]
    public void Format_and_clauses()
    {
        Only(Good with { Format = 2 }, "format: this desk does not read that format; here stands \"2\"");
        Only(
            Good with
            {
                Clauses = [.. Good.Clauses, Good.Clauses[0]],
            },
            "clauses[2].number: two clauses have one number; here stands \"6\"."
        );
        Only(
            Good with
            {
                Targets = [Target with { Clause = "91" }],
            },
            "targets[0].clause: no clause has that number; here stands \"91\""
        );
        Only(
            Good with
            {
                Cooperation = new() { Clause = "10" },
            },
            "cooperation.clause: no clause has that number; here stands \"10\""
        );
    }

    [Fact]
    public void Calendars()
    {
        Only(
            Hours with
            {
                Zone = ZoneChoice.One("Etc/GTM"),
            },
            "calendars.business-hour.zone: there is no such time zone in the IANA database; here stands \"Etc/GTM\"; did you mean Etc/GMT?"
        );
        Only(
            Hours with
            {
                OtherZones = ["Nowhere/Atall"],
            },
            "calendars.business-hour.other-zones[0]: there is no such time zone"
        );
        Only(Hours with { Week = new() }, "calendars.business-hour.week: the calendar never opens");
        Only(
            Hours with
            {
                Week = new() { Weekdays = [new(0, 3600)], Fri = [new(0, 60)] },
            },
            "calendars.business-hour.week.fri: weekdays already names the hours of this day"
        );
        Only(
            Hours with
            {
                Week = new() { EveryDay = [new(0, 3600)], Sun = [new(0, 60)] },
            },
            "calendars.business-hour.week.sun: every-day already names the hours of this day"
        );
        Only(
            Hours with
            {
                Week = new() { EveryDay = [new(0, 3600)], Weekdays = [new(0, 60)] },
            },
            "calendars.business-hour.week.weekdays: every-day already names the hours of these days"
        );
    }

    [Fact]
    public void Holidays()
    {
        Only(
            Hours with
            {
                Holidays = new() { List = "uk-bank-holiday", Divisions = ["scotland"] },
            },
            "calendars.business-hour.holidays.list: there is no list of holidays of that name; here stands \"uk-bank-holiday\"; did you mean uk-bank-holidays?"
        );
        Only(
            Hours with
            {
                Holidays = new() { List = "uk-bank-holidays", Divisions = ["Scottland", "england-and-wales"] },
            },
            "calendars.business-hour.holidays.divisions[0]: there is no division of that name; here stands \"Scottland\"; did you mean scotland? It may be: england-and-wales, scotland."
        );
        Only(
            Hours with
            {
                Holidays = new() { List = "uk-bank-holidays", Divisions = [] },
            },
            "calendars.business-hour.holidays.divisions: name at least one division"
        );
    }

    [Fact]
    public void Severities()
    {
        Errors(Good with { Severities = Named<SeveritySpec>.None, Targets = [] })
            .ShouldBe(["severities: there must be at least one severity."]);
        var (one, two) = (Good.Severities["1"], Good.Severities["2"]);
        var targets = Good.Targets[..1];
        Only(
            Good with
            {
                Severities = new([one, two with { Words = ["SEV-1"] }]),
                Targets = targets,
            },
            "severities.2.words[0]: this word also states severity 1; here stands \"SEV-1\"."
        );
        Only(
            Good with
            {
                Severities = new([one with { Words = [" - "] }]),
                Targets = targets,
            },
            "severities.1.words[0]: a word cannot be empty"
        );
    }

    [Fact]
    public void Targets()
    {
        Only(
            Target with
            {
                Severity = "4",
            },
            "targets[0].severity: there is no severity of that name; here stands \"4\""
        );
        Only(
            Target with
            {
                Calendar = "business-hours",
            },
            "targets[0].calendar: there is no calendar of that name; here stands \"business-hours\"; did you mean business-hour?"
        );
        Only(Target with { Within = null }, "targets[0]: a target of this kind needs \"within\"");
        Only(
            Target with
            {
                Within = new(0),
            },
            "targets[0].within: the time must be more than nothing; here stands \"0 min\""
        );
        Only(
            Target with
            {
                Within = new(-3600),
            },
            "targets[0].within: the time must be more than nothing; here stands \"-1 h\""
        );
        Only(
            Target with
            {
                Within = new(0, 2),
            },
            "targets[0].within: write it in hours and minutes of the calendar, not in days"
        );
        Only(Target with { Within = new(10_001 * 3600) }, "targets[0].within: the time is longer than 10000 h");
        Only(Target with { Every = new(60) }, "targets[0].every: a target of this kind has \"within\", not \"every\"");
        Errors(Good with { Targets = [Target with { Kind = TargetKind.StatusReport }] })
            .ShouldBe([
                "targets[0].within: a target of this kind has \"every\", not \"within\"; here stands \"1 h\".",
                "targets[0]: a target of this kind needs \"every\".",
            ]);
        Only(
            Good with
            {
                Targets = [Target, Target with { Within = new(60) }],
            },
            "targets[1].severity: there are two targets of this kind for one severity; here stands \"1\"."
        );
    }

    [Fact]
    public void Names_used_elsewhere()
    {
        Only(
            Good with
            {
                Channels = new()
                {
                    Telephone = new()
                    {
                        Clause = "9",
                        For = [],
                        Number = "1",
                        Hours = "office",
                    },
                },
            },
            "channels.telephone.hours: there is no calendar of that name; here stands \"office\""
        );
        Only(
            Good with
            {
                Support = new()
                {
                    ByProvider = new()
                    {
                        Clause = "9",
                        Tiers = ["3"],
                        For = [],
                    },
                },
            },
            "support.by-provider.tiers[0]: there is no tier of that name; here stands \"3\""
        );
        var marking = new MarkingSpec
        {
            Clause = "9",
            Clearances = new([
                new NamedText
                {
                    Id = "sc",
                    En = "SC",
                    Nl = "SC",
                },
            ]),
            Marks = new([
                new MarkSpec
                {
                    Id = "os",
                    Name = "OS",
                    Colour = "#000000",
                    OpenedBy = ["sc", "dv"],
                },
            ]),
            RaisedBy = [],
            LoweredBy = [],
        };
        Only(
            Good with
            {
                Marking = marking,
            },
            "marking.marks.os.opened-by[1]: there is no clearance of that name; here stands \"dv\""
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.001)]
    public void A_percentage_lies_above_0_and_goes_up_to_100(double percent) =>
        Only(
            Good with
            {
                Availability = Availability((decimal)percent),
            },
            "availability.percent: a percentage lies above 0 and goes up to 100"
        );

    [Fact]
    public void Availability_zones_and_notice()
    {
        Errors(Good with { Availability = Availability(100) }).ShouldBeEmpty();
        Only(
            Good with
            {
                Availability = Availability(99) with { Zone = "GMT+x" },
            },
            "availability.zone: there is no such time zone"
        );
        var maintenance = new MaintenanceSpec
        {
            Outside = "business-hour",
            Zones = ["X/Y"],
            Notice = new(-60),
        };
        Errors(Good with { Availability = Availability(99) with { Maintenance = maintenance } })
            .Select(e => e[..e.IndexOf(':', StringComparison.Ordinal)])
            .ShouldBe(["availability.maintenance.zones[0]", "availability.maintenance.notice"]);
    }

    [Fact]
    public void Readings()
    {
        Only(
            new ReadingsSpec { SeverityNotStated = "strict" },
            "readings.severity-not-stated: this is neither strictest nor a severity; here stands \"strict\""
        );
        Only(
            Good with
            {
                Readings = new() { SeverityNotStated = "3" },
                Targets = Good.Targets[..2],
            },
            "readings.severity-not-stated: this severity has no first-response target; here stands \"3\"."
        );
        Only(
            new ReadingsSpec { WarnHolidaysEndDays = -1 },
            "readings.warn-holidays-end-days: a number of days cannot be negative"
        );
        Only(
            new ReadingsSpec { WaitingStops = [TargetKind.Resolution, TargetKind.FirstResponse] },
            "readings.waiting-stops[1]: waiting for the customer cannot stop this clock"
        );
    }

    [Fact]
    public void All_errors_are_found_and_a_policy_with_errors_is_not_compiled()
    {
        var bad = Good with { Format = 3, Targets = [Target with { Severity = "x", Calendar = "y", Clause = "z" }] };
        Errors(bad).Length.ShouldBe(4);
        Should.Throw<ArgumentException>(() => TestPolicy.Compile(bad)).Message.ShouldContain("format");
    }

    private static AvailabilitySpec Availability(decimal percent) =>
        new()
        {
            Clause = "9",
            Promise = Promise.Expectation,
            Hours = "business-hour",
            Percent = percent,
            Per = Period.Month,
            Zone = "Etc/GMT",
        };

    private static string[] Errors(PolicyDocument policy) =>
        [.. PolicyCheck.Errors(policy, TestPolicy.Lists).Select(e => e.ToString())];

    private static void Only(PolicyDocument policy, string error) =>
        Errors(policy).ShouldHaveSingleItem().ShouldStartWith(error);

    private static void Only(CalendarSpec calendar, string error) =>
        Only(Good with { Calendars = new([calendar]) }, error);

    private static void Only(TargetSpec target, string error) => Only(Good with { Targets = [target] }, error);

    private static void Only(ReadingsSpec readings, string error) => Only(Good with { Readings = readings }, error);
}
