using System.Text;
using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk;
using Corbel.Desk.Availability;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Corbel.Web.Tests.Console;
using Corbel.Web.Tests.Widget;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Web.Tests.Access;

/// <summary>
/// Marked tickets of every kind, that came by every way, each with a word of its own in everything that can hold one; and the
/// people of staff whom their marks keep out or let in.
/// </summary>
internal sealed class MarkedScene(WebDesk desk, HostApp host)
{
    private const string Mark = "official-sensitive";
    private const string Stated = "OFFICIAL-SENSITIVE";

    /// <summary>Cleared, and on every list.</summary>
    public required Person Cleo { get; init; }

    /// <summary>Cleared after everything was marked: on no list.</summary>
    public required Person Carl { get; init; }

    /// <summary>On the lists, with a clearance that runs out at midnight.</summary>
    public required Person Edda { get; init; }

    /// <summary>On the lists, with a clearance that somebody ends.</summary>
    public required Person Enno { get; init; }

    private Guid Ending { get; set; }
    public List<Hidden> All { get; } = [];
    public Hidden Form => All[0];
    public Hidden Later => All[1];
    public Hidden Own => All[4];
    public Hidden Held => All[5];
    public Hidden Merged => All[^1];

    /// <summary>Who works at the desk, before anything is marked.</summary>
    public static async Task<MarkedScene> Set(WebDesk desk, HostApp host)
    {
        async Task<Person> Agent(string name) =>
            (
                await desk.Get<Register>()
                    .Person(desk.Cast.Provider.Id, name, $"{name}@isms.example".ToLowerInvariant(), Role.Agent)
            ).Value!;
        var scene = new MarkedScene(desk, host)
        {
            Cleo = await Agent("Cleo"),
            Carl = await Agent("Carl"),
            Edda = await Agent("Edda"),
            Enno = await Agent("Enno"),
        };
        await desk.Get<Macros>().Write(desk.Cast.Ada.ToActor(), "greeting", "Dear {customer}", "Beste {customer}");
        await scene.Clear(scene.Cleo, 300);
        await scene.Clear(scene.Edda, 0);
        scene.Ending = await scene.Clear(scene.Enno, 300);
        var ada = desk.Cast.Ada;
        await desk.Get<SetPreferences>().Run(ada.Id, "en", "Europe/London", mailNotices: true);
        var words = new IncidentWords(IncidentState.Investigating, "We look.", "We kijken.");
        await desk.Get<RunIncident>().Open(ada.ToActor(), "Slow", "Traag", "2", [], words);
        return scene;
    }

    public async Task Fill()
    {
        var (rik, pia) = (desk.Cast.Rik, desk.Cast.Pia);
        await Keep("ijsvogel", rik, await Logged(rik, "ijsvogel", ownDesk: false));
        await Worked(All[^1].Number, "ijsvogel");
        var (later, merged) = await MarkedLater("nachtegaal", "karekiet");
        await Keep("nachtegaal", rik, later);
        await Keep("wielewaal", rik, await Mailed("wielewaal"));
        await Keep("roerdomp", rik, await Chatted("roerdomp"));
        await Keep("boomvalk", pia, await Logged(pia, "boomvalk", ownDesk: true));
        var held = await desk.Mail(MailOf("kwartel", "nobody@nowhere.example"));
        held.State.ShouldBe(CustodyState.Held);
        All.Add(new("kwartel", 999998, Guid.Empty, [held.Custody, await OfGuest("kwartel")]));
        await Keep("zwaluw", rik, await Told("zwaluw"));
        await Keep("purperreiger", desk.Cast.Nora, await HandedOver("purperreiger"));
        await Keep("karekiet", desk.Cast.Roos, merged);
        foreach (var one in All.Where(x => x != Held))
            await ShouldBeMarked(one.Number);
        await Clear(Carl, 300);
    }

    /// <summary>The night goes by: Edda's clearance runs out, and somebody ends Enno's.</summary>
    public async Task Night()
    {
        desk.Clock.Advance(Duration.FromHours(20));
        (await desk.Get<GrantClearance>().End(desk.Cast.Max.ToActor(), Ending)).IsDone.ShouldBeTrue();
    }

