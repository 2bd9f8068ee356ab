using System.Text;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;

namespace Corbel.Desk.Tests.Policies;

/// <summary>
/// Every word of the shipped policies, what a changed setting makes of them, and what is said of a policy with faults, held
/// against <c>WordsOfPolicies.txt</c>, which was read by people. After a change on purpose, CORBEL_WRITE_WORDS=FILE writes it
/// anew: read what differs.
/// </summary>
public sealed class WordsOfPoliciesTests
{
    private static readonly IReadOnlyDictionary<string, HolidayList> Lists = HolidayFile.Lists(HolidayFile.Shipped);
    private static readonly string Shipped = PolicyFile.Shipped;

    private static string Example(string name) => File.ReadAllText(Repository.File($"policies/example-{name}.yaml"));

    private static string But(params (string Old, string New)[] changes) => But(Shipped, changes);

    private static string But(string text, params (string Old, string New)[] changes)
    {
        foreach (var (old, now) in changes)
        {
            text.ShouldContain(old);
            text = text.Replace(old, now);
        }
        return text;
    }

    private static IEnumerable<(string Name, string Text)> Whole()
    {
        yield return ("shipped", Shipped);
        yield return ("small vendor", Example("small-vendor"));
        yield return ("round the clock", Example("round-the-clock"));
    }

