using System.Net;
using System.Text.RegularExpressions;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Tickets;
using Corbel.Tests;
using NodaTime;

namespace Corbel.Web.Tests.Portal;

/// <summary>Every clause shows evidence: figures of what is enforced, records of the rest; each for those it is about.</summary>
public sealed partial class PolicyEvidenceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_fact_and_reading_has_an_evidence_line_for_staff_with_words_in_it(bool busy)
    {
        await using var desk = await WebDesk.Open();
        if (busy)
            await Busy(desk);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        var html = await ada.GetStringAsync(new Uri("/policy", UriKind.Relative));
        await using var db = desk.Read();
        var policy = (await desk.Get<PolicyShelf>().At(db, desk.Clock.GetCurrentInstant(), default)).Policy;

        var shown = For().Matches(html).SelectMany(x => x.Groups["ids"].Value.Split(' ')).ToHashSet();

        var all = PolicyText.Facts(policy.Document).Select(x => x.Id).Concat(policy.Readings.Select(x => x.Id));
        all.Except(shown).ShouldBeEmpty("without evidence");
        foreach (var part in html.Split("data-for=").Skip(1))
            PortalDesk
                .Words(">" + part[..part.IndexOf("</div>", StringComparison.Ordinal)].Split('>', 2)[1])
                .Trim()
                .ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_has_nothing_yet_says_so_in_words()
    {
        await using var desk = await WebDesk.Open();
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        var html = await sam.GetStringAsync(new Uri("/policy", UriKind.Relative));

        foreach (
            var id in (string[])["1.share", "5.sessions", "7.telephone", "8.reports", "8.releases", "11.customer-says"]
        )
            Line(html, id).ShouldContain("Nothing recorded yet this quarter.");
        Line(html, "9.response.severity-1").ShouldContain("Nothing has fallen due yet this quarter.");
        Line(html, "readings.severity-in-dispute").ShouldContain("No dispute this quarter.");
    }

    [Theory, OnEveryDatabase]
    public async Task Marked_issues_are_counted_from_their_journals_for_everybody_as_sums(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await desk.Clear(desk.Cast.Max);
        var number = await desk.Log(desk.Cast.Sam, "A list", "2");
        await desk.Marks(desk.Cast.Sam, number);
        await desk.Marks(desk.Cast.Sam, number, new(1));
        var off = await desk.Log(desk.Cast.Sam, "Another", "2");
        await desk.Marks(desk.Cast.Sam, off);
        var lower = desk.Get<Corbel.Desk.Marked.LowerMark>();
        (await lower.Run(desk.Cast.Sam.ToActor(), off, null, default, "Public")).IsDone.ShouldBeTrue();
        await using (var db = desk.Read())
        {
            var max = await desk.Get<Corbel.Desk.Marked.Clearances>().ActorOf(db, desk.Cast.Max);
            (await desk.Get<Corbel.Desk.Tickets.Assign>().Run(max, number, max.Person)).IsDone.ShouldBeTrue();
        }
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var nora = await desk.SignedIn(desk.Cast.Nora);

        foreach (var client in new[] { ada, sam })
        {
            var html = await client.GetStringAsync(new Uri("/policy", UriKind.Relative));
            Line(html, "11.customer-says").ShouldContain("2 issues marked this quarter");
            Line(html, "11.customer-says").ShouldContain("Counted from the journals of the issues.");
            Line(html, "11.hand-over").ShouldContain("1 handed over to cleared staff this quarter");
        }
        // Another customer reads nothing of it.
        Line(await nora.GetStringAsync(new Uri("/policy", UriKind.Relative)), "11.customer-says")
            .ShouldContain("Dit kwartaal nog niets vastgelegd.");
    }

    [Theory, OnEveryDatabase]
    public async Task Each_customer_reads_what_concerns_all_and_itself_and_no_other(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await Busy(desk);
        using var nora = await desk.SignedIn(desk.Cast.Nora);
        using var rik = await desk.SignedIn(desk.Cast.Rik);
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        using var ada = await desk.SignedIn(desk.Cast.Ada);

        var (own, other) = (await nora.Words("/policy"), await sam.Words("/policy"));
        own.ShouldContain("Behandeld: risico’s in Noord");
        own.ShouldContain("99,871 %");
        other.ShouldContain("99.871 %");
        other.ShouldNotContain("Noord");
        other.ShouldNotContain("OFFICIAL-SENSITIVE, Tue 14 Jul 2026");
        own.ShouldContain("OFFICIAL-SENSITIVE, di 14 jul 2026");
        // The address chooses for staff alone.
        (await sam.Words($"/policy?customer={desk.Cast.Northwind.Id}")).ShouldBe(other);
        (await ada.Words("/policy")).ShouldContain("Covered: risico’s in Noord");
        var chosen = await ada.Words($"/policy?customer={desk.Cast.Southbank.Id}");
        chosen.ShouldContain("The evidence in the margin is that of Southbank, as of now.");
        chosen.ShouldNotContain("Noord");
        chosen.ShouldContain("1 issue this quarter");

        var report = Address().Match(await nora.GetStringAsync(new Uri("/policy", UriKind.Relative))).Value;
        (await nora.GetStringAsync(new Uri(report, UriKind.Relative))).ShouldBe("all that came");
        (await rik.GetStringAsync(new Uri("/policy", UriKind.Relative))).ShouldNotContain("/records/");
        (await rik.GetAsync(new Uri(report, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sam.GetAsync(new Uri(report, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sam.GetStringAsync(new Uri("/policy", UriKind.Relative))).ShouldNotContain("/console/");
    }

    [Fact]
    public async Task A_month_without_a_record_is_not_proven_and_the_share_is_held_to_the_thousandth()
    {
        await using var desk = await WebDesk.Open();
        desk.Clock.Reset(WebDesk.At("2026-11-10T09:00:00Z"));
        await Month(desk, "2026-09", "99.5");
        await Month(desk, "2026-10", "99.499");
        using var sam = await desk.SignedIn(desk.Cast.Sam);
        async Task<string> Share() => Line(await sam.GetStringAsync(new Uri("/policy", UriKind.Relative)), "1.share");

        (await Share()).ShouldContain("Oct 2026 99.499 % not reached Sep 2026 99.5 % reached Aug 2026 not proven");
        (await Share()).ShouldNotContain("Jul 2026", Case.Sensitive, "the policy was posted within it");
        (await Share()).ShouldContain("Expected: at least 99.5 %.");
    }

    [Theory, OnEveryDatabase]
    public async Task Behind_each_figure_stand_as_many_tickets_as_it_says(TestDatabase database)
    {
        await using var desk = await WebDesk.Open(database);
        await Busy(desk);
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        foreach (var page in (string[])["/policy", $"/policy?customer={desk.Cast.Northwind.Id}"])
        {
            var html = await ada.GetStringAsync(new Uri(page, UriKind.Relative));
            var links = Figure().Matches(html);
            links.Count.ShouldBeGreaterThan(8);
            foreach (Match link in links)
            {
                var (address, text) = (WebUtility.HtmlDecode(link.Groups["href"].Value), link.Groups["text"].Value);
                var said = text.StartsWith("One ", StringComparison.Ordinal) ? "1" : Number().Matches(text)[^1].Value;
                var behind = await ada.GetStringAsync(new Uri(address, UriKind.Relative));
                behind.Split("data-row").Length.ShouldBe(int.Parse(said, null) + 1, $"{page}: {text} at {address}");
            }
        }
    }

    [Fact]
    public async Task No_figure_of_a_made_up_address()
    {
        await using var desk = await WebDesk.Open();
        using var ada = await desk.SignedIn(desk.Cast.Ada);
        using var sam = await desk.SignedIn(desk.Cast.Sam);

        (await ada.GetAsync(new Uri("/console/figures?of=Secrets", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await ada.GetAsync(new Uri("/console/figures", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await sam.GetAsync(new Uri("/console/figures?of=Issues", UriKind.Relative))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    /// <summary>
    /// Issues kept, late, reclassified, disputed, reopened, told on the telephone, waiting and without a severity; and records
    /// of every kind.
    /// </summary>
    private static async Task Busy(WebDesk desk)
    {
        var (cast, ada) = (desk.Cast, desk.Cast.Ada.ToActor());
        await Month(desk, "2026-06", "99.871");
        await Record(
            desk,
            "5.sessions",
            cast.Northwind,
            "Sessie",
            ("kind", "training"),
            ("attended", "7"),
            ("topics", "risico’s in Noord")
        );
        await Record(desk, "8.releases", null, "Summer update", ("release", "2026.7"));
        await Record(desk, "11.customer-says", cast.Northwind, "", ("mark", "official-sensitive"));
        await Record(desk, "11.hand-over", cast.Northwind, "", ("mark", "official-sensitive"), ("clearance", "sc"));
        await Report(desk, cast.Northwind);
        var kept = await desk.Log(cast.Rik, "Eerste", "1");
        var late = await desk.Log(cast.Nora, "Tweede", "1");
        var raised = await desk.Log(cast.Nora, "Derde", "3");
        await desk.Log(cast.Sam, "Fourth");
        var disputed = await desk.Log(cast.Nora, "Vijfde", "2");
        await Call(desk, cast.Rik);
        await Call(desk, cast.Nora);
        desk.Clock.Advance(Duration.FromMinutes(38));
        await desk.Get<Reply>().Run(ada, kept, "Kort.");
        (await desk.Get<SetSeverity>().Run(ada, disputed, "3", "Eén pagina")).IsDone.ShouldBeTrue();
        (await desk.Get<ObjectToSeverity>().Run(cast.Nora.ToActor(), disputed, "Nee")).IsDone.ShouldBeTrue();
        (await desk.Get<Reply>().Run(ada, disputed, "Welke pagina?", new ReplyMarks(Asks: true))).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromMinutes(82));
        (await desk.Get<SetSeverity>().Run(ada, raised, "1", "Iedereen")).IsDone.ShouldBeTrue();
        await desk.Get<Reply>().Run(ada, late, "Laat.");
        await desk.Get<Resolve>().Run(ada, kept, ResolutionOutcome.Solved);
        (await desk.Get<Reopen>().Run(cast.Rik.ToActor(), kept, "Weer.")).IsDone.ShouldBeTrue();
        desk.Clock.Advance(Duration.FromMinutes(1));
    }

    private static async Task Call(WebDesk desk, Person who)
    {
        var now = desk.Clock.GetCurrentInstant();
        var issue = new ToldIssue(
            Guid.NewGuid(),
            who.Id,
            Channel.Telephone,
            now,
            "Gebeld",
            "Aan de lijn.",
            "3",
            now,
            "Gezegd."
        );
        (await desk.Get<LogForPerson>().Run(desk.Cast.Ada.ToActor(), issue)).IsDone.ShouldBeTrue();
    }

    private static async Task Month(WebDesk desk, string month, string percent)
    {
        var from = NodaTime.Text.YearMonthPattern.Iso.Parse(month).Value.OnDayOfMonth(1);
        var when = new Interval(
            from.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(),
            from.PlusMonths(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()
        );
        var figures = new Dictionary<string, string>
        {
            ["availability"] = percent,
            ["planned-maintenance"] = "45",
            ["excluded"] = "0",
        };
        await Write(desk, new RecordDraft("1.share", [], when, month, "", figures));
    }

    private static Task Record(
        WebDesk desk,
        string fact,
        Organisation? of,
        string title,
        params (string Name, string Value)[] figures
    )
    {
        var at = WebDesk.At("2026-07-14T10:00:00Z");
        Guid[] customers = of is null ? [] : [of.Id];
        return Write(
            desk,
            new RecordDraft(fact, customers, new(at, at), title, "", figures.ToDictionary(x => x.Name, x => x.Value))
        );
    }

    private static Task Report(WebDesk desk, Organisation of)
    {
        var quarter = new Interval(WebDesk.At("2026-04-01T00:00:00Z"), WebDesk.At("2026-07-01T00:00:00Z"));
        var file = new IncomingFile("report.txt", "text/plain", "all that came"u8.ToArray());
        return Write(
            desk,
            new RecordDraft("8.reports", [of.Id], quarter, "Q2", "", new Dictionary<string, string>(), file)
        );
    }

    private static async Task Write(WebDesk desk, RecordDraft draft)
    {
        var outcome = await desk.Get<RecordClause>().Run(desk.Cast.Max.ToActor(), draft);
        outcome.Refused.ShouldBeNull();
    }

    /// <summary>The words of the evidence of a fact.</summary>
    private static string Line(string html, string id)
    {
        var start = For().Matches(html).Single(x => x.Groups["ids"].Value.Split(' ').Contains(id)).Index;
        var end = html.IndexOf("</div>", start, StringComparison.Ordinal);
        return PortalDesk.Words("<div " + html[start..end]).Replace('\u00a0', ' ');
    }

    [GeneratedRegex("data-for=\"(?<ids>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex For();

    [GeneratedRegex("<a href=\"(?<href>/console/figures[^\"]*)\">(?<text>[^<]*)</a>", RegexOptions.None, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex("/records/[^\"]*", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
