using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Tests.Policies;

/// <summary>The text of the shipped policy, as its page shows it: generated from the data, in the policy's own words.</summary>
public class PolicyTextTests
{
    private static readonly PolicyDocument Policy = Read(PolicyFile.Shipped);

    [Theory]
    [InlineData(
        "1.share",
        "Expectation: in any one month, ISMS.online is available for at least 99.5\u00a0% of that time.",
        "Verwachting: in elke maand is ISMS.online ten minste 99,5\u00a0% van die tijd beschikbaar."
    )]
    [InlineData(
        "3.by-customer",
        "The customer itself gives first-level support and second-level support to its own customers and partner users.",
        "De klant geeft zelf ondersteuning op het eerste niveau en ondersteuning op het tweede niveau aan zijn eigen klanten en partnergebruikers."
    )]
    [InlineData(
        "6.5.business-hour",
        "Business hour: each hour of Mon to Fri 09:00–18:00 GMT, except on UK bank holidays.",
        "Bedrijfsuur: elk uur van ma t/m vr 09:00–18:00 GMT, behalve op Britse feestdagen (bank holidays)."
    )]
    [InlineData(
        "7.telephone",
        "The telephone desk on +44 1273 041 140 is there for ISMS.online administrators.",
        "De telefonische helpdesk op +44 1273 041 140 is er voor ISMS.online-beheerders."
    )]
    [InlineData(
        "9.response.severity-1",
        "Guarantee: for Severity 1 the response time is at most 1 business hour.",
        "Garantie: bij Ernstniveau 1 is de Reactietijd ten hoogste 1 Bedrijfsuur."
    )]
    [InlineData(
        "9.response.severity-3",
        "Guarantee: for Severity 3 the response time is at most 8 business hours.",
        "Garantie: bij Ernstniveau 3 is de Reactietijd ten hoogste 8 Bedrijfsuren."
    )]
    public void A_fact_reads_well_in_both_languages(string id, string en, string nl) =>
        PolicyText.Facts(Policy).Single(f => f.Id == id).Text.ShouldBe(new LocalText(en, nl));

    [Fact]
    public void Every_fact_and_reading_stands_in_its_clause_once()
    {
        var clauses = PolicyText.Clauses(Policy);
        clauses.Select(c => c.Heading.Number).ShouldBe(["preamble", .. Enumerable.Range(1, 11).Select(n => $"{n}")]);
        clauses.ShouldAllBe(c => c.Facts.Length > 0);
        clauses
            .SelectMany(c => c.Facts)
            .Select(f => f.Id)
            .ShouldBe(PolicyText.Facts(Policy).Select(f => f.Id), ignoreOrder: true);
        clauses
            .Single(c => c.Heading.Number == "6")
            .Facts.Select(f => f.Clause)
            .ShouldBe(["6.1", "6.2", "6.3", "6.4", "6.5"]);
        clauses.Single(c => c.Heading.Number == "1").Facts.ShouldAllBe(f => f.Clause == "1");
        PolicyText.Readings(Policy).Select(r => r.Id).ShouldBeUnique();
        PolicyText.Facts(Policy).Select(f => f.Id).ShouldBeUnique();
    }

    [Fact]
    public void Every_text_is_a_sentence_in_each_language()
    {
        var texts = PolicyText
            .Facts(Policy)
            .Select(f => f.Text)
            .Concat(PolicyText.Readings(Policy).Select(r => r.Text));
        foreach (var text in texts.SelectMany(t => new[] { t.En, t.Nl }))
        {
            text.ShouldMatch(@"^[""A-Z].*\.$");
            text.ShouldNotContain("  ");
            text.ShouldNotContain("..");
        }
        PolicyText.Readings(Policy).ShouldAllBe(r => r.Question.En.EndsWith('?') && r.Question.Nl.EndsWith('?'));
    }

