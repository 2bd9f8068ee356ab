using System.Net;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Portal;

/// <summary>What the customer's people do with marks, form by form (clause 11).</summary>
public sealed class MarkFormTests
{
    private static readonly KeyValuePair<string, string>[] Issue =
    [
        new("Subject", "The export hangs"),
        new("Text", "It stops."),
        new("Severity", "2"),
    ];

    [Fact]
    public async Task A_new_issue_is_marked_from_its_form()
    {
        await using var desk = await WebDesk.Open();
        var plain = await desk.Log(desk.Cast.Sam, "Something plain", "3");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        (await sam.GetStringAsync("/issues")).ShouldNotContain("class=\"mark-label\"");
        (await sam.GetStringAsync(PortalDesk.Path(plain))).Split("id=\"live\"")[0].ShouldNotContain("mark-label");
        (await sam.GetStringAsync("/issues/new")).ShouldContain($"name=\"Mark\" value=\"{Marking.Mark}\"");

        var sent = await sam.PostWithFiles("/issues/new", [.. Issue, new("Mark", Marking.Mark)]);

        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await using var db = desk.Read();
        (await db.Tickets.SingleAsync(x => x.Number != plain)).Mark.ShouldBe(Marking.Mark);
        (await sam.GetStringAsync("/issues")).Split("class=\"mark-label\"").Length.ShouldBe(2);
        var words = await sam.Words(sent.Headers.Location!.ToString());
        words.ShouldContain("You marked it as OFFICIAL-SENSITIVE");
        words.ShouldContain("It may now pass to another member of staff, one who has the clearance");
    }

    [Fact]
    public async Task A_mark_that_the_policy_does_not_have_is_refused_beside_its_field()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var sent = await sam.PostWithFiles("/issues/new", [.. Issue, new("Mark", "top-secret")]);

        sent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await sent.Content.ReadAsStringAsync();
        html.ShouldContain("id=\"mark-error\"");
        html.ShouldContain(">The export hangs".Replace(">", "value=\"", StringComparison.Ordinal));
        await using var db = desk.Read();
        (await db.Tickets.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_government_customers_people_are_asked_first_and_others_in_a_fold()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var before = await sam.GetStringAsync("/issues/new");
        before.ShouldContain("<details class=\"more mark-choice\">");
        before
            .IndexOf("mark-choice", StringComparison.Ordinal)
            .ShouldBeGreaterThan(before.IndexOf("id=\"files\"", StringComparison.Ordinal));
        await desk.Get<Corbel.Desk.Data.GroupWriter>()
            .Write(
                async (db, token) =>
                    await db
                        .Organisations.Where(x => x.Id == desk.Cast.Southbank.Id)
                        .ExecuteUpdateAsync(x => x.SetProperty(o => o.Government, true), token)
            );

        var after = await sam.GetStringAsync("/issues/new");

        after.ShouldContain("<details class=\"more mark-choice\" open=\"open\">");
        after
            .IndexOf("mark-choice", StringComparison.Ordinal)
            .ShouldBeLessThan(after.IndexOf("id=\"subject\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_is_marked_by_itself_and_the_issue_with_it()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Sam, "Export", "3");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        var page = $"{PortalDesk.Path(number)}?handler=Answer";

        (await sam.PostWithFiles(page, [new("Text", "Names"), new("Mark", "nonsense")])).StatusCode.ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        (await sam.PostWithFiles(page, [new("Text", "Names"), new("Mark", Marking.Mark)])).StatusCode.ShouldBe(
            HttpStatusCode.SeeOther
        );

        var view = await desk.Seen(desk.Cast.Sam, number);
        view.Ticket.Mark.ShouldBe(Marking.Mark);
        var said = view.Entries.Single(x => x.Entry.What is CustomerMessage).Entry.Number;
        view.Entries.Select(x => x.Entry.What).OfType<Corbel.Core.Tickets.Marking>().Single().Entry.ShouldBe(said);
    }

    [Fact]
    public async Task An_issue_a_message_and_a_file_are_marked_and_lowered_with_a_reason()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        await sam.PostWithFiles("/issues/new", Issue, ("list.txt", "inside"));
        await using var db = desk.Read();
        var number = await db.Tickets.Select(x => x.Number).SingleAsync();
        var file = await db.Attachments.Select(x => x.Id).SingleAsync();
        var page = PortalDesk.Path(number);

        foreach (var place in new[] { "", "e1", $"f{file}" })
            (await Post(sam, page, "Mark", ("Marks.Level", Marking.Mark), ("Marks.Place", place))).StatusCode.ShouldBe(
                HttpStatusCode.SeeOther
            );
        var again = await Post(sam, page, "Mark", ("Marks.Level", Marking.Mark), ("Marks.Place", "e1"));
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await again.Words()).ShouldContain("It bears this mark or a higher one already.");

        var borne = Corbel.Core.Tickets.Marks.Of((await desk.Seen(desk.Cast.Sam, number)).Entries.Select(x => x.Entry));
        borne.Keys.ShouldBe([default, new(1), new(null, file)], ignoreOrder: true);

        var silent = await Post(sam, page, "Lower", ("Marks.Level", ""), ("Marks.Place", "e1"), ("Marks.Why", " "));
        silent.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await silent.Content.ReadAsStringAsync()).ShouldContain("id=\"lower-refused\"");
        foreach (var place in new[] { "e1", $"f{file}", "" })
            await Post(sam, page, "Lower", ("Marks.Level", ""), ("Marks.Place", place), ("Marks.Why", $"why {place}"));

