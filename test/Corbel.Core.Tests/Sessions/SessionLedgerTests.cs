using Corbel.Core.Sessions;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Sessions;

/// <summary>The ledger of sessions (clause 5): what it gives, and that it never gives more than was bought.</summary>
public sealed class SessionLedgerTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 7, 1, 0, 0);

    /// <summary>What somebody asks of the ledger: which of a few sessions, what, and for when.</summary>
    private sealed record Wish(int Session, int What, int Day, bool ByCustomer);

    private static readonly Gen<SessionGrant> Grants = Gen.Select(
            Gen.Int[1, 4],
            Gen.Int[0, 1],
            Gen.Int[0, 3],
            Gen.Int[-5, 20],
            Gen.Int[1, 30],
            Gen.Int[0, 2]
        )
        .Select(
            (id, kind, count, from, days, notice) =>
                new SessionGrant(IdOf(id), KindOf(kind), count, Day(from), Day(from + days), Duration.FromDays(notice))
        );

    private static readonly Gen<Wish> Wishes = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 4], Gen.Int[-2, 30], Gen.Bool)
        .Select((session, what, day, by) => new Wish(session, what, day, by));

    private static readonly Gen<(SessionGrant[] Grants, Wish[] Wishes)> Stories = Gen.Select(
        Grants.Array[0, 5].Select(x => x.DistinctBy(y => (y.Proposal, y.Kind)).ToArray()),
        Wishes.Array[0, 40]
    );

    [Fact]
    public void No_proposal_ever_gives_more_than_it_has_and_every_one_bought_is_somewhere() =>
        Stories.Sample(
            story =>
            {
                var ledger = SessionLedger.Of(story.Grants, []);
                var now = Day(-3);
                foreach (var wish in story.Wishes)
                {
                    now += Duration.FromHours(7);
                    if (Ask(ledger, wish, now).Value is { } entry)
                        ledger = ledger.With(entry);
                    if (story.Grants.Any(x => ledger.LeftOf(x) < 0))
                        return false;
                    if (
                        ledger
                            .Figures(now)
                            .Any(x => x.Bought != x.Booked + x.Held + x.CancelledLate + x.Expired + x.Left)
                    )
                        return false;
                }
                return true;
            },
            iter: Campaign.Cases
        );

    [Fact]
    public void A_booking_draws_on_the_proposal_that_ends_first_of_those_with_one_left_and_is_refused_only_where_none_is() =>
        Stories.Sample(
            story =>
            {
                var (ledger, entries, now) = (SessionLedger.Of(story.Grants, []), new List<LedgerEntry>(), Day(-3));
                foreach (var wish in story.Wishes)
                {
                    now += Duration.FromHours(7);
                    var asked = Ask(ledger, wish, now);
                    if (wish.What == 0 && ledger.Of(IdOf(wish.Session)) is null && Day(wish.Day) > now)
                    {
                        // A second formulation: count what each proposal's sessions came to, entry by entry.
                        var open = story
                            .Grants.Where(x => x.Kind == KindOf(wish.Session % 2))
                            .Where(x => x.From <= Day(wish.Day) && Day(wish.Day) < x.Until)
                            .Where(x => x.Count > Drawn(entries, x))
                            .ToList();
                        if (asked.IsDone != (open.Count > 0))
                            return false;
                        if (asked.Value is { } booked)
                        {
                            var drawn = open.Single(x => x.Proposal == booked.Proposal);
                            if (open.Any(x => x.Until < drawn.Until))
                                return false;
                        }
                    }
                    if (asked.Value is { } entry)
                    {
                        ledger = ledger.With(entry);
                        entries.Add(entry);
                    }
                }
                return true;
            },
            iter: Campaign.Cases
        );

    [Fact]
    public void Read_again_from_its_entries_it_is_the_same() =>
        Stories.Sample(
            story =>
            {
                var (ledger, entries, now) = (SessionLedger.Of(story.Grants, []), new List<LedgerEntry>(), Day(-3));
                foreach (var wish in story.Wishes)
                {
                    now += Duration.FromHours(7);
                    if (Ask(ledger, wish, now).Value is not { } entry)
                        continue;
                    ledger = ledger.With(entry);
                    entries.Add(entry);
                }
                return SessionLedger.Of(story.Grants, entries).Figures(now).SequenceEqual(ledger.Figures(now));
            },
            iter: Campaign.Of(2_000)
        );

    [Theory]
    [InlineData(48, false)]
    [InlineData(24, false)]
    [InlineData(23, true)]
    [InlineData(1, true)]
    public void A_customer_who_cancels_within_the_notice_has_used_it_and_the_provider_never_costs_one(
        int hours,
        bool used
    )
    {
        var grant = new SessionGrant(IdOf(1), "training", 1, Day(0), Day(30), Duration.FromHours(24));
        var ledger = SessionLedger.Of([grant], []);
        ledger = ledger.With(ledger.Book(IdOf(9), "training", Day(10), Day(0)).Value!);
        var now = Day(10) - Duration.FromHours(hours);

        var mine = ledger.With(ledger.Cancel(IdOf(9), byCustomer: true, now).Value!);
        var theirs = ledger.With(ledger.Cancel(IdOf(9), byCustomer: false, now).Value!);

        mine.LeftOf(grant).ShouldBe(used ? 0 : 1);
        theirs.LeftOf(grant).ShouldBe(1);
        ledger.Move(IdOf(9), Day(12), byCustomer: true, now).IsDone.ShouldBe(!used);
        ledger.Move(IdOf(9), Day(12), byCustomer: false, now).IsDone.ShouldBeTrue();
    }

    [Fact]
    public void A_cancelling_is_corrected_only_while_what_it_freed_is_free()
    {
        var grant = new SessionGrant(IdOf(1), "training", 1, Day(0), Day(30));
        var ledger = SessionLedger.Of([grant], []);
        ledger = ledger.With(ledger.Book(IdOf(8), "training", Day(10), Day(0)).Value!);
        ledger = ledger.With(ledger.Cancel(IdOf(8), byCustomer: true, Day(1)).Value!);
        ledger.Correct(IdOf(8), Day(2)).IsDone.ShouldBeTrue();

        ledger = ledger.With(ledger.Book(IdOf(9), "training", Day(11), Day(3)).Value!);

        ledger.Correct(IdOf(8), Day(4)).Refused.ShouldBe(SessionRefusals.NoneLeft);
        ledger.Hold(IdOf(9), Day(5)).Refused.ShouldBe(SessionRefusals.NotBegun);
        ledger = ledger.With(ledger.Hold(IdOf(9), Day(11)).Value!);
        ledger.Figures(Day(12)).ShouldBe([new("training", 1, 0, 1, 1, 0, 0, 0)]);
        ledger = ledger.With(ledger.Correct(IdOf(9), Day(12)).Value!);
        ledger.Of(IdOf(9))!.IsBooked.ShouldBeTrue();
        ledger.Correct(IdOf(9), Day(12)).Refused.ShouldBe(SessionRefusals.NothingToCorrect);
    }

    [Fact]
    public void What_is_left_when_a_proposal_ends_has_expired_and_a_session_that_moves_past_it_draws_on_another()
    {
        var first = new SessionGrant(IdOf(1), "training", 2, Day(0), Day(10));
        var second = new SessionGrant(IdOf(2), "training", 1, Day(0), Day(30));
        var ledger = SessionLedger.Of([second, first], []);
        ledger = ledger.With(ledger.Book(IdOf(9), "training", Day(5), Day(0)).Value!);
        ledger.Of(IdOf(9))!.Proposal.ShouldBe(first.Proposal);

        ledger.With(ledger.Move(IdOf(9), Day(8), true, Day(1)).Value!).Of(IdOf(9))!.Proposal.ShouldBe(first.Proposal);
        ledger = ledger.With(ledger.Move(IdOf(9), Day(12), true, Day(1)).Value!);

        ledger.Of(IdOf(9))!.Proposal.ShouldBe(second.Proposal);
        ledger.Figures(Day(10)).ShouldBe([new("training", 3, 1, 0, 0, 0, 2, 0)]);
        ledger.Book(IdOf(7), "training", Day(12), Day(11)).Refused.ShouldBe(SessionRefusals.NoneLeft);
    }

    private static Outcome<LedgerEntry> Ask(SessionLedger ledger, Wish wish, Instant now) =>
        wish.What switch
        {
            0 => ledger.Book(IdOf(wish.Session), KindOf(wish.Session % 2), Day(wish.Day), now),
            1 => ledger.Move(IdOf(wish.Session), Day(wish.Day), wish.ByCustomer, now),
            2 => ledger.Cancel(IdOf(wish.Session), wish.ByCustomer, now),
            3 => ledger.Hold(IdOf(wish.Session), now),
            _ => ledger.Correct(IdOf(wish.Session), now),
        };

    /// <summary>What draws on a proposal, told by each session's own entries from the first to the last.</summary>
    private static int Drawn(List<LedgerEntry> entries, SessionGrant grant) =>
        entries
            .Where(x => x.Kind == grant.Kind)
            .GroupBy(x => x.Session)
            .Count(session =>
            {
                var own = new List<LedgerEntry>();
                foreach (var entry in session)
                    if (entry.Move == SessionMove.Corrected)
                        own.RemoveAt(own.Count - 1);
                    else
                        own.Add(entry);
                return own[^1].Move != SessionMove.Cancelled
                    && own.Last(x => x.Proposal is not null).Proposal == grant.Proposal;
            });

    private static Instant Day(int day) => Start + Duration.FromDays(day);

    private static string KindOf(int kind) => kind == 0 ? "training" : "coaching";

    private static Guid IdOf(int id) => new(id, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
