using System.Net;
using System.Text.Json;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using Corbel.Web.Tests.Portal;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Web.Tests.Widget;

/// <summary>A chat from its first line to the mail that goes after the visitor, over the routes that the widget speaks to.</summary>
public sealed class ChatTests
{
    private static string? Mode(JsonElement state) => state.GetProperty("mode").GetString();

    private static string? Why(JsonElement state) => state.GetProperty("why").GetString();

    [Theory, OnEveryDatabase]
    public async Task A_chat_is_a_ticket_from_its_first_line_and_an_answer_is_its_contact(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        await desk.Get<ChatPresence>().Take(desk.Cast.Ada.Id, true);
        using var sam = host.Page();
        var state = await sam.Session("sam@southbank.example");
        Mode(state).ShouldBe("chat");
        state.GetProperty("person").GetString().ShouldBe(desk.Cast.Sam.Name);
        await using var events = await sam.Stream();

        var client = Guid.NewGuid();
        var said = await sam.Say("Severity 1: nobody can sign in.", client);

        (await events.Next("state", x => x.GetProperty("due").ValueKind == JsonValueKind.String))
            .GetProperty("ticket")
            .GetInt64()
            .ShouldBe(said.Ticket);
        var own = await events.Next("line");
        own.GetProperty("client").GetGuid().ShouldBe(client);
        own.GetProperty("from").GetString().ShouldBe("you");
        await using (var db = desk.Read())
        {
            var ticket = await db.Tickets.SingleAsync(x => x.Number == said.Ticket);
            (ticket.Channel, ticket.Severity, ticket.ReporterId).ShouldBe((Channel.Chat, "1", desk.Cast.Sam.Id));
        }
        desk.Clock.AdvanceMinutes(5);
        await desk.Get<ChatPresence>().Seen((await Chat(desk)).Id);
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), said.Ticket, "Looking into it.")).IsDone.ShouldBeTrue();

        await events.Next("state", x => x.GetProperty("due").ValueKind == JsonValueKind.Null);
        var (_, from, text) = await events.Line();
        (from, text).ShouldBe(("desk", "Looking into it."));
        await using var after = desk.Read();
        var view = (await desk.Get<ReadTicket>().Run(after, desk.Cast.Ada.ToActor(), said.Ticket))!;
        view.Current.Verdict.ShouldBe(Verdict.Kept);
        view.Entries.Select(x => x.Entry.What).OfType<Contact>().Single().Channel.ShouldBe(Channel.Chat);
        // It went by the chat: no mail but the acknowledgement.
        (await after.Outbox.Select(x => x.Kind).ToListAsync()).ShouldBe([MailKind.Acknowledgement]);
    }

    [Theory, OnEveryDatabase]
    public async Task A_line_sent_again_is_one_line_and_two_first_lines_are_one_ticket(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        using var sam = host.Page();
        await sam.Session("sam@southbank.example");
        var clients = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToList();

        var taken = await Task.WhenAll(
            clients.Concat(clients).Concat(clients).Select((x, i) => sam.Say($"Line {x}", x))
        );

        taken.Select(x => x.Ticket).Distinct().Count().ShouldBe(1);
        taken.Distinct().Count().ShouldBe(clients.Count);
        var again = await sam.Say($"Line {clients[0]}", clients[0]);
        again.ShouldBe(taken[0]);
        await using var events = await sam.Stream();
        var lines = new List<(int Line, string Text)>();
        foreach (var _ in clients)
            lines.Add(await events.Line() is var line ? (line.Line, line.Text) : default);
        lines.Select(x => x.Text).Order().ShouldBe(clients.Select(x => $"Line {x}").Order());
        lines.Select(x => x.Line).ShouldBeInOrder();
        // A connection that broke goes on after the line it had.
        await using var resumed = await sam.Stream(after: lines[3].Line);
        (await resumed.Line()).Text.ShouldBe(lines[4].Text);
        (await resumed.Line()).Text.ShouldBe(lines[5].Text);
    }

    [Fact]
    public async Task Who_left_gets_the_answers_by_mail_and_comes_back_into_the_same_chat()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        await desk.Get<ChatPresence>().Take(desk.Cast.Ada.Id, true);
        using var sam = host.Page();
        await sam.Session("sam@southbank.example");
        var (_, ticket) = await sam.Say("The export fails.");
        var ada = desk.Cast.Ada.ToActor();
        // Two lines while Sam is there, of which he reads one; then he is gone.
        var first = (await desk.Get<Reply>().Run(ada, ticket, "Which export?")).Value;
        (await sam.Post("/chat/read", new { line = first })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await desk.Get<Reply>().Run(ada, ticket, "The monthly one?");
        desk.Clock.AdvanceMinutes(4);

        await Eventually.Is(async () => (await Sent(desk, MailKind.Reply)).Count == 1, "the unread line by mail");
        var missed = (await Sent(desk, MailKind.Reply))[0];
        missed.ShouldContain("The monthly one?");
        missed.ShouldNotContain("Which export?");
        await desk.Get<Reply>().Run(ada, ticket, "We found it.");
        var byMail = await Sent(desk, MailKind.Reply);
        byMail.Count.ShouldBe(2);
        byMail[1].ShouldContain("We found it.");
        using var back = host.Page();
        (await back.Session("sam@southbank.example")).GetProperty("ticket").GetInt64().ShouldBe(ticket);
        (await back.Say("Thanks!")).Ticket.ShouldBe(ticket);
    }

    [Fact]
    public async Task An_ended_chat_takes_its_transcript_along_and_the_next_one_is_another_ticket()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var sam = host.Page();
        await sam.Session("sam@southbank.example");
        (await sam.Post("/chat/transcript")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var (_, ticket) = await sam.Say("The export fails.");
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), ticket, "Which one?");

        (await sam.Post("/chat/transcript")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await sam.Post("/chat/transcript")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await sam.Post("/chat/end")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var transcript = (await Sent(desk, MailKind.Transcript)).ShouldHaveSingleItem();
        transcript.ShouldContain("The export fails.");
        transcript.ShouldContain("Which one?");
        var next = await sam.Session("sam@southbank.example");
        next.GetProperty("ticket").ValueKind.ShouldBe(JsonValueKind.Null);
        (await sam.Say("Something else.")).Ticket.ShouldNotBe(ticket);
    }

    [Theory]
    [InlineData("sam@southbank.example", "2026-07-15T09:00:00Z", true, "chat", null)]
    [InlineData("sam@southbank.example", "2026-07-15T09:00:00Z", false, "message", "nobody")]
    [InlineData("sam@southbank.example", "2026-07-18T09:00:00Z", true, "message", "closed")]
    [InlineData(null, "2026-07-15T09:00:00Z", true, "message", "guest")]
    [InlineData("nobody@elsewhere.example", "2026-07-15T09:00:00Z", true, "message", "guest")]
    [InlineData("pia@partner.example", "2026-07-15T09:00:00Z", true, "message", "not-for-you")]
    public async Task Hours_agents_and_the_policy_decide_between_chat_and_message(
        string? who,
        string at,
        bool agent,
        string mode,
        string? why
    )
    {
        await using var desk = await WebDesk.Open(at: at);
        using var host = await HostApp.Open(desk);
        await desk.Get<ChatPresence>().Take(desk.Cast.Ada.Id, agent);
        using var page = host.Page();

        var state = await page.Session(who);

        (Mode(state), Why(state)).ShouldBe((mode, why));
        var opens = state.GetProperty("opens").GetString();
        opens.ShouldBe(why == "closed" ? "2026-07-20T09:00:00Z" : null);
        if (mode == "chat")
        {
            // An agent whose console is no longer open is not there.
            desk.Clock.AdvanceMinutes(2);
            Why(await page.Session(who)).ShouldBe("nobody");
        }
    }

    [Fact]
    public async Task A_guests_message_is_held_with_the_name_and_address_given()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var page = host.Page();
        var client = Guid.NewGuid();
        object Message(string email) =>
            new
            {
                host = HostApp.Name,
                client,
                name = "Gus Guest",
                email,
                text = "How do I get an account?",
                language = "nl",
            };

        (await page.Post("/chat/messages", Message("gus"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await page.Post("/chat/messages", Message("gus@home.example"))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await page.Post("/chat/messages", Message("gus@home.example"))).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await using var db = desk.Read();
        var held = await db.Custodies.SingleAsync();
        (held.State, held.Sender).ShouldBe((Corbel.Desk.Intake.CustodyState.Held, "gus@home.example"));
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var shown = await ada.Words($"/console/held/{held.Id}");
        shown.ShouldContain("Gus Guest");
        shown.ShouldContain("How do I get an account?");
    }

    [Fact]
    public async Task Nobody_sees_anothers_chat()
    {
        await using var desk = await WebDesk.Open();
        using var host = await HostApp.Open(desk);
        using var sam = host.Page();
        using var rik = host.Page();
        await sam.Session("sam@southbank.example");
        await rik.Session(desk.Cast.Rik.Email);
        var file = ("plan.txt", "secret"u8.ToArray());
        (await sam.TrySay("Mine.", null, file)).IsSuccessStatusCode.ShouldBeTrue();
        var (_, other) = await rik.Say("Another's.");

        await using var events = await rik.Stream();
        (await events.Line()).Text.ShouldBe("Another's.");
        await using var db = desk.Read();
        var id = await db.Attachments.Select(x => x.Id).SingleAsync();
        (await rik.Get($"/chat/files/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var own = await sam.Get($"/chat/files/{id}");
        (await own.Content.ReadAsStringAsync()).ShouldBe("secret");
        // Sam's next lines reach Sam alone; Rik hears the answer to Rik.
        await sam.Say("Mine again.");
        await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), other, "To Rik.");
        (await events.Line()).Text.ShouldBe("To Rik.");
        // Without the pass, with a wrong one, or from a page elsewhere there is nothing.
        var pass = sam.Pass;
        sam.Pass = null;
        (await sam.Get("/chat/stream")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        sam.Pass = pass![..^1] + (pass[^1] == 'A' ? 'B' : 'A');
        (await sam.TrySay("?")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var elsewhere = host.Page("https://evil.example");
        elsewhere.Pass = pass;
        (await elsewhere.TrySay("?")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await elsewhere.TrySession(null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        // Who left hears no more.
        await db
            .People.Where(x => x.Id == desk.Cast.Sam.Id)
            .ExecuteUpdateAsync(x => x.SetProperty(y => y.DeactivatedAt, desk.Clock.GetCurrentInstant()));
        sam.Pass = pass;
        (await sam.TrySay("?")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<Chat> Chat(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.Chats.SingleAsync();
    }

    private static async Task<List<string>> Sent(WebDesk desk, MailKind kind)
    {
        await using var db = desk.Read();
        var mails = await db.Outbox.Where(x => x.Kind == kind).OrderBy(x => x.CreatedAt).ToListAsync();
        return mails.ConvertAll(x =>
        {
            using var bytes = new MemoryStream(x.Mime);
            return MimeKit.MimeMessage.Load(bytes).TextBody ?? "";
        });
    }
}
