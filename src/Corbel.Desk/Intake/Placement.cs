using Corbel.Core.Access;
using Corbel.Core.Intake;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Chats;
using Corbel.Desk.Data;
using Corbel.Desk.Live;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Corbel.Desk.Telephone;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Intake;

/// <summary>Gives a message in custody its place, within one transaction: a new ticket, a thread, or staff's hands.</summary>
public sealed partial class Placement(
    Database database,
    PolicyShelf policies,
    TicketNumbers numbers,
    DeskKeys keys,
    Acknowledging acknowledging,
    DeskChoice desks,
    DeskAddress address,
    Reply reply,
    StaffNotices notices,
    PlacementMark marking,
    MailOptions options
)
{
    private readonly PlacementQueries queries = new();

    /// <summary>A new ticket, ready to be written.</summary>
    internal sealed record Opening(Received Received, Change Change, IReadOnlyList<object> Rows);

    /// <summary>
    /// Makes the new ticket of a message before anything is locked, as most messages need one; null where it may be anything
    /// else, or came before. Its keys in custody are unique: where two deliveries meet, the second is not written, and
    /// <see cref="Place"/> decides about it.
    /// </summary>
    internal async Task<Opening?> Open(Message message, CancellationToken cancel)
    {
        // The call or the chat behind it is written on, too.
        if (message.Form is { Call: not null } || message.Voicemail is not null || message.Chat is not null)
            return null;
        await using var db = database.Read();
        if (
            await queries.Ask(db, message, cancel)
            is not { Known: false, PolicySha256: { } version, Holidays: { } holidays } scene
        )
            return null;
        // What may answer an invitation is noted within the write.
        if (message.Mail is { Invitations.Count: > 0 })
            return null;
        // Whether its bytes came before is asked within the write.
        if (message is { SameBytesUnder: not null, Mail.MessageKey: null })
            return null;
        var sender = scene.Sender;
        // That the person is reached again is written within the write.
        if (sender.BouncesSince is not null)
            return null;
        // What may open on a customer's own desk is decided within the write.
        if (sender.Role == Role.PartnerUser || message.Form is { OwnDesk: true })
            return null;
        if (await ThreadOf(db, message, sender, cancel) is not null)
            return null;
        if (RouteOf(message, sender, null) is not Route.NewIssue issue)
            return null;
        var policy = scene.Special
            ? await policies.For(db, sender.OrganisationId, message.ReceivedAt, cancel)
            : await policies.Compiled(db, version, [], holidays, cancel);
        if (
            message.Form?.Told is null
            && Routing.DeskOf(sender.ToActor(), null, policy.Policy.Document.Readings.WhoMayLog, false) is not null
        )
            return null;
        // The moment of marking is written within the write.
        if (PlacementMark.IsStated(policy.Policy.Document.Marking, message))
            return null;
        var terms = scene.Special
            ? await policies.TermsFor(db, policy, sender.OrganisationId, cancel)
            : TicketTerms.Of(policy.Policy);
        var number = await numbers.Next(db, cancel);
        var rows = new List<object>(12);
        var opened = new Opened(number, sender, scene.Organisation, policy, terms, null, address);
        var journal = Begin(rows, message, opened, issue.Acknowledge && !IsEnough(scene.Acknowledged), held: null);
        var (received, change) = Fold(rows, journal, message, opened, held: null);
        return new Opening(received, change, rows);
    }

    internal async Task<(Received Received, Change? Change)> Place(DeskDb db, Message message, CancellationToken cancel)
    {
        var (before, own) = await Before(db, message, cancel);
        if (before is not null)
            return (before, null);
        if (await PlacedCalls.Before(db, own, cancel) is { } quicker)
            return (quicker, null);
        message = await ChatPlaces.Find(db, own, cancel);
        var sender = await SenderOf(db, message, cancel);
        await Reaches(db, message, sender, cancel);
        if (await Answered(db, message, sender, cancel) is { } noted)
            return noted;
        var thread = await ThreadOf(db, message, sender, cancel);
        var placed = RouteOf(message, sender, thread) switch
        {
            Route.NewIssue issue => await OpenHere(
                db,
                message,
                sender!,
                issue.Acknowledge && !IsEnough(await Acknowledged(db, sender!, message, cancel)),
                cancel
            ),
            Route.OnThread on => await Add(
                db,
                message,
                thread!,
                Doer.Customer(sender!.Id),
                Said(message, on.Machine),
                cancel
            ),
            Route.NoteOnThread => await Add(
                db,
                message,
                thread!,
                Doer.Staff(sender!.Id),
                new StaffNote { Unverified = !IsVerified(message) },
                cancel
            ),
            Route.StaffAnswer => await Answer(db, message, thread!, sender!, cancel),
            Route.Bounce back => await Bounced(db, message, thread!, back.Reply, cancel),
            Route.Held held => await Hold(db, message, held.Why, thread, cancel),
            var route => throw new InvalidOperationException($"no such route: {route}"),
        };
        await PlacedCalls.Note(db, message, cancel);
        await ChatPlaces.Note(db, message, cancel);
        return placed;
    }

    private Route RouteOf(Message message, Person? sender, Thread? thread) =>
        message switch
        {
            { Form.Call.Unwritten: true } => new Route.Held(HoldReason.UnwrittenCall),
            { Form: { Ticket: not null } } when thread is null => new Route.Held(HoldReason.StrangerOnThread),
            { Form: { Ticket: not null } } => new Route.OnThread(Machine: false),
            { Form: null, Mail: null } => new Route.Held(HoldReason.Unreadable),
            { Voicemail.Ticket: not null } when thread is not null => new Route.OnThread(Machine: false),
            { Voicemail: not null } when sender is null => new Route.Held(HoldReason.UnknownSender),
            { Voicemail: not null } => new Route.NewIssue(Acknowledge: IsVerified(message)),
            _ => Routing.Decide(
                new(
                    sender?.ToActor(),
                    IsMachine(message),
                    IsQuiet(message),
                    IsVerified(message),
                    thread?.Facts,
                    Answers(message, thread),
                    thread?.Returned
                )
            ),
        };

    /// <summary>Opens a ticket by a message within a write; also when staff place one that was held.</summary>
    internal async Task<(Received, Change?)> OpenHere(
        DeskDb db,
        Message message,
        Person reporter,
        bool acknowledge,
        CancellationToken cancel,
        Custody? held = null
    )
    {
        var customer = reporter.OrganisationId;
        var asksOwn = message.Form is { OwnDesk: true };
        // Who calls the provider is on the provider's desk: nobody who calls is turned away. A partner's call that nobody
        // answered goes where its mail would.
        var called =
            message.Form?.Told is not null
            || (message.Channel == Channel.Telephone && reporter.Role != Role.PartnerUser);
        var desk = !called ? await desks.Of(db, reporter.ToActor(), message.ReceivedAt, asksOwn, cancel) : null;
        var policy = await policies.On(db, desk, customer, message.ReceivedAt, cancel);
        var terms = await policies.TermsFor(db, policy, customer, cancel, desk);
        var number = await numbers.Next(db, cancel);
        var name = await db.Organisations.Where(x => x.Id == customer).Select(x => x.Name).SingleAsync(cancel);
        var from = await address.Of(db, desk, cancel);
        var opened = new Opened(number, reporter, name, policy, terms, desk, from);
        var journal = Begin(db.Inserted, message, opened, acknowledge, held);
        await marking.Mark(db, journal, message, default, cancel);
        return Fold(db.Inserted, journal, message, opened, held);
    }

    /// <summary>What is known of a ticket before it is there.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Reporter">Who sent it.</param>
    /// <param name="Customer">The name of the reporter's organisation.</param>
    /// <param name="Policy">What holds with that organisation at the receipt.</param>
    /// <param name="Terms">The same, with the holiday lists that came since.</param>
    /// <param name="Desk">The customer on whose own desk it opens; null on the provider's.</param>
    /// <param name="From">The address in the desk's name.</param>
    private sealed record Opened(
        long Number,
        Person Reporter,
        string Customer,
        PolicyInForce Policy,
        TicketTerms Terms,
        Guid? Desk,
        DeskAddress From
    );

    /// <summary>The journal of a new ticket with its receipt.</summary>
    /// <param name="rows">Where the new rows are put.</param>
    /// <param name="message">What came.</param>
    /// <param name="ticket">What is known of the ticket.</param>
    /// <param name="acknowledge">Whether an automatic answer goes out.</param>
    /// <param name="held">Its receipt, where it was held.</param>
    private JournalWriter Begin(List<object> rows, Message message, Opened ticket, bool acknowledge, Custody? held)
    {
        var (number, reporter, customer, policy, _, desk, from) = ticket;
        message = Guarded(message);
        // Staff who place a message that was held know whose it is.
        var unverified = held is null && !IsVerified(message);
        // A severity that nobody may have stated does not loosen the clock: until somebody is accepted the strictest runs.
        var stated = unverified
            ? null
            : message.Form?.Severity ?? SeverityWords.Find(policy.Policy.Document, message.Subject, message.Text)?.Id;
        var told = message.Form?.Told;
        var journal = JournalWriter.Begin(rows, Guid.CreateVersion7(message.TakenAt.ToDateTimeOffset()), number);
        var receipt = new Receipt(
            message.Channel,
            reporter.OrganisationId,
            reporter.Id,
            stated,
            message.Basis,
            policy.Sha256,
            message.Id,
            reporter.Language
        )
        {
            Desk = desk,
            Customer = policy.NamesCustomers ? customer : null,
            Variations = policy.Variations,
            Holidays = policy.Holidays,
            Courtesy = ChannelRights.IsCourtesy(policy.Policy.Document, message.Channel, reporter.Role),
            LoggedBy = told?.To,
            Unverified = unverified,
        };
        journal.Append(
            Doer.Customer(reporter.Id),
            receipt,
            message.ReceivedAt,
            message.TakenAt,
            message.ToWords(),
            message.ToAttachments(journal.Ticket, 1)
        );
        Spoke(journal, told, message.TakenAt);
        if (acknowledge)
            acknowledging.Issue(
                journal,
                policy,
                new(number, reporter, message.Subject, message.TakenAt, from, message.Mail?.MessageId)
            );
        return journal;
    }

    /// <summary>The rows of a new ticket, and what became of its message.</summary>
    private (Received, Change) Fold(
        List<object> rows,
        JournalWriter journal,
        Message message,
        Opened ticket,
        Custody? held
    )
    {
        message = Guarded(message);
        string[] names = message.StaffOnly
            ? [message.Subject]
            : [message.Subject, message.Text, message.Files.FirstOrDefault()?.Name ?? ""];
        var subject = names.Select(Excerpt.Of).FirstOrDefault(x => x.Length > 0) ?? NoSubject(ticket.Reporter.Language);
        journal.FoldNew(ticket.Terms, message.TakenAt, new NewTicket(ticket.Number, subject));
        Settle(rows, message, held, journal.Ticket, 1);
        return (new Received(message.Id, CustodyState.Taken, ticket.Number), journal.Change);
    }

    /// <summary>The call itself is the contact (reading "contact"): an agent spoke to the person. Null where nobody did.</summary>
    private static Contact? Spoke(JournalWriter journal, Told? told, Instant now)
    {
        if (told is not { SpokeUntil: { } until, Summary: { } summary })
            return null;
        var by = Doer.Staff(told.To);
        var said = journal.Append(by, new StaffReply(told.Channel), until, now, new Words(null, summary.Trim()));
        var contact = new Contact(told.Channel, said);
        journal.Append(by, contact, until, now);
        return contact;
    }

    /// <summary>For a message that says nothing at all: a list needs something to click on.</summary>
    private static string NoSubject(string language) => language == "nl" ? "(zonder onderwerp)" : "(no subject)";

    /// <summary>Adds a message to its thread.</summary>
    internal async Task<(Received, Change?)> Add(
        DeskDb db,
        Message message,
        Thread thread,
        Doer by,
        Happening what,
        CancellationToken cancel,
        Custody? held = null
    )
    {
        var journal = (await JournalWriter.Load(db, db.Tickets, thread.Number, cancel))!;
        if (journal.State.MergedInto is not null && what is CustomerMessage)
        {
            // Somebody merged it between the look and the lock.
            var on = await GoesOn(db, journal.Row!, cancel);
            return await Add(db, message, on, by, what, cancel, held);
        }
        message = Guarded(message);
        var terms = await policies.TermsOf(db, journal.Entries, cancel);
        var next = journal.State.LastEntry + 1;
        journal.Append(
            by,
            what,
            message.ReceivedAt,
            message.TakenAt,
            message.ToWords(),
            message.ToAttachments(journal.Ticket, next)
        );
        if (what is CustomerMessage)
            await marking.Mark(db, journal, message, new(next), cancel);
        if (what is CustomerMessage { Machine: false, LoggedBy: null })
            await notices.Said(db, journal, message, message.TakenAt, cancel);
        var contact = Spoke(journal, message.Form?.Told, message.TakenAt);
        await journal.Fold(db, terms, message.TakenAt, cancel);
        if (contact is not null)
            await Elsewhere.Contacted(db, policies, journal, contact, message.TakenAt, cancel);
        if (what is DeliveryFailure failure)
            await Elsewhere.Returned(db, policies, journal, failure.Reply, message.TakenAt, cancel);
        Settle(db.Inserted, message, held, journal.Ticket, next);
        return (new Received(message.Id, CustodyState.Taken, thread.Number), journal.Change);
    }

    private async Task<(Received, Change?)> Hold(
        DeskDb db,
        Message message,
        HoldReason why,
        Thread? thread,
        CancellationToken cancel
    )
    {
        if (message.Form is { Ticket: not null })
            return (new Received(message.Id, CustodyState.Held, null), null);
        var stranger = why == HoldReason.UnknownSender && message.Channel != Channel.Telephone;
        var refused = stranger && await RefusesStrangers(db, message, cancel);
        var custody = message.ToCustody(refused ? CustodyState.Dismissed : CustodyState.Held);
        custody.Hold = why;
        custody.Mark = await marking.Held(db, message, thread?.Facts.Mark, cancel);
        db.Inserted.Add(custody);
        if (custody.Mark is not null)
            db.Inserted.Add(SealJobs.First(custody.Id, message.TakenAt));
        if (stranger && message.Mail is { } mail && !IsQuiet(message))
            await acknowledging.Stranger(db, mail, refused, custody.Mark is not null, message.TakenAt, cancel);
        return (new Received(message.Id, custody.State, null), Change.HeldOf(new TicketFacts { Mark = custody.Mark }));
    }

    /// <summary>The reading "an unknown sender": held, or refused politely. Either way the bytes stay in custody.</summary>
    private async Task<bool> RefusesStrangers(DeskDb db, Message message, CancellationToken cancel)
    {
        var policy = await policies.At(db, message.ReceivedAt, cancel);
        return policy.Policy.Document.Readings.UnknownSender == UnknownSenderReading.Refuse;
    }

    private static void Settle(List<object> rows, Message message, Custody? held, Guid ticket, int entry)
    {
        var custody = held ?? message.ToCustody(CustodyState.Taken);
        (custody.State, custody.Hold, custody.TicketId, custody.EntryNumber) = (
            CustodyState.Taken,
            null,
            ticket,
            entry
        );
        if (held is null)
            rows.Add(custody);
    }
}
