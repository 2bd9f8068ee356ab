using System.Globalization;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Outbound;
using MailKit;
using MailKit.Net.Imap;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>
/// Removes the copies of sealed messages from the mailboxes that they came from. The custody key names each: a number in a
/// mailbox, or a file of the Maildir. What cannot be removed is kept in a list, by its place.
/// </summary>
public sealed class SourceCopies(DeskOptions options, GroupWriter writer, IClock clock)
{
    private const string Imap = "imap:";
    private const string Maildir = "maildir:";

    /// <summary>When one that was only being taken is looked at again.</summary>
    private static readonly Duration Soon = Duration.FromMinutes(1);
    private static readonly Duration Hourly = Duration.FromHours(1);

    /// <summary>Tries each that is still there.</summary>
    /// <returns>How long to wait until it is tried again; null where all are gone.</returns>
    internal async Task<Duration?> Remove(Database database, IReadOnlyList<Custody> messages, CancellationToken cancel)
    {
        await using var db = database.Read();
        var ids = messages.Select(x => x.Id).ToList();
        var tried = await db.SourceCopies.Where(x => ids.Contains(x.CustodyId)).ToListAsync(cancel);
        Duration? wait = null;
        foreach (var message in messages)
        {
            var before = tried.Find(x => x.CustodyId == message.Id);
            if (before?.RemovedAt is not null)
                continue;
            if (PlaceOf(message.CustodyKey) is not { } place)
                continue;
            var why = await TryRemove(message, cancel);
            if (why is not null)
                wait = before is null ? Soon : wait ?? Hourly;
            await writer.Write((write, token) => Note(write, message.Id, place, why, token), cancel);
        }
        return wait;
    }

    /// <summary>The mailbox and the number in it, or the Maildir and the file; null where it came another way.</summary>
    private (string Place, string Name)? PlaceOf(string custodyKey)
    {
        if (custodyKey.StartsWith(Maildir, StringComparison.Ordinal))
            return (options.Mail.Inbox, custodyKey[Maildir.Length..]);
        // imap:NAME:UIDVALIDITY:UID, and the name may hold a colon.
        if (!custodyKey.StartsWith(Imap, StringComparison.Ordinal))
            return null;
        var parts = custodyKey[Imap.Length..].Split(':');
        return parts.Length < 3 ? null : (string.Join(':', parts[..^2]), $"{parts[^2]}:{parts[^1]}");
    }

    /// <summary>Null where it is gone; else why it is not.</summary>
    private async Task<string?> TryRemove(Custody message, CancellationToken cancel)
    {
        try
        {
            var (place, name) = PlaceOf(message.CustodyKey)!.Value;
            return message.CustodyKey.StartsWith(Maildir, StringComparison.Ordinal)
                ? await FromMaildir(name, message.Sha256, cancel)
                : await FromMailbox(place, name, cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return failure.Message;
        }
    }

    private async Task<string?> FromMaildir(string unique, string sha256, CancellationToken cancel)
    {
        var folder = Path.Combine(options.Data, options.Mail.Inbox);
        var current = Path.Combine(folder, "cur");
        if (!Directory.Exists(current))
            return null;
        foreach (var file in Directory.EnumerateFiles(current, "*").Where(x => Path.GetFileName(x).StartsWith(unique)))
        {
            // Another mail may have come under the same name.
            if (FileStore.NameOf(await File.ReadAllBytesAsync(file, cancel)) == sha256)
                File.Delete(file);
        }
        DurableFile.FlushFolder(current);
        return File.Exists(Path.Combine(folder, "new", unique)) ? "It is being taken at this moment" : null;
    }

    private async Task<string?> FromMailbox(string name, string number, CancellationToken cancel)
    {
        if (options.Mail.Mailboxes.Find(x => x.Name == name) is not { } mailbox)
            return "The settings name no such mailbox any more";
        var parts = number.Split(':');
        var validity = uint.Parse(parts[0], CultureInfo.InvariantCulture);
        var uid = new UniqueId(uint.Parse(parts[1], CultureInfo.InvariantCulture));
        using var login = new MailLogin(mailbox, clock);
        using var client = new ImapClient { Timeout = 60_000 };
        await login.Enter(client, cancel);
        var folder = mailbox.Folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase)
            ? client.Inbox
            : await client.GetFolderAsync(mailbox.Folder, cancel);
        if (await folder.OpenAsync(FolderAccess.ReadWrite, cancel) != FolderAccess.ReadWrite)
            return "The mailbox may only be read";
        if (folder.UidValidity != validity)
            return "The server numbered the mailbox anew";
        await folder.AddFlagsAsync(uid, MessageFlags.Deleted, silent: true, cancel);
        await folder.ExpungeAsync([uid], cancel);
        var left = await folder.SearchAsync(MailKit.Search.SearchQuery.Uids([uid]), cancel);
        await client.DisconnectAsync(quit: true, cancel);
        return left.Count == 0 ? null : "The server kept it";
    }

    private async Task Note(
        DeskDb db,
        Guid message,
        (string Place, string Name) place,
        string? why,
        CancellationToken cancel
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        var row = await db.SourceCopies.AsTracking().SingleOrDefaultAsync(x => x.CustodyId == message, cancel);
        if (row is null)
            db.SourceCopies.Add(
                row = new SourceCopy
                {
                    CustodyId = message,
                    Place = place.Place,
                    Name = place.Name,
                    SinceAt = now,
                }
            );
        (row.TriedAt, row.Why, row.RemovedAt) = (now, why, why is null ? now : null);
    }
}
