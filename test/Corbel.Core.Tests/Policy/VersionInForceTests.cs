using Corbel.Core.Policy;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Policy;

/// <summary>Which version a use of the product accepts.</summary>
public sealed class VersionInForceTests
{
    private static readonly (int, Instant)[] Posted =
    [
        (1, Instant.FromUtc(2026, 1, 1, 0, 0)),
        (2, Instant.FromUtc(2026, 3, 1, 12, 0)),
        (3, Instant.FromUtc(2026, 3, 1, 12, 5)),
    ];

    [Theory]
    [InlineData("2025-12-31T23:59:59Z", null)]
    [InlineData("2026-01-01T00:00:00Z", 1)]
    [InlineData("2026-03-01T11:59:59Z", 1)]
    [InlineData("2026-03-01T12:00:00Z", 2)]
    [InlineData("2026-03-01T12:04:59Z", 2)]
    [InlineData("2026-03-01T12:05:00Z", 3)]
    [InlineData("2027-01-01T00:00:00Z", 3)]
    public void It_is_the_one_in_force_at_that_instant_and_no_other(string at, int? number) =>
        VersionInForce.At(Posted, NodaTime.Text.InstantPattern.General.Parse(at).GetValueOrThrow()).ShouldBe(number);

    [Fact]
    public void An_instant_accepts_what_was_posted_before_it_and_what_nothing_followed_before_it() =>
        Gen.Select(Gen.Int[0, 20].Array[0, 8], Gen.Int[0, 20])
            .Sample(
                (days, day) =>
                {
                    static Instant On(int d) => Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromDays(d);
                    var posted = days.Order().Select((d, i) => (i + 1, On(d))).ToList();
                    var walked = (int?)null;
                    foreach (var (number, at) in posted)
                        walked = at <= On(day) ? number : walked;
                    return VersionInForce.At(posted.AsEnumerable().Reverse(), On(day)) == walked;
                }
            );
}