    [Theory]
    // A change of the data, and what the text then says: it cannot disagree with what is enforced.
    [InlineData(
        "within: 1 h",
        "within: 90 min",
        "9.response.severity-1",
        "Guarantee: for Severity 1 the response time is at most 1 business hour and 30 minutes."
    )]
    [InlineData(
        "weekdays: [09:00-18:00]",
        "weekdays: [08:30-12:00, 13:00-17:00]\n      sat: [10:00-12:00]",
        "6.5.business-hour",
        "Business hour: each hour of Mon to Fri 08:30–12:00 and 13:00–17:00, Sat 10:00–12:00 GMT, except on UK bank holidays."
    )]
    [InlineData(
        "+44 1273 041 140",
        "+31 20 123 4567",
        "7.telephone",
        "The telephone desk on +31 20 123 4567 is there for ISMS.online administrators."
    )]
    [InlineData(
        "percent: 99.5",
        "percent: 99.95",
        "1.share",
        "Expectation: in any one month, ISMS.online is available for at least 99.95\u00a0% of that time."
    )]
    [InlineData(
        "promise: expectation\n  hours",
        "promise: guarantee\n  hours",
        "1.share",
        "Guarantee: in any one month, ISMS.online is available for at least 99.5\u00a0% of that time."
    )]
    public void A_text_follows_the_data(string old, string changed, string id, string text) =>
        PolicyText.Facts(Read(PolicyFile.Shipped.Replace(old, changed))).Single(f => f.Id == id).Text.En.ShouldBe(text);

    [Theory]
    [InlineData(
        "zone: Etc/GMT #",
        "zone: Europe/London #",
        "readings.gmt",
        "\"GMT\" is the time of Europe/London, summer time included."
    )]
    [InlineData(
        "zone: Etc/GMT #",
        "zone: earlier-of Etc/GMT, Europe/London #",
        "readings.gmt",
        "\"GMT\" is read in two ways, GMT and Europe/London; both due times are shown and the earlier one binds."
    )]
    [InlineData(
        "[england-and-wales]",
        "[scotland, northern-ireland]",
        "readings.bank-holidays",
        "The UK bank holidays of Scotland and Northern Ireland, because the telephone number 01273 is in England."
    )]
    [InlineData(
        "due-at-closing: closing-instant",
        "due-at-closing: next-opening",
        "readings.due-at-closing",
        "The next opening."
    )]
    [InlineData(
        "severity-not-stated: strictest",
        "severity-not-stated: 3",
        "readings.severity-not-stated",
        "Severity 3."
    )]
    [InlineData(
        "severity-raised: from-receipt",
        "severity-raised: from-change",
        "readings.severity-raised",
        "From the change, but never later than it was due before. Lowering never changes a clock that has run out."
    )]
    [InlineData("unknown-sender: hold", "unknown-sender: refuse", "readings.unknown-sender", "It is refused politely.")]
    [InlineData("need-to-know: true", "need-to-know: false", "readings.need-to-know", "Yes.")]
    [InlineData(
        "reopened: new-cycle",
        "reopened: resumes",
        "readings.reopened",
        "The old clock resumes; a verdict that was reached stands."
    )]
    [InlineData(
        "who-may-log: registered-users",
        "who-may-log: own-desk-first",
        "readings.who-may-log",
        "Administrators, with the full clock from receipt. All others, registered users too, arrive at the customer's own desk first; our clock begins when that desk hands the issue over."
    )]
    [InlineData(
        "status-report: any-message-by-a-person",
        "status-report: marked-only",
        "readings.status-report-counts",
        "Only a message that its writer has marked as a status report."
    )]
    [InlineData(
        "every: 1 day,",
        "customers: [Acme, Beta], channels: [chat], every: 1 day,",
        "readings.status-reports",
        "Severity 1 from Acme or Beta in the support chat: each business day; Severity 2: every 5 business days; others none. Owed by whoever holds the first level."
    )]
    [InlineData(
        "every: 1 day",
        "every: 2 days",
        "readings.status-reports",
        "Severity 1: every 2 business days; Severity 2: every 5 business days; others none. Owed by whoever holds the first level."
    )]
    public void A_reading_follows_its_setting(string old, string changed, string id, string text) =>
        PolicyText
            .Readings(Read(PolicyFile.Shipped.Replace(old, changed)))
            .Single(r => r.Id == id)
            .Text.En.ShouldBe(text);

