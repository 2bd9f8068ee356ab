using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>What is told of maintenance.</summary>
public enum MaintenanceNews
{
    Planned,
    Changed,
    Cancelled,
}

/// <summary>
/// Mails of maintenance and incidents, put into the outbox in the transaction of what they tell of. Maintenance goes to the
/// administrators of every customer and to who subscribed; incidents to who subscribed. One mail an address. Webhooks get
/// both.
/// </summary>
public sealed class StatusNotices(DeskAddress address, SubscriberLinks links, WebhookNews webhooks)
{
    internal async Task Maintenance(
        DeskDb db,
        MaintenanceWindow window,
        MaintenanceNews news,
        Instant now,
        CancellationToken cancel
    )
    {
        await webhooks.Maintenance(db, window, news, now, cancel);
        var readers = await Subscribers(db, window.Components, cancel);
        var known = readers.Select(x => x.NormalizedEmail).ToHashSet(StringComparer.Ordinal);
        var administrators = await Administrators(db, cancel);
        foreach (var person in administrators)
        {
            var reader = new Addressee(person.Language, person.Zone);
            Put(db, window, news, now, reader, person.Email, person.Name, $"{person.Id:n}", null);
            known.Remove(person.NormalizedEmail);
        }
        foreach (var reader in readers.Where(x => known.Contains(x.NormalizedEmail)))
            Put(
                db,
                window,
                news,
                now,
                new Addressee(reader.Language, "Europe/London"),
                reader.Email,
                null,
                $"{reader.Id:n}",
                links.Unsubscribe(reader.Id)
            );
    }

    internal async Task Incident(
        DeskDb db,
        Incident incident,
        IncidentUpdate update,
        Instant now,
        CancellationToken cancel
    )
    {
        await webhooks.Incident(db, incident, update, now, cancel);
        foreach (var reader in await Subscribers(db, incident.Components, cancel))
        {
            var language = new Addressee(reader.Language, "Europe/London");
            var draft = new MailDraft
            {
                Kind = MailKind.StatusNotice,
                From = address,
                To = reader.Email,
                Subject = StatusTexts.IncidentSubject(incident, update, language.Language),
                Text = StatusTexts.Incident(incident, update, language, address.Url, links.Unsubscribe(reader.Id)),
                MessageId = $"incident.{incident.Number}.{update.Number}.{reader.Id:n}@{address.Domain}",
                Unsubscribe = links.Unsubscribe(reader.Id),
            };
            db.Inserted.Add(draft.ToMail(now));
        }
    }

    private void Put(
        DeskDb db,
        MaintenanceWindow window,
        MaintenanceNews news,
        Instant now,
        Addressee reader,
        string email,
        string? name,
        string id,
        string? unsubscribe
    )
    {
        var (title, text) =
            reader.Language == Language.Nl ? (window.TitleNl, window.TextNl) : (window.Title, window.Text);
        var draft = new MailDraft
        {
            Kind = MailKind.StatusNotice,
            From = address,
            To = email,
            ToName = name,
            Subject = StatusTexts.MaintenanceSubject(window, news, reader.Language),
            Text = StatusTexts.Maintenance(window, news, name, reader, address.Url, unsubscribe),
            MessageId = $"maintenance.{window.Id:n}.{window.Sequence}.{id}@{address.Domain}",
            Unsubscribe = unsubscribe,
            Calendar = new CalendarMail
            {
                Method = news == MaintenanceNews.Cancelled ? CalendarMethod.Cancel : CalendarMethod.Publish,
                Uid = MaintenanceCalendar.Uid(window, address),
                Sequence = window.Sequence,
                From = window.FromAt,
                To = window.ToAt,
                Summary = title,
                Description = text,
                Organiser = (address.Name, address.Support),
                Stamp = now,
                Transparent = true,
            },
        };
        db.Inserted.Add(draft.ToMail(now));
    }

    private static async Task<List<Person>> Administrators(DeskDb db, CancellationToken cancel) =>
        await db
            .People.AsNoTracking()
            .Where(x => x.DeactivatedAt == null && x.Role == Role.Administrator)
            .Where(x => x.Organisation!.Kind == OrganisationKind.Customer)
            .OrderBy(x => x.Id)
            .ToListAsync(cancel);

    private static async Task<List<Subscriber>> Subscribers(DeskDb db, string components, CancellationToken cancel) =>
        (
            await db.Subscribers.AsNoTracking().Where(x => x.ConfirmedAt != null).OrderBy(x => x.Id).ToListAsync(cancel)
        ).FindAll(x => ComponentIds.Meet(x.Components, components));
}
