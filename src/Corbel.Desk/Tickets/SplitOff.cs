using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>What staff say about the new ticket.</summary>
/// <param name="Message">The number of the message's entry.</param>
/// <param name="Subject">What it is about; empty: taken from the message.</param>
/// <param name="Severity">The severity that staff set on it; null where they set none.</param>
/// <param name="Reason">Why that one; needed where the message states another.</param>
public sealed record SplitChoice(int Message, string? Subject = null, string? Severity = null, string? Reason = null);

/// <summary>
/// Staff make a ticket of its own of a customer's message that is about something else. Its clock counts from the receipt of
/// that message; a contact since then counts for it too.
/// </summary>
public sealed class SplitOff(
    TicketWork work,
    TicketNumbers numbers,
    PolicyShelf policies,
    TicketNotice notice,
    MarkMoment moment
)
{
    private static readonly Refusal NoSuchMessage = Refusal.Of(
        "no-such-message",
        "Only a message of the customer whose words are still there can become a ticket of its own, and only once.",
        "Alleen een bericht van de klant waarvan de tekst er nog is, kan een eigen melding worden, en maar één keer."
    );

    private static readonly Refusal OnlyMessage = Refusal.Of(
        "only-message",
        "It is the only message of the customer: without it nothing would be left here.",
        "Het is het enige bericht van de klant: zonder dat blijft hier niets over."
    );

    /// <returns>The number of the new ticket.</returns>
    public Task<Outcome<long>> Run(Actor by, long ticket, SplitChoice choice, CancellationToken cancel = default) =>
        work.On<long>(
            by,
            ticket,
            async (scene, token) =>
            {
                if (!scene.Works)
                    return Refusals.NotForYou;
                var entry = scene.Journal.Entries.FirstOrDefault(x => x.Number == choice.Message);
                if (entry is null || !CanSplit(scene.Journal.Entries, entry))
                    return NoSuchMessage;
                if (!scene.Journal.Entries.Any(x => x != entry && CanSplit(scene.Journal.Entries, x)))
                    return OnlyMessage;
                // The words go into the new ticket: read on purpose, and written down like every reading.
                using var reading = MarkedReading.Begin(scene.Db.Home!, by);
                var content = await scene
                    .Db.Journal.Where(x => x.TicketId == entry.Ticket && x.Number == entry.Number)
                    .Select(x => x.Content)
                    .SingleAsync(token);
                if (Words.Of(content) is not { IsShut: false } words)
                    return NoSuchMessage;
                MarkedReading.Saw(scene.Row, entry.Number);
                await AccessLog.Append(scene.Db, reading, AccessKind.Work, "split", scene.Now, token);
                return await Split(scene, entry, words, choice, token);
            },
            cancel
        );

    /// <summary>A message by a person of the customer that stands here still.</summary>
    public static bool CanSplit(IReadOnlyList<Entry> journal, Entry entry) =>
        entry.What is Receipt or CustomerMessage { Machine: false }
        && !journal.Any(x => x.What is Split split && split.Message == entry.Number);

    private async Task<Outcome<long>> Split(
        TicketScene scene,
        Entry entry,
        Words words,
        SplitChoice choice,
        CancellationToken cancel
    )
    {
        var db = scene.Db;
        var policy = await policies.On(db, scene.State.Desk, scene.State.Organisation, entry.HappenedAt, cancel);
        var document = policy.Policy.Document;
        var stated = SeverityWords.Find(document, words.Subject ?? "", words.Text)?.Id;
        if (choice.Severity is { } set && !document.Severities.ContainsKey(set))
            return Refusals.UnknownSeverity(set, document.Severities.Keys);
        var differs = stated is not null && choice.Severity is not null && choice.Severity != stated;
        if (differs && string.IsNullOrWhiteSpace(choice.Reason))
            return Refusals.ReasonMissing;
        var number = await numbers.Next(db, cancel);
        var made = JournalWriter.Begin(db.Inserted, Guid.CreateVersion7(scene.Now.ToDateTimeOffset()), number);
        await Receive(made, scene, entry, words, policy, stated, cancel);
        CopyContacts(made, scene.Journal.Entries, entry);
        if (choice.Severity is { } severity)
        {
            var why = string.IsNullOrWhiteSpace(choice.Reason) ? null : new Words(null, choice.Reason.Trim());
            made.Append(scene.Doer, new SeverityChoice(severity), scene.Now, scene.Now, why);
        }
        // Whoever wrote it sees what became of it, also where somebody else had logged the issue.
        if (entry.By.Person is { } author && author != made.State.Reporter)
            made.Append(scene.Doer, new Participation(author), scene.Now, scene.Now);
        made.Append(Doer.Desk, new Acknowledgement(Channel.Mail), scene.Now, scene.Now);
        await moment.Inherit(db, made, scene.Doer, scene.State.Mark, scene.Now, cancel);
        var terms = await policies.TermsOf(db, made.Entries, cancel);
        made.FoldNew(terms, scene.Now, new NewTicket(number, SubjectOf(choice, entry, words, scene.Row.Subject)));
        await Tell(made, scene, terms, cancel);
        scene.Append(
            new Split(made.Ticket, entry.Number) { LeavesNothing = LeavesNothing(scene.Journal.Entries, entry) }
        );
        scene.Others.Add(made);
        return number;
    }

    private static async Task Receive(
        JournalWriter made,
        TicketScene scene,
        Entry entry,
        Words words,
        PolicyInForce policy,
        string? stated,
        CancellationToken cancel
    )
    {
        var first = (Receipt)scene.Journal.Entries[0].What;
        var channel = entry.What is CustomerMessage later ? later.Channel : first.Channel;
        var kept = await scene
            .Db.Custodies.Where(x => x.TicketId == entry.Ticket && x.EntryNumber == entry.Number && x.SameAs == null)
            .Select(x => (ReceivedBasis?)x.Basis)
            .FirstOrDefaultAsync(cancel);
        var files = await scene
            .Db.Attachments.AsNoTracking()
            .Where(x => x.TicketId == entry.Ticket && x.EntryNumber == entry.Number)
            .ToListAsync(cancel);
        var receipt = first with
        {
            Channel = channel,
            StatedSeverity = stated,
            Basis = kept ?? first.Basis,
            PolicyVersion = policy.Sha256,
            Customer = policy.NamesCustomers ? await NameOf(scene, cancel) : null,
            Variations = policy.Variations,
            Holidays = policy.Holidays,
            // The raw message stays where it came in.
            Message = null,
            // Only the call itself was logged by staff.
            Courtesy = entry.What is Receipt && first.Courtesy,
            LoggedBy = entry.What is Receipt ? first.LoggedBy : null,
            SplitFrom = scene.State.Ticket,
        };
        made.Append(
            entry.By,
            receipt,
            entry.HappenedAt,
            scene.Now,
            words,
            files.Select(x =>
                new KeptFile(x.Name, x.MediaType, x.Sha256, x.Size) { SealedAs = x.SealedAs }.ToAttachment(
                    made.Ticket,
                    1,
                    scene.Now,
                    x.StaffOnly
                )
            )
        );
    }

    private static Task<string> NameOf(TicketScene scene, CancellationToken cancel) =>
        scene.Db.Organisations.Where(x => x.Id == scene.State.Organisation).Select(x => x.Name).SingleAsync(cancel);

    /// <summary>What was said to the customer after the message answers it on the new ticket too.</summary>
    private static void CopyContacts(JournalWriter made, IReadOnlyList<Entry> journal, Entry message)
    {
        foreach (var entry in journal)
        {
            var elsewhere = entry.What switch
            {
                Contact x when journal[x.Reply - 1].HappenedAt >= message.HappenedAt => new ContactElsewhere(
                    x.Channel,
                    entry.Ticket,
                    x.Reply
                ),
                ContactElsewhere x when entry.HappenedAt >= message.HappenedAt => x,
                _ => null,
            };
            if (elsewhere is not null && !Failed(journal, entry.What))
                made.Append(Doer.Desk, elsewhere, entry.HappenedAt, made.Entries[0].WrittenAt);
        }
    }

    private static bool Failed(IReadOnlyList<Entry> journal, Happening contact) =>
        journal.Any(x =>
            x.What is DeliveryFailure failure
            && contact switch
            {
                Contact own => failure.Ticket is null && failure.Reply == own.Reply,
                ContactElsewhere other => failure.Ticket == other.Ticket && failure.Reply == other.Reply,
                _ => false,
            }
        );

    /// <summary>Whether the message was the only one of the customer since our last word.</summary>
    private static bool LeavesNothing(IReadOnlyList<Entry> journal, Entry message)
    {
        var answered = journal.LastOrDefault(x => x.What is StaffReply or ContactElsewhere)?.Number ?? 0;
        return message.Number > answered
            && !journal.Any(x => x.Number > answered && x != message && CanSplit(journal, x));
    }

    private static string SubjectOf(SplitChoice choice, Entry entry, Words words, string old)
    {
        var own = entry.Number == 1 ? words.Subject ?? "" : "";
        string[] names = [choice.Subject ?? "", own, words.StaffOnly ? "" : words.Text, old];
        return names.Select(Excerpt.Of).First(x => x.Length > 0);
    }

    private async Task Tell(JournalWriter made, TicketScene scene, TicketTerms terms, CancellationToken cancel)
    {
        var reporter = await scene.Db.People.AsNoTracking().SingleAsync(x => x.Id == made.State.Reporter, cancel);
        var first = Clocks.Of(terms, made.Entries, scene.Now).FirstResponses()[^1];
        if (reporter.DeactivatedAt is null)
            made.With(await notice.Split(scene.Db, made, scene.Row.Number, reporter, first, scene.Now, cancel));
    }
}
