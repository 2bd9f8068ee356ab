using System.Net.Http.Headers;
using Corbel.Core.Access;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Web.Tests.Widget;
using static Corbel.Web.Tests.Access.RouteWalk;

namespace Corbel.Web.Tests.Access;

/// <summary>
/// Walks every route of the application, found from its own endpoints, as every kind of person whom a mark keeps out. Nobody
/// finds a word of a marked ticket, and what they get is what they would get for one that does not exist: body, status and
/// headers. A new route is in the walk by itself.
/// </summary>
public sealed class MarkedCanaryTests
{
    /// <summary>Addresses that say more than their pattern: views, drill-downs, what a form is filled with.</summary>
    private static readonly string[] Deeper =
    [
        "console/mine",
        "console/unassigned",
        "console/awaiting",
        "console/waiting",
        "console/resolved",
        "console/figures?of=Issues&quarter=2026-Q3",
        "console/figures?of=Clocks&kind=FirstResponse&quarter=2026-Q3",
        "console/figures?of=HandedOver&quarter=2026-Q3",
        "console/figures?of=WithoutSeverity",
        "console/new?person={reporter}&ticket={number}",
        "console/open?q={word}",
        "issues?q={word}",
        "status/incidents/1",
        "console/incidents/1",
    ];

    /// <summary>
    /// The totals of the contract count every ticket, as sums a customer and quarter; the status page is made anew by itself; the
    /// register of clearances shows those that are granted meanwhile.
    /// </summary>
    private static bool MovesAnyhow(string pattern) =>
        pattern.Split('/').Any(x => x is "policy" or "status" or "clearances");

    private sealed record Kind(string Who, HttpClient Client, Func<Hidden, bool> KeptFrom);

    [Theory, OnEveryDatabase]
    public async Task Nobody_whom_a_mark_keeps_out_finds_a_marked_ticket_on_any_route(TestDatabase database)
    {
        // What left before the mark lies at the other side.
        var away = Directory.CreateTempSubdirectory("corbel-other-side-").FullName;
        await using var desk = await WebDesk.Open(database, x => x.Mail.Outgoing = away);
        using var host = await HostApp.Open(desk);
        var scene = await MarkedScene.Set(desk, host);
        var cast = desk.Cast;
        var patterns = Patterns(desk);
        var lists = patterns.Where(x => !x.Contains('{', StringComparison.Ordinal) && !MovesAnyhow(x)).ToList();
        lists.AddRange(Deeper.Where(x => !x.Contains('{') && !MovesAnyhow(x)));
        Person[] before = [cast.Ada, cast.Max, cast.Olive, cast.Sam];
        var seenBefore = new Dictionary<(string, string), Answer>();
        foreach (var person in before)
        {
            using var client = await desk.SignedIn(person);
            foreach (var address in lists)
                seenBefore[(person.Name, address)] = await Get(client, address);
        }

        await scene.Fill();

        // A list, a count, a badge: nothing of any page moves.
        foreach (var person in before)
        {
            using var client = await desk.SignedIn(person);
            foreach (var address in lists)
                Same(await Get(client, address), seenBefore[(person.Name, address)], person.Name, address, "a list");
        }
        await scene.Night();
        foreach (var kind in await KeptOut(desk, host, scene))
        {
            var missing = new Dictionary<string, Answer>();
            async Task<Answer> Gone(string address) =>
                missing.TryGetValue(address, out var known)
                    ? known
                    : missing[address] = await Get(kind.Client, address);
            foreach (var pattern in patterns.Where(x => !x.Contains('{', StringComparison.Ordinal)))
                Silent(await Gone(pattern), kind, pattern, scene.All.Where(kind.KeptFrom));
            foreach (var hidden in scene.All.Where(kind.KeptFrom))
            foreach (var (address, other) in patterns.Where(x => x.Contains('{')).SelectMany(x => Addresses(x, hidden)))
            {
                var seen = await Get(kind.Client, address);
                Silent(seen, kind, address, [hidden]);
                Same(seen, await Gone(other), kind.Who, address, hidden.Canary);
            }
            foreach (var hidden in scene.All.Where(kind.KeptFrom))
            foreach (var deep in Deeper.Where(x => x.Contains('{') || hidden == scene.Form))
            {
                string Fill(string number, string word) =>
                    deep.Replace("{number}", number, StringComparison.Ordinal)
                        .Replace("{word}", word, StringComparison.Ordinal)
                        .Replace("{reporter}", $"{cast.Rik.Id}", StringComparison.Ordinal);
                var seen = await Get(kind.Client, Fill($"{hidden.Number}", hidden.Canary));
                var gone = await Gone(Fill(Missing, "xyzzy"));
                Same(Without(seen, hidden.Canary), Without(gone, "xyzzy"), kind.Who, deep, hidden.Canary);
            }
            kind.Client.Dispose();
        }
        await scene.ShouldLieSealed();
        Directory.Delete(away, recursive: true);
    }

