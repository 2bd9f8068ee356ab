using Corbel.Core.Access;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake.Seals;
using Corbel.Desk.Marked;
using Corbel.Desk.People;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Intake;

/// <summary>A held message as staff read it before they give it a place.</summary>
/// <param name="Custody">The receipt.</param>
/// <param name="SenderName">The name the sender gave, or null.</param>
/// <param name="Words">What it says; null where the bytes could not be read as a message.</param>
/// <param name="Files">Names and sizes in bytes of what is attached.</param>
/// <param name="Machine">A machine seems to have written it.</param>
/// <param name="Sender">The person whose address it bears, or null.</param>
/// <param name="Offered">The customer it seems to come from: the sender's, or the one with the sender's domain. A guess, no right.</param>
/// <param name="Ticket">The number of the ticket it was put on meanwhile, or null.</param>
public sealed record HeldMessage(
    Custody Custody,
    string? SenderName,
    Words? Words,
    IReadOnlyList<(string Name, long Size)> Files,
    bool Machine,
    Person? Sender,
    Guid? Offered,
    long? Ticket
);

/// <summary>Reads a message that was held, again from its raw bytes.</summary>
public sealed class ReadHeld(FileStore files, Placement placement, MailKeys seals)
{
    /// <returns>Null where there is no such message for this person, or it never was held.</returns>
    public async Task<HeldMessage?> Run(DeskDb db, Actor by, Guid id, CancellationToken cancel = default)
    {
        if (!May.SeeHeld(by))
            return null;
        var custody = await db.Custodies.VisibleTo(db, by).SingleOrDefaultAsync(x => x.Id == id, cancel);
        if (custody is null or { State: CustodyState.Duplicate })
            return null;
        if (custody is { Mark: not null, TicketId: null })
            MarkedReading.SawHeld(custody.Id, whole: true);
        var raw = await files.Read(custody.Stored, cancel);
        var mail = custody.IsMail && raw is not null ? ParsedMail.TryParse(raw, seals, custody.ReceivedAt) : null;
        var sent = !custody.IsMail && raw is not null ? Message.FormOf(raw) : default;
        var form = sent.Form;
        var sender = await SenderOf(db, custody.Sender, form, cancel);
        return new HeldMessage(
            custody,
            mail?.FromName ?? sender?.Name,
            mail?.ToWords([]) ?? (form is null ? null : new Words(form.Subject, form.Text)),
            mail is not null
                ? [.. mail.Files.Select(x => (x.Name, (long)x.Bytes.Length))]
                : [.. (sent.Files ?? []).Select(x => (x.Name, x.Size))],
            mail is not null && placement.IsMachine(mail),
            sender,
            custody.Channel == Channel.Telephone
                ? (await Caller.Of(db, custody.Sender, cancel)).Organisation is { } caller
                    ? caller.CustomerId ?? caller.Id
                    : null
                : await Offer(db, custody.Sender, sender, cancel),
            // A call that somebody wrote down meanwhile took its message with it.
            await db
                .Tickets.VisibleTo(by)
                .Where(x =>
                    x.Id == custody.TicketId || db.Calls.Any(c => c.CustodyId == custody.Id && c.TicketId == x.Id)
                )
                .Select(x => (long?)x.Number)
                .SingleOrDefaultAsync(cancel)
        );
    }

    private static async Task<Person?> SenderOf(DeskDb db, string? address, ArrivedForm? form, CancellationToken cancel)
    {
        var people = db.People.Where(x => x.DeactivatedAt == null).Include(x => x.Organisation);
        if (form is not null)
            return await people.SingleOrDefaultAsync(x => x.Id == form.By.Person, cancel);
        if (address is null)
            return null;
        var normalized = Person.Normalize(address);
        return await people.SingleOrDefaultAsync(x => x.NormalizedEmail == normalized, cancel);
    }

    private static async Task<Guid?> Offer(DeskDb db, string? address, Person? sender, CancellationToken cancel)
    {
        if (sender?.Organisation is { Kind: not OrganisationKind.Provider } home)
            return home.CustomerId ?? home.Id;
        var domain = address?[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
        var owner = await db
            .OrganisationDomains.Where(x => x.Domain == domain)
            .Join(db.Organisations, x => x.OrganisationId, x => x.Id, (_, x) => x)
            .SingleOrDefaultAsync(cancel);
        return owner is { Kind: not OrganisationKind.Provider } ? owner.CustomerId ?? owner.Id : null;
    }
}
