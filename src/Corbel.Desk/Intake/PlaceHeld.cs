using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake.Seals;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>
/// Staff give a held message its place: a new issue of a person, a message on a ticket, or aside. A new issue's clock counts
/// from the receipt, however long the message was held.
/// </summary>
public sealed class PlaceHeld(
    GroupWriter writer,
    FileStore files,
    LiveFeed live,
    Placement placement,
    MailKeys seals,
    Database database,
    IClock clock
)
{
    private static readonly Refusal NotHeld = Refusal.Of(
        "not-held",
        "There is no such held message; perhaps somebody placed it meanwhile.",
        "Dit bericht wordt niet (meer) vastgehouden; misschien heeft iemand het intussen geplaatst."
    );

    internal static readonly Refusal NoSuchCustomer = Refusal.Of(
        "no-such-customer",
        "Choose a person of a customer or of its partner: staff log no issues.",
        "Kies iemand van een klant of van een partner ervan: medewerkers doen geen meldingen."
    );

    /// <summary>
    /// Makes it a new issue of a customer's person, acknowledged like any other. A partner user's opens on the desk of the
    /// customer, where staff of the provider see it no more.
    /// </summary>
    /// <returns>The ticket's number.</returns>
    public Task<Outcome<long>> AsIssue(Actor by, Guid message, Guid reporter, CancellationToken cancel = default) =>
        Run(
            by,
            message,
            async (db, custody, read, token) =>
            {
                var person = await db
                    .People.AsNoTracking()
                    .SingleOrDefaultAsync(x => x.Id == reporter && x.DeactivatedAt == null, token);
                if (person is null || !May.Log(person.ToActor()))
                    return (NoSuchCustomer, null);
                var (received, change) = await placement.OpenHere(
                    db,
                    read,
                    person,
                    acknowledge: !placement.IsQuiet(read),
                    token,
                    custody
                );
                return ((Outcome<long>)received.Ticket!.Value, change);
            },
            cancel
        );

    /// <summary>Puts it on a ticket, as said by the ticket's reporter.</summary>
    /// <returns>The ticket's number.</returns>
    public Task<Outcome<long>> OnTicket(Actor by, Guid message, long number, CancellationToken cancel = default) =>
        Run(
            by,
            message,
            async (db, custody, read, token) =>
            {
                var ticket = await db
                    .Tickets.AsNoTracking()
                    .VisibleTo(by)
                    .SingleOrDefaultAsync(x => x.Number == number, token);
                if (ticket is null)
                    return (Refusals.NoSuchTicket, null);
                var thread = await Placement.GoesOn(db, ticket, token);
                var said = new CustomerMessage(read.Channel, read.Id, placement.IsMachine(read));
                var doer = Doer.Customer(thread.Facts.Reporter);
                var (_, change) = await placement.Add(db, read, thread, doer, said, token, custody);
                return ((Outcome<long>)thread.Number, change);
            },
            cancel
        );

    /// <summary>Puts it aside: machine mail or spam. It stays in custody.</summary>
    /// <returns>0: it belongs to no ticket.</returns>
    public Task<Outcome<long>> Dismiss(Actor by, Guid message, CancellationToken cancel = default) =>
        Run(
            by,
            message,
            (_, custody, _, _) =>
            {
                custody.State = CustodyState.Dismissed;
                return Task.FromResult<(Outcome<long>, Change?)>((0L, null));
            },
            cancel
        );

    private async Task<Outcome<long>> Run(
        Actor by,
        Guid id,
        Func<DeskDb, Custody, Message, CancellationToken, Task<(Outcome<long>, Change?)>> place,
        CancellationToken cancel
    )
    {
        if (!May.SeeHeld(by))
            return NotHeld;
        await using var read = database.Read();
        var held = await read.Custodies.VisibleTo(read, by).SingleOrDefaultAsync(x => x.Id == id, cancel);
        if (held is null)
            return NotHeld;
        var message = await Reread(held, cancel);
        return await writer.Write(
            async (db, token) =>
            {
                await PlacedCalls.Take(db, id, token);
                // Writing what stands there takes the row: of two who place it at a time the second finds it placed.
                var mine = db.Custodies.Where(x => x.Id == id && x.State == CustodyState.Held);
                if (await mine.ExecuteUpdateAsync(x => x.SetProperty(y => y.State, CustodyState.Held), token) == 0)
                    return NotHeld;
                var custody = await db.Custodies.AsTracking().SingleAsync(x => x.Id == id, token);
                var (outcome, change) = await place(db, custody, message, token);
                await PlacedCalls.Follow(db, custody, message.TakenAt, token);
                await live.Announce(db, Change.HeldOf(new TicketFacts { Mark = held.Mark }), token);
                if (change is not null)
                    await live.Announce(db, change, token);
                return outcome;
            },
            cancel
        );
    }

    /// <summary>The message as it was received, read again from its raw bytes.</summary>
    private async Task<Message> Reread(Custody held, CancellationToken cancel)
    {
        var raw =
            await files.Read(held.Stored, cancel) ?? throw new InvalidOperationException($"{held.Sha256} is gone");
        var parsed = held.IsMail ? ParsedMail.TryParse(raw, seals, held.ReceivedAt) : null;
        var sent = held.IsMail ? default : Message.FormOf(raw);
        return new Message
        {
            Id = held.Id,
            CustodyKey = held.CustodyKey,
            Channel = held.Channel,
            Sha256 = held.Sha256,
            Size = held.Size,
            ReceivedAt = held.ReceivedAt,
            Basis = held.Basis,
            TakenAt = Journal.Grain(clock.GetCurrentInstant()),
            Files = sent.Files ?? await Keep(held, parsed?.Files ?? [], cancel),
            Mail = parsed,
            Form = sent.Form,
            HeldUnder = held.Mark,
        };
    }

    /// <summary>Of a marked one no file lies there in plain, whether it gets its place or not.</summary>
    private async Task<IReadOnlyList<KeptFile>> Keep(
        Custody held,
        IReadOnlyList<IncomingFile> brought,
        CancellationToken cancel
    )
    {
        if (held.Mark is null || brought.Count == 0)
            return await KeptFile.Keep(files, brought, cancel);
        var key = await writer.Write(async (db, token) => (await OwnerKeys.Make(db, held.Id, token)).Key, cancel);
        var kept = new List<KeptFile>(brought.Count);
        foreach (var file in brought)
            kept.Add(
                KeptFile.Of(file) with
                {
                    SealedAs = await files.Keep(Sealed.Seal(key, held.Id, file.Bytes), cancel),
                }
            );
        return kept;
    }
}
