using System.Net;
using Corbel.Core.Intake;
using Corbel.Desk.Data;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Portal;

/// <summary>The link in an acknowledgement: it shows little, does nothing when opened, and works while it can.</summary>
public sealed class ClaimTests
{
    [Fact]
    public async Task Opening_the_link_shows_the_offer_and_changes_nothing()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "A secret subject");
        using var stranger = desk.Stranger();

        var words = await stranger.Words(Link(desk, number, "2"));

        words.ShouldContain($"Issue {number}");
        words.ShouldContain("perform materially worse for some users");
        words.ShouldContain("If this is it, a person answers you by 14:00 BST.");
        words.ShouldNotContain("secret");
        (await Severity(desk)).ShouldBeNull();
    }

    [Fact]
    public async Task The_button_claims_and_says_so()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export");
        using var stranger = desk.Stranger();
        var link = Link(desk, number, "2");

        var response = await WebDesk.Post(stranger, link, []);

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await stranger.Words(response.Headers.Location!.ToString())).ShouldContain(
            "Noted. A person answers you by 14:00 BST."
        );
        (await Severity(desk)).ShouldBe("2");
    }

    [Fact]
    public async Task A_spent_link_says_one_clear_sentence()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export");
        using var stranger = desk.Stranger();
        var link = Link(desk, number, "3");
        var html = await stranger.GetStringAsync(new Uri(link, UriKind.Relative));
        await desk.Get<SetSeverity>().Run(desk.Cast.Ada.ToActor(), number, "1", null);

        var late = await stranger.PostAsync(
            new Uri(link, UriKind.Relative),
            new FormUrlEncodedContent([
                new("__RequestVerificationToken", PortalDesk.Hidden(html, "__RequestVerificationToken")),
            ])
        );

        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await late.Words()).ShouldContain("This issue has a severity or an answer already.");
        (await Severity(desk)).ShouldBe("1");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1001.31.00000000000000000000000000000000")]
    public async Task A_wrong_link_says_one_clear_sentence(string token)
    {
        await using var desk = await WebDesk.Open();
        await desk.Log(desk.Cast.Sam, "Export");
        using var stranger = desk.Stranger();

        var response = await stranger.GetAsync(new Uri($"/claim/{token}", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Words()).ShouldContain("This link is not whole, or not one of ours.");
    }

    private static string Link(WebDesk desk, long number, string severity) =>
        $"/claim/{ClaimToken.Sign(number, severity, desk.Get<DeskKeys>().Claim)}";

    private static async Task<string?> Severity(WebDesk desk)
    {
        await using var db = desk.Read();
        return (await db.Tickets.SingleAsync()).Severity;
    }
}
