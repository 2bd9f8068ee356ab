using System.Text;
using Corbel.Desk.Intake;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Bytes as text, whatever their label says.</summary>
public sealed class CharsetsTests
{
    [Theory]
    // What programs label wrongly every day.
    [InlineData("utf-8", "us-ascii", "Zürich € 5")]
    [InlineData("utf-8", null, "Zürich € 5")]
    [InlineData("utf-8", "iso-8859-1", "Zürich € 5")]
    [InlineData("windows-1252", "iso-8859-1", "“€ 5” – Zürich")]
    [InlineData("windows-1252", null, "Zürich")]
    [InlineData("windows-1252", "utf-8", "Zürich")]
    [InlineData("windows-1252", "no-such-charset", "Zürich")]
    [InlineData("gb18030", "gb2312", "您好㐂")]
    [InlineData("utf-16", null, "Sixteen bits each")]
    [InlineData("utf-16BE", null, "Sixteen bits each")]
    [InlineData("utf-16BE", "utf-16", "Zürich")]
    [InlineData("us-ascii", "utf-16", "It is no UTF-16 at all")]
    [InlineData("iso-2022-jp", null, "日本")]
    // What they label well.
    [InlineData("koi8-r", "KOI8-R", "Не открывается")]
    [InlineData("iso-8859-15", "\"iso-8859-15\"", "€ 5")]
    [InlineData("windows-1251", "cp1251", "Отчёт")]
    [InlineData("shift_jis", "windows-31j", "日本語")]
    [InlineData("utf-8", "utf8", "Zürich")]
    public void It_is_read_as_it_was_written(string written, string? label, string text) =>
        Charsets.Read(Encoding.GetEncoding(written).GetBytes(text), label).ShouldBe(text);

    [Fact]
    public void A_mark_of_byte_order_counts_more_than_any_label()
    {
        foreach (
            var encoding in new Encoding[]
            {
                new UTF8Encoding(true),
                Encoding.Unicode,
                Encoding.BigEndianUnicode,
                Encoding.UTF32,
            }
        )
            Charsets.Read([.. encoding.GetPreamble(), .. encoding.GetBytes("Zürich")], "koi8-r").ShouldBe("Zürich");
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("unicode-1-1-utf-7")]
    [InlineData("x-unicode-2-0-utf-7")]
    public void UTF_7_stays_letters(string label) =>
        Charsets.Read("+ADw-script+AD4-"u8, label).ShouldBe("+ADw-script+AD4-");

    [Fact]
    public void What_fits_nothing_is_marked_and_the_rest_is_read()
    {
        Charsets.Read([.. "cr\u00e8me br"u8, 0xC3, .. "l\u00e9e"u8], "utf-8").ShouldBe("crème br\ufffdlée");
        Charsets.Read([(byte)'a', 0x81, (byte)'b'], "windows-1252").ShouldBe("a\ufffdb");
        Charsets.Read([], "utf-8").ShouldBe("");
    }

    [Theory]
    [InlineData("=?utf-8?Q?two words?=", "two words")]
    [InlineData("=?utf-8?B?Y2Fmw6k?=", "café")]
    [InlineData("=?utf-8?B?w6nB?= x", "é\ufffd x")]
    [InlineData("=?utf-8?B?Y2Fmww==?= =?utf-8?B?qQ==?=", "café")]
    [InlineData("a =?utf-8?Q?b?= =?utf-8?Q?c?= d", "a bc d")]
    [InlineData("=?us-ascii?Q?=C3=A9?=", "é")]
    [InlineData("=?iso-8859-1?Q?=80_5?=", "€ 5")]
    [InlineData("=?utf-8*nl?Q?x?=", "x")]
    [InlineData("=?utf-8?X?x?=", "=?utf-8?X?x?=")]
    [InlineData("=?utf-8?Q?open", "=?utf-8?Q?open")]
    [InlineData("=?utf-7?Q?+ADw-?=", "+ADw-")]
    [InlineData("1 =? 2 ?= 3", "1 =? 2 ?= 3")]
    public void Encoded_words_are_read_as_strangers_write_them(string raw, string text) =>
        HeaderText.Of(raw).ShouldBe(text);
}
