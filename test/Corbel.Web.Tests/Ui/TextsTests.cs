using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Corbel.Web.Tests.Ui;

/// <summary>Every text of the pages exists in English (its key) and in Dutch, and no Dutch text is left behind.</summary>
public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> Dutch = XDocument
        .Load(Path.Combine(Repository.Root, "src", "Corbel.Web", "Texts.nl.resx"))
        .Descendants("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static readonly HashSet<string> Used =
    [
        .. Repository
            .WebSources()
            .SelectMany(file => Key().Matches(File.ReadAllText(file)))
            .Select(match => Regex.Unescape(match.Groups["key"].Value)),
    ];

    [Fact]
    public void Every_text_has_a_Dutch_one() => Used.Except(Dutch.Keys).ShouldBeEmpty();

    [Fact]
    public void Every_Dutch_text_is_used() => Dutch.Keys.Except(Used).ShouldBeEmpty();

    [Fact]
    public void Both_texts_have_the_same_places_to_fill_in() =>
        Dutch.Where(text => !Places(text.Key).SetEquals(Places(text.Value))).ShouldBeEmpty();

    [Fact]
    public void The_scan_finds_the_texts() => Used.Count.ShouldBeGreaterThan(15);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    // T["…"] in pages and code, and the messages of validation attributes.
    [GeneratedRegex(@"(?:\b[Tt]\[\s*|ErrorMessage = )""(?<key>(?:[^""\\]|\\.)+)""", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\d+\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
