using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tests.Policy;
using NodaTime;
using static Corbel.Core.Tests.Sla.Instants;

namespace Corbel.Core.Tests.Sla;

public class ExplanationTests
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly DateTimeZone Amsterdam = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];

    [Fact]
    public void In_English_over_a_bank_holiday() =>
        Lines(TestPolicy.Compiled, "1", "2026-08-28 17:30", Language.En, London)
            .ShouldBe([
                "Received: Fri 28 Aug 2026 17:30 GMT (18:30 Europe/London)",
                "Severity 1",
                "Guarantee of clause 9: a response within 1 business hour",
                "Counted: Mon to Fri 09:00–18:00 GMT, closed on UK bank holidays of England and Wales",
                "  Fri 28 Aug 17:30–18:00: 30 min counts, 30 min of 1 h",
                "  Fri 28 Aug 18:00 – Tue 1 Sep 09:00: closed (outside hours; weekend Sat 29 Aug, Sun 30 Aug; Mon 31 Aug Summer bank holiday)",
                "  Tue 1 Sep 09:00–09:30: 30 min counts, 1 h of 1 h",
                "Due: Tue 1 Sep 2026 09:30 GMT (10:30 Europe/London)",
                "Our reading, not the text: \"GMT\" is UTC+0 all year. On British clocks in summer the hours are therefore one hour later.",
                "  With Europe/London: Tue 1 Sep 2026 09:00 GMT (10:00 Europe/London)",
                "Our reading, not the text: The UK bank holidays of England and Wales.",
                "  With Scotland: Mon 31 Aug 2026 09:30 GMT (10:30 Europe/London)",
            ]);

    [Fact]
    public void In_Dutch_over_Christmas() =>
        Lines(TestPolicy.Compiled, "3", "2026-12-24 16:00", Language.Nl, Amsterdam)
            .ShouldBe([
                "Ontvangen: do 24 dec 2026 16:00 GMT (17:00 Europe/Amsterdam)",
                "Ernstniveau 3",
                "Garantie van artikel 9: reactie binnen 8 Bedrijfsuren",
                "Geteld: ma t/m vr 09:00–18:00 GMT, gesloten op Britse feestdagen (bank holidays) van Engeland en Wales",
                "  do 24 dec 16:00–18:00: 2 u telt, samen 2 u van 8 u",
                "  do 24 dec 18:00 – di 29 dec 09:00: gesloten (buiten openingstijd; weekend za 26 dec, zo 27 dec; vr 25 dec Christmas Day; ma 28 dec Boxing Day)",
                "  di 29 dec 09:00–15:00: 6 u telt, samen 8 u van 8 u",
                "Uiterlijk: di 29 dec 2026 15:00 GMT (16:00 Europe/Amsterdam)",
                "Onze lezing, niet de tekst: \"GMT\" is het hele jaar UTC+0. Op de Britse klok liggen de uren 's zomers dus een uur later.",
                "Onze lezing, niet de tekst: De Britse feestdagen (bank holidays) van Engeland en Wales.",
            ]);

    [Fact]
    public void Two_zones_show_both_sums_and_the_earlier_binds() =>
        Lines(TestPolicy.In("earlier-of Etc/GMT, Europe/London"), "1", "2026-07-15 08:10", Language.En, London)
            .ShouldBe([
                "Received: Wed 15 Jul 2026 09:10 Europe/London",
                "Severity 1",
                "Guarantee of clause 9: a response within 1 business hour",
                "Counted: Mon to Fri 09:00–18:00 GMT, closed on UK bank holidays of England and Wales",
                "  Wed 15 Jul 08:10–09:00: closed (outside hours)",
                "  Wed 15 Jul 09:00–10:00: 1 h counts, 1 h of 1 h",
                "  In GMT: due Wed 15 Jul 2026 10:00 GMT (11:00 Europe/London)",
                "Counted: Mon to Fri 09:00–18:00 Europe/London, closed on UK bank holidays of England and Wales",
                "  Wed 15 Jul 09:10–10:10: 1 h counts, 1 h of 1 h",
                "  In Europe/London: due Wed 15 Jul 2026 10:10 Europe/London",
                "Due: Wed 15 Jul 2026 10:10 Europe/London; the earlier one binds",
                "Our reading, not the text: \"GMT\" is read in two ways, GMT and Europe/London; both due times are shown and the earlier one binds.",
            ]);

    [Fact]
    public void A_due_time_after_the_last_year_known_warns()
    {
        Lines(TestPolicy.Compiled, "3", "2026-12-31 16:00", Language.En, London)
            .ShouldContain("Note: holidays not known; the list covers 2026 to 2026");
        Lines(TestPolicy.Compiled, "3", "2026-12-31 16:00", Language.Nl, London)
            .ShouldContain("Let op: feestdagen niet bekend; de lijst loopt van 2026 tot en met 2026");
        FirstResponse
            .Due(TestPolicy.Compiled, "1", At("2026-12-31 16:00"))!
            .Explanation.HolidaysUnknown.ShouldBeFalse();
        FirstResponse.Due(TestPolicy.Compiled, "1", At("2025-12-31 16:00"))!.Explanation.HolidaysUnknown.ShouldBeTrue();
    }

    [Fact]
    public void A_clock_change_inside_an_opening_is_told()
    {
        var always = TestPolicy.BusinessHour with
        {
            Zone = ZoneChoice.One("Europe/London"),
            Holidays = null,
            Week = new() { EveryDay = [new(0, 86_400)] },
        };
        var policy = TestPolicy.With(always);
        Lines(policy, "2", "2026-03-28 23:00", Language.En, London)
            .ShouldContain(
                "  Sat 28 Mar 23:00 – Sun 29 Mar 04:00: 4 h counts, 4 h of 4 h; the clocks go forward 1 h in between"
            );
        Lines(policy, "2", "2026-10-24 22:00", Language.Nl, London)
            .ShouldContain(
                "  za 24 okt 23:00 – zo 25 okt 02:00: 4 u telt, samen 4 u van 4 u; de klok gaat tussendoor 1 u terug"
            );
        Lines(policy, "2", "2026-10-24 22:00", Language.En, London)
            .ShouldContain("Counted: day and night, every day of the year");
    }

    [Fact]
    public void Due_on_closing_names_the_reading_and_its_other_outcome()
    {
        var lines = Lines(TestPolicy.Compiled, "1", "2026-07-15 17:00", Language.En, London);
        lines.ShouldContain("Our reading, not the text: The moment of closing. A contact later than that is late.");
        lines.ShouldContain("  With next-opening: Thu 16 Jul 2026 09:00 GMT (10:00 Europe/London)");
    }

    [Fact]
    public void As_JSON_it_holds_every_part_of_the_sum()
    {
        var why = FirstResponse.Due(TestPolicy.Compiled, "1", At("2026-08-28 17:30"))!.Explanation;
        var json = ExplanationJson.Of(why);
        json["due"]!.GetValue<string>().ShouldBe("2026-09-01T09:30:00Z");
        json["sums"]![0]!["lines"]!.AsArray().Count.ShouldBe(3);
        json["sums"]![0]!["lines"]![1]!["closed"]!["holidays"]![0]!["name"]!
            .GetValue<string>()
            .ShouldBe("Summer bank holiday");
        json["readings"]!
            .AsArray()
            .Select(r => r!.GetValue<string>())
            .ShouldBe(["readings.gmt", "readings.bank-holidays"]);
        json["otherwise"]!.AsArray().Count.ShouldBe(2);
        json["holidays"]!["knownUntil"]!.GetValue<int>().ShouldBe(2026);
    }

    private static IEnumerable<string> Lines(
        CompiledPolicy policy,
        string severity,
        string received,
        Language language,
        DateTimeZone reader
    ) => ExplanationText.Lines(FirstResponse.Due(policy, severity, At(received))!.Explanation, language, reader);
}
