using System.Text;
using System.Text.Json;
using Corbel.Core.Tickets;
using CsCheck;

namespace Corbel.Core.Tests.Tickets;

/// <summary>The rules of RFC 8785, with its own examples where they hold no fractions: the journal has none.</summary>
public sealed class CanonicalJsonTests
{
    private static byte[] Bytes(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CanonicalJson.Write(document.RootElement);
    }

    private static string Text(string json) => Encoding.UTF8.GetString(Bytes(json));

    [Fact]
    public void Members_are_sorted_by_UTF_16_code_units()
    {
        // RFC 8785, section 3.2.3. By code points the last two would change places: the emoji is U+1F600.
        const string Given = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;

        Text(Given)
            .ShouldBe(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                    + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                    + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
            );
    }

    [Fact]
    public void Strings_and_literals_are_written_as_the_standard_shows_them_byte_by_byte()
    {
        // RFC 8785, section 3.2.4, without its numbers.
        const string Given = """
            { "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }
            """;

        Convert
            .ToHexStringLower(Bytes(Given))
            .ShouldBe(
                "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c22737472696e67223a22"
                    + "e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d"
            );
    }

    [Fact]
    public void Only_what_must_be_escaped_is_and_in_its_shortest_form()
    {
        var escaped = Enumerable
            .Range(0, 0x80)
            .Select(c => (Code: c, Text: Text(JsonSerializer.Serialize($"{(char)c}"))));

        foreach (var (code, text) in escaped)
        {
            var expected = code switch
            {
                8 => @"\b",
                9 => @"\t",
                10 => @"\n",
                12 => @"\f",
                13 => @"\r",
                < 32 => $@"\u{code:x4}",
                '"' => "\\\"",
                '\\' => @"\\",
                _ => $"{(char)code}",
            };
            text.ShouldBe($"\"{expected}\"", $"U+{code:x4}");
        }
        Text(@"""\u2028\u00e9\uD83D\uDE00\u007f""").ShouldBe("\"\u2028\u00e9\ud83d\ude00\u007f\"");
    }

    [Theory]
    [InlineData("""{ "b" : [ 1 , { } , [ ] ] , "a" : "" }""", """{"a":"","b":[1,{},[]]}""")]
    [InlineData("""{"a":{"y":1,"x":{"d":0,"c":-1}}}""", """{"a":{"x":{"c":-1,"d":0},"y":1}}""")]
    [InlineData("""[3,1,2]""", """[3,1,2]""")]
    [InlineData("""{"aa":1,"a":2,"A":3,"":4}""", """{"":4,"A":3,"a":2,"aa":1}""")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    [InlineData("-0", "0")]
    public void No_white_space_is_left_and_the_order_of_arrays_stands(string given, string canonical) =>
        Text(given).ShouldBe(canonical);

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("9223372036854775808")]
    [InlineData("1.5")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("""{"a":[0.1]}""")]
    public void Numbers_that_are_not_whole_within_53_bits_are_refused(string given) =>
        Should.Throw<FormatException>(() => Bytes(given));

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"o":{"b":1,"a":1,"b":2}}""")]
    public void A_name_that_stands_twice_is_refused(string given) => Should.Throw<FormatException>(() => Bytes(given));

    [Theory]
    [InlineData(@"""\ud800""")]
    [InlineData(@"""a\udc00b""")]
    [InlineData(@"{""\ude00"":1}")]
    public void Half_of_a_surrogate_pair_is_refused(string given) =>
        // RFC 8785, section 3.2.2.2: such data cannot be canonicalised; a replacement would hash two texts alike.
        Should.Throw<FormatException>(() => Bytes(given));

    [Fact]
    public void Writing_again_and_shuffling_members_change_nothing()
    {
        var text = Gen.Char.Where(c => !char.IsSurrogate(c)).Array[0, 6].Select(x => new string(x));
        var leaf = Gen.OneOf(
            text.Select(x => (object?)x),
            Gen.Long[-(1L << 53) + 1, (1L << 53) - 1].Select(x => (object?)x),
            Gen.Bool.Select(x => (object?)x),
            Gen.Const((object?)null)
        );
        var members = Gen.Select(text, Gen.OneOf(leaf, leaf.List[0, 3].Select(x => (object?)x))).List[0, 8];

        members.Sample(list =>
        {
            var distinct = list.DistinctBy(x => x.Item1).ToList();
            var forwards = Write(distinct);
            Write(Enumerable.Reverse(distinct)).ShouldBe(forwards);
            Bytes(Encoding.UTF8.GetString(forwards)).ShouldBe(forwards);
            using var read = JsonDocument.Parse(forwards);
            read.RootElement.EnumerateObject()
                .Select(x => x.Name)
                .ShouldBe(distinct.Select(x => x.Item1).Order(StringComparer.Ordinal));
            foreach (var (name, value) in distinct.Where(x => x.Item2 is string))
                read.RootElement.GetProperty(name).GetString().ShouldBe((string?)value);
        });
        static byte[] Write(IEnumerable<(string, object?)> list) =>
            CanonicalJson.Write(JsonSerializer.SerializeToElement(list.ToDictionary(x => x.Item1, x => x.Item2)));
    }
}
