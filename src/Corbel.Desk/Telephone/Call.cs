using Corbel.Core.Telephone;
using NodaTime;

namespace Corbel.Desk.Telephone;

/// <summary>A call as a telephone system told of it. It is no message and no contact: a ticket it becomes by a person, or by being missed.</summary>
public sealed class Call
{
    public Guid Id { get; init; }
    public Guid PbxId { get; init; }

    /// <summary>The telephone system's own name of the call.</summary>
    public required string Key { get; init; }

    /// <summary>Who calls, as E.164; null where the number was withheld or is none.</summary>
    public string? From { get; set; }

    /// <summary>What was dialled, as the telephone system tells it.</summary>
    public required string To { get; set; }
    public Instant StartedAt { get; set; }
    public Instant? AnsweredAt { get; set; }

    /// <summary>Whose telephone answered, as the telephone system names it.</summary>
    public string? Extension { get; set; }
    public Instant? EndedAt { get; set; }

    /// <summary>It went on as another call.</summary>
    public bool IsPassedOn { get; set; }

    /// <summary>The person of staff whose extension answered; null where nobody did, or the extension is nobody's.</summary>
    public Guid? AnsweredBy { get; set; }

    /// <summary>The only person known by the number when it rang; null where there is none, or several.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The only organisation known by the number when it rang.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>The ticket that it became or joined.</summary>
    public Guid? TicketId { get; set; }

    /// <summary>The held message that it became, where nobody knows the number.</summary>
    public Guid? CustodyId { get; set; }

    /// <summary>Nobody of ours answered: somebody is to call back.</summary>
    public bool IsMissed { get; set; }

    /// <summary>When it needed nothing more: written down, or put aside.</summary>
    public Instant? SettledAt { get; set; }
    public Guid? SettledBy { get; set; }

    public CallTimes Times
    {
        get => new(StartedAt, AnsweredAt, Extension, EndedAt, IsPassedOn);
        internal set =>
            (StartedAt, AnsweredAt, Extension, EndedAt, IsPassedOn) = (
                value.StartedAt,
                value.AnsweredAt,
                value.Extension,
                value.EndedAt,
                value.IsPassedOn
            );
    }
}
