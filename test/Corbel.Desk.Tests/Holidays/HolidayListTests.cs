using System.Collections.Immutable;
using Corbel.Core.Policy;
using Corbel.Desk.Chats;
using Corbel.Desk.Holidays;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.Policies;
using Corbel.Desk.Tests.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tests.Holidays;

/// <summary>The lists of the desk: their versions, and what fetches and warns.</summary>
public sealed class HolidayListTests
{
    [Theory, OnEveryDatabase]
    public async Task The_first_version_is_the_bundled_file_and_an_unchanged_list_makes_no_other(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var first = (await desk.Sets()).ShouldHaveSingleItem();
        HolidayLists
            .Of(first)[HolidayFile.ShippedName]
            .Divisions[Feeds.England]
            .ShouldBe(Feeds.Shipped.Divisions[Feeds.England]);

        (await desk.Store(Feeds.Shipped)).Changes.ShouldBeEmpty();

        (await desk.Sets()).Count.ShouldBe(1);
        await using var db = desk.Read();
        (await db.Jobs.CountAsync()).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task A_feed_that_drops_old_years_changes_nothing(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        var recent = HolidayFile.Of(
            Feeds.Shipped.Name,
            Feeds.Shipped.Divisions.ToImmutableSortedDictionary(
                x => x.Key,
                x => x.Value.RemoveRange(x.Value.Keys.Where(d => d.Year < 2024))
            )
        );

        (await desk.Store(recent)).Changes.ShouldBeEmpty();

        (await desk.Sets()).Count.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task A_date_withdrawn_within_the_horizon_is_gone_and_two_nodes_store_one_after_the_other(
        TestDatabase database
    )
    {
        await using var desk = await TestDesk.Open(database);
        await using var other = desk.AnotherNode();
        var gone = Feeds.Changed(x => x.Remove(new LocalDate(2026, 8, 31)));
        var nl = HolidayFile.Of(
            "nl",
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<LocalDate, string>>.Empty.Add(
                "netherlands",
                ImmutableSortedDictionary<LocalDate, string>.Empty.Add(new(2027, 4, 27), "Koningsdag")
            )
        );

        await Task.WhenAll(desk.Store(gone), other.Store(nl));

        var sets = await desk.Sets();
        sets.Select(x => x.Number).ShouldBe([1, 2, 3]);
        var lists = HolidayLists.Of(sets[2]);
        lists.Keys.ShouldBe(["nl", "uk-bank-holidays"]);
        lists["uk-bank-holidays"].Divisions[Feeds.England].ContainsKey(new(2026, 8, 31)).ShouldBeFalse();
        (await desk.Check()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task A_source_of_the_settings_is_fetched_on_its_schedule(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(
            database,
            x =>
                x.Holidays.Add(
                    new HolidaySource
                    {
                        Name = "nl",
                        File = "nl.ics",
                        Format = "icalendar",
                        Division = "netherlands",
                        Every = 6,
                    }
                )
        );
        var file = Path.Combine(desk.Folder, "nl.ics");
        await File.WriteAllTextAsync(file, ICalendarTests.File(("20270427", "Koningsdag", "")));
        await Plan(desk);
        await desk.Settle();
        (await desk.Sets()).Count.ShouldBe(2);

        await File.WriteAllTextAsync(file, "nonsense");
        desk.Clock.Advance(Duration.FromHours(6));
        await desk.Settle();
        await using (var db = desk.Read())
            (await db.Jobs.SingleAsync(x => x.Kind == FetchHolidays.Kind)).LastError!.ShouldContain("nl");
        await File.WriteAllTextAsync(
            file,
            ICalendarTests.File(("20270427", "Koningsdag", ""), ("20280427", "Koningsdag", ""))
        );
        desk.Clock.Advance(Duration.FromHours(2));
        await desk.Settle();

        (await desk.Sets()).Count.ShouldBe(3);
        await using var read = desk.Read();
        var job = await read.Jobs.SingleAsync(x => x.Kind == FetchHolidays.Kind);
        job.LastError.ShouldBeNull();
        (job.DueAt - desk.Clock.GetCurrentInstant()).ShouldBeGreaterThan(Duration.FromHours(5));
    }

    [Theory, OnEveryDatabase]
    public async Task Jobs_of_sources_that_are_no_longer_named_go_away(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(
            database,
            x => x.Holidays.Add(new HolidaySource { Name = "nl", File = "nl.json" })
        );
        await Plan(desk);
        desk.Get<DeskOptions>().Holidays.Clear();
        await using var restarted = desk.AnotherNode();
        await Plan(restarted);

        await using var db = desk.Read();
        var standing = restarted.Get<IEnumerable<JobKind>>().SelectMany(x => x.Standing ?? []).ToList();
        standing.ShouldContain(HolidaysEnd.Kind);
        (await db.Jobs.Select(x => x.Key).ToListAsync()).ShouldBe(standing, ignoreOrder: true);
    }

    [Theory, OnEveryDatabase]
    public async Task Managers_are_warned_a_year_ahead_once_a_list_and_year(TestDatabase database)
    {
        await using var desk = await TestDesk.Open(database);
        await Plan(desk);
        await desk.Settle();
        Warned(await desk.Outbox()).ShouldBeEmpty();

        desk.Clock.Reset(TestDesk.At("2028-01-02T09:00:00Z"));
        await desk.Settle();
        desk.Clock.Advance(Duration.FromDays(1));
        await desk.Settle();

        var mail = Warned(await desk.Outbox()).ShouldHaveSingleItem();
        mail.Message.Subject.ShouldBe("The holidays of uk-bank-holidays are not known after 2028");
        mail.Mail.Recipient.ShouldBe(desk.Cast.Max.Email);
    }

    private static List<(OutgoingMail Mail, MimeKit.MimeMessage Message)> Warned(
        List<(OutgoingMail Mail, MimeKit.MimeMessage Message)> all
    ) => all.FindAll(x => x.Mail.Kind == MailKind.Holidays);

    private static Task Plan(TestDesk desk) =>
        new StandingJobs(desk.Get<Corbel.Desk.Data.GroupWriter>(), desk.Get<IEnumerable<JobKind>>(), desk.Clock).Plan(
            CancellationToken.None
        );
}
