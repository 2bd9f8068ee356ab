using System.Net;
using Corbel.Desk.Releases;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>Repairs on the ticket's own page, and the forms that change releases, order forms and their documents.</summary>
public sealed class RepairPagesTests
{
    private const string Page = "/console/releases";

    [Fact]
    public async Task The_ticket_is_marked_on_its_page_and_says_when_everybody_confirms()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        var (_, release) = await Planned(desk);
        var number = await desk.Log(cast.Rik, "Search is slow", "2");
        var other = await desk.Log(cast.Sam, "Of another customer", "2");
        using var ada = await desk.SignedIn(cast.Ada);
        var page = $"/console/tickets/{number}";
        (await ada.Words(page)).ShouldContain("ISMS.online 2026.7 (planned)");
        (await ada.Words($"/console/tickets/{other}")).ShouldContain("No release comes to this customer");
        KeyValuePair<string, string>[] form = [new("Release", release.ToString())];

        using var marked = await WebDesk.Post(ada, page, form, $"{page}?handler=Fix");

        marked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ada.Words(page)).ShouldContain("Fixed in ISMS.online 2026.7 not delivered to them yet");
        using var again = await WebDesk.Post(ada, page, form, $"{page}?handler=Fix");
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await again.Words()).ShouldContain("This ticket is marked as fixed in that release already.");
        await desk.Get<DeliverRelease>().Run(cast.Max.ToActor(), release, null);
        (await ada.Words(page)).ShouldContain("Rik de Vries: no answer yet");
        (await ada.Words(page)).ShouldNotContain("Confirmed fixed.");
        string token;
        await using (var db = desk.Read())
        {
            var mails = await db.Outbox.OrderBy(x => x.Id).Select(x => x.Mime).ToListAsync();
            token = mails
                .Select(x => MimeKit.MimeMessage.Load(new MemoryStream(x)).TextBody ?? "")
                .Single(x => x.Contains("/fixes/"))
                .Split("/fixes/")[1]
                .Split('?')[0];
        }
        using var rik = desk.Stranger();
        using var said = await WebDesk.Post(rik, $"/fixes/{token}?holds=yes", [new("holds", "yes")], $"/fixes/{token}");
        said.StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        var words = await ada.Words(page);
        words.ShouldContain("Confirmed fixed. Everybody who was asked says that ISMS.online 2026.7 holds.");
        words.ShouldContain("Rik de Vries: it holds");
        (await ada.Words(Page)).ShouldContain($"fixes {number} : it holds");
    }

    [Fact]
    public async Task A_release_is_edited_and_an_order_form_ended_and_withdrawn_on_the_page()
    {
        await using var desk = await WebDesk.Open();
        var (order, release) = await Planned(desk);
        using var max = await desk.SignedIn(desk.Cast.Max);
        Dictionary<string, string> edit = new()
        {
            ["Release"] = release.ToString(),
            ["Number"] = "2026.7.1",
            ["TitleEn"] = "Much faster search",
            ["TitleNl"] = "Veel sneller zoeken",
            ["NotesEn"] = "* Search it",
            ["NotesNl"] = "* Zoek het",
            ["PlannedFor"] = "2026-08-01",
        };
        (await Send(max, "Edit", edit)).ShouldBe(HttpStatusCode.SeeOther);
        await using (var db = desk.Read())
        {
            var now = await db.Releases.SingleAsync();
            (now.Number, now.TitleEn, now.TitleNl).ShouldBe(("2026.7.1", "Much faster search", "Veel sneller zoeken"));
            (now.NotesEn, now.NotesNl, now.PlannedFor).ShouldBe(
                ("* Search it", "* Zoek het", WebDesk.At("2026-07-31T23:00:00Z"))
            );
        }
        edit["NotesNl"] = "";
        using (var refused = await WebDesk.Post(max, Page, edit, $"{Page}?handler=Edit"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Content.ReadAsStringAsync()).ShouldContain(
                "Veel sneller zoeken",
                Case.Sensitive,
                "it stays"
            );
        }
        KeyValuePair<string, string> of = new("Order", order.ToString());
        (await Send(max, "End", [of, new("Until", "2025-01-01")])).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(max, "End", [of, new("Until", "2026-09-30")])).ShouldBe(HttpStatusCode.SeeOther);
        (await Send(max, "Withdraw", [of, new("Why", "")])).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Send(max, "Withdraw", [of, new("Why", "Entered twice")])).ShouldBe(HttpStatusCode.SeeOther);
        await using var last = desk.Read();
        var form = await last.OrderForms.Include(x => x.Lines).SingleAsync();
        form.Lines.ShouldHaveSingleItem().UntilAt.ShouldBe(WebDesk.At("2026-09-30T23:00:00Z"));
        form.WithdrawnWhy.ShouldBe("Entered twice");
        (await max.Words(Page)).ShouldContain("Entered twice");
    }

    [Fact]
    public async Task Signed_documents_are_uploaded_and_given_to_staff_and_the_customers_administrators_alone()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        await Planned(desk);
        using var max = await desk.SignedIn(cast.Max);
        Guid product;
        await using (var db = desk.Read())
            product = (await db.Products.SingleAsync()).Id;
        Dictionary<string, string> order = new()
        {
            ["Customer"] = cast.Northwind.Id.ToString(),
            ["Product"] = product.ToString(),
            ["Reference"] = "OF-2",
            ["From"] = "2026-01-01",
        };
        await Upload(max, Page, $"{Page}?handler=Order", order, "order.pdf", "the order");
        var book = $"/console/sessions/{cast.Northwind.Id}";
        Dictionary<string, string> proposal = new()
        {
            ["Reference"] = "P-1",
            ["Counts[training]"] = "2",
            ["From"] = "2026-07-01",
            ["Until"] = "2026-12-31",
            ["Notice"] = "24",
        };
        await Upload(max, book, $"{book}?handler=Record", proposal, "proposal.pdf", "the proposal");
        string[] paths;
        await using (var db = desk.Read())
            paths =
            [
                $"/order-forms/{(await db.OrderForms.SingleAsync(x => x.Reference == "OF-2")).Id}/document",
                $"/proposals/{(await db.Proposals.SingleAsync()).Id}/document",
            ];
        (string Page, string Text)[] linked = [(Page, paths[0]), (book, paths[1])];
        foreach (var (page, path) in linked)
            (await max.GetStringAsync(new Uri(page, UriKind.Relative))).ShouldContain(path);

        foreach (
            var (who, sees) in new[]
            {
                (cast.Ada, true),
                (cast.Nora, true),
                (cast.Rik, false),
                (cast.Sam, false),
                (cast.Pia, false),
            }
        )
        {
            using var client = await desk.SignedIn(who);
            foreach (var path in paths)
            {
                using var got = await client.GetAsync(new Uri(path, UriKind.Relative));
                got.StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{who.Name} {path}");
                if (sees)
                    (await got.Content.ReadAsStringAsync()).ShouldStartWith("the ");
            }
        }
        using var nora = await desk.SignedIn(cast.Nora);
        (await nora.GetStringAsync(new Uri("/releases", UriKind.Relative))).ShouldContain(paths[0]);
        (await nora.GetStringAsync(new Uri("/sessions", UriKind.Relative))).ShouldContain(paths[1]);
        using var rik = await desk.SignedIn(cast.Rik);
        (await rik.GetStringAsync(new Uri("/releases", UriKind.Relative))).ShouldNotContain("OF-2");
        using var stranger = desk.Stranger();
        (await stranger.GetAsync(new Uri(paths[0], UriKind.Relative))).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_customers_page_names_kinds_of_sessions_as_the_reader_speaks()
    {
        await using var desk = await WebDesk.Open();
        using var max = await desk.SignedIn(desk.Cast.Max);
        var book = $"/console/sessions/{desk.Cast.Northwind.Id}";
        Dictionary<string, string> proposal = new()
        {
            ["Reference"] = "P-1",
            ["Counts[adoption]"] = "3",
            ["From"] = "2026-07-01",
            ["Until"] = "2026-12-31",
            ["Notice"] = "24",
        };
        using var recorded = await WebDesk.Post(max, book, proposal, $"{book}?handler=Record");
        recorded.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        var kinds = (
            await Corbel.Desk.Sessions.SessionPolicy.Read(
                desk.Get<Corbel.Desk.Policies.PolicyShelf>(),
                db,
                desk.Clock.GetCurrentInstant(),
                default
            )
        )!.Kinds;

        var words = await max.Words($"/console/customers/{desk.Cast.Northwind.Id}");

        words.ShouldContain($"{kinds["adoption"].En}: 3 left of 3");
    }

    private static async Task Upload(
        HttpClient client,
        string page,
        string action,
        Dictionary<string, string> fields,
        string name,
        string text
    )
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields)
            form.Add(new StringContent(value), field);
        form.Add(
            new StringContent(PortalDesk.Hidden(html, "__RequestVerificationToken")),
            "__RequestVerificationToken"
        );
        form.Add(new StringContent(text), "Document", name);
        using var done = await client.PostAsync(new Uri(action, UriKind.Relative), form);
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task<HttpStatusCode> Send(
        HttpClient client,
        string handler,
        IEnumerable<KeyValuePair<string, string>> fields
    )
    {
        using var response = await WebDesk.Post(client, Page, fields, $"{Page}?handler={handler}");
        return response.StatusCode;
    }

    /// <summary>An order form of Northwind, and a release that it covers.</summary>
    internal static async Task<(Guid Order, Guid Release)> Planned(WebDesk desk)
    {
        var (max, keep) = (desk.Cast.Max.ToActor(), desk.Get<KeepOrders>());
        var product = (await keep.Product(max, "isms-online", "ISMS.online")).Value!.Id;
        var begin = WebDesk.At("2026-01-01T00:00:00Z");
        var order = await keep.Order(max, desk.Cast.Northwind.Id, "OF-1", [new(product, begin, null)]);
        var draft = new ReleaseDraft(product, "2026.7", "Faster search", "Sneller zoeken", "* Search", "* Zoeken");
        return (order.Value!.Id, (await desk.Get<PlanRelease>().Run(max, draft)).Value!.Id);
    }
}
