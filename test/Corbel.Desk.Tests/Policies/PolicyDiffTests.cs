using Corbel.Core.Policy;
using Corbel.Desk.Policies;
using CsCheck;

namespace Corbel.Desk.Tests.Policies;

/// <summary>What a new version says otherwise: in words where there are words for it, by its path where there are none.</summary>
public class PolicyDiffTests
{
    private static readonly PolicyDocument Shipped = PolicyMutations.Shipped;

    [Fact]
    public void The_same_settings_differ_in_nothing_however_they_are_written() =>
        PolicyDiff.Between(Read(PolicyFile.Shipped), Shipped).IsEmpty.ShouldBeTrue();

    [Fact]
    public void A_changed_number_reads_as_the_old_and_the_new_sentence_of_its_clause()
    {
        var diff = Changed("severity: 2, within: 4 h", "severity: 2, within: 3 h");

        var clause = diff.Clauses.ShouldHaveSingleItem();
        clause.Heading!.Number.ShouldBe("9");
        var change = clause.Changes.ShouldHaveSingleItem();
        (change.Part, change.Id, change.Clause).ShouldBe((ChangedPart.Sentence, "9.response.severity-2", "9"));
        change.Before!.Nl.ShouldBe("Garantie: bij Ernstniveau 2 is de Reactietijd ten hoogste 4 Bedrijfsuren.");
        change.Now!.Nl.ShouldBe("Garantie: bij Ernstniveau 2 is de Reactietijd ten hoogste 3 Bedrijfsuren.");
    }

    [Theory]
    [InlineData(
        "notify: [customer-administrator]",
        "notify: [customer-administrator, registered-user]",
        "terms.notify"
    )]
    [InlineData("words: [severity 1, sev 1,", "words: [severity 1, prio 1,", "severities.1.words")]
    [InlineData("colour: \"#b3261e\"", "colour: \"#000000\"", "marking.marks.official-sensitive.colour")]
    [InlineData(
        "{ clause: \"2.1\", kind: status-report, severity: 2, every: 5 days, calendar: business-hour }",
        "{ clause: \"2.1\", kind: status-report, severity: 2, every: 5 days, calendar: always }",
        "targets[status-report,2].calendar"
    )]
    public void What_no_sentence_tells_of_is_listed_by_its_path(string old, string changed, string path)
    {
        var change = Changed(old, changed).Changes.ShouldHaveSingleItem();

        (change.Part, change.Id).ShouldBe((ChangedPart.Setting, path));
        change.Before.ShouldNotBe(change.Now);
    }

    [Fact]
    public void A_silent_setting_does_not_hide_behind_a_told_one_of_the_same_thing()
    {
        var text = PolicyFile
            .Shipped.Replace("number: +44 1273 041 140", "number: +44 1273 000 000")
            .Replace(
                "calendar: business-hour, promise: guarantee }\n  # Without",
                "calendar: always, promise: guarantee }\n  # Without"
            )
            .Replace("ernstniveau 3]", "ernstniveau 3, wens]")
            .Replace("name: { en: Severity 3, nl: Ernstniveau 3 }", "name: { en: Level 3, nl: Niveau 3 }");

        var changes = PolicyDiff.Between(Shipped, Read(text)).Changes.ToList();

        changes.ShouldContain(x => x.Id == "severities.3.words" && x.Clause == "6.3");
        changes.ShouldContain(x => x.Id == "7.telephone");
        changes.ShouldContain(x =>
            x.Id == "9.response.severity-3" && x.Now!.En.Contains("Level 3", StringComparison.Ordinal)
        );
        changes.ShouldNotContain(x => x.Id == "severities.3.name" || x.Id == "channels.telephone.number");
    }

    [Fact]
    public void An_extra_holiday_a_new_severity_and_a_dropped_clause_are_all_told()
    {
        var text = PolicyFile
            .Shipped.Replace(
                "        nl: het telefoonnummer 01273 in Engeland ligt\n",
                "        nl: het telefoonnummer 01273 in Engeland ligt\n    closed:\n      - { date: 2026-12-31, name: { en: stocktaking, nl: inventarisatie } }\n"
            )
            .Replace(
                "\nresponse-time:",
                "  4:\n    clause: \"6.3\"\n    name: { en: Severity 4, nl: Ernstniveau 4 }\n    test: { en: A wish., nl: Een wens. }\n    words: [wish]\n\nresponse-time:"
            )
            .Replace("cooperation:\n  clause: \"10\"\n", "");

        var changes = PolicyDiff.Between(Shipped, Read(text)).Changes.ToList();

        changes.ShouldContain(x =>
            x.Id == "calendars.business-hour.closed[2026-12-31].name" && x.Now!.Nl == "inventarisatie"
        );
        changes.ShouldContain(x => x.Id == "6.3.severity-4" && x.Before == null);
        changes.ShouldContain(x => x.Id == "severities.4.words" && x.Now!.En == "wish");
        changes.ShouldNotContain(x => x.Id == "severities.4.test" || x.Id == "severities.4.name");
        changes.ShouldContain(x => x.Id == "10.cooperation" && x.Now == null && x.Clause == "10");
    }

