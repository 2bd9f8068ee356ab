using AngleSharp.Html.Parser;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Web.Tests.Ui;
using Corbel.Web.Ui;
using Microsoft.Extensions.Localization;

namespace Corbel.Web.Tests.Console;

/// <summary>The HTML of a message on a page: what is folded, what its pictures become, and when it is shown at all.</summary>
public sealed class MessageHtmlTests
{
    private static MessageHtml Of(string html, params (string Name, Guid File)[] files) =>
        MessageHtml.Of(html, files.ToDictionary(x => x.Name, x => x.File), new English());

    private static ParsedMail Sample(string name) =>
        ParsedMail.TryParse(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "mailbox", $"{name}.eml")))!;

    /// <summary>The words of the markup, parted by single blanks.</summary>
    private static string Words(string html)
    {
        using var document = new HtmlParser().ParseDocument($"<body>{html}");
        return string.Join(' ', document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("reply-gmail", "Thanks:it works", "On Tue, 14 Jul 2026")]
    [InlineData("reply-apple", "Gelukt, zie hier.", "Op 14 jul 2026, om 09:10")]
    [InlineData("reply-outlook-german-html", "Danke, es geht. Siehe Bericht.", "Von: Support")]
    [InlineData("forward-inline-gmail", "FYI, see the log", "---------- Forwarded message")]
    public void The_mail_before_is_folded_by_the_marks_of_each_program(string sample, string fresh, string earlier)
    {
        var shown = Of(Sample(sample).Html!);

        Words(shown.Fresh).ShouldBe(fresh);
        Words(shown.Earlier).ShouldStartWith(earlier);
        shown.Forwarded.ShouldBe(sample.StartsWith("forward", StringComparison.Ordinal));
        shown.Carries.ShouldBeTrue();
    }

    [Theory]
    [InlineData("<p>Yes.</p><p>On 14 July 2026 at 09:10, Ada wrote:</p><blockquote>Is it?</blockquote>", "Yes.")]
    [InlineData("Yes.<br>On 14 July, Ada &lt;<a>a@x.example</a>&gt; wrote:<br><blockquote>Is it?</blockquote>", "Yes.")]
    [InlineData("<p>On it.</p><div>Ada wrote:</div><blockquote>Is it?</blockquote>", "On it.")]
    [InlineData("Yes.<br><hr><p><b>From:</b> Ada<br><b>Sent:</b> Tuesday<br><b>To:</b> Sam</p><p>Is it?</p>", "Yes.")]
    [InlineData(
        "<div>Oui.</div><div>De : Ada</div><div>Envoyé : mardi</div><div>À : Sam</div><div>Alors ?</div>",
        "Oui."
    )]
    [InlineData("<p>Ja.</p><p>-----Oorspronkelijk bericht-----<br>Is het zo?</p>", "Ja.")]
    [InlineData("<div>Ja.<br><br>Van: Ada<br>Verzonden: dinsdag<br>Aan: Sam<br><br>Is het zo?</div>", "Ja.")]
    [InlineData(
        "<div>It works.<br>Ada wrote:</div><blockquote data-earlier=\"whole\">Is it?</blockquote>",
        "It works.Ada wrote:"
    )]
    // What stays whole: answers between the lines, nothing but a quotation, a quotation above the answer, a letter.
    [InlineData("<blockquote>Is it?</blockquote><p>Yes.</p>", null)]
    [InlineData("<blockquote data-earlier=\"whole\">Only this</blockquote>", null)]
    [InlineData("<p>a</p><blockquote data-earlier=\"whole\">Which?</blockquote><p>b</p>", null)]
    [InlineData(
        "<p>a</p><div data-earlier=\"whole\">On, A wrote:<blockquote>q</blockquote>answer<blockquote>r</blockquote></div>",
        null
    )]
    [InlineData("<p>Quoting the poet:</p><blockquote>Tyger</blockquote>", null)]
    [InlineData("<p>From: the team, with love. To: all of you.</p><p>Thanks</p>", null)]
    public void And_by_the_words_above_it_where_nothing_of_the_writers_follows(string html, string? fresh)
    {
        var shown = Of(html);

        Words(shown.Fresh).ShouldBe(fresh ?? Words(html));
        Bare(shown.Fresh + shown.Earlier).ShouldBe(Bare(html));
    }

    [Fact]
    public void A_picture_of_its_own_is_shown_from_the_desk_and_links_to_its_file()
    {
        var mail = Sample("html-inline-pictures");
        var file = Guid.NewGuid();
        var shown = Of(mail.Html!, (FileStore.NameOf(mail.Files[0].Bytes), file));

        shown.Fresh.ShouldContain(
            $"<a href=\"/files/{file}\" download=\"\"><img alt=\"Screen\" src=\"/files/{file}/picture\""
        );
        shown.Pictures.ShouldBe([file]);
        // Its own, but not among the files that this reader sees; one that is no picture by its bytes; one that is missing.
        shown.Fresh.ShouldContain("<span class=\"no-picture\">Picture in the original</span>");
        shown.Fresh.ShouldContain("<span class=\"no-picture\">Logo (Picture, not shown)</span>");
        shown.Fresh.ShouldContain("<span class=\"no-picture\">Gone (Picture, not shown)</span>");
    }

    [Fact]
    public void Of_strangers_pictures_a_mark_remains_and_of_their_addresses_only_the_host()
    {
        var shown = Of(Sample("html-remote-pictures").Html!);

        shown.Fresh.ShouldContain("Summer (Picture from pictures.example, not loaded)");
        shown.Fresh.ShouldContain("Picture from cdn.pictures.example, not loaded");
        shown.Fresh.ShouldNotContain("<img");
        shown.Fresh.ShouldNotContain("http");
        shown.Fresh.ShouldNotContain("tracker");
        shown.Pictures.ShouldBeEmpty();
    }

    [Fact]
    public void A_hostile_page_neither_places_nor_names_anything()
    {
        var shown = Of(Sample("html-hostile").Html!);

        foreach (
            var mark in new[]
            {
                "style",
                "class=\"button",
                "id=",
                "onerror",
                "<form",
                "<svg",
                "evil",
                "trusted.example",
                "href",
            }
        )
            shown.Fresh.ShouldNotContain(mark);
        Words(shown.Fresh).ShouldEndWith("end");
        shown.Earlier.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<p>It is <b>down</b>.</p>", false)]
    [InlineData(
        "<p>See <a href=\"https://x.example/\">https://x.example</a> or <a href=\"mailto:a@x.example\">a@x.example</a></p>",
        false
    )]
    [InlineData("<p>See <a href=\"https://x.example/\">this</a></p>", true)]
    [InlineData("<ul><li>one</li></ul>", true)]
    [InlineData("<table><tr><td>1</td></tr></table>", true)]
    [InlineData("<img alt=\"a\" data-from=\"x.example\">", true)]
    // What only the mail before it carries does not count.
    [InlineData("<p>Yes</p><blockquote data-earlier=\"whole\"><ul><li>one</li></ul></blockquote>", false)]
    public void It_stands_in_place_of_the_text_where_it_says_more(string html, bool carries) =>
        Of(html).Carries.ShouldBe(carries);

    [Fact]
    public void Headings_are_none_of_the_pages()
    {
        var shown = Of("<h1 id=x>Big</h1><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>");

        shown.Fresh.ShouldStartWith("<div class=\"foreign-heading\">Big</div><table class=\"table-of-data\">");
    }

    [Fact]
    public void However_the_markup_is_nested_no_word_is_lost_and_their_order_stays()
    {
        string[] pieces =
        [
            "one ",
            "two ",
            "three ",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<blockquote>",
            "</blockquote>",
            "<blockquote data-earlier=\"whole\">",
            "<div data-earlier=\"whole\">",
            "<hr data-earlier=\"below\">",
            "<table><tr><td>",
            "</td></tr></table>",
            "On 14 July 2026 at 09:10, Ada wrote:",
            "<p>From: Ada<br>Sent: now<br>To: Sam</p>",
            "<br>",
            "<hr>",
            "-----Original Message-----",
            "<ul><li>",
            "<b>",
            "</b>",
            "<h2>",
            "</h2>",
            "<a href=\"https://x.example/\">",
            "</a>",
        ];
        var folded = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var html = string.Concat(
                Enumerable.Range(0, random.Next(2, 25)).Select(_ => pieces[random.Next(pieces.Length)])
            );

            var shown = Of(html);

            Bare(shown.Fresh + shown.Earlier).ShouldBe(Bare(html), $"seed {seed}: {html}");
            folded += shown.Earlier.Length > 0 ? 1 : 0;
        }
        folded.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_page_made_of_quotations_is_shown_in_time()
    {
        string Many(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));
        // Those that are folded, and longer ones that are not.
        var pages = new[] { 1, 4 }.SelectMany(x =>
            new[]
            {
                Many("<blockquote data-earlier=\"whole\"> </blockquote>", x * 5_000) + "words",
                "words" + Many("<p>From: a</p>", x * 5_000),
                "words" + Many("<div data-earlier=\"whole\">", 900) + Many("<blockquote>x</blockquote>y", x * 4_000),
                "words" + Many("<p> </p>", x * 9_000) + "<blockquote data-earlier=\"whole\">x</blockquote>",
                "words" + Many("-----Original Message-----<br>", x * 9_000),
            }
        );
        var watch = System.Diagnostics.Stopwatch.StartNew();

        foreach (var page in pages)
            Bare(Of(page).Fresh).ShouldContain("words");

        // Seconds, where it once was hours: what grows with the square of the page does not end within this.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3));
    }

    private static string Bare(string html) => Words(html).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The texts as their keys.</summary>
    private sealed class English : IStringLocalizer<Texts>
    {
        public LocalizedString this[string name] => new(name, name);
        public LocalizedString this[string name, params object[] arguments] =>
            new(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, arguments));

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
