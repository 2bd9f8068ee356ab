using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Sessions;

/// <summary>What a mail about a session tells.</summary>
internal enum SessionNews
{
    Booked,
    Changed,
    Cancelled,
    Reminder,
}

/// <summary>
/// Invitations to sessions (RFC 5546), put into the outbox in the transaction of what they tell of: to the trainer and to
/// everybody invited, each in their own language and zone. Answers come back to the desk's address.
/// </summary>
public sealed class SessionMails(PolicyShelf policies, DeskAddress address)
{
    /// <summary>The name of a session in calendars: the same in every mail about it.</summary>
    internal static string UidOf(Guid session) => $"session-{session:n}";

    /// <summary>Asks everybody to come, or to come at another time.</summary>
    internal Task Invite(DeskDb db, Session session, SessionNews news, Instant now, CancellationToken cancel) =>
        Send(db, session, Everybody(session), news, CalendarMethod.Request, $"{session.Sequence}", now, cancel);

    /// <summary>Tells some of them that they need not come.</summary>
    internal Task Excuse(
        DeskDb db,
        Session session,
        IReadOnlyList<Guid> people,
        Instant now,
        CancellationToken cancel
    ) =>
        Send(
            db,
            session,
            people,
            SessionNews.Cancelled,
            CalendarMethod.Cancel,
            $"{session.Sequence}.cancel",
            now,
            cancel
        );

    /// <summary>Reminds everybody; calendars have it already.</summary>
    internal Task Remind(DeskDb db, Session session, string hours, Instant now, CancellationToken cancel) =>
        Send(db, session, Everybody(session), SessionNews.Reminder, null, $"{session.Sequence}.{hours}h", now, cancel);

    private static List<Guid> Everybody(Session session) =>
        [session.TrainerId, .. session.Attendees.Select(x => x.PersonId)];

    private async Task Send(
        DeskDb db,
        Session session,
        IReadOnlyList<Guid> to,
        SessionNews news,
        CalendarMethod? method,
        string name,
        Instant now,
        CancellationToken cancel
    )
    {
        var spec = await SessionPolicy.Read(policies, db, now, cancel);
        var ids = to.Append(session.TrainerId).ToList();
        var people = await db
            .People.AsNoTracking()
            .Where(x => ids.Contains(x.Id) && x.DeactivatedAt == null)
            .OrderBy(x => x.Id)
            .ToListAsync(cancel);
        var trainer = people.Find(x => x.Id == session.TrainerId)?.Name ?? "";
        var invited = people.Where(x => to.Contains(x.Id)).ToList();
        foreach (var person in invited)
        {
            var reader = new Addressee(person.Language, person.Zone);
            var text = new SessionMailTexts(
                session,
                spec.NameOf(session.Kind, reader.Language),
                trainer,
                address.Url,
                reader
            );
            var draft = new MailDraft
            {
                Kind = MailKind.Session,
                From = address,
                To = person.Email,
                ToName = person.Name,
                Subject = text.Subject(news),
                Text = text.Body(news, person.Name, method is not null),
                MessageId = $"session.{session.Id:n}.{name}.{person.Id:n}@{address.Domain}",
                Calendar = method is { } asked ? Entry(session, asked, text, invited, now) : null,
            };
            db.Inserted.Add(draft.ToMail(Journal.Grain(now)));
        }
    }

    private CalendarMail Entry(
        Session session,
        CalendarMethod method,
        SessionMailTexts text,
        List<Person> invited,
        Instant now
    ) =>
        new()
        {
            Method = method,
            Uid = UidOf(session.Id),
            Sequence = session.Sequence,
            From = session.StartsAt,
            To = session.EndsAt,
            Summary = text.Title,
            Description = text.Description,
            Location = session.Place,
            Organiser = (address.Name, address.Support),
            Invited = [.. invited.Select(x => (x.Name, x.Email))],
            Stamp = now,
        };
}
