using Corbel.Core.Telephone;
using CsCheck;
using NodaTime;

namespace Corbel.Core.Tests.Telephone;

/// <summary>Events of a call come twice, late, and in any order: its times are the same.</summary>
public sealed class CallTimesTests
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 7, 15, 9, 0);

    private static readonly Gen<CallEvent> Event = Gen.Select(
        Gen.Enum<CallEventKind>(),
        Gen.Int[0, 6],
        Gen.Int[0, 3].Select(x => x == 0 ? null : $"1{x}"),
        (kind, second, extension) =>
            new CallEvent(kind, Nine + Duration.FromSeconds(second), kind == CallEventKind.Answered ? extension : null)
    );

    [Fact]
    public void Neither_order_nor_repetition_changes_the_times() =>
        Gen.Select(Event.List[1, 6], Gen.Int[0, int.MaxValue - 1])
            .Sample(
                (events, seed) =>
                {
                    var mixed = events.Concat(events).ToArray();
                    new Random(seed).Shuffle(mixed);
                    return Fold(mixed) == Fold(events);
                },
                iter: Campaign.Of(5_000)
            );

    [Fact]
    public void A_call_never_goes_back_to_an_earlier_stage() =>
        Event
            .List[1, 8]
            .Sample(
                events =>
                {
                    var times = CallTimes.Of(events[0]);
                    foreach (var next in events.Skip(1))
                    {
                        var after = times.After(next);
                        if (after.Stage < times.Stage || after.StartedAt > times.StartedAt)
                            return false;
                        times = after;
                    }
                    return true;
                },
                iter: Campaign.Of(5_000)
            );

    [Fact]
    public void Somebody_spoke_just_when_an_answer_was_told_and_never_in_the_future() =>
        Gen.Select(Event.List[1, 6], Gen.Int[0, 20])
            .Sample(
                (events, later) =>
                {
                    var now = Nine + Duration.FromSeconds(6 + later);
                    var times = Fold(events);
                    var until = times.SpokeUntil(now);
                    return until is null == events.All(x => x.Kind != CallEventKind.Answered)
                        && (until is null || (until >= times.AnsweredAt && until <= now));
                },
                iter: Campaign.Of(5_000)
            );

    [Fact]
    public void An_answer_that_names_the_telephone_goes_before_one_that_does_not()
    {
        var times = Fold([
            new(CallEventKind.New, Nine),
            new(CallEventKind.Answered, Nine + Duration.FromSeconds(1)),
            new(CallEventKind.Answered, Nine + Duration.FromSeconds(4), "12"),
        ]);

        (times.Extension, times.AnsweredAt).ShouldBe(("12", Nine + Duration.FromSeconds(4)));
    }

    [Fact]
    public void An_end_without_an_answer_is_a_call_in_which_nobody_spoke()
    {
        var times = Fold([new(CallEventKind.HungUp, Nine), new(CallEventKind.New, Nine - Duration.FromSeconds(20))]);

        (times.Stage, times.SpokeUntil(Nine)).ShouldBe((CallStage.Ended, null));
        times.StartedAt.ShouldBe(Nine - Duration.FromSeconds(20));
    }

    private static CallTimes Fold(IReadOnlyList<CallEvent> events) =>
        events.Skip(1).Aggregate(CallTimes.Of(events[0]), (times, next) => times.After(next));
}