    [Fact]
    public void Another_vendor_s_policy_reads_well_too()
    {
        var policy = Read(File.ReadAllText(Repository.File("policies/example-small-vendor.yaml")));
        var facts = PolicyText.Facts(policy).ToDictionary(f => f.Id, f => f.Text);
        facts["Hours.around-the-clock"]
            .ShouldBe(
                new(
                    "Hour: each hour, day and night, every day of the year.",
                    "Uur: elk uur, dag en nacht, alle dagen van het jaar."
                )
            );
        facts["Hours.office"].Nl.ShouldStartWith("Kantooruur: elk uur van ma t/m wo 08:30–12:30 en 13:00–17:30, do");
        facts["Response.response.severity-p1"]
            .En.ShouldBe("Guarantee: for P1 the response time is at most 30 minutes.");
        facts["Response.response.severity-p3"]
            .Nl.ShouldBe("Verwachting: bij P3 is de Reactietijd ten hoogste 16 kantooruren.");
        PolicyText.Readings(policy).Select(r => r.Id).ShouldNotContain(ReadingIds.OfficeHours);
    }

    [Fact]
    public void Targets_for_some_have_facts_of_their_own_that_say_for_whom()
    {
        var policy = Read(File.ReadAllText(Repository.File("policies/example-round-the-clock.yaml")));
        var facts = PolicyText.Facts(policy).ToDictionary(f => f.Id, f => f.Text);
        facts["3.response.severity-1"].En.ShouldBe("Guarantee: for Critical the response time is at most 30 minutes.");
        facts["3.response.severity-1.channel-telephone"]
            .ShouldBe(
                new(
                    "Guarantee: for Critical by telephone the response time is at most 15 minutes.",
                    "Garantie: bij Kritiek per telefoon is de Reactietijd ten hoogste 15 minuten."
                )
            );
        facts["3.response.severity-1.customer-northern-light"]
            .Nl.ShouldBe("Garantie: bij Kritiek van Northern Light is de Reactietijd ten hoogste 10 minuten.");
        facts["4.resolution.severity-1.customer-northern-light.product-payroll"]
            .ShouldBe(
                new(
                    "Guarantee: for Critical from Northern Light about Vesper Payroll the issue is resolved within 4 hours.",
                    "Garantie: bij Kritiek van Northern Light over Vesper Salaris is de melding binnen 4 uur opgelost."
                )
            );
        // The warnings are the desk's own: a policy without them promises the same, word for word.
        var silent = policy with
        {
            Night = null,
            Targets = [.. policy.Targets.Select(t => t with { Warnings = [] })],
        };
        PolicyText.Facts(silent).ShouldBe(PolicyText.Facts(policy));
        PolicyText
            .Readings(silent)
            .Select(r => (r.Id, r.Text))
            .ShouldBe(PolicyText.Readings(policy).Select(r => (r.Id, r.Text)));
    }

    [Fact]
    public void The_id_of_a_fact_stays_when_names_are_set_in_another_order_or_in_capitals()
    {
        string Id(params string[] customers)
        {
            var target = Policy.Targets[0] with { Customers = [.. customers], Channels = [PolicyChannel.Mail] };
            return PolicyText.Facts(Policy with { Targets = [target] }).Single(f => f.Path == "targets[0]").Id;
        }
        Id("Zorg & Co.", "Café Noord")
            .ShouldBe("9.response.severity-1.customer-cafe-noord.customer-zorg-co.channel-mail");
        Id("CAFÉ NOORD", "zorg & co").ShouldBe(Id("Zorg & Co.", "Café Noord"));
    }

    private static PolicyDocument Read(string text)
    {
        var reading = PolicyFile.Read(text, "p.yaml", HolidayFile.Lists(HolidayFile.Shipped));
        reading.Problems.ShouldBeEmpty();
        return reading.Document!;
    }
}
