using Corbel.Web.Ui;

namespace Corbel.Web.Tests.Console;

/// <summary>Which part of a message was written now.</summary>
public sealed class MessageTextTests
{
    [Theory]
    [InlineData("It works.", "It works.", "")]
    [InlineData("Thanks.\n\n> Is it better?\n> Ada\n", "Thanks.", "> Is it better?\n> Ada")]
    [InlineData(
        "Thanks.\n\nOn 14 July 2026 at 09:10, Ada wrote:\n> Better?",
        "Thanks.",
        "On 14 July 2026 at 09:10, Ada wrote:\n> Better?"
    )]
    [InlineData(
        "Dank.\n\nOp di 14 jul 2026 om 09:10 schreef Ada\n<ada@isms.example>:\n> Beter?",
        "Dank.",
        "Op di 14 jul 2026 om 09:10 schreef Ada\n<ada@isms.example>:\n> Beter?"
    )]
    [InlineData(
        "No.\n\n-----Original Message-----\nFrom: Ada\nBetter?",
        "No.",
        "-----Original Message-----\nFrom: Ada\nBetter?"
    )]
    [InlineData("> Which browser?\nChrome\n> Which page?\nAll", "> Which browser?\nChrome\n> Which page?\nAll", "")]
    [InlineData("> nothing but this", "> nothing but this", "")]
    [InlineData("", "", "")]
    public void A_quotation_below_is_parted_one_between_the_lines_is_not(string text, string fresh, string earlier) =>
        MessageText.Of(text).ShouldBe(new MessageText(fresh, earlier));
}
