using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Tiers;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>The moment of marking (clause 11), by every way that a mark comes.</summary>
public sealed class MarkedMomentTests
{
    [Theory, OnEveryDatabase]
    public async Task A_mark_comes_by_every_channel_and_whoever_sends_it(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await desk.Clear(cast.Ada);
        var mail = Mails.From("rik@northwind.example", "[OFFICIAL-SENSITIVE] Subject", "Text");
        var line = Mails.From("rik@northwind.example", "Subject", "OFFICIAL-SENSITIVE COMMERCIAL\nText");
        var now = desk.Clock.GetCurrentInstant();
        var form = new ArrivedForm(cast.Rik.ToActor(), Guid.NewGuid(), null, "Subject", "Text", "2", [], now)
        {
            Mark = MarkedDesk.Mark,
        };
        // A partner user may not mark by the policy; what they say is marked all the same.
        var partner = Mails.From("pia@partner.example", "[official-sensitive] Subject", "Text");
        var ada = await desk.ActorOf(cast.Ada);
        var told = new ToldIssue(
            Guid.NewGuid(),
            cast.Rik.Id,
            Channel.Telephone,
            null,
            "[OFFICIAL-SENSITIVE]",
            "Text",
            "2",
            null,
            null
        );
        long[] numbers =
        [
            (await desk.Mail(mail)).Ticket!.Value,
            (await desk.Mail(line)).Ticket!.Value,
            (await desk.Get<ReceiveMessage>().Form(form)).Value!.Ticket!.Value,
            (await desk.Mail(partner)).Ticket!.Value,
            (await desk.Get<LogForPerson>().Run(ada, told)).Value,
        ];
        foreach (var number in numbers)
            (await desk.Ticket(number)).Mark.ShouldBe(MarkedDesk.Mark);
        // Later: by a message on a ticket that had none, and by staff who write down that the customer said so.
        var plain = await desk.Issue(cast.Rik);
        (await desk.Form(cast.Rik, "", "OFFICIAL-SENSITIVE\nMore", ticket: plain)).IsDone.ShouldBeTrue();
        (await desk.Ticket(plain)).Mark.ShouldBe(MarkedDesk.Mark);
        var other = await desk.Issue(cast.Rik);
        (await desk.Marked(cast.Max, other)).IsDone.ShouldBeTrue();
        (await desk.Sees(cast.Max, other)).ShouldBeFalse();
        (await desk.Sees(cast.Ada, other)).ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task The_uncleared_agent_is_taken_off_the_cleared_stay_and_the_customer_is_told_twice(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var (cast, cleo) = (desk.Cast, await desk.Agent("Cleo"));
        var number = await desk.Issue(cast.Rik);
        (await desk.Get<Assign>().Run(cast.Ada.ToActor(), number, cast.Ada.Id)).IsDone.ShouldBeTrue();
        await desk.Clear(cleo);
        var due = (await desk.Ticket(number)).DueAt;
        desk.Clock.Advance(Duration.FromMinutes(30));

        (await desk.Marked(cast.Rik, number)).IsDone.ShouldBeTrue();

        var row = await desk.Ticket(number);
        (row.AssigneeId, row.DueAt, row.Mark, row.NeedsList).ShouldBe((null, due, MarkedDesk.Mark, true));
        (await desk.Sees(cleo, number), await desk.Sees(cast.Ada, number)).ShouldBe((true, false));
        (await desk.Get<Reply>().Run(cast.Ada.ToActor(), number, "Too late")).Refused!.Code.ShouldBe("no-such-ticket");
        (await desk.Get<Assign>().Run(await desk.ActorOf(cleo), number, cast.Ada.Id)).IsDone.ShouldBeFalse();
        (await desk.Get<Assign>().Run(await desk.ActorOf(cleo), number, cleo.Id)).IsDone.ShouldBeTrue();
        var news = await Told(desk, number);
        news.ShouldBe([MarkNews.MayPass, MarkNews.HasPassed]);
        (await desk.Outbox()).Count(x => x.Mail.Kind == MailKind.MarkNotice).ShouldBe(2);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task On_the_customers_side_the_author_the_administrators_and_whom_they_name(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        var number = await desk.Issue(cast.Rik);
        var same = await desk.Issue(cast.Roos, "The same");
        (await desk.Get<MergeInto>().Run(cast.Ada.ToActor(), same, number)).IsDone.ShouldBeTrue();
        (await desk.Sees(cast.Roos, number)).ShouldBeTrue("Roos takes part");

        (await desk.Marked(cast.Nora, number)).IsDone.ShouldBeTrue();

        (await desk.Sees(cast.Roos, number)).ShouldBeFalse();
        (await desk.Ticket(same)).Mark.ShouldBe(MarkedDesk.Mark, "what goes on there is the same issue");
        (await desk.Sees(cast.Ada, same)).ShouldBeFalse();
        (await desk.Sees(cast.Roos, same)).ShouldBeTrue("she logged it");
        (await desk.Sees(cast.Rik, number), await desk.Sees(cast.Nora, number)).ShouldBe((true, true));
        var roos = desk.Cast.Roos.ToActor();
        (await desk.Get<NameForMarked>().Run(roos, number, cast.Roos.Id, true)).IsDone.ShouldBeFalse();
        (await desk.Get<NameForMarked>().Run(cast.Rik.ToActor(), number, cast.Roos.Id, true)).IsDone.ShouldBeTrue();
        (await desk.Sees(cast.Roos, number)).ShouldBeTrue();
        (await desk.Get<NameForMarked>().Run(cast.Nora.ToActor(), number, cast.Roos.Id, false)).IsDone.ShouldBeTrue();
        (await desk.Sees(cast.Roos, number)).ShouldBeFalse();
        (await desk.Get<LowerMark>().Run(cast.Rik.ToActor(), number, null, default, "Why")).IsDone.ShouldBeFalse();
        (await desk.Get<LowerMark>().Run(cast.Nora.ToActor(), number, null, default, " ")).IsDone.ShouldBeFalse();
        (
            await desk.Get<LowerMark>().Run(cast.Nora.ToActor(), number, null, default, "A mistake")
        ).IsDone.ShouldBeTrue();
        (await desk.Sees(cast.Ada, number), await desk.Sees(cast.Roos, number)).ShouldBe((true, true));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task One_message_or_file_marks_the_ticket_and_what_comes_of_it_inherits(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await desk.Clear(cast.Ada);
        var number = await desk.Issue(cast.Rik);
        var file = new IncomingFile("a.txt", "text/plain", "inside"u8.ToArray());
        (await desk.Form(cast.Rik, "", "Another thing", ticket: number, files: file)).IsDone.ShouldBeTrue();
        var view = (await desk.View(number, cast.Rik))!;
        var said = view.Entries.Last(x => x.Entry.What is CustomerMessage);
        (await desk.Marked(cast.Rik, number, new(File: said.Files.Single().Id))).IsDone.ShouldBeTrue();
        (await desk.Marked(cast.Rik, number, new(Entry: said.Entry.Number))).IsDone.ShouldBeTrue();
        (await desk.Marked(cast.Rik, number, new(Entry: 99))).Refused!.Code.ShouldBe("no-such-place");
        (await desk.Ticket(number)).Mark.ShouldBe(MarkedDesk.Mark);

        var choice = new SplitChoice(said.Entry.Number, "Another");
        var split = await desk.Get<SplitOff>().Run(await desk.ActorOf(cast.Ada), number, choice);

        split.IsDone.ShouldBeTrue();
        (await desk.Ticket(split.Value)).Mark.ShouldBe(MarkedDesk.Mark);
        // Both places must be lowered before the ticket bears nothing.
        var nora = cast.Nora.ToActor();
        var lower = desk.Get<LowerMark>();
        (await lower.Run(nora, number, null, new(File: said.Files.Single().Id), "Why")).IsDone.ShouldBeTrue();
        (await desk.Ticket(number)).Mark.ShouldBe(MarkedDesk.Mark);
        (await lower.Run(nora, number, null, new(Entry: said.Entry.Number), "Why")).IsDone.ShouldBeTrue();
        (await desk.Ticket(number)).Mark.ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task On_a_customers_own_desk_the_administrators_keep_it_and_a_hand_over_inherits(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await desk.Clear(cast.Ada);
        var own = await desk.PartnersIssue();
        (await desk.Get<Assign>().Run(cast.Dirk.ToActor(), own, cast.Dirk.Id)).IsDone.ShouldBeTrue();

        (await desk.Marked(cast.Nora, own)).IsDone.ShouldBeTrue();

        (await desk.Ticket(own)).AssigneeId.ShouldBeNull();
        (await desk.Sees(cast.Dirk, own), await desk.Sees(cast.Pia, own)).ShouldBe((false, true));
        var provider = (await desk.HandOver(cast.Nora, own)).Value;
        (await desk.Ticket(provider)).Mark.ShouldBe(MarkedDesk.Mark);
        (await desk.Sees(cast.Ada, provider), await desk.Sees(cast.Max, provider)).ShouldBe((true, false));
        (await desk.Sees(cast.Ada, own), await desk.Sees(cast.Dirk, provider)).ShouldBe((false, false));
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_handed_over_bears_a_mark_on_both_desks_on_whichever_it_is_marked(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var cast = desk.Cast;
        await desk.Clear(cast.Ada);
        var (first, second) = (await desk.PartnersIssue(), await desk.PartnersIssue());
        var (above, below) = (
            (await desk.HandOver(cast.Nora, first)).Value,
            (await desk.HandOver(cast.Nora, second)).Value
        );

        (await desk.Marked(cast.Nora, first)).IsDone.ShouldBeTrue();
        (await desk.Marked(cast.Nora, below)).IsDone.ShouldBeTrue();

        foreach (var number in (long[])[first, above, second, below])
            (await desk.Ticket(number)).Mark.ShouldBe(MarkedDesk.Mark, $"{number}");
        (await desk.Sees(cast.Ada, above), await desk.Sees(cast.Max, above)).ShouldBe((true, false));
        (await desk.Sees(cast.Dirk, second), await desk.Sees(cast.Nora, second)).ShouldBe((false, true));
        while (await desk.Get<JobRunner>().RunDue(default) > 0) { }
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Where_nobody_is_cleared_the_managers_get_count_severity_and_due_time_and_nothing_else(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var number = await desk.Issue(desk.Cast.Rik, "kanarie subject", "kanarie text");
        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();
        var standing = new StandingJobs(desk.Get<GroupWriter>(), desk.Get<IEnumerable<JobKind>>(), desk.Clock);
        await standing.Plan(CancellationToken.None);
        await desk.Get<JobRunner>().RunDue(CancellationToken.None);

        var warned = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.Warning);
        warned.Mail.Recipient.ShouldBe(desk.Cast.Max.Email);
        var text = warned.Message.Subject + warned.Message.TextBody;
        text.ShouldContain("1");
        text.ShouldContain("severity 2, due");
        text.ShouldNotContain("kanarie");
        text.ShouldNotContain($"{number}");
        text.ShouldNotContain("Northwind");
    }

    [Theory, OnEveryDatabase]
    public async Task A_link_that_claims_a_severity_says_and_does_nothing_once_the_issue_is_marked(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        var number = (await desk.Form(desk.Cast.Rik, "Subject", "Text")).Value!.Ticket!.Value;
        var token = ClaimToken.Sign(number, "1", desk.Get<DeskKeys>().Claim);
        var claim = desk.Get<ClaimSeverity>();
        await using var db = desk.Read();
        (await claim.Look(db, token)).IsDone.ShouldBeTrue();

        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();

        var nothing = (await claim.Look(db, "nothing")).Refused!;
        (await claim.Look(db, token)).Refused.ShouldBe(nothing);
        (await claim.Run(token)).Refused.ShouldBe(nothing);
        (await desk.Ticket(number)).Severity.ShouldBeNull();
    }

    private static async Task<List<MarkNews>> Told(TestDesk desk, long number)
    {
        await using var db = desk.Read();
        var rows = await db
            .Journal.Where(x => db.Tickets.Any(t => t.Id == x.TicketId && t.Number == number))
            .OrderBy(x => x.Number)
            .ToListAsync();
        return
        [
            .. rows.Select(x => Core.Tickets.Journal.Read(x.Bytes).Entry.What).OfType<MarkNotice>().Select(x => x.News),
        ];
    }
}