    /// <summary>Until all of it is sealed; then none of its words may lie on the disk or in the database as written.</summary>
    public async Task ShouldLieSealed()
    {
        await Eventually.Is(
            async () =>
            {
                // What cannot be settled at once is looked at again a minute later.
                desk.Clock.Advance(Duration.FromMinutes(1));
                await using var db = desk.Read();
                return !await db.Jobs.AnyAsync(x => x.Kind == SealJobs.Kind);
            },
            "all is sealed"
        );
        string[] words = [.. All.Select(x => x.Canary)];
        (await PlainAtRest.Found(desk.Folder, desk.Get<DeskOptions>().Database, words)).ShouldBeEmpty();
    }

    public async Task<Actor> Actor(Person person)
    {
        await using var db = desk.Read();
        return await desk.Get<Clearances>().ActorOf(db, person);
    }

    private async Task<Guid> Clear(Person person, int days)
    {
        var today = desk.Clock.GetCurrentInstant().InUtc().Date;
        var draft = new ClearanceDraft(person.Id, "sc", "Cabinet Office", today, today.PlusDays(days));
        var id = (await desk.Get<GrantClearance>().Propose(desk.Cast.Max.ToActor(), draft)).Value;
        (await desk.Get<GrantClearance>().Grant(desk.Cast.Olive.ToActor(), id)).IsDone.ShouldBeTrue();
        return id;
    }

    /// <summary>Of each file other bytes: what comes twice stays for a while, lest somebody names it yet.</summary>
    private static IncomingFile File(string word, string bytes = "inside") =>
        new($"{word}.txt", "text/plain", Encoding.UTF8.GetBytes($"{word} {bytes}"));

    private static string MailOf(string word, string from, string to = "support@isms.online", string at = "inside") =>
        $"""
            From: {from}
            To: {to}
            Subject: [{Stated}] {word} subject
            Message-ID: <{Guid.NewGuid():n}@test.example>
            X-Note: {word} header
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            {word} text
            --b
            Content-Type: text/plain; name="{word}.txt"
            Content-Disposition: attachment; filename="{word}.txt"

            {word} {at}
            --b--
            """;

