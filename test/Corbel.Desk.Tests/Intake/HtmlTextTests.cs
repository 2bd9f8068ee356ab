using System.Diagnostics;
using System.Globalization;
using Corbel.Desk.Intake;

namespace Corbel.Desk.Tests.Intake;

/// <summary>Strangers' HTML: nothing that runs, loads, sends or disguises remains; the writer's words do.</summary>
public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>ok", "ok")]
    [InlineData("<style>body{display:none}</style>ok", "ok")]
    [InlineData("<p onclick=\"x()\" onmouseover='y()' style=\"position:fixed\" class=a id=b>ok</p>", "<p>ok</p>")]
    [InlineData("<img src=\"https://tracker.example/x.gif\" onerror=alert(1)>ok", "ok")]
    [InlineData("<img src=\"cid:1\"><img src=\"data:image/png;base64,AA\">ok", "ok")]
    [InlineData("<picture><source srcset=x><img src=x></picture>ok", "ok")]
    [InlineData("<form action=\"https://evil.example\"><input name=password><button>Go</button></form>", "Go")]
    [InlineData("<iframe src=\"https://evil.example\">x</iframe><object data=x>y</object><embed src=x>ok", "ok")]
    [InlineData("<svg onload=alert(1)><script>1</script><text>t</text></svg>ok", "ok")]
    [InlineData("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>ok", "ok")]
    [InlineData(
        "<meta http-equiv=refresh content=\"0;url=//evil\"><base href=\"//evil\"><link rel=stylesheet href=x>ok",
        "ok"
    )]
    [InlineData("<video src=x>v</video><audio src=x>a</audio><canvas>c</canvas><template>t</template>ok", "ok")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">n</p></noscript>ok", null)]
    [InlineData("<!--[if mso]><p>hidden</p><![endif]--><!-- c -->ok", "ok")]
    [InlineData("<title>t</title><textarea>x</textarea><select><option>o</option></select>ok", "ok")]
    [InlineData("<scr<script>ipt>alert(1)</scr</script>ipt>", null)]
    [InlineData("<p style=\"background:url(javascript:alert(1))\">ok", "<p>ok</p>")]
    public void Nothing_that_acts_is_left(string html, string? expected)
    {
        var clean = HtmlText.Sanitise(html)!;

        if (expected is not null)
            clean.ShouldBe(expected);
        clean.ShouldNotContain("<script", Case.Insensitive);
        clean.ShouldNotContain("<img", Case.Insensitive);
        clean.ShouldNotContain("onerror=alert(1)>", Case.Insensitive);
        // Sanitising again finds nothing more to do.
        HtmlText.Sanitise(clean).ShouldBe(clean);
    }

    [Theory]
    [InlineData("https://example.com/a?b=c#d", true)]
    [InlineData("http://example.com/", true)]
    [InlineData("mailto:sam@southbank.example", true)]
    [InlineData("tel:+441273041140", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData(" JaVaScRiPt:alert(1)", false)]
    [InlineData("java&#10;script:alert(1)", false)]
    [InlineData("&#106;avascript:alert(1)", false)]
    [InlineData("vbscript:x", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    // Relative addresses would lead into the desk itself.
    [InlineData("/sign-out", false)]
    [InlineData("//evil.example/", false)]
    [InlineData("tickets/1", false)]
    [InlineData("#top", false)]
    public void Only_links_that_lead_outside_by_a_harmless_scheme_stay(string href, bool stays)
    {
        var clean = HtmlText.Sanitise($"<a href=\"{href}\" target=_top ping=x download>link</a>")!;

        clean.ShouldContain(">link</a>");
        clean.Contains("href=", StringComparison.Ordinal).ShouldBe(stays, clean);
        clean.ShouldContain("rel=\"noopener noreferrer nofollow\"");
        clean.ShouldNotContain("target");
        clean.ShouldNotContain("ping");
    }

    [Theory]
    [InlineData("<font color=red>hello</font> <center>mid</center>", "hello mid")]
    [InlineData("<section><article><main>deep</main></article></section>", "deep")]
    [InlineData("<o:p>outlook</o:p> <unknown-tag>x</unknown-tag>", "<o>outlook</o> x")]
    [InlineData("<address>Street 1</address><label>l</label><button>b</button>", "Street 1lb")]
    [InlineData("<h5>head</h5>", "<h5>head</h5>")]
    public void The_words_inside_other_tags_stay(string html, string expected) =>
        HtmlText
            .Sanitise(html)!
            .Replace("<o>", "", StringComparison.Ordinal)
            .Replace("</o>", "", StringComparison.Ordinal)
            .ShouldBe(
                expected.Replace("<o>", "", StringComparison.Ordinal).Replace("</o>", "", StringComparison.Ordinal)
            );

    [Fact]
    public void HTML_tangled_to_kill_a_parser_is_read_as_text_and_quickly()
    {
        string Many(string tag, int times) => string.Concat(Enumerable.Repeat(tag, times));
        string[] tangles =
        [
            Many("<div>", 200_000) + "words",
            Many("<b>", 50_000) + "words",
            string.Concat(
                Enumerable.Range(0, 3_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"<font a={i}>"))
            )
                + Many("<p>x</p>", 3_000)
                + "words",
            Many("<table><tr><td>", 20_000) + "words",
            Many("<div></b>", 20_000) + "words",
        ];
        var watch = Stopwatch.StartNew();

        foreach (var html in tangles)
        {
            HtmlText.Sanitise(html).ShouldBeNull();
            HtmlText.ToText(html).ShouldEndWith("words");
        }
        HtmlText.ToText(Many("< ", 300_000) + "words").ShouldEndWith("words");
        HtmlText.ToText($"<p>a{new string(' ', 300_000)}b</p>").ShouldStartWith("a");
        HtmlText.ToText(Many("<div>", 5_000) + "<script>evil()</script><style>p{}</style>words").ShouldBe("words");

        // Minutes before; the bound is wide for a loaded machine.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_long_newsletter_is_not_tangled()
    {
        var rows = string.Concat(
            Enumerable.Repeat("<tr><td><p><b>a</b> <a href=\"https://x.example\">b</a><br><img src=x></td></tr>", 3_000)
        );
        var nested = string.Concat(Enumerable.Repeat("<table><tr><td><div>", 40)) + rows;

        var clean = HtmlText.Sanitise(nested).ShouldNotBeNull();

        clean.ShouldContain("<b>a</b>");
        // Paragraphs that nobody closes end each other.
        HtmlText.Sanitise(string.Concat(Enumerable.Repeat("<p>x<li>y", 20_000))).ShouldNotBeNull();
    }
}
