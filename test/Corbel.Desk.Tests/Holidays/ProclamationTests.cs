using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Holidays;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tests.Intake;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Holidays;

/// <summary>A late proclamation, as that of Monday 19 September 2022, while issues are open.</summary>
public sealed class ProclamationTests
{
    private static readonly LocalDate Monday = new(2026, 7, 20);

    [Theory, OnEveryDatabase]
    public async Task One_clock_moves_one_has_run_out_and_one_was_answered(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ranOut = (await desk.Form(desk.Cast.Sam, "Typo", "On a page.", "3")).Value!.Ticket!.Value;
        desk.Clock.Reset(TestDesk.At("2026-07-17T16:30:00Z"));
        var moves = (await desk.Form(desk.Cast.Nora, "Typo", "On a page.", "3")).Value!.Ticket!.Value;
        var answered = (await desk.Form(desk.Cast.Sam, "Typo", "On a page.", "3")).Value!.Ticket!.Value;
        (await desk.Get<Reply>().Run(desk.Cast.Ada.ToActor(), answered, "On it.")).IsDone.ShouldBeTrue();
        await desk.Settle();
        var before = (await desk.Ticket(ranOut), await desk.Ticket(answered));
        (await desk.Ticket(moves)).DueAt.ShouldBe(TestDesk.At("2026-07-20T15:30:00Z"));

        desk.Clock.Reset(TestDesk.At("2026-07-17T20:00:00Z"));
        var stored = await desk.Store(Feeds.With(Monday, "Day of mourning"));
        await desk.Settle();

        stored.Changes.ShouldBe([new(Feeds.Shipped.Name, Feeds.England, Monday, null, "Day of mourning")]);
        (await desk.Ticket(moves)).DueAt.ShouldBe(TestDesk.At("2026-07-21T15:30:00Z"));
        (await desk.Ticket(ranOut)).LastEntry.ShouldBe(before.Item1.LastEntry);
        (await desk.Ticket(ranOut)).Verdict.ShouldBe(Verdict.Late);
        (await desk.Ticket(answered)).LastEntry.ShouldBe(before.Item2.LastEntry);
        (await desk.Ticket(answered)).Verdict.ShouldBe(Verdict.Kept);
        var view = await desk.View(moves);
        var entry = view.Entries[^1].Entry;
        (entry.What, entry.By).ShouldBe((new HolidayChange(stored.Set.Sha256), Doer.Desk));
        var lines = ExplanationText.Lines(Explaining.Of(view.Current)!, Language.En, DateTimeZone.Utc).ToList();
        lines.ShouldContain(x => x.Contains("Day of mourning"));
        lines.ShouldContain(x => x.Contains("the holiday lists changed; due") && x.Contains("21 Jul"));
        ExplanationText
            .Lines(Explaining.Of(view.Current)!, Language.Nl, DateTimeZone.Utc)
            .ShouldContain(x => x.Contains("de feestdagen zijn gewijzigd"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Managers_are_told_once_what_changed_and_how_many_issues_moved(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        desk.Clock.Reset(TestDesk.At("2026-07-17T16:30:00Z"));
        await desk.Form(desk.Cast.Sam, "Slow", "For some.", "2");
        await desk.Form(desk.Cast.Nora, "Typo", "On a page.", "3");
        await desk.Store(Feeds.With(Monday, "Day of mourning"));
        await desk.Settle();

        var mail = (await desk.Outbox()).Where(x => x.Mail.Kind == MailKind.Holidays).ShouldHaveSingleItem();
        mail.Mail.Recipient.ShouldBe(desk.Cast.Max.Email);
        mail.Message.Subject.ShouldBe(
            "Mon 20 Jul 2026 (Day of mourning) added to england-and-wales; 2 open issues have a later due time"
        );
        await desk.Settle();
        (await desk.Outbox()).Count(x => x.Mail.Kind == MailKind.Holidays).ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task What_comes_after_it_is_counted_by_the_new_lists_and_nothing_more_is_written(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var stored = await desk.Store(Feeds.With(Monday, "Day of mourning"));
        desk.Clock.Reset(TestDesk.At("2026-07-17T16:30:00Z"));

        var number = (await desk.Form(desk.Cast.Sam, "Slow", "For some.", "2")).Value!.Ticket!.Value;
        await desk.Settle();

        var ticket = await desk.Ticket(number);
        (ticket.DueAt, ticket.Holidays).ShouldBe((TestDesk.At("2026-07-21T11:30:00Z"), stored.Set.Sha256));
        (await desk.View(number)).Entries.ShouldNotContain(x => x.Entry.What is HolidayChange);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_holiday_that_concerns_no_clock_yet_counts_for_the_one_that_begins_later(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var ada = desk.Cast.Ada.ToActor();
        var number = (await desk.Form(desk.Cast.Sam, "Typo", "On a page.", "3")).Value!.Ticket!.Value;
        (await desk.Get<Reply>().Run(ada, number, "Gone now.", resolve: true)).IsDone.ShouldBeTrue();
        var stored = await desk.Store(Feeds.With(Monday, "Day of mourning"));
        await desk.Settle();
        (await desk.View(number)).Entries.ShouldNotContain(x => x.Entry.What is HolidayChange);

        desk.Clock.Reset(TestDesk.At("2026-07-17T16:30:00Z"));
        (await desk.Get<Reopen>().Run(ada, number, "It is back.")).IsDone.ShouldBeTrue();

        (await desk.View(number)).Entries.ShouldContain(x => x.Entry.What == new HolidayChange(stored.Set.Sha256));
        (await desk.Ticket(number)).DueAt.ShouldBe(TestDesk.At("2026-07-21T15:30:00Z"));
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_message_held_meanwhile_is_counted_from_its_receipt_and_the_proclamation(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        desk.Clock.Reset(TestDesk.At("2026-07-17T16:30:00Z"));
        var held = await desk.Mail(Mails.From("nobody@nowhere.example", "severity 2: slow", "For some."));
        desk.Clock.Reset(TestDesk.At("2026-07-17T20:00:00Z"));
        var stored = await desk.Store(Feeds.With(Monday, "Day of mourning"));
        await desk.Settle();
        desk.Clock.Reset(TestDesk.At("2026-07-20T12:00:00Z"));

        var placed = await desk.Get<Corbel.Desk.Intake.PlaceHeld>()
            .AsIssue(desk.Cast.Ada.ToActor(), held.Custody, desk.Cast.Sam.Id);

        var ticket = await desk.Ticket(placed.Value);
        (ticket.DueAt, ticket.Verdict).ShouldBe((TestDesk.At("2026-07-21T11:30:00Z"), Verdict.Running));
        var change = (await desk.View(placed.Value)).Entries.Single(x => x.Entry.What is HolidayChange).Entry;
        change.HappenedAt.ShouldBe(stored.Set.TakenAt);
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_desk_that_dies_between_batches_goes_on_where_it_was(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        desk.Clock.Reset(TestDesk.At("2026-07-17T16:30:00Z"));
        var numbers = new List<long>();
        for (var i = 0; i < 205; i++)
            numbers.Add((await desk.Form(desk.Cast.Sam, $"Slow {i}", "For some.", "2")).Value!.Ticket!.Value);
        await desk.Store(Feeds.With(Monday, "Day of mourning"));
        (await desk.RunDue()).ShouldBe(1);
        await using (var db = desk.Read())
            (await db.Tickets.CountAsync(x => x.DueAt == TestDesk.At("2026-07-21T11:30:00Z"))).ShouldBe(200);

        // The next batch begins, moves a ticket, and its desk dies with the claim.
        var job = await Dies(desk);
        desk.Clock.Advance(Duration.FromMinutes(4));
        (await desk.RunDue()).ShouldBe(0, "the claim of the dead desk still holds");
        desk.Clock.Advance(Duration.FromMinutes(2));
        await using var other = desk.AnotherNode();
        await other.Settle();

        await using var read = desk.Read();
        (await read.Tickets.CountAsync(x => x.DueAt == TestDesk.At("2026-07-21T11:30:00Z"))).ShouldBe(205);
        foreach (var number in numbers.TakeLast(5))
            (await desk.View(number)).Entries.Count(x => x.Entry.What is HolidayChange).ShouldBe(1);
        (await desk.Outbox())
            .Single(x => x.Mail.Kind == MailKind.Holidays)
            .Message.Subject.ShouldEndWith("205 open issues have a later due time");
        (await read.Jobs.AnyAsync(x => x.Id == job)).ShouldBeFalse();
        (await desk.Check()).ShouldBeEmpty();
    }

    /// <summary>What a desk leaves behind that claimed the job, moved one ticket, and got no further.</summary>
    private static async Task<Guid> Dies(TestDesk desk)
    {
        await using var db = desk.Read();
        var planned = await db.Jobs.SingleAsync(x => x.Kind == HolidayEffect.Kind);
        (await desk.Get<Corbel.Desk.Jobs.JobLease>().Take(planned.Id, CancellationToken.None)).ShouldNotBeNull();
        var next = await db.Tickets.Where(x => x.DueAt == TestDesk.At("2026-07-20T11:30:00Z")).MinAsync(x => x.Number);
        // Any write on the ticket brings the new lists with it.
        (await desk.Get<AddNote>().Run(desk.Cast.Ada.ToActor(), next, "Looked at.")).IsDone.ShouldBeTrue();
        return planned.Id;
    }
}
