using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Jobs;
using Corbel.Desk.Outbox;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// Seals what of a marked ticket, or of a message that is held and bears a mark, still lies in plain: words, subject, file
/// names, files, raw messages, reports that tell of it; and empties the desk's own copies of mails about it that were sent. What
/// is sealed is on disk before its row names it, and its row is committed before the plain bytes go: whoever dies in between
/// begins again.
/// </summary>
public sealed class SealMarked(
    Database database,
    GroupWriter writer,
    FileStore files,
    WipePlain wipe,
    HeldFiles held,
    SourceCopies sources,
    JobLease leases,
    IClock clock
)
{
    /// <summary>When it is looked again whether a mail was sent, or a file that somebody brought again is settled.</summary>
    private static readonly Duration Again = Duration.FromMinutes(1);

    internal async Task Run(Job due, CancellationToken cancel)
    {
        if (await leases.Take(due.Id, cancel) is not { } job)
            return;
        var owner = SealJobs.OwnerOf(job);
        var key = await writer.Write(async (db, token) => (await OwnerKeys.Make(db, owner, token)).Key, cancel);
        await writer.Write((db, token) => Texts(db, key, owner, token), cancel);
        await Files(key, owner, job, cancel);
        await Note(
            job,
            async (db, token) => await SealedReports.Seal(db, owner, token) is { Count: > 0 } printed ? printed : null,
            cancel
        );
        await writer.Write((db, token) => EmptyMails(db, owner, token), cancel);
        var settled = await RemovePlain(job, cancel);
        settled &= await held.Remove(await Messages(owner, cancel), cancel);
        settled &= await wipe.Run(cancel);
        var sourcesIn = await RemoveSources(owner, cancel);
        await writer.Write((db, token) => Finish(db, job, owner, settled, sourcesIn, token), cancel);
    }

    /// <summary>The same words in another form: past the row that the writer may hold, which has them in plain or as dots.</summary>
    internal static Task Subject(DeskDb db, byte[] key, Guid ticket, string plain, CancellationToken cancel)
    {
        var subject = Sealed.SealText(key, ticket, plain);
        return db
            .Tickets.Where(x => x.Id == ticket)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Subject, subject), cancel);
    }

    private static IQueryable<Custody> MessagesOf(DeskDb db, Guid owner) =>
        db.Custodies.Where(x =>
            x.TicketId == owner
            || x.Id == owner
            || x.SameAs == owner
            || db.Custodies.Any(o => o.Id == x.SameAs && o.TicketId == owner)
        );

    private static async Task Texts(DeskDb db, byte[] key, Guid owner, CancellationToken cancel)
    {
        using var asStored = MarkedReading.AsStored();
        var contents = await db
            .Journal.AsTracking()
            .Where(x => x.TicketId == owner && x.ContentId != null)
            .Select(x => x.Content!)
            .ToListAsync(cancel);
        // An empty one was erased.
        foreach (var content in contents.Where(x => x.Bytes.Length > 0 && Sealed.OwnerOf(x.Bytes) is null))
            content.Bytes = Sealed.Seal(key, owner, content.Bytes);
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(x => x.Id == owner, cancel);
        if (ticket is { Subject.Length: > 0 } && Sealed.FormOf(ticket.Subject) is null)
            await Subject(db, key, owner, ticket.Subject, cancel);
        foreach (var file in await db.Attachments.AsTracking().Where(x => x.TicketId == owner).ToListAsync(cancel))
            if (Sealed.FormOf(file.Name) is null)
                file.Name = Sealed.SealText(key, owner, file.Name);
        foreach (var message in await MessagesOf(db, owner).AsTracking().ToListAsync(cancel))
            if (message.Subject is { Length: > 0 } subject && Sealed.FormOf(subject) is null)
                message.Subject = Sealed.SealText(key, owner, subject);
    }

    private async Task Files(byte[] key, Guid owner, Job job, CancellationToken cancel)
    {
        await using var db = database.Read();
        var attached = await db
            .Attachments.Where(x => x.TicketId == owner)
            .Select(x => new
            {
                x.Id,
                x.Sha256,
                x.SealedAs,
            })
            .ToListAsync(cancel);
        var raw = await MessagesOf(db, owner)
            .Select(x => new
            {
                x.Id,
                x.Sha256,
                x.SealedAs,
            })
            .ToListAsync(cancel);
        foreach (var file in attached)
            if (await Reseal(key, owner, file.SealedAs ?? file.Sha256, cancel) is { } name)
                await Note(
                    job,
                    async (write, token) =>
                    {
                        await write
                            .Attachments.Where(x => x.Id == file.Id)
                            .ExecuteUpdateAsync(set => set.SetProperty(x => x.SealedAs, name), token);
                        return [file.SealedAs ?? file.Sha256];
                    },
                    cancel
                );
        foreach (var message in raw)
            if (await Reseal(key, owner, message.SealedAs ?? message.Sha256, cancel) is { } name)
                await Note(
                    job,
                    async (write, token) =>
                    {
                        await write
                            .Custodies.Where(x => x.Id == message.Id)
                            .ExecuteUpdateAsync(set => set.SetProperty(x => x.SealedAs, name), token);
                        return [message.SealedAs ?? message.Sha256];
                    },
                    cancel
                );
    }

    /// <summary>
    /// Puts something sealed into the place of what lies in plain, and writes down in the job what is to go: whoever dies before
    /// it went leaves that to the next, and nothing goes that this did not replace.
    /// </summary>
    private async Task Note(
        Job job,
        Func<DeskDb, CancellationToken, Task<IReadOnlyList<string>?>> replace,
        CancellationToken cancel
    ) =>
        job.State = await writer.Write(
            async (db, token) =>
                await replace(db, token) is { } names
                    ? await SealJobs.Change(db, job.Id, state => SealJobs.With(state, names), token)
                    : job.State,
            cancel
        );

    /// <summary>
    /// The name of the sealed bytes; null where they are sealed under this key already, or are gone, which `corbel check`
    /// reports. A file that came from another ticket is opened with that one's key.
    /// </summary>
    private async Task<string?> Reseal(byte[] key, Guid owner, string name, CancellationToken cancel)
    {
        if (await files.ReadStored(name, cancel) is not { } stored)
            return null;
        var before = Sealed.OwnerOf(stored);
        if (before == owner)
            return null;
        using var reading = MarkedReading.ToCompare(database);
        var plain = before is null ? stored : reading.Open(stored);
        return plain is null ? null : await files.Keep(Sealed.Seal(key, owner, plain), cancel);
    }

    private static Task EmptyMails(DeskDb db, Guid owner, CancellationToken cancel) =>
        db
            .Outbox.Where(x => x.TicketId == owner && (x.State == MailState.Sent || x.State == MailState.LetGo))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Mime, Array.Empty<byte>()), cancel);

    private async Task<bool> RemovePlain(Job job, CancellationToken cancel)
    {
        await using var db = database.Read();
        var (gone, names) = (new List<string>(), SealJobs.NamesIn(job.State));
        foreach (var name in names)
            if (await StoredNames.Of(db).AnyAsync(x => x == name, cancel) || await files.Remove(name, cancel))
                gone.Add(name);
        if (gone.Count > 0)
            job.State = await writer.Write(
                (write, token) => SealJobs.Change(write, job.Id, state => SealJobs.Without(state, gone), token),
                cancel
            );
        return gone.Count == names.Count;
    }

    /// <summary>Only of what is sealed: until then the copy in the mailbox is one more that may be needed.</summary>
    private async Task<Duration?> RemoveSources(Guid owner, CancellationToken cancel)
    {
        var messages = await Messages(owner, cancel);
        return await sources.Remove(database, messages.FindAll(x => x.SealedAs is not null), cancel);
    }

    private async Task<List<Custody>> Messages(Guid owner, CancellationToken cancel)
    {
        await using var db = database.Read();
        return await MessagesOf(db, owner).ToListAsync(cancel);
    }

    private async Task Finish(
        DeskDb db,
        Job claimed,
        Guid owner,
        bool settled,
        Duration? sourcesIn,
        CancellationToken cancel
    )
    {
        if (await leases.Kept(db, claimed, cancel) is not { } job)
            return;
        // A mail under way still has its text; once it was sent, it goes here too.
        settled &= !await db.Outbox.AnyAsync(x => x.TicketId == owner && x.State == MailState.Waiting, cancel);
        var wait = settled ? sourcesIn : Again;
        if (wait is { } soon)
            job.DueAt = Journal.Grain(clock.GetCurrentInstant()) + soon;
        else
            db.Jobs.Remove(job);
    }
}
