using System.Collections;
using System.Collections.Immutable;
using System.Text;
using Corbel.Core.Policy;
using Corbel.Desk.Policies;
using Corbel.Desk.Variations;
using CsCheck;

namespace Corbel.Desk.Tests.Variations;

/// <summary>A variation is the policy file edited at its paths, and is told its errors by file, line and column.</summary>
public sealed class VariedPolicyTests
{
    private static readonly ImmutableSortedDictionary<string, HolidayList> Lists = HolidayFile.Lists(
        HolidayFile.Shipped
    );

    /// <summary>Paths, values, and the same edit by hand: what stands in the file and what stands there instead.</summary>
    private static readonly (string Path, string Value, string Stands, string Instead)[] Edits =
    [
        ("targets[0].within", "30 min", "severity: 1, within: 1 h", "severity: 1, within: 30 min"),
        ("targets[first-response,2].within", "2 h", "severity: 2, within: 4 h", "severity: 2, within: 2 h"),
        (
            "targets[first-response, 3].promise",
            "expectation",
            "within: 8 h, calendar: business-hour, promise: guarantee",
            "within: 8 h, calendar: business-hour, promise: expectation"
        ),
        ("targets[4].every", "2 days", "severity: 2, every: 5 days", "severity: 2, every: 2 days"),
        ("calendars.business-hour.zone", "Europe/London", "zone: Etc/GMT # or", "zone: Europe/London # or"),
        ("calendars.business-hour.other-zones", "[]", "other-zones: [Europe/London]", "other-zones: []"),
        (
            "calendars.business-hour.week",
            "{ weekdays: [08:00-20:00] }",
            "weekdays: [09:00-18:00]",
            "weekdays: [08:00-20:00]"
        ),
        (
            "calendars.business-hour.holidays.divisions",
            "[scotland]",
            "divisions: [england-and-wales]",
            "divisions: [scotland]"
        ),
        ("terms.notify", "[]", "notify: [customer-administrator]", "notify: []"),
        ("availability.percent", "99.9", "percent: 99.5", "percent: 99.9"),
        ("availability.maintenance.notice", "48 h", "notice: 24 h", "notice: 48 h"),
        (
            "provider.product-is.nl",
            "een dienst",
            "nl: een webapplicatie voor het beheer van een managementsysteem voor informatiebeveiliging",
            "nl: een dienst"
        ),
        ("tiers.1.name.en", "First line", "name: { en: First-level support, nl:", "name: { en: First line, nl:"),
    ];

    [Fact]
    public void It_is_the_same_as_the_file_edited_by_hand() =>
        Gen.Int[0, Edits.Length - 1]
            .List[1, 8]
            .Sample(
                chosen =>
                {
                    var edits = chosen.Distinct().Select(x => Edits[x]).ToList();
                    var byHand = PolicyFile.Shipped;
                    foreach (var edit in edits)
                    {
                        byHand.Split(edit.Stands).Length.ShouldBe(2, edit.Stands);
                        byHand = byHand.Replace(edit.Stands, edit.Instead, StringComparison.Ordinal);
                    }
                    var varied = Varied([.. edits.Select(x => $"{Quoted(x.Path)}: {x.Value}")]);
                    varied.Problems.ShouldBeEmpty();
                    Dump(varied.Document!).ShouldBe(Dump(PolicyFile.Read(byHand, "p.yaml", Lists).Document!));
                },
                iter: 200
            );

    [Fact]
    public void What_is_silent_can_be_set_and_whole_sections_replaced()
    {
        var varied = Varied(
            "readings.waiting-stops: [resolution]",
            "calendars.evening: { name: { en: hour, nl: uur }, plural: { en: hours, nl: uur }, zone: Europe/London, week: { every-day: [00:00-24:00] } }",
            "targets[0].calendar: evening",
            "cooperation: { clause: \"10\" }"
        );
        varied.Problems.ShouldBeEmpty();
        varied.Document!.Targets[0].Calendar.ShouldBe("evening");
        varied.Settings[1].ShouldBe(varied.Settings[1] with { Path = "calendars.evening", Before = null });
        varied.Settings[2].Before.ShouldBe("business-hour");
    }

