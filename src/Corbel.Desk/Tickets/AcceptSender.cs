using Corbel.Core;
using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Files;
using Corbel.Desk.Intake;
using Corbel.Desk.Marked;
using Corbel.Desk.Outbox;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Staff accept that a mail is from the person whose address it bears, where nothing vouched for that. From then on it acts as
/// any other: the severity it states counts as the customer's, and a new issue that nobody answered yet is acknowledged.
/// </summary>
public sealed class AcceptSender(
    TicketWork work,
    FileStore files,
    Placement placement,
    PolicyShelf policies,
    Acknowledging acknowledging,
    DeskAddress address
)
{
    private static readonly Refusal NotOpen = Refusal.Of(
        "sender-not-open",
        "There is no such message whose sender waits to be accepted; perhaps somebody accepted it meanwhile.",
        "Er is geen bericht met dit nummer waarvan de afzender nog bevestigd moet worden; misschien heeft iemand dat intussen gedaan."
    );

    /// <returns>The number of the entry.</returns>
    public Task<Outcome<int>> Run(Actor by, long ticket, int message, CancellationToken cancel = default) =>
        work.On(
            by,
            ticket,
            async (scene, token) =>
            {
                if (!scene.Works)
                    return Refusals.NotForYou;
                var entries = scene.Journal.Entries;
                if (entries.FirstOrDefault(x => x.Number == message) is not { } entry || !IsOpen(entry, entries))
                    return NotOpen;
                // What a mail says of severity is read here as it would have been at once.
                using var reading = MarkedReading.Begin(scene.Db.Home!, by);
                MarkedReading.Saw(scene.Row, message);
                await AccessLog.Append(scene.Db, reading, AccessKind.Work, "accept the sender", scene.Now, token);
                var accepted = scene.Append(new SenderAcceptance(message));
                if (entry.What is Receipt receipt)
                    await Catch(scene, receipt, token);
                return (Outcome<int>)accepted;
            },
            cancel
        );

    /// <summary>The entries whose sender nothing vouched for and nobody accepted.</summary>
    public static IEnumerable<int> Open(IReadOnlyList<Entry> journal) =>
        journal.Where(x => IsOpen(x, journal)).Select(x => x.Number);

    private static bool IsOpen(Entry entry, IReadOnlyList<Entry> journal) =>
        entry.What
            is Receipt { Unverified: true }
                or CustomerMessage { Unverified: true }
                or StaffNote { Unverified: true }
        && !journal.Any(x => x.What is SenderAcceptance accepted && accepted.Entry == entry.Number);

    /// <summary>What a mail that was vouched for would have done at once.</summary>
    private async Task Catch(TicketScene scene, Receipt receipt, CancellationToken cancel)
    {
        var db = scene.Db;
        var content = await db
            .Journal.Where(x => x.TicketId == scene.Journal.Ticket && x.Number == 1)
            .Select(x => x.Content)
            .SingleAsync(cancel);
        var words = Words.Of(content);
        if (
            scene.State.Severity is null
            && SeverityWords.Find(scene.Policy.Document, words?.Subject ?? "", words?.Text ?? "") is { } stated
        )
            scene.Journal.Append(Doer.Customer(receipt.Reporter), new SeverityChoice(stated.Id), scene.Now, scene.Now);
        var answered = scene.Journal.Entries.Any(x => x.What is StaffReply or Acknowledgement or Resolution);
        var custody = await db.Custodies.AsNoTracking().SingleOrDefaultAsync(x => x.Id == receipt.Message, cancel);
        var raw = answered || custody is null ? null : await files.Read(custody.Stored, cancel);
        if (raw is null || ParsedMail.TryParse(raw) is not { } mail || placement.IsQuiet(mail))
            return;
        var reporter = await db.People.AsNoTracking().SingleAsync(x => x.Id == receipt.Reporter, cancel);
        var policy = await policies.On(db, receipt.Desk, receipt.Organisation, scene.Row.ReceivedAt, cancel);
        var from = await address.Of(db, receipt.Desk, cancel);
        acknowledging.Issue(
            scene.Journal,
            policy,
            new(scene.Row.Number, reporter, scene.Row.Subject, scene.Now, from, mail.MessageId)
        );
    }
}