    [Theory, OnEveryDatabase]
    public async Task Whom_a_mark_lets_in_finds_every_word(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        using var host = await HostApp.Open(desk);
        var scene = await MarkedScene.Set(desk, host);
        await scene.Fill();
        await scene.Night();
        var (rik, nora) = (desk.Cast.Rik, desk.Cast.Nora);
        using var cleo = await desk.SignedIn(scene.Cleo);
        using var reporter = await desk.SignedIn(rik);
        using var administrator = await desk.SignedIn(nora);
        foreach (var hidden in scene.All.Where(x => x != scene.Own && x != scene.Held && x != scene.Merged))
        {
            await Finds(cleo, "console/open", hidden.Canary);
            await Finds(administrator, "issues", hidden.Canary);
            if (hidden.Reporter == rik.Id)
                await Finds(reporter, "issues", hidden.Canary);
        }
        foreach (var hidden in (Hidden[])[scene.Form, scene.Later, scene.Merged])
            await Finds(cleo, $"files/{hidden.Ids[0]}", $"{hidden.Canary} inside");
        await Finds(administrator, "console/open", scene.Own.Canary);
        await Finds(cleo, $"console/held/{scene.Held.Ids[0]}", scene.Held.Canary);
        var named = await desk.Get<NameForMarked>().Run(rik.ToActor(), scene.Later.Number, desk.Cast.Roos.Id, true);
        named.IsDone.ShouldBeTrue();
        using var roos = await desk.SignedIn(desk.Cast.Roos);
        await Finds(roos, "issues", scene.Later.Canary);
        var listed = await desk.Get<NameForMarked>()
            .Run(await scene.Actor(scene.Cleo), scene.Form.Number, scene.Carl.Id, true);
        listed.IsDone.ShouldBeTrue();
        using var carl = await desk.SignedIn(scene.Carl);
        await Finds(carl, "console/open", scene.Form.Canary);
    }

    private static async Task Finds(HttpClient client, string address, string word)
    {
        var found = await Get(client, address);
        ((int)found.Status).ShouldBe(200, $"{address}: {found.Body}");
        found.Body.ShouldContain(word);
    }

    private static async Task<IReadOnlyList<Kind>> KeptOut(WebDesk desk, HostApp host, MarkedScene scene)
    {
        var cast = desk.Cast;
        async Task<Kind> Of(string who, Person person, Func<Hidden, bool>? from = null) =>
            new($"{who} ({person.Name})", await desk.SignedIn(person), from ?? (_ => true));
        var intake = desk.Stranger();
        intake.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            "intake-token-of-the-tests"
        );
        using var page = host.Page();
        await page.Session("roos@northwind.example");
        var visitor = desk.Stranger();
        visitor.DefaultRequestHeaders.Add("Origin", HostApp.Origin);
        visitor.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Chat", page.Pass);
        return
        [
            new("nobody", desk.Stranger(), _ => true),
            new("the intake of mail", intake, _ => true),
            new("another person's chat", visitor, _ => true),
            await Of("an agent without clearance", cast.Ada),
            await Of("a manager without clearance", cast.Max),
            await Of("the owner without clearance", cast.Olive),
            // What is held has no list yet.
            await Of("cleared and not on the list", scene.Carl, x => x != scene.Held),
            await Of("listed, and the clearance ran out", scene.Edda),
            await Of("listed, and the clearance was ended", scene.Enno),
            await Of("another customer's administrator", cast.Sam),
            await Of("a colleague whom nobody named", cast.Roos, x => x.Reporter != cast.Roos.Id),
            await Of("an agent of the customer's own desk", cast.Dirk),
            await Of("a partner user", cast.Pia, x => x.Reporter != cast.Pia.Id),
        ];
    }

    /// <summary>Without the word that was asked for, which an answer may repeat.</summary>
    private static Answer Without(Answer answer, string word) =>
        answer with
        {
            Body = answer.Body.Replace(word, "", StringComparison.OrdinalIgnoreCase),
            Headers = answer.Headers.Replace(word, "", StringComparison.OrdinalIgnoreCase),
        };

    private static void Silent(Answer seen, Kind kind, string address, IEnumerable<Hidden> hidden)
    {
        foreach (var one in hidden)
        {
            seen.Body.ShouldNotContain(one.Canary, Case.Insensitive, $"{kind.Who} reads it on /{address}");
            seen.Headers.ShouldNotContain(one.Canary, Case.Insensitive, $"{kind.Who} reads it on /{address}");
        }
    }

    private static void Same(Answer seen, Answer gone, string who, string address, string what)
    {
        seen.Status.ShouldBe(gone.Status, $"{who} learns from the status of /{address} of {what}");
        Equal(Plain(seen.Headers), Plain(gone.Headers), $"{who} learns from the headers of /{address} of {what}");
        Equal(Plain(seen.Body), Plain(gone.Body), $"{who} learns from /{address} of {what}");
    }

    /// <summary>Pages are long: where they differ is what says something.</summary>
    private static void Equal(string seen, string gone, string message)
    {
        if (seen == gone)
            return;
        var at = seen.Zip(gone).TakeWhile(x => x.First == x.Second).Count();
        string Around(string text) => text[Math.Max(0, at - 100)..Math.Min(text.Length, at + 300)];
        Assert.Fail($"{message}. Seen: …{Around(seen)}… Of what does not exist: …{Around(gone)}…");
    }
}
