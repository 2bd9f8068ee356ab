using Corbel.Core.Reports;
using Corbel.Core.Tests.Sla;
using NodaTime;

namespace Corbel.Core.Tests.Reports;

/// <summary>How long one side waited for the other (clause 10).</summary>
public sealed class WaitingFiguresTests
{
    private static readonly Instant Nine = Instants.At("2026-07-15 09:00");

    private static WaitSample Wait(int from, int? to) =>
        new(Nine + Duration.FromMinutes(from), to is { } end ? Nine + Duration.FromMinutes(end) : null);

    [Fact]
    public void Nobody_waited() => WaitingFigures.Of([], Nine).ShouldBe(new WaitingFigures(0, 0, Duration.Zero, null));

    [Fact]
    public void What_lasts_counts_up_to_now_and_not_in_the_median()
    {
        var figures = WaitingFigures.Of(
            [Wait(0, 10), Wait(5, 35), Wait(20, null), Wait(30, 50)],
            Nine + Duration.FromHours(1)
        );
        figures.ShouldBe(new WaitingFigures(3, 1, Duration.FromMinutes(10 + 30 + 40 + 20), Duration.FromMinutes(20)));
        figures.All.ShouldBe(4);
    }

    [Fact]
    public void Of_an_even_number_the_shorter_middle_one_is_the_median() =>
        WaitingFigures
            .Of([Wait(0, 10), Wait(0, 30)], Nine + Duration.FromHours(1))
            .Median.ShouldBe(Duration.FromMinutes(10));

    [Fact]
    public void What_ends_or_begins_later_is_not_known_yet()
    {
        var figures = WaitingFigures.Of([Wait(0, 90), Wait(70, null)], Nine + Duration.FromHours(1));
        figures.ShouldBe(new WaitingFigures(0, 1, Duration.FromHours(1), null));
    }
}
