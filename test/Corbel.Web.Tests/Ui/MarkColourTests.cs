using System.Globalization;
using Corbel.Web.Ui;

namespace Corbel.Web.Tests.Ui;

/// <summary>Whatever colour a policy gives a mark, its label can be read: in light and in dark it is the same.</summary>
public sealed class MarkColourTests
{
    [Fact]
    public void The_ink_stands_out_on_every_colour()
    {
        for (var red = 0; red < 256; red += 5)
        for (var green = 0; green < 256; green += 5)
        for (var blue = 0; blue < 256; blue += 5)
        {
            var colour = string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");
            MarkColour.Contrast(colour, MarkColour.Ink(colour)).ShouldBeGreaterThanOrEqualTo(4.5, colour);
        }
    }

    [Theory]
    [InlineData("#b3261e", "white")]
    [InlineData("#ffffff", "black")]
    [InlineData("#f5c400", "black")]
    [InlineData("#000000", "white")]
    public void It_is_white_or_black(string colour, string ink) => MarkColour.Ink(colour).ShouldBe(ink);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("#ffffff\" onload=\"x")]
    public void What_is_no_colour_becomes_a_grey(string? given) => MarkColour.Of(given).ShouldBe(MarkColour.Unknown);
}
