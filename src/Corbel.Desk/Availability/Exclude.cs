using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>
/// A cause outside the provider's control is excluded by two people (clause 1): one proposes it with its evidence, another
/// consents. It is withdrawn likewise. Nothing is ever changed.
/// </summary>
public sealed class Exclude(GroupWriter writer, FileStore store, IClock clock)
{
    public async Task<Outcome<Guid>> Propose(
        Actor by,
        Interval when,
        string cause,
        string causeNl,
        IncomingFile? evidence,
        CancellationToken cancel = default
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        if (!May.Exclude(by))
            return StatusRefusals.NotForYou;
        if (StatusRefusals.Words("-", "-", cause, causeNl) is { } no)
            return no;
        if (when.End <= when.Start)
            return StatusRefusals.NoTime;
        if (when.End > now)
            return StatusRefusals.Future;
        var file = evidence is null ? null : (await KeptFile.Keep(store, [evidence], cancel))[0];
        var exclusion = new Exclusion
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            FromAt = Journal.Grain(when.Start),
            ToAt = Journal.Grain(when.End),
            Cause = cause.Trim(),
            CauseNl = causeNl.Trim(),
            FileSha256 = file?.Sha256,
            FileName = file?.Name,
            FileType = file?.MediaType,
            ProposedBy = by.Person,
            ProposedAt = now,
        };
        return await writer.Write(
            (db, _) =>
            {
                db.Exclusions.Add(exclusion);
                return Task.FromResult((Outcome<Guid>)exclusion.Id);
            },
            cancel
        );
    }

    /// <summary>Another person than who proposed it consents or refuses. Who proposed it may take it back.</summary>
    public async Task<Outcome<Guid>> Decide(Actor by, Guid id, bool consent, CancellationToken cancel = default)
    {
        if (!May.Exclude(by))
            return StatusRefusals.NotForYou;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var exclusion = await db.Exclusions.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (exclusion is null)
                    return StatusRefusals.NoSuchThing;
                if (exclusion.DecidedAt is not null)
                    return StatusRefusals.Decided;
                if (consent && exclusion.ProposedBy == by.Person)
                    return StatusRefusals.SamePerson;
                (exclusion.DecidedBy, exclusion.Consented) = (by.Person, consent);
                exclusion.DecidedAt = Journal.Grain(clock.GetCurrentInstant());
                return (Outcome<Guid>)id;
            },
            cancel
        );
    }

    /// <summary>Proposes that an exclusion should not stand. It stands until another person consents.</summary>
    public async Task<Outcome<Guid>> ProposeWithdrawal(
        Actor by,
        Guid exclusion,
        string reason,
        CancellationToken cancel = default
    )
    {
        if (!May.Exclude(by))
            return StatusRefusals.NotForYou;
        if (string.IsNullOrWhiteSpace(reason))
            return StatusRefusals.ReasonMissing;
        if (reason.Length > StatusRefusals.LongestText)
            return StatusRefusals.TooLong;
        var now = Journal.Grain(clock.GetCurrentInstant());
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var stands = await db.Exclusions.AnyAsync(x => x.Id == exclusion && x.Consented, token);
                var proposed = await db.ExclusionWithdrawals.AnyAsync(
                    x => x.ExclusionId == exclusion && (x.DecidedAt == null || x.Consented),
                    token
                );
                if (!stands || proposed)
                    return StatusRefusals.NotStanding;
                var withdrawal = new ExclusionWithdrawal
                {
                    Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
                    ExclusionId = exclusion,
                    Reason = reason.Trim(),
                    ProposedBy = by.Person,
                    ProposedAt = now,
                };
                db.ExclusionWithdrawals.Add(withdrawal);
                return (Outcome<Guid>)withdrawal.Id;
            },
            cancel
        );
    }

    public async Task<Outcome<Guid>> DecideWithdrawal(
        Actor by,
        Guid id,
        bool consent,
        CancellationToken cancel = default
    )
    {
        if (!May.Exclude(by))
            return StatusRefusals.NotForYou;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(StatusRefusals.TheStatus, token);
                var found = await db.ExclusionWithdrawals.AsTracking().SingleOrDefaultAsync(x => x.Id == id, token);
                if (found is null)
                    return StatusRefusals.NoSuchThing;
                if (found.DecidedAt is not null)
                    return StatusRefusals.Decided;
                if (consent && found.ProposedBy == by.Person)
                    return StatusRefusals.SamePerson;
                (found.DecidedBy, found.Consented) = (by.Person, consent);
                found.DecidedAt = Journal.Grain(clock.GetCurrentInstant());
                return (Outcome<Guid>)id;
            },
            cancel
        );
    }
}