    [Theory]
    [InlineData(
        "targets[0].witin: 30 min",
        "v.yaml:6:3: targets[0].witin: the policy has no such setting; here stands \"witin\"; did you mean within?"
    )]
    [InlineData(
        "target[0].within: 30 min",
        "v.yaml:6:3: target: the policy has no such setting; here stands \"target\"; did you mean targets?"
    )]
    [InlineData(
        "targets[9].within: 30 min",
        "v.yaml:6:3: targets[9]: the policy's list has the places 0 to 4, or a kind and a severity as in targets[first-response,1]."
    )]
    [InlineData(
        "targets[first-response,4].within: 30 min",
        "v.yaml:6:3: targets[first-response,4]: the policy has no such target; here stands \"first-response,4\"; did you mean first-response,"
    )]
    [InlineData("targets[first-reponse,1].within: 30 min", "did you mean first-response,1?")]
    [InlineData(
        "calendars.busines-hour.zone: Etc/UTC",
        "v.yaml:6:3: calendars.busines-hour: the policy has no such setting; here stands \"busines-hour\"; did you mean business-hour?"
    )]
    [InlineData("targets[0].within.hours: 1", "nothing stands below this value")]
    [InlineData("title[0]: x", "this is no list: nothing can be chosen from it in brackets")]
    [InlineData("\"targets..within\": 1 h", "v.yaml:6:3: targets..within: a path is written like")]
    [InlineData("targets[0].within: soon", "v.yaml:6:22: targets[0].within: expected ")]
    [InlineData("targets[0].calendar: nights", "v.yaml:6:24: targets[0].calendar: ")]
    [InlineData(
        "calendars.business-hour.week: { weekdays: [09:00-18:00], wekdays: [09:00-18:00] }",
        "v.yaml:6:60: calendars.business-hour.week.wekdays: this name is not known here"
    )]
    [InlineData(
        "calendars.business-hour: { zone: Etc/UTC }",
        "v.yaml:6:3: calendars.business-hour.week: \"week\" is missing"
    )]
    [InlineData("calendars.business-hour.zone: Europe/Londen", "v.yaml:6:33: calendars.business-hour.zone: ")]
    public void What_is_wrong_is_told_by_file_line_and_column(string setting, string told) =>
        string.Join('\n', Varied(setting).Problems).ShouldContain(told);

    [Fact]
    public void What_no_longer_fits_elsewhere_is_told_of_the_policy_s_own_line()
    {
        var varied = Varied(
            "calendars: { always: { name: { en: hour, nl: uur }, plural: { en: hours, nl: uur }, zone: Etc/UTC, week: { every-day: [00:00-24:00] } } }"
        );
        varied.Document.ShouldBeNull();
        varied.Problems.ShouldContain(x => x.File == "policy.yaml" && x.Error.Path == "targets[0].calendar");
    }

    [Fact]
    public void A_setting_is_overridden_once() =>
        Varied("targets[0].within: 30 min", "targets[first-response,1].within: 20 min")
            .Problems.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "v.yaml:7:3: targets[first-response,1].within: overridden already by targets[0].within of this variation."
            );

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("reference: A", "\"agreed\" is missing")]
    [InlineData("reference: A", "\"overrides\" is missing")]
    [InlineData("reference: A\noverrides: {}", "expected paths of the policy and their values")]
    [InlineData("refrence: A", "v.yaml:1:1: refrence: this name is not known here")]
    [InlineData("from: soon", "from: expected a date such as 2027-01-01, or an instant such as 2027-01-01T09:00:00Z")]
    [InlineData("from: 2027-01-02\nuntil: 2027-01-01", "v.yaml:2:8: until: it ends before it begins")]
    public void A_file_that_is_no_variation_is_refused_with_all_that_is_wrong(string text, string told) =>
        string.Join('\n', VariationFile.Read(text, "v.yaml").Problems).ShouldContain(told);

    [Fact]
    public void A_date_begins_at_its_midnight_and_ends_at_the_next_in_UTC()
    {
        var read = VariationFile.Read(
            Agreements.Yaml("A", "2026-08-01", "2026-08-31", "targets[0].within: 1 h"),
            "v.yaml"
        );
        read.Problems.ShouldBeEmpty();
        read.Document!.From.Start.ShouldBe(TestDesk.At("2026-08-01T00:00:00Z"));
        read.Document.Until!.End.ShouldBe(TestDesk.At("2026-09-01T00:00:00Z"));
    }

    private static VariedPolicy Varied(params string[] overrides)
    {
        var yaml = string.Join(
            '\n',
            [
                "reference: A-1",
                "agreed: 2026-07-01",
                "from: 2026-07-01",
                "title: { en: A, nl: A }",
                "overrides:",
                .. overrides.Select(x => "  " + x),
            ]
        );
        var (document, problems) = VariationFile.Read(yaml, "v.yaml");
        problems.ShouldBeEmpty();
        return VariedPolicy.Read(PolicyFile.Shipped, "policy.yaml", Lists, [document!]);
    }

    private static string Quoted(string path) => $"\"{path}\"";

    /// <summary>Every value of a document, in order.</summary>
    private static string Dump(object? value)
    {
        var text = new StringBuilder();
        Write(value);
        return text.ToString();

        void Write(object? one)
        {
            if (one is null or string || one.GetType().IsEnum || SingleValues.Of(one.GetType()) is not null)
                text.Append(one).Append(';');
            else if (
                one is IDictionary or IEnumerable
                && one.GetType().IsGenericType
                && DocumentReader.IsNamed(one.GetType())
            )
                foreach (var item in (IEnumerable)one.GetType().GetProperty("Items")!.GetValue(one)!)
                {
                    text.Append(((INamed)item).Id).Append('=');
                    Write(item);
                }
            else if (one is IEnumerable many)
                foreach (var item in many)
                    Write(item);
            else
                foreach (
                    var (name, member) in one is LocalText
                        ? DocumentReader.MembersOf(typeof(LocalText))
                        : DocumentReader.MembersOf(one.GetType())
                )
                {
                    text.Append(name).Append(':');
                    Write(member.GetValue(one));
                }
        }
    }
}
