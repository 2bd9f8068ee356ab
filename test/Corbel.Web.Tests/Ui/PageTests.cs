using System.Net;
using System.Text.RegularExpressions;

namespace Corbel.Web.Tests.Ui;

/// <summary>What the pages send: a strict content policy that they themselves keep, assets that last, two languages.</summary>
public sealed partial class PageTests(SpecimenHost host) : IClassFixture<SpecimenHost>
{
    public static TheoryData<string> Pages => [.. SpecimenPages.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_inline_code_or_style(string page)
    {
        var response = await host.Client.GetAsync(page, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
        policy.ShouldNotContain("unsafe");
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Inline().Matches(html).Select(match => match.Value).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_asset_and_icon_of_a_page_exists(string page)
    {
        var html = await host.Client.GetStringAsync(page, TestContext.Current.CancellationToken);
        var sprite = await host.Client.GetStringAsync(SpriteOf(html), TestContext.Current.CancellationToken);
        foreach (var address in Asset().Matches(html).Select(match => match.Groups["address"].Value).Distinct())
        {
            var parts = address.Split('#');
            var response = await host.Client.GetAsync(parts[0], TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
            if (parts.Length > 1)
            {
                sprite.ShouldContain($"id=\"{parts[1]}\"");
            }
        }
    }

    [Theory]
    [InlineData("nl,en;q=0.5", null, "<html lang=\"nl\"", "Naar de inhoud")]
    [InlineData("fr", null, "<html lang=\"en\"", "Skip to the content")]
    [InlineData("en-US", null, "<html lang=\"en\"", "Skip to the content")]
    [InlineData("en", "corbel-language=c%3Dnl%7Cuic%3Dnl", "<html lang=\"nl\"", "Naar de inhoud")]
    public async Task The_language_is_the_cookie_s_else_the_browser_s(
        string accept,
        string? cookie,
        params string[] expected
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/specimen");
        request.Headers.Add("Accept-Language", accept);
        request.Headers.Add("Cookie", cookie ?? "other=1");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        expected.ShouldAllBe(text => html.Contains(text));
    }

    [Fact]
    public async Task Text_assets_go_out_compressed_to_those_who_can_read_that()
    {
        var html = await host.Client.GetStringAsync("/ui/specimen", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, SpriteOf(html));
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
    }

    [Fact]
    public async Task The_specimen_is_not_there_in_production()
    {
        await using var app = SpecimenHost.Build("Production");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        foreach (var page in SpecimenPages.All)
        {
            (await client.GetAsync(page, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(
                HttpStatusCode.NotFound,
                page
            );
        }
    }

    private static string SpriteOf(string html) => SpriteAddress().Match(html).Value;

    // A script element with text, a style element, a style or on… attribute, a javascript: address.
    [GeneratedRegex(
        @"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?:href|src)=""(?<address>/build/[^""]+)""", RegexOptions.None, 1000)]
    private static partial Regex Asset();

    [GeneratedRegex(@"/build/icons-[0-9A-F]{8}\.svg", RegexOptions.None, 1000)]
    private static partial Regex SpriteAddress();
}
