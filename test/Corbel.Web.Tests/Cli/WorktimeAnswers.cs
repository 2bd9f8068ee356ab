using System.Text.Json;
using Corbel.Web.Cli;

namespace Corbel.Web.Tests.Cli;

/// <summary>One line in, one answer out.</summary>
public sealed class WorktimeAnswers
{
    private readonly Worktime _worktime = new();

    [Fact]
    public void Adds_as_the_manual_says() =>
        Answer(
                """
                {"zone":"Etc/GMT","week":{"mon":[["09:00","18:00"]],"fri":[["09:00","18:00"]]},"holidays":["2026-08-31"],
                "op":"add","start":"2026-08-28T16:30:00Z","seconds":3600}
                """
            )
            .ShouldBe("""{"result": "2026-08-28T17:30:00Z"}""");

    [Theory]
    [InlineData(""" "op":"between","start":"2026-08-28T16:30:00Z","end":"2026-09-07T10:00:00Z" """, "41400")]
    [InlineData(""" "op":"between","start":"2026-08-28T17:30:00+01:00","end":"2026-08-28T13:30:00-04:00" """, "3600")]
    [InlineData(""" "op":"between","start":"2026-08-28T16:30:00Z","end":"2026-08-28T16:29:59Z" """, "0")]
    [InlineData(""" "op":"between","start":"2026-08-28T16:30:00Z","end":"2026-08-28T24:00:00Z" """, "5400")]
    [InlineData(""" "op":"add","start":"2026-08-28T16:30:00.25Z","seconds":1 """, "\"2026-08-28T16:30:01.25Z\"")]
    [InlineData(""" "op":"add","start":"2026-08-28T18:00:00Z","seconds":0 """, "\"2026-09-04T09:00:00Z\"")]
    [InlineData(""" "op":"add","start":"2026-08-28T17:00:00Z","seconds":3600 """, "\"2026-08-28T18:00:00Z\"")]
    [InlineData(
        """ "op":"add","start":"2026-08-28T17:00:00Z","seconds":3600,"due_at_closing":"closing_instant" """,
        "\"2026-08-28T18:00:00Z\""
    )]
    [InlineData(
        """ "due_at_closing":"next_opening","op":"add","start":"2026-08-28T17:00:00Z","seconds":3600 """,
        "\"2026-09-04T09:00:00Z\""
    )]
    public void Answers(string question, string result)
    {
        // Twice, the second time from the calendar it remembers; each convention after the other.
        for (var i = 0; i < 2; i++)
        {
            Answer(Line(question)).ShouldBe($$"""{"result": {{result}}}""");
            Answer(Line(""" "op":"add","start":"2026-08-28T17:00:00Z","seconds":3600 """))
                .ShouldBe("""{"result": "2026-08-28T18:00:00Z"}""");
        }
    }

