using System.Text;

namespace Corbel.Web.Cli;

/// <summary>
/// <c>corbel worktime</c>: JSON Lines in, one answer a line out. A bad line gets an error as its answer and never stops
/// the stream.
/// </summary>
internal static class WorktimeLines
{
    /// <summary>A longer line is refused unread, so that input without line ends cannot fill the memory.</summary>
    public const int LongestLine = 1 << 22;

    private const char ByteOrderMark = '\uFEFF';

    /// <summary>
    /// From standard input to standard output: JSON is UTF-8 whatever the terminal speaks, and the terminal's own writer
    /// would flush each line by itself.
    /// </summary>
    public static int Run()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var input = new StreamReader(Terminal.OpenStandardInput(), utf8, false, 1 << 16);
        using var output = new StreamWriter(Terminal.OpenStandardOutput(), utf8, 1 << 16);
        return Run(input, output);
    }

    /// <summary>
    /// Answers until the input ends; returns 0. Reads what there is and flushes when all complete lines of it are
    /// answered: fast on a file, and a partner at the other end of a pipe who waits for an answer gets it.
    /// </summary>
    public static int Run(TextReader input, TextWriter output)
    {
        var worktime = new Worktime();
        var buffer = new char[1 << 16];
        var (held, tooLong, first) = (0, false, true);
        int read;
        while ((read = input.Read(buffer, held, buffer.Length - held)) > 0)
        {
            var rest = buffer.AsMemory(0, held + read);
            // Only what is new can hold the end of the line.
            for (var end = EndOfLine(rest, held); end >= 0; end = EndOfLine(rest, 0))
            {
                Answer(rest[..end]);
                rest = rest[(end + 1)..];
                tooLong = false;
            }

            output.Flush();
            rest.CopyTo(buffer);
            held = rest.Length;
            if (held == LongestLine)
            {
                (held, tooLong) = (0, true);
            }
            else if (held == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, LongestLine));
            }
        }

        if (held > 0 || tooLong)
        {
            Answer(buffer.AsMemory(0, held));
            output.Flush();
        }

        return 0;

        void Answer(ReadOnlyMemory<char> line)
        {
            // Windows programs begin a file with the mark; it is no part of the first line.
            line = first && line.Span is [ByteOrderMark, ..] ? line[1..] : line;
            first = false;
            output.Write(
                tooLong
                    ? Worktime.Error($"The line is longer than {LongestLine:N0} characters.")
                    : worktime.Answer(line)
            );
            output.Write('\n');
        }
    }

    private static int EndOfLine(ReadOnlyMemory<char> text, int from)
    {
        var end = text.Span[from..].IndexOf('\n');
        return end < 0 ? end : from + end;
    }
}
