using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Corbel.Desk.Policies;

/// <summary>A node of a YAML file with the place where it stands, both counted from 1.</summary>
internal abstract record YamlItem(int Line, int Column);

internal sealed record YamlText(int Line, int Column, string Value) : YamlItem(Line, Column);

internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlItem> Items) : YamlItem(Line, Column);

/// <summary>A mapping with its keys in order; a key that stands twice is kept, so that the reader can say so.</summary>
internal sealed record YamlMap(int Line, int Column, IReadOnlyList<(YamlText Key, YamlItem Value)> Entries)
    : YamlItem(Line, Column);

/// <summary>The file is no YAML, or YAML of a kind that a policy file does without.</summary>
internal sealed class YamlRefusedException(int line, int column, string message) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}

/// <summary>
/// Reads YAML into nodes that know their place. The representation model of YamlDotNet forgets keys that stand twice, so
/// this reads the parser's events.
/// </summary>
internal static class YamlTree
{
    private const int MostDeep = 32;

    /// <exception cref="YamlRefusedException">The text is not one YAML document without anchors.</exception>
    public static YamlItem Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                throw new YamlRefusedException(1, 1, "the file is empty");
            }
            var root = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<DocumentStart>(out var second)
                ? throw Refuse(second, "a policy file holds one document; here a second one starts")
                : root;
        }
        catch (YamlException e)
        {
            throw new YamlRefusedException((int)e.Start.Line, (int)e.Start.Column, "this is not YAML: " + e.Message);
        }
    }

    private static YamlItem Node(Parser parser, int depth)
    {
        var at = parser.Current!;
        if (depth > MostDeep)
        {
            throw Refuse(at, "this is nested too deep for a policy file");
        }
        if (parser.Accept<AnchorAlias>(out _) || parser.Current is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refuse(at, "a policy file does without anchors and aliases: write the value out");
        }
        var (line, column) = ((int)at.Start.Line, (int)at.Start.Column);
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlText(line, column, scalar.Value);
        }
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlItem>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser, depth + 1));
            }
            return new YamlList(line, column, items);
        }
        parser.Consume<MappingStart>();
        var entries = new List<(YamlText, YamlItem)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyEvent = parser.Current!;
            if (Node(parser, depth + 1) is not YamlText key)
            {
                throw Refuse(keyEvent, "a key is a single word");
            }
            entries.Add((key, Node(parser, depth + 1)));
        }
        return new YamlMap(line, column, entries);
    }

    private static YamlRefusedException Refuse(ParsingEvent at, string message) =>
        new((int)at.Start.Line, (int)at.Start.Column, message);
}
