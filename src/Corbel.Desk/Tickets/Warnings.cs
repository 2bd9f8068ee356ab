using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Tickets;

/// <summary>
/// Warns people of the desk before a clock runs out, as the target says: whom and when. Each warning stands in the journal,
/// so that it is given once.
/// </summary>
public sealed class Warnings(DeskAddress address, StaffNotices notices)
{
    /// <summary>Gives the warnings whose time has come, within the transaction of the job.</summary>
    internal async Task Give(DeskDb db, JournalWriter journal, TicketTerms terms, Instant now, CancellationToken cancel)
    {
        var clocks = Clocks.Of(terms, journal.Entries, now);
        foreach (var warning in DueWarnings.Of(journal.Entries, clocks).Where(x => x.Time.At <= now).ToList())
        {
            var clock = warning.Clock;
            journal.Append(Doer.Desk, new Warning(clock.Kind, clock.Number, clock.Due!.Value, warning.Index), now, now);
            foreach (var person in await Warned(db, journal, warning.Time.Warning.To, cancel))
                db.Inserted.Add(Mail(journal, warning, person, now).ToMail(now, journal.Ticket));
        }
    }

    private static async Task<List<Person>> Warned(
        DeskDb db,
        JournalWriter journal,
        IReadOnlyCollection<WarnedRole> to,
        CancellationToken cancel
    )
    {
        var (desk, assignee) = (journal.State.Desk, journal.State.Assignee);
        var people = await db
            .People.AsNoTracking()
            .Where(x => x.DeactivatedAt == null)
            .OnDesk(desk)
            .OrderBy(x => x.Name)
            .ToListAsync(cancel);
        // What nobody has is everybody's.
        var queue = to.Contains(WarnedRole.Queue) || (to.Contains(WarnedRole.Assignee) && assignee is null);
        return people.FindAll(x =>
            (x.Id == assignee && to.Contains(WarnedRole.Assignee))
            || (queue && x.Role is Role.Agent or Role.DeskAgent or Role.Administrator)
            // A customer's administrators manage its own desk.
            || (x.Role is Role.Manager or Role.Administrator && to.Contains(WarnedRole.Managers))
            || (x.Role is Role.Owner or Role.Administrator && to.Contains(WarnedRole.Owner))
        );
    }

    private MailDraft Mail(JournalWriter journal, DueWarning warning, Person person, Instant now)
    {
        var reader = new Addressee(person.Language, person.Zone);
        var (number, subject) = (journal.Row!.Number, journal.Row.Subject);
        var unique = Guid.CreateVersion7(now.ToDateTimeOffset());
        return new MailDraft
        {
            Kind = MailKind.Warning,
            From = address,
            To = person.Email,
            ToName = person.Name,
            Subject = WarningText.Subject(warning.Clock, number, subject, now, reader),
            Text = WarningText.Body(warning.Clock, address.TicketUrl(number), reader),
            MessageId = $"warning.{unique:n}@{address.Domain}",
            ReplyTo = notices.AddressFor(number, person.Id),
        };
    }
}
