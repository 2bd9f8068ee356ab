using System.Net;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Web.Api;
using Corbel.Web.Tests.Console;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Corbel.Web.Tests.Access.RouteWalk;

namespace Corbel.Web.Tests.Access;

/// <summary>
/// Walks every route of the application, found from its own endpoints, as every kind of person, with the address of a
/// stranger's ticket, file and raw message in it. Nobody may find a trace of it, and what they get must be what they would
/// get for a ticket that does not exist.
/// </summary>
public sealed class EveryRouteTests
{
    private const string Canary = "kanarie";

    [Theory, OnEveryDatabase]
    public async Task Nobody_finds_a_strangers_ticket_on_any_route(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var routes = desk.Get<IEnumerable<EndpointDataSource>>().SelectMany(x => x.Endpoints).OfType<RouteEndpoint>();
        var patterns = routes.Select(RouteTable.Pattern).Distinct().ToList();
        patterns.Count.ShouldBeGreaterThan(10);
        var (cast, stranger) = (desk.Cast, GetOnce(desk.Stranger()));
        var people = new Dictionary<Person, Func<string, Task<Answer>>>();
        foreach (var person in cast.Everybody)
            people[person] = GetOnce(await desk.SignedIn(person));
        // What each kind of ticket is to be hidden from: on the provider's desk, on a customer's own, and handed over.
        (string What, Hidden Hidden, Person[] From)[] kinds =
        [
            ("a partner's ticket on its customer's desk", await HideOnOwnDesk(desk), [cast.Ada, cast.Max, cast.Olive]),
            ("one that was handed over", await HideHandedOver(desk), []),
            ("an administrator's with the provider", await Hide(desk), [cast.Dirk]),
        ];
        foreach (var (what, hidden, from) in kinds)
        foreach (
            var (who, get) in from.Concat([cast.Sam, cast.Rik, cast.Pia])
                .Where(x => x.Id != hidden.Reporter)
                .Select(x => (x.Name, people[x]))
                .Prepend(("nobody", stranger))
        )
        foreach (var pattern in patterns.Where(x => x != "live"))
        foreach (var (address, missing) in Addresses(pattern, hidden))
        {
            var seen = await get(address);
            seen.Body.ShouldNotContain(hidden.Canary, Case.Insensitive, $"{who} reads {what} on /{address}");
            var gone = await get(missing);
            seen.Status.ShouldBe(gone.Status, $"{who} learns from the status of /{address} of {what}");
            Plain(seen.Body).ShouldBe(Plain(gone.Body), $"{who} learns from /{address} of {what}");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Another_customers_variation_never_shows(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var yaml = Agreed
            .Yaml.Replace("NW-2026-1", Canary, StringComparison.Ordinal)
            .Replace("Faster answers", $"{Canary} title", StringComparison.Ordinal);
        var variation = await desk.Agree(yaml, $"{Canary}.pdf");
        var number = await Log(desk, desk.Cast.Nora, "An issue", "Text");
        var hidden = new Hidden(Canary, number, desk.Cast.Nora.Id, [variation, desk.Cast.Northwind.Id]);
        var routes = desk.Get<IEnumerable<EndpointDataSource>>().SelectMany(x => x.Endpoints).OfType<RouteEndpoint>();
        var patterns = routes.Select(RouteTable.Pattern).Distinct().Append("policy?customer={id:guid}").ToList();
        foreach (
            var (who, get) in new (string, Func<string, Task<Answer>>)[]
            {
                ("nobody", GetOnce(desk.Stranger())),
                ("another customer's administrator", GetOnce(await desk.SignedIn(desk.Cast.Sam))),
                ("a partner user", GetOnce(await desk.SignedIn(desk.Cast.Pia))),
            }
        )
        foreach (var (address, missing) in patterns.Where(x => x != "live").SelectMany(x => Addresses(x, hidden)))
        {
            var (seen, gone) = (await get(address), await get(missing));
            seen.Body.ShouldNotContain(Canary, Case.Insensitive, $"{who} reads it on /{address}");
            seen.Status.ShouldBe(gone.Status, $"{who} learns from the status of /{address} that something is there");
            Plain(seen.Body).ShouldBe(Plain(gone.Body), $"{who} learns from /{address} that something is there");
        }
        var own = await desk.SignedIn(desk.Cast.Rik);
        (await Get(own, "policy")).Body.ShouldContain(Canary);
        (await Get(own, $"policy/variations/{variation}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_writes_on_a_strangers_ticket(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var cast = desk.Cast;
        (Hidden Hidden, Person[] From)[] kinds =
        [
            (await Hide(desk), [cast.Sam, cast.Rik, cast.Pia, cast.Dirk]),
            (await HideOnOwnDesk(desk), [cast.Ada, cast.Sam, cast.Rik]),
            (await HideHandedOver(desk), [cast.Sam, cast.Rik, cast.Pia]),
        ];
        var before = await Entries(desk);
        foreach (var (hidden, from) in kinds)
        foreach (var person in from)
        {
            var client = await desk.SignedIn(person);
            var token = await WebDesk.FormToken(client, "/account");
            token.ShouldNotBeEmpty();
            foreach (
                var handler in (string[])
                    [
                        "",
                        "?handler=Reply",
                        "?handler=Answer",
                        "?handler=Assign",
                        "?handler=Problem",
                        "?handler=Reopen",
                        "?handler=Severity",
                        "?handler=Resolve",
                        "?handler=Agree",
                        "?handler=Decide",
                        "?handler=EndWait",
                        "?handler=Merge",
                        "?handler=Split",
                        "?handler=Accept",
                        "?handler=Object",
                        "?handler=Fix",
                        "?handler=Incident",
                        "?handler=HandOver",
                        "?handler=SendBack",
                    ]
            )
            {
                foreach (var page in (string[])[$"/issues/{hidden.Number}", $"/console/tickets/{hidden.Number}"])
                {
                    using var form = new FormUrlEncodedContent(
                        new Dictionary<string, string>
                        {
                            ["__RequestVerificationToken"] = token,
                            ["text"] = "mine now",
                            ["severity"] = "1",
                            ["outcome"] = "Solved",
                            ["why"] = "so",
                            ["handOver.subject"] = "mine",
                            ["handOver.steps"] = "now",
                        }
                    );
                    using var response = await client.PostAsync(page + handler, form);
                    ((int)response.StatusCode).ShouldBeOneOf(400, 404, 405);
                }
            }
        }
        (await Entries(desk)).ShouldBe(before);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_finds_what_another_customer_accepted_or_objected_to_on_any_route(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        var cast = desk.Cast;
        var lodged = await desk.Get<LodgeObjection>().Run(cast.Nora.ToActor(), 1, $"{Canary} objection");
        await desk.Get<AnswerObjection>().Run(cast.Max.ToActor(), lodged.Value!.Id, $"{Canary} answer");
        var use = new UsageEvent(Canary, "Northwind", null, Canary, desk.Clock.GetCurrentInstant());
        var told = await desk.Get<RecordUsage>().Run(new UsageSource(AcceptedBy.ProductUse, Canary), [use]);
        told[0].Outcome.ShouldBe(UsageOutcome.Accepted);
        var routes = desk.Get<IEnumerable<EndpointDataSource>>().SelectMany(x => x.Endpoints).OfType<RouteEndpoint>();
        var hidden = new Hidden(Canary, 1001, cast.Nora.Id, [lodged.Value.Id]);
        var addresses = routes
            .Select(RouteTable.Pattern)
            .Distinct()
            .Where(x => x != "live")
            .SelectMany(x => Addresses(x, hidden))
            .Select(x => x.Hidden)
            .ToList();
        (string Who, HttpClient Client, bool Sees)[] people =
        [
            ("nobody", desk.Stranger(), false),
            ("another customer's administrator", await desk.SignedIn(cast.Sam), false),
            ("a partner user", await desk.SignedIn(cast.Pia), false),
            ("its own administrator", await desk.SignedIn(cast.Nora), true),
            ("an agent", await desk.SignedIn(cast.Ada), true),
        ];
        foreach (var (who, client, sees) in people)
        {
            var found = new List<string>();
            foreach (var address in addresses)
                if ((await Get(client, address)).Body.Contains(Canary, StringComparison.OrdinalIgnoreCase))
                    found.Add(address);
            found.Any().ShouldBe(sees, $"{who} reads it on {string.Join(", ", found)}");
        }
    }

    [Fact]
    public async Task Nobody_but_managers_posts_a_policy_or_answers_an_objection_and_nobody_unsigned_tells_of_use()
    {
        await using var desk = await WebDesk.Open();
        var cast = desk.Cast;
        var lodged = await desk.Get<LodgeObjection>().Run(cast.Nora.ToActor(), 1, "No.");
        foreach (var person in (Person[])[cast.Ada, cast.Nora, cast.Rik, cast.Dirk, cast.Sam, cast.Pia])
        {
            using var client = await desk.SignedIn(person);
            foreach (
                var action in (string[])
                    [
                        "/console/policy/new?handler=Check",
                        "/console/policy/new?handler=Publish",
                        $"/console/policy/objections/{lodged.Value!.Id}",
                    ]
            )
            {
                var response = await WebDesk.Post(client, "/account", [new("Text", "x"), new("Answer", "x")], action);
                response.StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{person.Name} on {action}");
            }
            using var unsigned = await client.PostAsync(
                new Uri("/usage", UriKind.Relative),
                new StringContent("""{"events":[]}""")
            );
            unsigned.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task The_live_stream_tells_a_stranger_nothing()
    {
        await using var desk = await WebDesk.Open();
        await Hide(desk);
        var mine = await Log(desk, desk.Cast.Sam, "Mine", "Text");
        using var client = await desk.SignedIn(desk.Cast.Sam);
        using var stream = new StreamReader(await client.GetStreamAsync("/live"));
        (await stream.ReadLineAsync()).ShouldBe("event: hello");
        var hidden = await Log(desk, desk.Cast.Nora, $"{Canary} two", "Text");
        await desk.Get<AddNote>().Run(desk.Cast.Ada.ToActor(), mine, "a change that Sam may hear of");

        var heard = new List<string>();
        while (heard.Count(x => x.StartsWith("event:", StringComparison.Ordinal)) < 2)
            heard.Add((await stream.ReadLineAsync())!);

        heard.ShouldContain($"data: {mine}");
        heard.ShouldNotContain($"data: {hidden}");
    }

    /// <summary>A ticket of Northwind's administrator with unique words in every field, a file, and a held mail.</summary>
    private static async Task<Hidden> Hide(WebDesk desk)
    {
        var file = new IncomingFile(
            $"{Canary}.txt",
            "text/plain",
            System.Text.Encoding.UTF8.GetBytes($"{Canary} inside")
        );
        var number = await Log(desk, desk.Cast.Nora, $"{Canary} subject", $"{Canary} text", file);
        var ada = desk.Cast.Ada.ToActor();
        (await desk.Get<Reply>().Run(ada, number, $"{Canary} answer")).IsDone.ShouldBeTrue();
        (await desk.Get<AddNote>().Run(ada, number, $"{Canary} note")).IsDone.ShouldBeTrue();
        var held = await desk.Get<ReceiveMessage>()
            .Mail(
                new ArrivedMail(
                    "hidden",
                    System.Text.Encoding.UTF8.GetBytes($"From: x@nowhere.example\r\nSubject: {Canary}\r\n\r\n{Canary}"),
                    desk.Clock.GetCurrentInstant(),
                    ReceivedBasis.Custody
                )
            );
        var record = await Report(desk, file);
        await using var db = desk.Read();
        var attachment = await db.Attachments.SingleAsync(x => x.Name == $"{Canary}.txt");
        var custodies = await db
            .Custodies.Where(x => x.TicketId == attachment.TicketId)
            .Select(x => x.Id)
            .ToListAsync();
        return new Hidden(Canary, number, desk.Cast.Nora.Id, [attachment.Id, .. custodies, held.Custody, record]);
    }

    /// <summary>A ticket of Northwind's partner on Northwind's own desk, with everything that can stand on one.</summary>
    private static async Task<Hidden> HideOnOwnDesk(WebDesk desk)
    {
        const string word = "wielewaal";
        var file = new IncomingFile($"{word}.txt", "text/plain", System.Text.Encoding.UTF8.GetBytes($"{word} inside"));
        var number = await Log(desk, desk.Cast.Pia, $"{word} subject", $"{word} text", file);
        (await desk.Get<Reply>().Run(desk.Cast.Dirk.ToActor(), number, $"{word} answer")).IsDone.ShouldBeTrue();
        (await desk.Get<AddNote>().Run(desk.Cast.Dirk.ToActor(), number, $"{word} note")).IsDone.ShouldBeTrue();
        return await With(desk, word, number, desk.Cast.Pia);
    }

    /// <summary>A ticket on the provider's desk that Northwind's own desk handed over, told of in words of its own.</summary>
    private static async Task<Hidden> HideHandedOver(WebDesk desk)
    {
        const string word = "roerdomp";
        var own = await Log(desk, desk.Cast.Pia, "Broken", "It broke.");
        var file = new IncomingFile($"{word}.txt", "text/plain", System.Text.Encoding.UTF8.GetBytes($"{word} inside"));
        var form = new HandOverForm
        {
            Subject = $"{word} subject",
            Steps = $"{word} steps",
            Files = [file],
        };
        var number = (await desk.Get<HandOverIssue>().Run(desk.Cast.Nora.ToActor(), own, form)).Value;
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), number, $"{word} answer")).IsDone.ShouldBeTrue();
        return await With(desk, word, number, desk.Cast.Nora);
    }

    private static async Task<Hidden> With(WebDesk desk, string word, long number, Person reporter)
    {
        await using var db = desk.Read();
        var ticket = await db.Tickets.Where(x => x.Number == number).Select(x => x.Id).SingleAsync();
        var files = await db.Attachments.Where(x => x.TicketId == ticket).Select(x => x.Id).ToListAsync();
        var raw = await db.Custodies.Where(x => x.TicketId == ticket).Select(x => x.Id).ToListAsync();
        return new Hidden(word, number, reporter.Id, [.. files, .. raw]);
    }

    /// <summary>A report on all of Northwind: its administrator alone opens the document.</summary>
    private static async Task<Guid> Report(WebDesk desk, IncomingFile file)
    {
        var quarter = new Interval(WebDesk.At("2026-04-01T00:00:00Z"), WebDesk.At("2026-07-01T00:00:00Z"));
        var figures = new Dictionary<string, string>();
        Guid[] customers = [desk.Cast.Northwind.Id];
        var draft = new RecordDraft("8.reports", customers, quarter, "Second quarter", "", figures, file);
        return (await desk.Get<RecordClause>().Run(desk.Cast.Max.ToActor(), draft)).Value![0];
    }

    private static async Task<long> Log(
        WebDesk desk,
        Person by,
        string subject,
        string text,
        params IncomingFile[] files
    )
    {
        var now = desk.Clock.GetCurrentInstant();
        var form = new ArrivedForm(by.ToActor(), Guid.NewGuid(), null, subject, text, "2", files, now);
        return (await desk.Get<ReceiveMessage>().Form(form)).Value!.Ticket!.Value;
    }

    private static async Task<int> Entries(WebDesk desk)
    {
        await using var db = desk.Read();
        return await db.Journal.CountAsync();
    }
}
