using Corbel.Web.Cli;

namespace Corbel.Web.Tests.Cli;

/// <summary>The loop of <c>corbel worktime</c>: lines, their ends, and when the answers go out.</summary>
public sealed class WorktimeStreams
{
    private const string Good =
        """{"zone":"Etc/GMT","week":{"mon":[["09:00","18:00"]]},"holidays":[],"op":"add","start":"2026-06-01T10:00:00Z","seconds":60}""";
    private const string Result = """{"result": "2026-06-01T10:01:00Z"}""";
    private const string Empty = """{"error": "The line is empty."}""";

    [Theory]
    [InlineData("", new string[0])]
    [InlineData(Good, new[] { Result })]
    [InlineData(Good + "\n", new[] { Result })]
    [InlineData(Good + "\r\n" + Good + "\r\n", new[] { Result, Result })]
    [InlineData("\n" + Good + "\n\n", new[] { Empty, Result, Empty })]
    [InlineData("\uFEFF" + Good + "\n" + Good, new[] { Result, Result })]
    public void Answers_each_line(string input, string[] answers) => Run(input).ShouldBe(answers);

    [Fact]
    public void Bad_lines_do_not_stop_it()
    {
        var answers = Run($"{Good}\nno\n{Good}\n\uFEFF{Good}\n{{\n{Good}");

        answers.Select(answer => answer == Result).ShouldBe([true, false, true, false, false, true]);
        answers.Where(answer => answer != Result).ShouldAllBe(answer => answer.StartsWith("{\"error\": \""));
    }

    [Fact]
    public void A_line_longer_than_the_buffer_is_read_whole()
    {
        var padded = Good.Replace("\"op\"", new string(' ', 300_000) + "\"op\"");

        Run($"{Good}\n{padded}\n{Good}\n{padded}").ShouldBe([Result, Result, Result, Result]);
    }

    [Fact]
    public void A_line_too_long_is_refused_and_the_next_is_read()
    {
        var padded = Good + new string(' ', WorktimeLines.LongestLine);
        const string refused = """{"error": "The line is longer than 4,194,304 characters."}""";

        Run($"{padded}\n{Good}\n{padded}").ShouldBe([refused, Result, refused]);
    }

    [Fact]
    public void Many_calendars_and_lines_stay_in_order()
    {
        var starts = Enumerable.Range(0, 2_500).ToArray();
        var lines = starts.Select(i =>
            Good.Replace("09:00", $"09:{i % 60:00}").Replace("\"seconds\":60", $"\"seconds\":{i}")
        );

        Run(string.Join('\n', lines))
            .ShouldBe(
                starts.Select(i =>
                    $$"""{"result": "2026-06-01T{{10 + i / 3_600}}:{{i / 60 % 60:00}}:{{i % 60:00}}Z"}"""
                )
            );
    }

    [Fact]
    public void An_answer_goes_out_before_the_next_line_is_awaited()
    {
        using var output = new Flushes();
        using var input = new Pipe([Good + "\n" + Good[..20], Good[20..] + "\n", "no"], output);

        WorktimeLines.Run(input, output).ShouldBe(0);

        input.AnsweredBeforeEachRead.ShouldBe([0, 1, 2, 2]);
        output.Flushed.ShouldBe(3);
    }

    private static string[] Run(string input)
    {
        using var reader = new StringReader(input);
        using var writer = new StringWriter();
        WorktimeLines.Run(reader, writer).ShouldBe(0);
        var answers = writer.ToString();
        answers.ShouldNotContain("\r");
        return answers.Length == 0 ? [] : answers.TrimEnd('\n').Split('\n');
    }

    /// <summary>Counts the lines that have been flushed.</summary>
    private sealed class Flushes : StringWriter
    {
        public int Flushed { get; private set; }

        public override void Flush() => Flushed = ToString().Count(character => character == '\n');
    }

    /// <summary>Gives one piece a read, as a pipe does, and notes how many answers were out by then.</summary>
    private sealed class Pipe(string[] pieces, Flushes output) : TextReader
    {
        private int _next;

        public List<int> AnsweredBeforeEachRead { get; } = [];

        public override int Read(char[] buffer, int index, int count)
        {
            AnsweredBeforeEachRead.Add(output.Flushed);
            if (_next == pieces.Length)
            {
                return 0;
            }
            pieces[_next].CopyTo(0, buffer, index, pieces[_next].Length);
            return pieces[_next++].Length;
        }
    }
}