    [Theory]
    [InlineData("", "The line is empty.")]
    [InlineData(" \t\r", "The line is empty.")]
    [InlineData("hello", "The line is not the JSON that is read here:")]
    [InlineData("{", "The line is not the JSON that is read here:")]
    [InlineData("{} {}", "The line is not the JSON that is read here:")]
    [InlineData("""{"op":"add","op":"add"}""", "The line is not the JSON that is read here:")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "The line is not the JSON that is read here:")]
    [InlineData("\uFEFF{}", "The line is not the JSON that is read here:")]
    [InlineData("[]", "A line holds one JSON object, not [].")]
    [InlineData("null", "A line holds one JSON object, not null.")]
    [InlineData("{}", "The field \"zone\" is missing.")]
    [InlineData("""{"zone":"\ud800"}""", "The field \"week\" is missing.")]
    [InlineData("""{"Zone":"Etc/GMT"}""", "There is no field \"Zone\". The fields are: zone, week, holidays,")]
    public void A_bad_line_gets_an_error(string line, string sentence) => ErrorOf(line).ShouldStartWith(sentence);

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"zone":"\ud800","week":{},"holidays":[],"op":"add","start":"2026-08-28T16:30:00Z","seconds":1}""")]
    public void A_lone_surrogate_gets_an_error(string line) =>
        ErrorOf(line).ShouldStartWith("The line is not valid Unicode:");

    [Fact]
    public void So_does_one_that_stands_in_the_line_itself() =>
        // Not as a row of the table above: the test runner writes those out as UTF-8.
        ErrorOf($"{{\"zone\":\"{(char)0xD800}\"}}").ShouldStartWith("The line is not valid Unicode:");

    [Theory]
    [InlineData("\"seconds\":3600", "The field \"op\" is missing.")]
    [InlineData("\"op\":\"add\"", "The field \"start\" is missing.")]
    [InlineData(Add, "The field \"seconds\" is missing.")]
    [InlineData(Between, "The field \"end\" is missing.")]
    [InlineData(Add + ",\"seconds\":-1", "\"seconds\" is a whole number of at least 0, written in digits, not -1.")]
    [InlineData(Add + ",\"seconds\":1.5", "\"seconds\" is a whole number of at least 0, written in digits, not 1.5.")]
    [InlineData(Add + ",\"seconds\":1e3", "\"seconds\" is a whole number of at least 0, written in digits, not 1e3.")]
    [InlineData(
        Add + ",\"seconds\":\"1\"",
        "\"seconds\" is a whole number of at least 0, written in digits, not \"1\"."
    )]
    [InlineData(Add + ",\"seconds\":null", "\"seconds\" is a whole number of at least 0, written in digits, not null.")]
    [InlineData(Add + ",\"seconds\":9999999999999999999", "\"seconds\" is a whole number of at least 0,")]
    [InlineData(Add + ",\"seconds\":9223372036854775807", "The result lies past the year 2100.")]
    [InlineData(Add + ",\"seconds\":4000000000", "The result lies past the year 2100.")]
    [InlineData(Add + ",\"seconds\":1,\"end\":\"2026-08-28T16:30:00Z\"", "\"add\" takes \"seconds\" and no \"end\".")]
    [InlineData(Between + ",\"end\":\"x\",\"seconds\":1", "\"between\" takes an \"end\" and no \"seconds\".")]
    [InlineData(Between + ",\"end\":\"2026-08-28\"", "\"end\" is an instant such as \"2026-08-28T16:30:00Z\", not")]
    [InlineData(Between + ",\"end\":\"2026-08-28T16:30:00\"", "\"end\" is an instant such as")]
    [InlineData(Between + ",\"end\":\"2026-02-29T16:30:00Z\"", "\"end\" is an instant such as")]
    [InlineData(Between + ",\"end\":\"2026-08-28T25:00:00Z\"", "\"end\" is an instant such as")]
    [InlineData(Between + ",\"end\":1788000000", "\"end\" is an instant such as")]
    [InlineData(Between + ",\"end\":\"2101-01-01T00:00:00Z\"", "\"end\" lies outside the years 2000 to 2100: \"2101")]
    [InlineData("\"op\":\"add\",\"start\":\"1999-12-31T23:59:59Z\",\"seconds\":0", "\"start\" lies outside the years")]
    [InlineData("\"op\":\"add\",\"start\":true,\"seconds\":0", "\"start\" is an instant such as")]
    [InlineData("\"op\":\"subtract\",\"start\":\"\"", "\"op\" is \"add\" or \"between\", not \"subtract\".")]
    [InlineData("\"op\":1,\"start\":\"\"", "\"op\" is \"add\" or \"between\", not 1.")]
    [InlineData(Add + ",\"seconds\":1,\"due_at_closing\":\"later\"", "\"due_at_closing\" is \"closing_instant\" or")]
    [InlineData(Add + ",\"seconds\":1,\"due_at_closing\":null", "\"due_at_closing\" is \"closing_instant\" or")]
    [InlineData(Add + ",\"seconds\":1,\"note\":\"\"", "There is no field \"note\".")]
    public void A_bad_question_gets_an_error(string question, string sentence) =>
        ErrorOf(Line(question)).ShouldStartWith(sentence);

    [Theory]
    [InlineData(
        "\"Europe/Lond\\\"on\"",
        "{}",
        "[]",
        "\"zone\" is an IANA zone such as \"Europe/London\", not \"Europe/Lond"
    )]
    [InlineData("\"UTC+3\"", "{}", "[]", "\"zone\" is an IANA zone")]
    [InlineData("1", "{}", "[]", "\"zone\" is an IANA zone")]
    [InlineData("\"Etc/GMT\"", "{}", "[]", "The calendar never opens between 2000 and 2100.")]
    [InlineData("\"Etc/GMT\"", "[]", "[]", "\"week\" is an object of weekdays, not [].")]
    [InlineData("\"Etc/GMT\"", """{"Mon":[]}""", "[]", "There is no weekday \"Mon\". The weekdays are: mon, tue,")]
    [InlineData("\"Etc/GMT\"", """{"mon":[],"mon":[]}""", "[]", "The line is not the JSON that is read here:")]
    [InlineData("\"Etc/GMT\"", """{"mon":{}}""", "[]", "\"mon\" is a list of at most 720 openings, not {}.")]
    [InlineData("\"Etc/GMT\"", """{"mon":["09:00","18:00"]}""", "[]", "An opening is written [\"09:00\", \"18:00\"],")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09:00","12:00","18:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[[9,18]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["24:00","18:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["9:00","18:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09.00","18:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09:60","18:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09:00:60","18:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09:00.30","18:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09:00","24:00:01"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["09:00","25:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", """{"mon":[["-9:00","1٣:00"]]}""", "[]", "An opening is written")]
    [InlineData("\"Etc/GMT\"", "{}", "{}", "\"holidays\" is a list of dates, not {}.")]
    [InlineData(
        "\"Etc/GMT\"",
        "{}",
        """["2026-02-29"]""",
        "A holiday is a date such as \"2026-08-31\", not \"2026-02-29\"."
    )]
    [InlineData("\"Etc/GMT\"", "{}", """["31/08/2026"]""", "A holiday is a date such as")]
    [InlineData("\"Etc/GMT\"", "{}", "[20260831]", "A holiday is a date such as")]
    public void A_bad_calendar_gets_an_error(string zone, string week, string holidays, string sentence)
    {
        var line = $$"""{"zone":{{zone}},"week":{{week}},"holidays":{{holidays}},{{Add}},"seconds":1}""";

        ErrorOf(line).ShouldStartWith(sentence);
        ErrorOf(line).ShouldStartWith(sentence);
    }

    [Theory]
    [InlineData("""["22:00","06:00"]""", 28_800)]
    [InlineData("""["22:00:00","24:00:00"]""", 7_200)]
    [InlineData("""["00:00","24:00"]""", 86_400)]
    [InlineData("""["00:00","00:00"]""", 86_400)]
    [InlineData("""["23:59:59","00:00"]""", 1)]
    [InlineData("""["09:00","12:00"],["11:00","13:00"],["13:00","18:00:30"]""", 32_430)]
    public void Reads_openings(string openings, int seconds) =>
        Answer(
                $$"""{"zone":"Etc/GMT","week":{"mon":[{{openings}}]},"holidays":[],"op":"between","start":"2026-06-01T00:00:00Z","end":"2026-06-03T00:00:00Z"}"""
            )
            .ShouldBe($$"""{"result": {{seconds}}}""");

    private const string Add = "\"op\":\"add\",\"start\":\"2026-08-28T16:30:00Z\"";
    private const string Between = "\"op\":\"between\",\"start\":\"2026-08-28T16:30:00Z\"";

    private static string Line(string question) =>
        $$$"""{"zone":"Etc/GMT","week":{"mon":[["09:00","18:00"]],"fri":[["09:00","18:00"]]},"holidays":["2026-08-31"],{{{question}}}}""";

    private string Answer(string line) => _worktime.Answer(line.AsMemory());

    private string ErrorOf(string line)
    {
        using var answer = JsonDocument.Parse(Answer(line));
        return answer.RootElement.GetProperty("error").GetString()!;
    }
}