    [Fact]
    public void The_order_of_severities_counts_and_that_of_targets_is_told_too()
    {
        const string first =
            "  - { clause: \"2.1\", kind: status-report, severity: 1, every: 1 day, calendar: business-hour }\n";
        const string second =
            "  - { clause: \"2.1\", kind: status-report, severity: 2, every: 5 days, calendar: business-hour }\n";
        PolicyFile.Shipped.ShouldContain(first + second);
        // The reading names them in their order: that is told by its text, and the order itself by its path.
        var moved = PolicyDiff.Between(Shipped, Read(PolicyFile.Shipped.Replace(first + second, second + first)));

        var change = moved.Changes.Single(x => x.Part == ChangedPart.Setting);

        (change.Part, change.Id).ShouldBe((ChangedPart.Setting, "targets"));
    }

    [Fact]
    public void A_reading_brings_its_question_and_a_text_changed_in_one_language_shows_in_that_one()
    {
        var reading = Changed("need-to-know: true", "need-to-know: false").Changes.ShouldHaveSingleItem();
        (reading.Part, reading.Question!.En).ShouldBe((ChangedPart.Reading, "Is the clearance enough?"));

        var heading = Changed("nl: Medewerking }", "nl: Samenwerking }").Changes.ShouldHaveSingleItem();
        (heading.Part, heading.Id, heading.Clause).ShouldBe((ChangedPart.Heading, "clause.10", "10"));
        heading.Shown(Language.En).ShouldBe(Language.Nl);
        Changed("en: Working together", "en: Helping").Changes.Single().Shown(Language.En).ShouldBe(Language.En);
    }

    [Fact]
    public void As_plain_text_it_reads_clause_by_clause_in_both_languages()
    {
        var diff = Changed("severity: 2, within: 4 h", "severity: 2, within: 3 h");

        PolicyDiffText
            .Lines(diff, Language.En)
            .ShouldBe([
                "9 Guaranteed response",
                "  - was: Guarantee: for Severity 2 the response time is at most 4 business hours.",
                "  + now: Guarantee: for Severity 2 the response time is at most 3 business hours.",
                "",
            ]);
        PolicyDiffText.Lines(diff, Language.Nl).First().ShouldBe("9 Gegarandeerde Reactietijd");
    }

    [Fact]
    public void Another_vendors_policy_differs_in_everything_and_can_be_told()
    {
        var other = Read(File.ReadAllText(Repository.File("policies/example-small-vendor.yaml")));

        PolicyDiff.Between(Shipped, other).Changes.Count().ShouldBeGreaterThan(60);
        PolicyDiff.Between(other, Shipped).Changes.Count().ShouldBeGreaterThan(60);
        PolicyDiff.Between(other, other).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void No_single_setting_can_be_changed_without_being_told()
    {
        var mutations = PolicyMutations.All;
        // Nearly every value of the file can be another; the names of clauses and the readings with one value cannot.
        mutations.Select(x => x.Leaf).Distinct().Count().ShouldBeGreaterThan(PolicyMutations.Count * 7 / 8);
        var hidden = mutations.Where(x => PolicyDiff.Between(Shipped, PolicyMutations.Read(x)!).IsEmpty);
        hidden.Select(PolicyMutations.Describe).ShouldBeEmpty();
    }

    [Fact]
    public void Two_policies_with_a_setting_changed_each_never_look_alike()
    {
        var any = Gen.Int[0, PolicyMutations.All.Count - 1].Select(x => PolicyMutations.All[x]);
        Gen.Select(any, any)
            .Sample(
                (one, other) =>
                {
                    var diff = PolicyDiff.Between(PolicyMutations.Read(one)!, PolicyMutations.Read(other)!);
                    return diff.IsEmpty == (one == other);
                },
                iter: 80
            );
    }

    [Fact]
    public void Of_two_changes_neither_hides_the_other()
    {
        var any = Gen.Int[0, PolicyMutations.All.Count - 1].Select(x => PolicyMutations.All[x]);
        Gen.Select(any, any)
            .Where((one, other) => one.Leaf != other.Leaf)
            .Sample(
                (one, other) =>
                {
                    if (PolicyMutations.Read(one, other) is not { } both)
                        return true;
                    // What no text tells of alone must not be thought told because of another change.
                    return Settings(Shipped, PolicyMutations.Read(one)!).All(Told(Shipped, both).Contains);
                },
                iter: 50
            );
    }

    private static HashSet<string> Told(PolicyDocument before, PolicyDocument now) =>
        [.. PolicyDiff.Between(before, now).Changes.Select(x => x.Id)];

    private static IEnumerable<string> Settings(PolicyDocument before, PolicyDocument now) =>
        PolicyDiff.Between(before, now).Changes.Where(x => x.Part == ChangedPart.Setting).Select(x => x.Id);

    private static PolicyDiff Changed(string old, string changed)
    {
        PolicyFile.Shipped.ShouldContain(old);
        return PolicyDiff.Between(Shipped, Read(PolicyFile.Shipped.Replace(old, changed)));
    }

    private static PolicyDocument Read(string text)
    {
        var reading = PolicyFile.Read(text, "p.yaml", HolidayFile.Lists(HolidayFile.Shipped));
        reading.Problems.ShouldBeEmpty();
        return reading.Document!;
    }
}