    private async Task<long> Logged(Person by, string word, bool ownDesk, string? mark = Mark)
    {
        var now = desk.Clock.GetCurrentInstant();
        var (subject, text) = ($"{word} subject", $"{word} text");
        var form = new ArrivedForm(by.ToActor(), Guid.NewGuid(), null, subject, text, "1", [File(word)], now)
        {
            OwnDesk = ownDesk,
            Mark = mark,
        };
        return (await desk.Get<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
    }

    /// <summary>What the desk does with a ticket: has it, answers, notes, links it, and the customer writes on.</summary>
    private async Task Worked(long number, string word)
    {
        var cleo = await Actor(Cleo);
        (await desk.Get<Assign>().Run(cleo, number, Cleo.Id)).IsDone.ShouldBeTrue();
        Macro greeting;
        await using (var db = desk.Read())
            greeting = await db.Macros.SingleAsync();
        var answer = $"{Macros.Fill(greeting, "nl", new($"{word} Rik", "Cleo", number))}, {word} answer";
        (await desk.Get<Reply>().Run(cleo, number, answer, files: [File(word, "sent")])).IsDone.ShouldBeTrue();
        (await desk.Get<AddNote>().Run(cleo, number, $"{word} note")).IsDone.ShouldBeTrue();
        (await desk.Get<LinkTicket>().Run(cleo, number, 1)).IsDone.ShouldBeTrue();
        await desk.Write(desk.Cast.Rik, number, $"{word} more");
    }

    /// <summary>One that an agent without clearance had, and a colleague of the reporter took part in, until it was marked.</summary>
    private async Task<(long Later, long Merged)> MarkedLater(string word, string other)
    {
        var (ada, rik, roos) = (desk.Cast.Ada, desk.Cast.Rik, desk.Cast.Roos);
        var number = await Logged(rik, word, ownDesk: false, mark: null);
        var same = await Logged(roos, other, ownDesk: false, mark: null);
        (await desk.Get<MergeInto>().Run(ada.ToActor(), same, number)).IsDone.ShouldBeTrue();
        (await desk.Get<Assign>().Run(ada.ToActor(), number, ada.Id)).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada.ToActor(), number, $"{word} answer")).IsDone.ShouldBeTrue();
        (await desk.Get<AddNote>().Run(ada.ToActor(), number, $"{word} note")).IsDone.ShouldBeTrue();
        await desk.Write(rik, number, $"{word} more");
        (await desk.Get<LinkTicket>().Run(ada.ToActor(), number, 1)).IsDone.ShouldBeTrue();
        (await desk.Get<MarkIssue>().Run(rik.ToActor(), number, Mark)).IsDone.ShouldBeTrue();
        return (number, same);
    }

    private async Task<long> Chatted(string word)
    {
        await desk.Get<Desk.Chats.ChatPresence>().Take(Cleo.Id, true);
        using var page = host.Page();
        await page.Session("rik@northwind.example");
        var (_, ticket) = await page.Say($"{Stated} {word} line");
        var file = ($"{word}.txt", Encoding.UTF8.GetBytes($"{word} inside"));
        (await page.TrySay($"{word} second line", null, file)).IsSuccessStatusCode.ShouldBeTrue();
        (await desk.Get<Reply>().Run(await Actor(Cleo), ticket, $"{word} answer")).IsDone.ShouldBeTrue();
        return ticket;
    }

    /// <summary>A mail, and one that its signed address puts on the same ticket.</summary>
    private async Task<long> Mailed(string word)
    {
        var from = desk.Cast.Rik.Email;
        var number = (await desk.Mail(MailOf(word, from))).Ticket!.Value;
        var address = ThreadToken.Address("support@isms.online", ThreadToken.Sign(number, desk.Get<DeskKeys>().Thread));
        (await desk.Mail(MailOf(word, from, address, "again"))).Ticket.ShouldBe(number);
        return number;
    }

    /// <summary>A message that a guest of a host wrote; it is held with the name that the guest gave.</summary>
    private async Task<Guid> OfGuest(string word)
    {
        using var page = host.Page();
        var said = new
        {
            host = HostApp.Name,
            client = Guid.NewGuid(),
            name = $"{word} guest",
            email = "guest@home.example",
            text = $"{Stated} {word} message",
            language = "nl",
        };
        (await page.Post("/chat/messages", said)).IsSuccessStatusCode.ShouldBeTrue();
        await using var db = desk.Read();
        return await db.Custodies.Where(x => x.Sender == said.email).Select(x => x.Id).SingleAsync();
    }

    private async Task<long> Told(string word)
    {
        var issue = new ToldIssue(
            Guid.NewGuid(),
            desk.Cast.Rik.Id,
            Channel.Telephone,
            null,
            $"{Stated} {word} subject",
            $"{word} text",
            "1",
            desk.Clock.GetCurrentInstant(),
            $"{word} summary"
        );
        return (await desk.Get<LogForPerson>().Run(await Actor(Cleo), issue)).Value;
    }

    private async Task<long> HandedOver(string word)
    {
        var form = new HandOverForm
        {
            Subject = $"{word} subject",
            Steps = $"{word} steps",
            Files = [File(word)],
        };
        return (await desk.Get<HandOverIssue>().Run(desk.Cast.Nora.ToActor(), Own.Number, form)).Value;
    }

    private async Task Keep(string word, Person reporter, long number)
    {
        await using var db = desk.Read();
        var ticket = await db.Tickets.Where(x => x.Number == number).Select(x => x.Id).SingleAsync();
        var files = await db
            .Attachments.Where(x => x.TicketId == ticket)
            .OrderBy(x => x.EntryNumber)
            .Select(x => x.Id)
            .ToListAsync();
        var raw = await db.Custodies.Where(x => x.TicketId == ticket).Select(x => x.Id).ToListAsync();
        // One of a kind is enough: each is asked for on every route by everybody.
        All.Add(new(word, number, reporter.Id, [.. files.Take(1), .. raw.Take(1)]));
    }

    private async Task ShouldBeMarked(long number)
    {
        await using var db = desk.Read();
        (await db.Tickets.SingleAsync(x => x.Number == number)).Mark.ShouldBe(Mark, $"ticket {number}");
    }
}
