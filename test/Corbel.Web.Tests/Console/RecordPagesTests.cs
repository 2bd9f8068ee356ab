using System.Net;
using Corbel.Core.Records;
using Corbel.Desk.Policies;
using Corbel.Tests;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Console;

/// <summary>Records on the console: managers write, agents read, what was corrected stays to be read.</summary>
public sealed class RecordPagesTests
{
    private const string Form = "/console/records/new?fact=5.sessions";

    private static KeyValuePair<string, string>[] Session(WebDesk desk, string title = "First training") =>
        [
            new("Fact", "5.sessions"),
            new("Customers", $"{desk.Cast.Northwind.Id}"),
            new("From", "2026-07-14T10:00"),
            new("To", "2026-07-14T11:30"),
            new("Title", title),
            new("Text", "In two groups."),
            new("Figures[kind]", "training"),
            new("Figures[attended]", "7"),
            new("Figures[topics]", "evidence"),
        ];

    [Theory, OnEveryDatabase]
    public async Task Every_field_of_the_form_arrives(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var max = await desk.SignedIn(desk.Cast.Max);

        var response = await WebDesk.Post(max, Form, Session(desk));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var record = await db.ClauseRecords.SingleAsync();
        (record.Fact, record.OrganisationId, record.Title, record.Text).ShouldBe(
            ("5.sessions", desk.Cast.Northwind.Id, "First training", "In two groups.")
        );
        // By the clocks of the manager, in London.
        (record.FromAt, record.ToAt).ShouldBe((WebDesk.At("2026-07-14T09:00:00Z"), WebDesk.At("2026-07-14T10:30:00Z")));
        record.Figures.ShouldBe("""{"attended":7,"kind":"training","topics":"evidence"}""");
        (await max.Words("/console/records")).ShouldContain(
            "First training training, 7, evidence Northwind by Max Manager"
        );
    }

    [Fact]
    public async Task A_period_and_its_document_arrive_and_are_given_out_again()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        const string Page = "/console/records/new?fact=8.reports";
        var html = await max.GetStringAsync(new Uri(Page, UriKind.Relative));
        html.ShouldContain("value=\"2026-Q2\"", Case.Sensitive, "the last quarter that is over stands there");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(PortalDesk.Hidden(html, "__RequestVerificationToken")), "__RequestVerificationToken" },
            { new StringContent("8.reports"), "Fact" },
            { new StringContent($"{desk.Cast.Southbank.Id}"), "Customers" },
            { new StringContent("2026-Q2"), "Period" },
            { new StringContent("Second quarter"), "Title" },
            { new StringContent("what came"), "Document", "report.txt" },
        };

        (await max.PostAsync(new Uri(Page, UriKind.Relative), form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        await using var db = desk.Read();
        var record = await db.ClauseRecords.SingleAsync();
        (record.FromAt, record.FileName).ShouldBe((WebDesk.At("2026-04-01T00:00:00Z"), "report.txt"));
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await sam.GetStringAsync(new Uri($"/records/{record.Id}/file", UriKind.Relative))).ShouldBe("what came");
    }

    [Fact]
    public async Task Every_kind_has_a_form()
    {
        await using var desk = await WebDesk.Open();
        using var olive = await desk.SignedIn(desk.Cast.Olive);
        await using var db = desk.Read();
        var policy = (await desk.Get<PolicyShelf>().At(db, desk.Clock.GetCurrentInstant(), default)).Policy.Document;
        foreach (var kind in RecordKinds.Of(policy))
        {
            var html = await olive.GetStringAsync(new Uri($"/console/records/new?fact={kind.Fact}", UriKind.Relative));
            foreach (var figure in kind.Figures)
                html.ShouldContain($"name=\"Figures[{figure.Name}]\"");
            html.Contains("type=\"file\"", StringComparison.Ordinal).ShouldBe(!kind.Bare);
        }
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        var fields = Session(desk).Select(x => x.Key == "Figures[attended]" ? new(x.Key, "many") : x);

        var response = await WebDesk.Post(max, Form, fields);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await response.Content.ReadAsStringAsync();
        PortalDesk.Words(html).ShouldContain("People who attended: is a whole number, such as 45.");
        html.ShouldContain("value=\"First training\"");
        html.ShouldContain("value=\"many\"");
        html.ShouldContain("value=\"2026-07-14T10:00\"");
    }

    [Fact]
    public async Task A_correction_stands_beside_what_it_corrects()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        await WebDesk.Post(max, Form, Session(desk));
        await using var db = desk.Read();
        var wrong = await db.ClauseRecords.SingleAsync();
        var page = $"/console/records/new?corrects={wrong.Id}";
        (await max.GetStringAsync(new Uri(page, UriKind.Relative))).ShouldContain("value=\"2026-07-14T11:30\"");

        var fields = Session(desk, "First training, whole day").Append(new("Reason", "It took all day"));
        (await WebDesk.Post(max, page, fields)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var words = await max.Words("/console/records");
        words.ShouldContain("First training, whole day");
        words.ShouldContain("corrected: It took all day");
        words.ShouldContain("Another record took its place");
        (await WebDesk.Post(max, page, fields)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        (await nora.Words("/policy")).ShouldContain("1 sessie dit kwartaal");
        (await nora.Words("/policy")).ShouldContain("(verbeterd)");
        var last = await db.ClauseRecords.SingleAsync(x => x.Corrects == wrong.Id);
        var away = $"/console/records/new?corrects={last.Id}";
        KeyValuePair<string, string>[] withdraw = [new("Withdraw", "true"), new("Reason", "Never held")];
        (await WebDesk.Post(max, away, withdraw)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await nora.Words("/policy")).ShouldNotContain("sessie dit kwartaal");
        (await max.Words("/console/records")).ShouldContain("withdrawn: Never held");
    }

    [Fact]
    public async Task Agents_read_and_do_not_write_and_nobody_else_comes_here()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        await WebDesk.Post(max, Form, Session(desk));
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var nora = await desk.SignedIn(desk.Cast.Nora);

        (await ada.Words("/console/records")).ShouldContain("First training");
        (await ada.GetStringAsync(new Uri("/console/records", UriKind.Relative))).ShouldNotContain("records/new");
        (await ada.GetAsync(new Uri(Form, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await WebDesk.Post(ada, "/account", Session(desk), Form)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nora.GetAsync(new Uri("/console/records", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        await using var db = desk.Read();
        (await db.ClauseRecords.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_clause_customer_and_quarter()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        await WebDesk.Post(max, Form, Session(desk));
        async Task<bool> Shows(string query) =>
            (await max.Words($"/console/records{query}")).Contains("First training");

        (await Shows("?fact=5.sessions")).ShouldBeTrue();
        (await Shows("?fact=1.share")).ShouldBeFalse();
        (await Shows($"?customer={desk.Cast.Northwind.Id}&quarter=2026-Q3")).ShouldBeTrue();
        (await Shows($"?customer={desk.Cast.Southbank.Id}")).ShouldBeFalse();
        (await Shows("?quarter=2026-Q2")).ShouldBeFalse();
    }
}