    /// <summary>Other policies with what they differ from; the second is read as a new version of the first.</summary>
    private static IEnumerable<(string Name, string Before, string Now)> Changes()
    {
        (string Name, (string Old, string New)[] Changes)[] changes =
        [
            ("severity not stated: the second", [("severity-not-stated: strictest", "severity-not-stated: 2")]),
            ("severity raised: from the change", [("severity-raised: from-receipt", "severity-raised: from-change")]),
            ("waiting stops the resolution", [("waiting-stops: []", "waiting-stops: [resolution]")]),
            ("waiting stops both", [("waiting-stops: []", "waiting-stops: [next-response, resolution]")]),
            ("reopened: resumes", [("reopened: new-cycle", "reopened: resumes")]),
            ("due at closing: next opening", [("closing-instant", "next-opening")]),
            ("who may log: own desk first", [("who-may-log: registered-users", "who-may-log: own-desk-first")]),
            ("reports: marked only", [("any-message-by-a-person", "marked-only")]),
            ("unknown sender: refused", [("unknown-sender: hold", "unknown-sender: refuse")]),
            ("a shorter warning of the end", [("warn-holidays-end-days: 365", "warn-holidays-end-days: 30")]),
            ("British time", [("zone: Etc/GMT #", "zone: Europe/London #")]),
            ("the earlier of two zones", [("zone: Etc/GMT #", "zone: earlier-of Etc/GMT, Europe/London #")]),
            ("no zone in the text", [("    zone-in-text: GMT\n", "")]),
            (
                "a zone of no name in the text",
                [("zone-in-text: GMT", "zone-in-text: UTC"), ("zone: Etc/GMT #", "zone: Etc/UTC #")]
            ),
            ("Scottish holidays too", [("[england-and-wales]", "[england-and-wales, scotland]")]),
            (
                "holidays for no reason",
                [
                    (
                        "      because:\n        en: the telephone number 01273 is in England\n        nl: het telefoonnummer 01273 in Engeland ligt\n",
                        ""
                    ),
                ]
            ),
            (
                "dates in place of holidays",
                [
                    (
                        "    holidays:\n      list: uk-bank-holidays\n",
                        "    closed: [{ date: 2027-01-01, name: { en: New Year, nl: Nieuwjaar } }]\n"
                    ),
                    (
                        "      divisions: [england-and-wales] # scotland, northern-ireland; several together close on the holidays of each\n",
                        ""
                    ),
                    (
                        "      because:\n        en: the telephone number 01273 is in England\n        nl: het telefoonnummer 01273 in Engeland ligt\n",
                        ""
                    ),
                ]
            ),
            (
                "other office hours by telephone",
                [("number: +44 1273 041 140\n    hours: business-hour", "number: +44 1273 041 140\n    hours: always")]
            ),
            ("hours and a half", [("severity: 2, within: 4 h", "severity: 2, within: 61 min")]),
            (
                "no telephone",
                [
                    (
                        "  telephone:\n    clause: \"7\"\n    for: [customer-administrator]\n    number: +44 1273 041 140\n    hours: business-hour\n    courtesy-for: [registered-user]\n",
                        ""
                    ),
                    ("  telephone-support:\n    for: [customer-administrator]\n    hours: business-hour\n", ""),
                ]
            ),
            ("nobody by courtesy", [("    courtesy-for: [registered-user]\n", "")]),
            (
                "no portal, no chat",
                [
                    ("  portal:\n    clause: \"7\"\n    for: [customer-administrator, registered-user]\n", ""),
                    ("  chat:\n    clause: \"7\"\n    for: [customer-administrator, registered-user]\n", ""),
                ]
            ),
            (
                "reports each month, no web logging",
                [("reports: quarter", "reports: month"), ("web-logging: true", "web-logging: false")]
            ),
            ("reports each year", [("reports: quarter", "reports: year")]),
            ("sessions that aim at nothing", [("  to-reach-tiers: [1, 2]\n", "")]),
            (
                "no sessions, no cooperation",
                [
                    (
                        "sessions:\n  clause: \"5\"\n  kinds:\n    adoption: { en: adoption, nl: adoptie }\n    training: { en: training, nl: training }\n    coaching: { en: coaching, nl: coaching }\n  counted-by: { en: the Proposal, nl: het Voorstel }\n  to-reach-tiers: [1, 2]\n",
                        ""
                    ),
                    ("cooperation:\n  clause: \"10\"\n", ""),
                ]
            ),
            (
                "severities that take in nothing else",
                [
                    (
                        "    also: { en: \"it works, but materially worse for all users\", nl: \"het werkt, maar voor alle gebruikers wezenlijk slechter\" }\n",
                        ""
                    ),
                    (
                        "    also: { en: \"it is down for some users, or one function is broken\", nl: \"het is voor enkele gebruikers onbereikbaar, of één functie werkt niet\" }\n",
                        ""
                    ),
                    ("    also: { en: \"a question\", nl: \"een vraag\" }\n", ""),
                ]
            ),
            (
                "no status reports",
                [
                    (
                        "  - { clause: \"2.1\", kind: status-report, severity: 1, every: 1 day, calendar: business-hour }\n",
                        ""
                    ),
                    (
                        "  - { clause: \"2.1\", kind: status-report, severity: 2, every: 5 days, calendar: business-hour }\n",
                        ""
                    ),
                ]
            ),
            (
                "who hands over",
                [
                    (
                        "    for: [customer-administrator]\n\nsessions",
                        "    for: [customer-administrator]\n  handed-over-by: [customer-administrator, desk-agent]\n\nsessions"
                    ),
                ]
            ),
            ("only the Dutch changed", [("nl: Overheidsklanten", "nl: De overheid")]),
            (
                "a dropped clause and a new one",
                [
                    (
                        "  - { number: \"10\", title: { en: Working together, nl: Medewerking } }\n",
                        "  - { number: \"12\", title: { en: Working as one, nl: Samenwerking } }\n"
                    ),
                    ("cooperation:\n  clause: \"10\"", "cooperation:\n  clause: \"12\""),
                ]
            ),
            (
                "severities in another order of words, another colour",
                [
                    ("words: [severity 1, sev 1, ernst 1, ernstniveau 1]", "words: [sev 1, severity 1]"),
                    ("colour: \"#b3261e\"", "colour: \"#000000\""),
                ]
            ),
            ("all is open to all", [("need-to-know: true", "need-to-know: false")]),
            ("a month of less", [("percent: 99.5", "percent: 99.95"), ("notice: 24 h", "notice: 2 days")]),
            (
                "no notice, a guarantee",
                [("notice: 24 h", "notice: 0 h"), ("promise: expectation\n  hours", "promise: guarantee\n  hours")]
            ),
        ];
        foreach (var (name, change) in changes)
            yield return (name, Shipped, But(change));
        yield return ("another vendor", Shipped, Example("small-vendor"));
        yield return ("the first vendor again", Example("small-vendor"), Shipped);
        var clock = Example("round-the-clock");
        yield return (
            "for other customers, products and channels",
            clock,
            But(
                clock,
                ("customers: [Northern Light]\n    warnings", "customers: [Southern Cross]\n    warnings"),
                ("products: [payroll]", "products: [books, payroll]\n    channels: [mail, portal, chat]"),
                ("every: 1 day", "every: 2 days"),
                ("severity-not-stated: 2", "severity-not-stated: strictest")
            )
        );
        yield return (
            "an hour more on Saturdays",
            clock,
            But(
                clock,
                (
                    "weekdays: [08:30-17:30]",
                    "weekdays: [08:30-17:30]\n      sat: [10:00-11:00]\n      sun: [22:00-02:00]"
                )
            )
        );
    }

