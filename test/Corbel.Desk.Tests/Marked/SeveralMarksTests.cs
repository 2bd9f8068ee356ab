using Corbel.Core.Tickets;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tests.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Marked;

/// <summary>Marks are data of the policy: two in order, each opened by other clearances, with a list and without one.</summary>
public sealed class SeveralMarksTests
{
    private const string Sensitive = MarkedDesk.Mark;
    private const string Secret = "secret";
    private const string List = "need-to-know: true";

    /// <summary>A second mark above the first, which the higher clearance alone opens.</summary>
    private static readonly string Two = Versions.Shipped(
        "      opened-by: [sc, dv]\n",
        "      opened-by: [sc, dv]\n    secret:\n      name: SECRET\n      colour: \"#5b0f0f\"\n      opened-by: [dv]\n"
    );

    /// <summary>Sue has the lower clearance, Dev the higher one.</summary>
    private static async Task<(TestDesk Desk, Person Sue, Person Dev)> Open(TestDatabase database, bool list)
    {
        var desk = await TestDesk.Open(database);
        Two.ShouldContain(List);
        await desk.Post(list ? Two : Two.Replace(List, "need-to-know: false", StringComparison.Ordinal));
        desk.Clock.Advance(Duration.FromMinutes(1));
        var (sue, dev) = (await desk.Agent("Sue"), await desk.Agent("Dev"));
        await desk.Clear(sue);
        await desk.Clear(dev, "dv");
        return (desk, sue, dev);
    }

