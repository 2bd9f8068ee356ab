using Corbel.Core.Availability;

namespace Corbel.Core.Tests.Availability;

/// <summary>Which results are taken, and as what.</summary>
public sealed class CheckReceiptTests
{
    [Theory]
    [InlineData(11, 1000, 0, "Good")]
    [InlineData(11, 1000, 2000, "Good")]
    [InlineData(11, 1000, -2000, "Good")]
    [InlineData(11, 1000, 2001, "Skewed")]
    [InlineData(11, 1000, -2001, "Skewed")]
    // The clock went back: no later than what is there already.
    [InlineData(11, 500, 0, null)]
    // Ahead of the desk, or of the place's own clock when it handed it in.
    [InlineData(11, 12_001, 0, null)]
    [InlineData(11, 10_001, 0, "Skewed")]
    // Seen already, or older.
    [InlineData(10, 1000, 0, null)]
    [InlineData(3, 1000, 0, null)]
    public void A_result(long sequence, long at, long skew, string? outcome) =>
        (CheckReceipt.Judge(new(sequence, at, CheckOutcome.Good), 10, 500, 10_000 + skew, 10_000)?.ToString()).ShouldBe(
            outcome
        );

    [Fact]
    public void A_late_one_counts_by_its_own_time() =>
        CheckReceipt
            .Judge(new(1, 1000, CheckOutcome.Failed), 0, null, 90_000_000, 90_000_500)
            .ShouldBe(CheckOutcome.Failed);
}
