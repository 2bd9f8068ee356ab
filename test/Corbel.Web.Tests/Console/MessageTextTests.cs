using Corbel.Desk.Intake;
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
    [InlineData(
        "Dank.\n\nVan: Ada <ada@isms.example>\nVerzonden: dinsdag 14 juli 2026 09:10\nAan: Sam\nOnderwerp: x\n\nBeter?",
        "Dank.",
        "Van: Ada <ada@isms.example>\nVerzonden: dinsdag 14 juli 2026 09:10\nAan: Sam\nOnderwerp: x\n\nBeter?"
    )]
    [InlineData(
        "Ja.\n\n________________________________\nVon: Ada\nGesendet: Dienstag\nAn: Sam\nBetreff: x\n\nBesser?",
        "Ja.",
        "________________________________\nVon: Ada\nGesendet: Dienstag\nAn: Sam\nBetreff: x\n\nBesser?"
    )]
    [InlineData(
        "Oui.\n\nDe : Ada\nEnvoyé : mardi\nÀ : Sam\nObjet : x\n\nMieux ?",
        "Oui.",
        "De : Ada\nEnvoyé : mardi\nÀ : Sam\nObjet : x\n\nMieux ?"
    )]
    [InlineData(
        "Ja.\n\nAm 14.07.2026 um 09:10 schrieb Ada Agent:\n> Besser?",
        "Ja.",
        "Am 14.07.2026 um 09:10 schrieb Ada Agent:\n> Besser?"
    )]
    [InlineData(
        "Oui.\n\nLe mar. 14 juil. 2026 à 09:10, Ada\n<ada@isms.example> a\nécrit :\n\n > Mieux ?\n > Ada",
        "Oui.",
        "Le mar. 14 juil. 2026 à 09:10, Ada\n<ada@isms.example> a\nécrit :\n\n > Mieux ?\n > Ada"
    )]
    [InlineData("Ja.\n-----Oorspronkelijk bericht-----\nBeter?", "Ja.", "-----Oorspronkelijk bericht-----\nBeter?")]
    [InlineData(
        "-----Original Message-----\nFrom: Ada\n> Which browser?\nChrome\n> Which page?\nAll",
        "-----Original Message-----\nFrom: Ada\n> Which browser?\nChrome\n> Which page?\nAll",
        ""
    )]
    [InlineData(
        "See below.\n-----Original Message-----\nFrom: Ada\n> Which browser?\nChrome",
        "See below.\n-----Original Message-----\nFrom: Ada\n> Which browser?\nChrome",
        ""
    )]
    [InlineData("From: Paris\nWith love\nTo: Rome", "From: Paris\nWith love\nTo: Rome", "")]
    [InlineData("> Which browser?\nChrome\n> Which page?\nAll", "> Which browser?\nChrome\n> Which page?\nAll", "")]
    [InlineData("> nothing but this", "> nothing but this", "")]
    [InlineData("", "", "")]
    public void A_quotation_below_is_parted_one_between_the_lines_is_not(string text, string fresh, string earlier) =>
        MessageText.Of(text).ShouldBe(new MessageText(fresh, earlier));

    [Theory]
    [InlineData("FYI\n\n---------- Forwarded message ---------\nFrom: Ada\n\nText", true)]
    [InlineData("FYI\n\nBegin doorgestuurd bericht:\n\n> Van: Ada", true)]
    [InlineData("No.\n\n-----Original Message-----\nFrom: Ada", false)]
    public void What_was_forwarded_is_called_so(string text, bool forwarded)
    {
        var parted = MessageText.Of(text);

        parted.Forwarded.ShouldBe(forwarded);
        parted.Earlier.ShouldNotBeEmpty();
    }

    [Fact]
    public void No_word_is_lost_however_the_lines_stand()
    {
        string[] lines =
        [
            "one",
            "two",
            "> quoted",
            " > too",
            "",
            "On 14 July 2026 at 09:10, Ada wrote:",
            "Ada wrote:",
            "-----Original Message-----",
            "From: Ada",
            "Sent: now",
            "To: Sam",
            "__________________",
            "---------- Forwarded message ---------",
        ];
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Join(
                '\n',
                Enumerable.Range(0, random.Next(1, 14)).Select(_ => lines[random.Next(lines.Length)])
            );

            var parted = MessageText.Of(text);

            Bare(parted.Fresh + parted.Earlier).ShouldBe(Bare(text), $"seed {seed}");
        }
    }

    private static string Bare(string text) => string.Concat(text.Where(x => !char.IsWhiteSpace(x)));
}
