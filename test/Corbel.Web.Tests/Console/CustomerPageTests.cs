using System.Net;
using Corbel.Desk.Intake;
using Corbel.Desk.Variations;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>What was agreed with one customer, as managers record it and others read it.</summary>
public sealed class CustomerPageTests
{
    [Fact]
    public async Task A_manager_sees_what_it_changes_records_it_and_withdraws_it()
    {
        await using var desk = await WebDesk.Open();
        using var client = await desk.SignedIn(desk.Cast.Max);
        var page = $"/console/customers/{desk.Cast.Northwind.Id}";
        (await client.Words("/console/customers")).ShouldContain("Northwind the policy as it is");

        var preview = await (await Post(client, page, "Preview", ("Yaml", "v.yaml", Agreed.Yaml))).Words();
        preview.ShouldContain("What NW-2026-1 changes 9 ");
        preview.ShouldContain("the response time is at most 30 minutes");
        preview.ShouldContain("As the file says it targets[0].within 1 h 30 min");
        // The text of the file stands in the field now: what was shown is what is recorded.
        var recorded = await Post(
            client,
            page,
            "Record",
            ("Document", "addendum.pdf", "%PDF-1.7"),
            ("Text", null, Agreed.Yaml)
        );

        recorded.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var words = await client.Words(page);
        words.ShouldContain("Faster answers Holds now");
        words.ShouldContain("NW-2026-1 is recorded");
        words.ShouldContain("Recorded on Wed 15 Jul 2026, 10:00 BST by Max Manager");
        (await client.Words("/console/customers")).ShouldContain("Northwind one variation");
        var variation = await Single(desk);
        (await client.GetStringAsync(new Uri($"/policy/variations/{variation.Id}", UriKind.Relative))).ShouldBe(
            "%PDF-1.7"
        );

        (
            await WebDesk.Post(
                client,
                page,
                [new("variation", variation.Id.ToString()), new("Why", "")],
                page + "?handler=Withdraw"
            )
        ).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var withdrawn = await WebDesk.Post(
            client,
            page,
            [new("variation", variation.Id.ToString()), new("Why", "Replaced by the next one.")],
            page + "?handler=Withdraw"
        );
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await client.Words(page)).ShouldContain(": Replaced by the next one.");
    }

    [Fact]
    public async Task What_is_wrong_stands_line_by_line_beside_the_form_and_nothing_is_recorded()
    {
        await using var desk = await WebDesk.Open();
        using var client = await desk.SignedIn(desk.Cast.Olive);
        var page = $"/console/customers/{desk.Cast.Northwind.Id}";
        var wrong = Agreed.Yaml.Replace("30 min", "soon", StringComparison.Ordinal) + "  target: x\n";

        var refused = await Post(client, page, "Record", ("Yaml", "my.yaml", wrong), ("Document", "a.pdf", "%PDF"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var words = await refused.Words();
        words.ShouldContain("my.yaml:6:37: targets[0].within: expected");
        words.ShouldContain("my.yaml:7:3: target: the policy has no such setting");
        words.ShouldContain("reference: NW-2026-1");
        var without = await Post(client, page, "Record", ("Yaml", "my.yaml", Agreed.Yaml));
        (await without.Words()).ShouldContain("The signed document is missing");
        await using var db = desk.Read();
        (await db.Variations.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Agents_read_and_cannot_record()
    {
        await using var desk = await WebDesk.Open();
        var variation = await desk.Agree();
        using var client = await desk.SignedIn(desk.Cast.Ada);
        var page = $"/console/customers/{desk.Cast.Northwind.Id}";

        var words = await client.Words(page);
        words.ShouldContain("NW-2026-1");
        words.ShouldNotContain("Record a variation");
        words.ShouldNotContain("Withdraw");
        (
            await Post(
                client,
                page,
                "Record",
                ("Yaml", "v.yaml", Agreed.Yaml),
                ("Document", "a.pdf", "%PDF"),
                from: "/account"
            )
        ).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await WebDesk.Post(
            client,
            "/account",
            [new("variation", variation.ToString()), new("Why", "No.")],
            page + "?handler=Withdraw"
        );
        (await Single(desk)).WithdrawnAt.ShouldBeNull();
        (
            await client.GetAsync(new Uri($"/console/customers/{desk.Cast.Partnerhuis.Id}", UriKind.Relative))
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_policy_page_shows_a_customers_people_the_text_that_holds_with_them()
    {
        await using var desk = await WebDesk.Open();
        await desk.Agree();
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var his = await rik.Words("/policy");
        his.ShouldContain("Anders overeengekomen: NW-2026-1 van wo 1 jul 2026, vanaf wo 15 jul 2026");
        his.ShouldContain("Het beleid zelf zegt: “Garantie: ");
        his.ShouldContain("30 minuten");
        var theirs = await sam.Words($"/policy?customer={desk.Cast.Northwind.Id}");
        theirs.ShouldNotContain("NW-2026-1");
        theirs.ShouldNotContain("30 minutes");
        (await ada.Words("/policy")).ShouldNotContain("NW-2026-1");
        (await ada.Words($"/policy?customer={desk.Cast.Northwind.Id}")).ShouldContain("Agreed otherwise: NW-2026-1");
        (await ada.Words($"/policy?customer={desk.Cast.Southbank.Id}")).ShouldNotContain("NW-2026-1");
    }

    [Fact]
    public async Task The_form_for_a_new_issue_promises_what_was_agreed()
    {
        await using var desk = await WebDesk.Open();
        await desk.Agree();
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await rik.Words("/issues/new")).ShouldContain("11:30");
        (await sam.Words("/issues/new")).ShouldContain("11:00");
    }

    private static async Task<Variation> Single(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.Variations.SingleAsync();
    }

    /// <summary>A form as a browser posts it: a part without a file name is a field.</summary>
    private static async Task<HttpResponseMessage> Post(
        HttpClient client,
        string page,
        string handler,
        (string Name, string? File, string Text) one,
        (string Name, string? File, string Text)? two = null,
        string? from = null
    )
    {
        var html = await client.GetStringAsync(new Uri(from ?? page, UriKind.Relative));
        using var form = new MultipartFormDataContent();
        foreach (var (name, file, text) in two is { } other ? new[] { one, other } : [one])
        {
            if (file is null)
                form.Add(new StringContent(text), name);
            else
                form.Add(new StringContent(text), name, file);
        }
        form.Add(
            new StringContent(PortalDesk.Hidden(html, "__RequestVerificationToken")),
            "__RequestVerificationToken"
        );
        return await client.PostAsync(new Uri($"{page}?handler={handler}", UriKind.Relative), form);
    }
}

/// <summary>One variation of the tests: severity 1 answered in half an hour.</summary>
internal static class Agreed
{
    public const string Yaml = """
        reference: NW-2026-1
        agreed: 2026-07-01
        from: 2026-07-01
        title: { en: Faster answers, nl: Snellere antwoorden }
        overrides:
          targets[first-response,1].within: 30 min

        """;

    /// <summary>Records it for Northwind.</summary>
    public static async Task<Guid> Agree(this WebDesk desk, string yaml = Yaml, string document = "addendum.pdf")
    {
        var recorded = await desk.Get<RecordVariation>()
            .Run(
                desk.Cast.Max.ToActor(),
                desk.Cast.Northwind.Id,
                "v.yaml",
                yaml,
                new IncomingFile(document, "application/pdf", "%PDF-1.7"u8.ToArray())
            );
        return recorded.Value!.Variation.Id;
    }
}
