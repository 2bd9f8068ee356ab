using System.Net;
using Corbel.Core.Tickets;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Console;

/// <summary>Every form of the ticket page, posted as a browser posts it, with each of its fields arriving.</summary>
public sealed class TicketFormTests
{
    [Fact]
    public async Task A_reply_goes_to_the_customer_with_its_files_and_resolves()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk);
        var file = new ByteArrayContent("log"u8.ToArray());
        file.Headers.ContentType = new("text/plain");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("reply"), "Answer.Kind" },
            { new StringContent("It works again."), "Answer.Text" },
            { new StringContent("true"), "Answer.Resolve" },
            { file, "Answer.Files", "server.log" },
            { new StringContent(await Token(client, address)), "__RequestVerificationToken" },
        };

        var response = await client.PostAsync($"{address}?handler=Answer&view=mine", form);

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.ToString().ShouldBe($"{address}?view=mine");
        var view = await View(desk, number);
        var reply = view.Entries.Single(x => x.Entry.What is StaffReply);
        reply.Words!.Text.ShouldBe("It works again.");
        reply.Files.ShouldHaveSingleItem().Name.ShouldBe("server.log");
        view.Ticket.Status.ShouldBe(TicketStatus.Resolved);
        var page = await client.GetStringAsync(address);
        page.ShouldContain($"/files/{reply.Files[0].Id}");
        (await client.GetStringAsync($"/files/{reply.Files[0].Id}")).ShouldBe("log");
    }

    [Fact]
    public async Task A_note_with_files_is_refused_and_not_kept_without_them()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("note"), "Answer.Kind" },
            { new StringContent("See the log"), "Answer.Text" },
            { new ByteArrayContent("log"u8.ToArray()), "Answer.Files", "server.log" },
            { new StringContent(await Token(client, address)), "__RequestVerificationToken" },
        };

        var response = await client.PostAsync($"{address}?handler=Answer", form);

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).ShouldContain("A note keeps no files.");
        (await View(desk, number)).Entries.ShouldNotContain(x => x.Entry.What is StaffNote);
    }

    [Fact]
    public async Task A_field_named_like_the_ticket_does_not_lead_elsewhere()
    {
        await using var desk = await WebDesk.Open();
        var other = await desk.Log(desk.Cast.Sam, "Another");
        var (client, address, number) = await Ticket(desk);

        await Post(client, address, "Answer", ("Number", $"{other}"), ("Answer.Kind", "note"), ("Answer.Text", "Here"));

        (await View(desk, number)).Entries[^1].Words!.Text.ShouldBe("Here");
        (await View(desk, other)).Entries.ShouldNotContain(x => x.Entry.What is StaffNote);
    }

    [Fact]
    public async Task A_note_stays_among_staff()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk);

        await Post(client, address, "Answer", ("Answer.Kind", "note"), ("Answer.Text", "Between us"));

        var view = await View(desk, number);
        view.Entries[^1].Entry.What.ShouldBeOfType<StaffNote>();
        view.Entries[^1].Words!.Text.ShouldBe("Between us");
        (await client.GetStringAsync(address)).ShouldContain("Only staff see this");
    }

    [Fact]
    public async Task A_severity_carries_its_reason_and_a_change_without_one_is_refused_with_what_was_chosen()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk);

        var refused = await Post(
            client,
            address,
            "Severity",
            HttpStatusCode.UnprocessableEntity,
            ("Severity.Level", "1")
        );
        await Post(client, address, "Severity", ("Severity.Level", "1"), ("Severity.Reason", "All users are out"));

        refused.ShouldContain("Say why");
        refused.ShouldContain(
            "<dialog id=\"dialog-severity\" aria-labelledby=\"dialog-severity-title\" open=\"open\">"
        );
        refused.ShouldContain("name=\"Severity.Level\" value=\"1\" checked");
        var view = await View(desk, number);
        view.Ticket.Severity.ShouldBe("1");
        view.Entries[^1].Words!.Text.ShouldBe("All users are out");
    }

    [Fact]
    public async Task It_is_taken_and_handed_over_and_given_back()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk);

        foreach (var person in (Guid?[])[desk.Cast.Ada.Id, desk.Cast.Max.Id, null])
        {
            await Post(client, address, "Assign", ("assignee", person?.ToString() ?? ""));
            (await View(desk, number)).Ticket.AssigneeId.ShouldBe(person);
        }
    }

    [Fact]
    public async Task It_is_resolved_with_a_reason_and_reopened_with_one()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk);

        var refused = await Post(
            client,
            address,
            "Resolve",
            HttpStatusCode.UnprocessableEntity,
            ("Resolution.Outcome", "NotAttributable"),
            ("Resolution.Reason", " ")
        );
        await Post(
            client,
            address,
            "Resolve",
            ("Resolution.Outcome", "NotAttributable"),
            ("Resolution.Reason", "Their firewall")
        );
        await Post(client, address, "Reopen", ("Why", "It was not the firewall"));

        refused.ShouldContain("value=\"NotAttributable\" checked");
        var view = await View(desk, number);
        view.Entries[^2].Entry.What.ShouldBe(new Resolution(ResolutionOutcome.NotAttributable));
        view.Entries[^2].Words!.Text.ShouldBe("Their firewall");
        view.Entries[^1].Words!.Text.ShouldBe("It was not the firewall");
        view.Cycles.Length.ShouldBe(2);
        (await client.GetStringAsync(address)).ShouldContain("<h2 class=\"over\">Earlier</h2>");
    }

    [Fact]
    public async Task A_message_is_marked_as_a_new_problem()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, number) = await Ticket(desk);
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, "Done.", resolve: true);
        await desk.Write(desk.Cast.Sam, number, "Now something else is broken.");
        var message = (await View(desk, number)).Entries[^1].Entry.Number;

        (await client.GetStringAsync(address)).ShouldContain("This is a new problem");
        await Post(client, address, "Problem", ("message", $"{message}"));

        (await View(desk, number)).Entries[^1].Entry.What.ShouldBeOfType<Reopening>().Message.ShouldBe(message);
        (await client.GetStringAsync(address)).ShouldNotContain("This is a new problem");
    }

    [Fact]
    public async Task An_empty_answer_is_refused_where_it_was_typed_and_a_note_stays_a_note()
    {
        await using var desk = await WebDesk.Open();
        var (client, address, _) = await Ticket(desk);

        var page = await Post(
            client,
            address,
            "Answer",
            HttpStatusCode.UnprocessableEntity,
            ("Answer.Kind", "note"),
            ("Answer.Text", "  ")
        );

        page.ShouldContain("The text is empty.");
        page.ShouldContain("name=\"Answer.Kind\" value=\"note\" checked");
    }

    private static async Task<(HttpClient Client, string Address, long Number)> Ticket(WebDesk desk)
    {
        var number = await desk.Log(desk.Cast.Sam, "Nobody can sign in");
        return (await desk.SignedIn(desk.Cast.Ada), $"/console/tickets/{number}", number);
    }

    private static async Task<TicketView> View(WebDesk desk, long number)
    {
        await using var db = desk.Read();
        return (await desk.Get<ReadTicket>().Run(db, desk.Cast.Ada.ToActor(), number))!;
    }

    private static Task<string> Post(
        HttpClient client,
        string address,
        string handler,
        params (string Name, string Value)[] fields
    ) => Post(client, address, handler, HttpStatusCode.SeeOther, fields);

    private static async Task<string> Post(
        HttpClient client,
        string address,
        string handler,
        HttpStatusCode expected,
        params (string Name, string Value)[] fields
    )
    {
        var pairs = fields.Select(x => KeyValuePair.Create(x.Name, x.Value));
        var response = await WebDesk.Post(client, address, pairs, $"{address}?handler={handler}");
        response.StatusCode.ShouldBe(expected);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<string> Token(HttpClient client, string address) =>
        (await client.GetStringAsync(address)).Split("__RequestVerificationToken")[1].Split("value=\"")[1].Split('"')[
            0
        ];
}
