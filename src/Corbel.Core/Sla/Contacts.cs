using Corbel.Core.Tickets;
using NodaTime;

namespace Corbel.Core.Sla;

/// <summary>A contact that stands: a reply by a person of the desk that went out and did not come back.</summary>
/// <param name="Reply">The number of the reply's entry; 0 for one on another ticket.</param>
/// <param name="Written">When the reply was written.</param>
/// <param name="At">When it counted as contact.</param>
/// <param name="Report">Whether it is marked as a report of how things stand.</param>
internal readonly record struct StandingContact(int Reply, Instant Written, Instant At, bool Report);

/// <summary>
/// The contacts of a journal (reading "contact"). An acknowledgement, a note, an assignment and a resolution are never
/// among them.
/// </summary>
internal sealed class Contacts
{
    private readonly Dictionary<int, StandingContact> _byEntry = [];
    private readonly List<StandingContact> _all = [];

    public Contacts(IReadOnlyList<Entry> journal)
    {
        var replies = new Dictionary<int, Entry>();
        HashSet<(Guid? Ticket, int Reply)>? returned = null;
        foreach (var entry in journal)
        {
            if (entry is { What: StaffReply, By: { Party: Party.Provider, Person: not null } })
            {
                replies.Add(entry.Number, entry);
            }
            else if (entry.What is DeliveryFailure failure)
            {
                (returned ??= []).Add((failure.Ticket, failure.Reply));
            }
        }
        foreach (var entry in journal)
        {
            if (entry.What is ContactElsewhere elsewhere)
            {
                if (returned?.Contains((elsewhere.Ticket, elsewhere.Reply)) == true)
                {
                    continue;
                }
                Add(entry, new(0, entry.HappenedAt, entry.HappenedAt, Report: false));
            }
            else if (
                entry.What is Contact contact
                && replies.TryGetValue(contact.Reply, out var reply)
                && returned?.Contains((null, contact.Reply)) != true
            )
            {
                var report = ((StaffReply)reply.What).Report;
                Add(entry, new(contact.Reply, reply.HappenedAt, entry.HappenedAt, report));
            }
        }
    }

    /// <summary>The contact that an entry of the journal is; none where it is none that stands.</summary>
    public StandingContact? Of(Entry entry) => _byEntry.TryGetValue(entry.Number, out var contact) ? contact : null;

    /// <summary>When a reply reached the customer; none where it did not, or came back.</summary>
    public Instant? Reached(int reply)
    {
        Instant? first = null;
        foreach (var contact in _all)
        {
            if (contact.Reply == reply && !(contact.At >= first))
            {
                first = contact.At;
            }
        }
        return first;
    }

    /// <summary>
    /// The first contact by a reply written at that instant or later: one that was still under way when the request came
    /// does not answer it.
    /// </summary>
    public Instant? FirstSince(Instant received)
    {
        Instant? first = null;
        foreach (var contact in _all)
        {
            if (contact.Written >= received && !(contact.At >= first))
            {
                first = contact.At;
            }
        }
        return first;
    }

    private void Add(Entry entry, StandingContact contact)
    {
        _byEntry.Add(entry.Number, contact);
        _all.Add(contact);
    }
}
