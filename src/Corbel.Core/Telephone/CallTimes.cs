using NodaTime;

namespace Corbel.Core.Telephone;

/// <summary>What a telephone system tells of a call.</summary>
public enum CallEventKind
{
    /// <summary>It came in and rings.</summary>
    New,

    /// <summary>Somebody picked up.</summary>
    Answered,

    /// <summary>It is over.</summary>
    HungUp,

    /// <summary>It is over here and goes on as another call.</summary>
    PassedOn,
}

/// <summary>One event of a call.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Extension">For an answer: whose telephone it was, as the telephone system names it; null where it does not.</param>
public sealed record CallEvent(CallEventKind Kind, Instant At, string? Extension = null);

/// <summary>How far a call has come.</summary>
public enum CallStage
{
    Ringing,
    Answered,
    Ended,
}

/// <summary>
/// The times of a call, as its events tell them. Events come twice, late, or in another order: the same events make the same
/// times whatever their order and number, and a call never goes back to an earlier stage.
/// </summary>
/// <param name="StartedAt">The earliest instant that any event bears.</param>
/// <param name="AnsweredAt">When it was answered; null where it was not. An answer that names the telephone goes before one that does not.</param>
/// <param name="Extension">Whose telephone it was; null where nobody answered, or none was named.</param>
/// <param name="EndedAt">When it was over; null while it lasts.</param>
/// <param name="IsPassedOn">It goes on as another call.</param>
public sealed record CallTimes(
    Instant StartedAt,
    Instant? AnsweredAt = null,
    string? Extension = null,
    Instant? EndedAt = null,
    bool IsPassedOn = false
)
{
    /// <summary>How far it has come.</summary>
    public CallStage Stage =>
        EndedAt is not null ? CallStage.Ended
        : AnsweredAt is not null ? CallStage.Answered
        : CallStage.Ringing;

    /// <summary>
    /// Until when somebody spoke: the end of an answered call, or the present while it lasts; null where nobody answered.
    /// </summary>
    /// <param name="now">The present.</param>
    public Instant? SpokeUntil(Instant now) =>
        AnsweredAt is { } answered ? Instant.Max(answered, Instant.Min(EndedAt ?? now, now)) : null;

    /// <summary>A call of which one event is known.</summary>
    public static CallTimes Of(CallEvent first) => new CallTimes(first.At).After(first);

    /// <summary>The times with one event more.</summary>
    public CallTimes After(CallEvent next)
    {
        var times = this with { StartedAt = Instant.Min(StartedAt, next.At) };
        return next.Kind switch
        {
            CallEventKind.Answered when IsBefore(next) => times with
            {
                AnsweredAt = next.At,
                Extension = next.Extension,
            },
            CallEventKind.HungUp => times with { EndedAt = Earlier(next.At) },
            CallEventKind.PassedOn => times with { EndedAt = Earlier(next.At), IsPassedOn = true },
            _ => times,
        };
    }

    private Instant Earlier(Instant at) => EndedAt is { } ended ? Instant.Min(ended, at) : at;

    /// <summary>The order among answers is total, so that which one counts does not hang on which came first.</summary>
    private bool IsBefore(CallEvent answer) =>
        AnsweredAt is not { } known
        || (Extension, answer.Extension) switch
        {
            (null, not null) => true,
            (not null, null) => false,
            var (here, there) => answer.At < known || (answer.At == known && string.CompareOrdinal(there, here) < 0),
        };
}