    private static IEnumerable<(string Name, string Text)> Faults()
    {
        yield return (
            "no clause",
            But(
                Shipped,
                [
                    .. Enumerable.Range(1, 11).Select(x => ($"number: \"{x}\"", $"number: \"{x + 20}\"")),
                    ("number: preamble", "number: none"),
                ]
            )
        );
        yield return (
            "no calendar of that name",
            But(("  business-hour:\n", "  business-hours:\n"), ("  always:\n", "  allways:\n"))
        );
        yield return ("no tier of that name", But(("tiers: [1, 2]", "tiers: [4, 5]")));
        yield return ("no clearance of that name", But(("opened-by: [sc, dv]", "opened-by: [sd, top]")));
        yield return (
            "clocks that cannot wait",
            But(("waiting-stops: []", "waiting-stops: [first-response, status-report, resolution]"))
        );
        yield return (
            "days named twice",
            But(
                (
                    "weekdays: [09:00-18:00]",
                    "weekdays: [09:00-18:00]\n      every-day: [09:00-18:00]\n      mon: [09:00-18:00]\n      sat: [09:00-18:00]\n      sun: [09:00-18:00]"
                )
            )
        );
        yield return (
            "each day named twice",
            But(
                (
                    "weekdays: [09:00-18:00]",
                    "weekdays: [09:00-18:00]\n      mon: [09:00-18:00]\n      tue: [09:00-18:00]\n      wed: [09:00-18:00]\n      thu: [09:00-18:00]\n      fri: [09:00-18:00]\n      sat: [09:00-18:00]"
                )
            )
        );
        yield return ("no list of holidays of that name", But(("list: uk-bank-holidays", "list: uk-bank-holiday")));
        yield return ("no division of that name", But(("[england-and-wales]", "[england, wales]")));
        yield return ("no division", But(("[england-and-wales]", "[]")));
        yield return (
            "no zone of that name",
            But(("zone: Etc/GMT #", "zone: Europe/Londen #"), ("zone: Europe/London, hours", "zone: Mars, hours"))
        );
        yield return (
            "a severity not stated that is none",
            But(("severity-not-stated: strictest", "severity-not-stated: 4"))
        );
        yield return (
            "a severity not stated with no promise",
            But(
                ("severity-not-stated: strictest", "severity-not-stated: 3"),
                ("kind: first-response, severity: 3", "kind: resolution, severity: 3")
            )
        );
        yield return (
            "a severity not stated with a promise for some",
            But(
                ("severity-not-stated: strictest", "severity-not-stated: 3"),
                ("kind: first-response, severity: 3", "customers: [Acme], kind: first-response, severity: 3")
            )
        );
        yield return (
            "fewer than no days",
            But(("warn-holidays-end-days: 365", "warn-holidays-end-days: -1"), ("notice: 24 h", "notice: -1 h"))
        );
        yield return (
            "too long",
            But(("severity: 3, within: 8 h", "severity: 3, within: 900000 h"), ("every: 5 days", "every: 99999 days"))
        );
        yield return (
            "two targets for one severity",
            But(("kind: first-response, severity: 2", "kind: first-response, severity: 1"))
        );
        yield return ("one word for two severities", But(("sev 2, ernst 2", "sev 1, ernst 2")));
        yield return ("never open", But(("weekdays: [09:00-18:00]", "weekdays: []")));
    }

    [Fact]
    public void They_say_what_was_read()
    {
        var said = new StringBuilder();
        foreach (var (name, text) in Whole())
        {
            said.Append("=== ").Append(name).Append('\n');
            var policy = Read(text);
            foreach (var fact in PolicyText.Facts(policy))
                said.Append(
                    $"{fact.Id} [{fact.Clause}] {fact.Path} {fact.State}\n  {fact.Text.En}\n  {fact.Text.Nl}\n"
                );
            foreach (var reading in PolicyText.Readings(policy))
            {
                said.Append($"{reading.Id} [{reading.Clause}] {reading.Path} {reading.State}\n");
                said.Append($"  {reading.Question.En} {reading.Text.En}\n  {reading.Question.Nl} {reading.Text.Nl}\n");
                said.Append($"  {reading.Value} | {string.Join(" | ", reading.Others)}\n");
            }
        }
        foreach (var (name, before, now) in Changes())
        {
            said.Append("=== change: ").Append(name).Append('\n');
            var diff = PolicyDiff.Between(Read(before), Read(now));
            foreach (var language in new[] { Language.En, Language.Nl })
            foreach (var line in PolicyDiffText.Lines(diff, language).Where(x => x.Length > 0))
                said.Append(line).Append('\n');
        }
        foreach (var (name, text) in Faults())
        {
            said.Append("=== fault: ").Append(name).Append('\n');
            foreach (var problem in PolicyFile.Read(text, "p.yaml", Lists).Problems)
                said.Append(problem).Append('\n');
        }
        if (Environment.GetEnvironmentVariable("CORBEL_WRITE_WORDS") is { } file)
            File.WriteAllText(file, said.ToString());

        said.ToString()
            .ShouldBe(File.ReadAllText(Repository.File("test/Corbel.Desk.Tests/Policies/WordsOfPolicies.txt")));
    }

    private static PolicyDocument Read(string text)
    {
        var reading = PolicyFile.Read(text, "p.yaml", Lists);
        reading.Problems.ShouldBeEmpty();
        return reading.Document!;
    }
}
