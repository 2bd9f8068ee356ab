using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Records;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Policies;

/// <summary>
/// A manager or the owner writes down what a clause owes and the desk cannot measure, with its evidence; or corrects what
/// was written. Nothing written is ever changed.
/// </summary>
public sealed class RecordClause(
    GroupWriter writer,
    FileStore store,
    PolicyShelf policies,
    Database database,
    IClock clock
)
{
    /// <summary>Writes a record for each customer named, or one for all.</summary>
    /// <returns>The ids of the records.</returns>
    public async Task<Outcome<IReadOnlyList<Guid>>> Run(Actor by, RecordDraft draft, CancellationToken cancel = default)
    {
        if (!May.Record(by))
            return RecordRefusals.NotForYou;
        var (kind, refused) = await KindOf(draft.Fact, cancel);
        if (kind is null)
            return refused!;
        var now = Journal.Grain(clock.GetCurrentInstant());
        if (RecordCheck.Refuse(kind, draft, draft.File is not null, now) is { } wrong)
            return wrong;
        var figures = RecordFigures.Read(kind, draft.Figures);
        if (figures.Refused is { } wrongFigure)
            return wrongFigure;
        var file = await Keep(draft.File, cancel);
        Guid?[] customers = draft.Customers.Count == 0 ? [null] : [.. draft.Customers.Distinct().Select(x => (Guid?)x)];
        var records = Array.ConvertAll(customers, x => Make(by, kind, draft, figures.Value!, file, x, now));
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(DeskDb.TheRecords, token);
                foreach (var record in records)
                {
                    if (await Refuse(db, kind, record, token) is { } no)
                        return no;
                    db.ClauseRecords.Add(record);
                }
                return (Outcome<IReadOnlyList<Guid>>)Array.ConvertAll(records, x => x.Id);
            },
            cancel
        );
    }

    /// <summary>Puts another record into the place of one that is wrong. It is about the same fact and the same customer.</summary>
    /// <param name="by">Who corrects.</param>
    /// <param name="wrong">The record that is wrong: one that stands.</param>
    /// <param name="reason">Why; customers read it.</param>
    /// <param name="draft">What is right, its file left out to keep the old one; null to withdraw the record.</param>
    /// <param name="cancel">Gives up before the commit.</param>
    /// <returns>The id of the correction.</returns>
    public async Task<Outcome<Guid>> Correct(
        Actor by,
        Guid wrong,
        string reason,
        RecordDraft? draft,
        CancellationToken cancel = default
    )
    {
        if (!May.Record(by))
            return RecordRefusals.NotForYou;
        if (string.IsNullOrWhiteSpace(reason))
            return RecordRefusals.ReasonMissing;
        if (reason.Length > RecordFigures.LongestWords)
            return RecordRefusals.ReasonTooLong(reason.Length);
        await using var read = database.Read();
        var old = await read.ClauseRecords.VisibleTo(by).SingleOrDefaultAsync(x => x.Id == wrong, cancel);
        if (old is null)
            return RecordRefusals.NoSuchRecord;
        var (kind, refused) = await KindOf(old.Fact, cancel);
        if (kind is null)
            return refused!;
        var now = Journal.Grain(clock.GetCurrentInstant());
        var made = draft is null
            ? Withdraw(by, old, reason, now)
            : await Replace(by, kind, old, reason, draft, now, cancel);
        if (made.Refused is { } no)
            return no;
        return await writer.Write(
            async (db, token) =>
            {
                await db.Take(DeskDb.TheRecords, token);
                // One successor each: of two who correct at a time the second finds the first.
                if (old.Withdrawn || await db.ClauseRecords.AnyAsync(x => x.Corrects == wrong, token))
                    return RecordRefusals.AlreadyCorrected;
                if (!made.Value!.Withdrawn && await Refuse(db, kind, made.Value, token) is { } taken)
                    return taken;
                db.ClauseRecords.Add(made.Value);
                return (Outcome<Guid>)made.Value.Id;
            },
            cancel
        );
    }

    private async Task<Outcome<ClauseRecord>> Replace(
        Actor by,
        RecordKind kind,
        ClauseRecord old,
        string reason,
        RecordDraft draft,
        Instant now,
        CancellationToken cancel
    )
    {
        draft = draft with { Fact = old.Fact, Customers = old.OrganisationId is { } customer ? [customer] : [] };
        var hasFile = draft.File is not null || old.FileSha256 is not null;
        if (RecordCheck.Refuse(kind, draft, hasFile, now) is { } wrong)
            return wrong;
        var figures = RecordFigures.Read(kind, draft.Figures);
        if (figures.Refused is { } wrongFigure)
            return wrongFigure;
        var file = await Keep(draft.File, cancel) ?? FileOf(old);
        return Make(by, kind, draft, figures.Value!, file, old.OrganisationId, now, old.Id, reason.Trim());
    }

    private static Outcome<ClauseRecord> Withdraw(Actor by, ClauseRecord old, string reason, Instant now) =>
        new ClauseRecord
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Fact = old.Fact,
            OrganisationId = old.OrganisationId,
            FromAt = old.FromAt,
            ToAt = old.ToAt,
            Title = old.Title,
            Text = "",
            Figures = old.Figures,
            RecordedBy = by.Person,
            RecordedAt = now,
            Corrects = old.Id,
            Reason = reason.Trim(),
            Withdrawn = true,
        };

    private static ClauseRecord Make(
        Actor by,
        RecordKind kind,
        RecordDraft draft,
        RecordFigures figures,
        KeptFile? file,
        Guid? customer,
        Instant now,
        Guid? corrects = null,
        string? reason = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()),
            Fact = kind.Fact,
            OrganisationId = customer,
            FromAt = Journal.Grain(draft.When.Start),
            ToAt = Journal.Grain(draft.When.End),
            Title = kind.Bare ? figures.Say(kind.Figures[0], Language.En) : draft.Title.Trim(),
            Text = draft.Text.Trim(),
            Figures = figures.ToJson(),
            FileSha256 = file?.Sha256,
            FileName = file?.Name,
            FileType = file?.MediaType,
            FileSize = file?.Size ?? 0,
            RecordedBy = by.Person,
            RecordedAt = now,
            Corrects = corrects,
            Reason = reason,
        };

    /// <summary>A customer that does not exist, or a period that was recorded before.</summary>
    private static async Task<Refusal?> Refuse(
        DeskDb db,
        RecordKind kind,
        ClauseRecord record,
        CancellationToken cancel
    )
    {
        var customer = record.OrganisationId;
        if (
            customer is not null
            && !await db.Organisations.AnyAsync(x => x.Id == customer && x.Kind == OrganisationKind.Customer, cancel)
        )
            return RecordRefusals.NoSuchCustomer;
        if (kind.Period is null)
            return null;
        var before = db
            .ClauseRecords.Standing(db)
            .Where(x => x.Fact == record.Fact && x.OrganisationId == customer && x.FromAt == record.FromAt)
            .Where(x => x.Id != record.Corrects);
        return await before.AnyAsync(cancel) ? RecordRefusals.RecordedBefore : null;
    }

    private async Task<(RecordKind?, Refusal?)> KindOf(string fact, CancellationToken cancel)
    {
        await using var db = database.Read();
        var policy = (await policies.At(db, clock.GetCurrentInstant(), cancel)).Policy.Document;
        var kinds = RecordKinds.Of(policy);
        return kinds.FirstOrDefault(x => x.Fact == fact) is { } kind
            ? (kind, null)
            : (null, RecordRefusals.NotRecorded(fact, kinds.Select(x => x.Fact)));
    }

    private async Task<KeptFile?> Keep(IncomingFile? file, CancellationToken cancel) =>
        file is null ? null : (await KeptFile.Keep(store, [file], cancel))[0];

    private static KeptFile? FileOf(ClauseRecord record) =>
        record is { FileSha256: { } sha256, FileName: { } name, FileType: { } type }
            ? new(name, type, sha256, record.FileSize)
            : null;
}