    [Theory, OnEveryDatabase]
    public async Task The_highest_within_a_ticket_is_its_own_and_shuts_out_the_lower_clearance(TestDatabase database)
    {
        var (desk, sue, dev) = await Open(database, list: true);
        await using var _ = desk;
        var (rik, nora) = (desk.Cast.Rik, desk.Cast.Nora.ToActor());
        var number = await desk.Issue(rik);
        (await desk.Form(rik, "", "canarymore", ticket: number)).IsDone.ShouldBeTrue();
        (await desk.Marked(rik, number)).IsDone.ShouldBeTrue();
        (await desk.Sees(sue, number), await desk.Sees(dev, number)).ShouldBe((true, true));

        // One message of it bears the higher one.
        (await desk.Marked(rik, number, new(Entry: 1), Secret)).IsDone.ShouldBeTrue();

        (await desk.Ticket(number)).Mark.ShouldBe(Secret);
        (await desk.Sees(sue, number), await desk.Sees(dev, number)).ShouldBe((false, true));
        (await desk.Marked(rik, number, new(Entry: 1), Sensitive)).Refused!.Code.ShouldBe("not-higher");
        (await desk.Marked(sue, number, default, Secret)).Refused!.Code.ShouldBe("no-such-ticket");
        var name = desk.Get<NameForMarked>();
        (await name.Run(await desk.ActorOf(dev), number, sue.Id, true)).IsDone.ShouldBeFalse(
            "she is not cleared for it"
        );
        await desk.RunJobs();
        (await desk.InPlain("canarymore")).ShouldBeEmpty();
        (await desk.Read(sue, number)).ShouldBeNull();
        (await desk.Read(dev, number))!.Entries.Select(x => x.Words?.Text).ShouldContain("canarymore");

        // Lowered to the other one, she may be put on the list again; taken off, it is open to all.
        var lower = desk.Get<LowerMark>();
        (await lower.Run(nora, number, Sensitive, new(Entry: 1), "Not that secret")).IsDone.ShouldBeTrue();
        (await desk.Ticket(number)).Mark.ShouldBe(Sensitive);
        (await name.Run(await desk.ActorOf(dev), number, sue.Id, true)).IsDone.ShouldBeTrue();
        (await desk.Sees(sue, number), await desk.Sees(desk.Cast.Max, number)).ShouldBe((true, false));
        (await desk.Read(sue, number))!.Entries.Select(x => x.Words?.Text).ShouldContain("canarymore");
        foreach (var place in (MarkPlace[])[new(Entry: 1), default])
            (await lower.Run(nora, number, null, place, "It is public")).IsDone.ShouldBeTrue();
        (await desk.Sees(desk.Cast.Max, number)).ShouldBeTrue();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Without_a_list_the_clearance_alone_opens_it_and_lowering_opens_it_again(TestDatabase database)
    {
        var (desk, sue, dev) = await Open(database, list: false);
        await using var _ = desk;
        var number = await desk.Issue(desk.Cast.Rik);
        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();
        // Somebody who is cleared later is on no list and needs none.
        var late = await desk.Agent("Late");
        await desk.Clear(late);
        async Task<(bool, bool, bool, bool)> Seen() =>
            (
                await desk.Sees(sue, number),
                await desk.Sees(dev, number),
                await desk.Sees(late, number),
                await desk.Sees(desk.Cast.Max, number)
            );
        (await Seen()).ShouldBe((true, true, true, false));

        (await desk.Marked(desk.Cast.Rik, number, default, Secret)).IsDone.ShouldBeTrue();
        (await Seen()).ShouldBe((false, true, false, false));

        var nora = desk.Cast.Nora.ToActor();
        (await desk.Get<LowerMark>().Run(nora, number, Sensitive, default, "Lower")).IsDone.ShouldBeTrue();
        (await Seen()).ShouldBe((true, true, true, false));
        await desk.RunJobs();
        (await desk.Read(sue, number))!.Entries.Select(x => x.Entry.What).ShouldNotContain(x => x is NeedToKnow);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Where_raising_leaves_nobody_on_the_list_the_cleared_come_onto_it_again(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await desk.Post(Two);
        desk.Clock.Advance(Duration.FromMinutes(1));
        var sue = await desk.Agent("Sue");
        await desk.Clear(sue);
        var look = desk.Get<IEnumerable<Corbel.Desk.Jobs.JobKind>>().Where(x => x.Kind == UnservedMarked.Kind);
        await new Corbel.Desk.Jobs.StandingJobs(desk.Get<Corbel.Desk.Data.GroupWriter>(), look, desk.Clock).Plan(
            default
        );
        var number = await desk.Issue(desk.Cast.Rik);
        (await desk.Marked(desk.Cast.Rik, number)).IsDone.ShouldBeTrue();
        (await desk.Marked(desk.Cast.Rik, number, default, Secret)).IsDone.ShouldBeTrue();
        (await desk.Sees(sue, number)).ShouldBeFalse();
        var nora = desk.Cast.Nora.ToActor();
        (await desk.Get<LowerMark>().Run(nora, number, Sensitive, default, "Lower")).IsDone.ShouldBeTrue();

        desk.Clock.Advance(Duration.FromMinutes(6));
        await desk.RunJobs();

        (await desk.Sees(sue, number)).ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Both_are_stated_in_words_and_the_higher_one_counts(TestDatabase database)
    {
        var (desk, sue, dev) = await Open(database, list: true);
        await using var _ = desk;
        (string Subject, string Text, string? Mark)[] cases =
        [
            ("[SECRET] one", "x", Secret),
            ("Secret: two", "x", Secret),
            ("Three", "[SECRET]\nx", Secret),
            ("[OFFICIAL-SENSITIVE] four", "x", Sensitive),
            ("Official sensitive five", "x", Sensitive),
            ("[OFFICIAL-SENSITIVE] [SECRET] six", "x", Secret),
            ("[OFFICIAL-SENSITIVE] seven", "SECRET\nx", Secret),
            // A word that only begins like a mark is none.
            ("Secretary cannot sign in", "x", null),
            ("[Secretariat] export", "Secretaries wait", null),
        ];
        foreach (var (subject, text, mark) in cases)
        {
            var number = (await desk.Mail(Mails.From(desk.Cast.Rik.Email, subject, text))).Ticket!.Value;
            (await desk.Ticket(number)).Mark.ShouldBe(mark, subject);
            (await desk.Sees(sue, number), await desk.Sees(dev, number)).ShouldBe((mark != Secret, true), subject);
        }
        // A later message raises the whole ticket.
        var low = await desk.Issue(desk.Cast.Rik, "[OFFICIAL-SENSITIVE] low");
        (await desk.Form(desk.Cast.Rik, "", "[SECRET] more", ticket: low)).IsDone.ShouldBeTrue();
        (await desk.Ticket(low)).Mark.ShouldBe(Secret);
    }

    [Theory, OnEveryDatabase]
    public async Task What_a_stranger_writes_on_a_marked_thread_is_held_under_the_higher_of_the_two(
        TestDatabase database
    )
    {
        var (desk, sue, dev) = await Open(database, list: true);
        await using var _ = desk;
        await desk.Mail(Mails.From(desk.Cast.Rik.Email, "[OFFICIAL-SENSITIVE] One", "x"));
        var taken = (await desk.Outbox()).Single(x => x.Mail.Kind == MailKind.Acknowledgement).Message;
        var to = taken.ReplyTo.Mailboxes.Single().Address;
        var higher = await desk.Mail(Mails.From("x@nowhere.example", "[SECRET] Re", "y", $"To: {to}"));
        var lower = await desk.Mail(Mails.From("x@nowhere.example", "Re", "y", $"To: {to}"));
        (higher.State, lower.State).ShouldBe((CustodyState.Held, CustodyState.Held));

        async Task<List<Guid>> Held(Person by)
        {
            await using var db = desk.Read();
            var actor = await desk.ActorOf(by);
            return await Corbel
                .Desk.Tickets.Visibility.VisibleTo(db.Custodies, db, actor)
                .Where(x => x.State == CustodyState.Held)
                .Select(x => x.Id)
                .ToListAsync();
        }
        (await Held(desk.Cast.Max)).ShouldBeEmpty();
        (await Held(sue)).ShouldBe([lower.Custody]);
        (await Held(dev)).ShouldBe([higher.Custody, lower.Custody], ignoreOrder: true);
    }
}