        var view = await desk.Seen(desk.Cast.Sam, number);
        view.Ticket.Mark.ShouldBeNull();
        view.Entries.Where(x => x.Entry.What is MarkLowering)
            .Select(x => x.Words!.Text)
            .ShouldBe(["why e1", $"why f{file}", "why"]);
        (await sam.Words(page)).ShouldContain("You took the mark off");
    }

    [Fact]
    public async Task Somebody_who_is_no_administrator_raises_and_does_not_lower()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Rik, "Export", "3");
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        var page = PortalDesk.Path(number);

        await Post(rik, page, "Mark", ("Marks.Level", Marking.Mark));
        var lowered = await Post(rik, page, "Lower", ("Marks.Level", ""), ("Marks.Why", "not any more"));

        lowered.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await rik.GetStringAsync(page)).ShouldNotContain("handler=Lower");
        (await desk.Seen(desk.Cast.Nora, number)).Ticket.Mark.ShouldBe(Marking.Mark);
    }

    [Fact]
    public async Task A_colleague_is_named_and_taken_off_again()
    {
        await using var desk = await WebDesk.Open();
        var number = await desk.Log(desk.Cast.Rik, "Export", "3");
        await desk.Marks(desk.Cast.Rik, number);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var roos = await desk.SignedIn(desk.Cast.Roos);
        var page = PortalDesk.Path(number);
        (await roos.GetAsync(new Uri(page, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Post(nora, page, "Name", ("Marks.Person", $"{desk.Cast.Roos.Id}"));
        (await roos.GetAsync(new Uri(page, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nora.Words(page)).ShouldContain("Roos Bakker");
        await Post(nora, page, "Name", ("Marks.Person", $"{desk.Cast.Roos.Id}"), ("Marks.Off", "true"));

        (await roos.GetAsync(new Uri(page, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var wrong = await Post(nora, page, "Name", ("Marks.Person", $"{desk.Cast.Ada.Id}"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_customer_does_not_read_who_of_staff_is_on_the_list()
    {
        await using var desk = await WebDesk.Open();
        await desk.Clear(desk.Cast.Ada);
        var number = await desk.Log(desk.Cast.Sam, "Export", "3");
        await desk.Marks(desk.Cast.Sam, number);
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        (await sam.Words(PortalDesk.Path(number))).ShouldNotContain("Ada Agent");
    }

    private static Task<HttpResponseMessage> Post(
        HttpClient client,
        string page,
        string handler,
        params (string Name, string Value)[] fields
    ) =>
        WebDesk.Post(
            client,
            page,
            fields.Select(x => KeyValuePair.Create(x.Name, x.Value)),
            $"{page}?handler={handler}"
        );
}
