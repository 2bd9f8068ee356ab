using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Core.Tests.Policy;
using CsCheck;
using NodaTime;
using Period = Corbel.Core.Policy.Period;

namespace Corbel.Core.Tests.Records;

/// <summary>What is written down by people, and which figures it takes.</summary>
public sealed class RecordKindsTests
{
    private static readonly AvailabilitySpec Availability = new()
    {
        Clause = "6",
        Promise = Promise.Expectation,
        Hours = "business-hour",
        Percent = 99.5m,
        Per = Period.Month,
        Zone = "Etc/GMT",
        Excluded = [ExcludedCause.PlannedMaintenance],
    };

    private static readonly PolicyDocument Document = TestPolicy.Document with { Availability = Availability };

    private static readonly RecordKind Share = RecordKinds.Of(Document).ShouldHaveSingleItem();

    [Fact]
    public void A_kind_is_there_where_the_policy_states_its_fact()
    {
        (Share.Fact, Share.Path, Share.Zone, Share.Period).ShouldBe(
            ("6.share", RecordKinds.Availability, "Etc/GMT", Period.Month)
        );
        RecordKinds.Of(TestPolicy.Document).ShouldBeEmpty();
        Share
            .Figures.Select(x => x.Name)
            .ShouldBe(["availability", "planned-maintenance"], "only causes left out by the text");
    }

    [Theory]
    [InlineData("99.871", 99_871)]
    [InlineData("99,5", 99_500)]
    [InlineData("100", 100_000)]
    [InlineData("0", 0)]
    [InlineData("99.5 %", 99_500)]
    public void A_share_is_kept_in_thousandths(string typed, long kept) =>
        Read(typed).Value!.Numbers["availability"].ShouldBe(kept);

    [Theory]
    [InlineData("99.8711")]
    [InlineData("100.001")]
    [InlineData("-1")]
    [InlineData("nearly all")]
    [InlineData("")]
    public void A_share_that_is_none_is_refused_with_the_name_of_its_figure(string typed) =>
        Read(typed).Refused!.Code.ShouldBe("figure:availability");

    [Fact]
    public void A_figure_that_the_kind_does_not_take_is_refused() =>
        RecordFigures
            .Read(
                Share,
                new Dictionary<string, string>
                {
                    ["availability"] = "99",
                    ["planned-maintenance"] = "0",
                    ["mood"] = "1",
                }
            )
            .Refused!.Code.ShouldBe("figure-unknown");

    [Fact]
    public void Figures_come_back_from_their_canonical_bytes_and_read_as_they_were_typed() =>
        Gen.Select(Gen.Long[0, 100_000], Gen.Long[0, 50_000])
            .Sample(
                (share, minutes) =>
                {
                    var typed = new Dictionary<string, string>
                    {
                        ["availability"] = $"{share / 1000}.{share % 1000:000}",
                        ["planned-maintenance"] = $"{minutes}",
                    };
                    var figures = RecordFigures.Read(Share, typed).Value!;

                    figures.ToJson().ShouldBe($"{{\"availability\":{share},\"planned-maintenance\":{minutes}}}");
                    var back = RecordFigures.Parse(figures.ToJson());
                    back.ToJson().ShouldBe(figures.ToJson());
                    var again = Share.Figures.ToDictionary(x => x.Name, back.Typed);
                    RecordFigures.Read(Share, again).Value!.ToJson().ShouldBe(figures.ToJson());
                }
            );

    [Theory]
    [InlineData("99.5", AvailabilityStanding.Reached)]
    [InlineData("99.499", AvailabilityStanding.NotReached)]
    public void The_stated_share_is_held_to_the_thousandth(string recorded, AvailabilityStanding standing) =>
        AvailabilityRecords.Standing(Availability, Read(recorded).Value).ShouldBe(standing);

    [Fact]
    public void A_period_without_a_record_is_not_proven() =>
        AvailabilityRecords.Standing(Availability, null).ShouldBe(AvailabilityStanding.NotProven);

    [Theory]
    [InlineData(Period.Month, "2026-07", "2026-06-30T23:00:00Z", "2026-07-31T23:00:00Z", "July 2026", "juli 2026")]
    [InlineData(
        Period.Quarter,
        "2026-Q3",
        "2026-06-30T23:00:00Z",
        "2026-09-30T23:00:00Z",
        "quarter 3 of 2026",
        "kwartaal 3 van 2026"
    )]
    [InlineData(Period.Year, "2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026", "2026")]
    public void A_period_begins_by_the_clocks_of_its_zone(
        Period period,
        string name,
        string from,
        string to,
        string en,
        string nl
    )
    {
        var london = DateTimeZoneProviders.Tzdb["Europe/London"];

        var span = RecordSpan.Parse(period, name, london).ShouldNotBeNull();

        (span.Start, span.End).ShouldBe((At(from), At(to)));
        RecordSpan.Around(period, span.Start, london).ShouldBe(span);
        RecordSpan.Around(period, span.End - Duration.Epsilon, london).ShouldBe(span);
        RecordSpan.Name(period, span.Start, london).ShouldBe(name);
        RecordSpan.Words(period, span.Start, london, Language.En).ShouldBe(en);
        RecordSpan.Words(period, span.Start, london, Language.Nl).ShouldBe(nl);
    }

    [Theory]
    [InlineData(Period.Month, "2026-13")]
    [InlineData(Period.Month, "2026")]
    [InlineData(Period.Quarter, "2026-07")]
    [InlineData(Period.Year, "2026-07")]
    [InlineData(Period.Month, null)]
    public void What_is_no_period_is_none(Period period, string? text) =>
        RecordSpan.Parse(period, text, DateTimeZone.Utc).ShouldBeNull();

    private static Outcome<RecordFigures> Read(string share) =>
        RecordFigures.Read(
            Share,
            new Dictionary<string, string> { ["availability"] = share, ["planned-maintenance"] = "45" }
        );

    private static Instant At(string text) => NodaTime.Text.InstantPattern.General.Parse(text).Value;
}
