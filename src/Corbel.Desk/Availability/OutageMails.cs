using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Availability;

/// <summary>Tells the managers that an outage began and that it ended; the owner where there is no manager.</summary>
public sealed class OutageMails(DeskAddress address)
{
    internal Task Began(DeskDb db, Component component, Outage outage, Instant now, CancellationToken cancel) =>
        Send(
            db,
            outage,
            "began",
            reader =>
                reader.Language == Language.Nl
                    ? (
                        $"{component.NameNl} is niet bereikbaar",
                        $"Sinds {When(outage.FromAt, reader)} vinden de metingen {component.NameNl} niet bereikbaar."
                    )
                    : (
                        $"{component.Name} is down",
                        $"The measurements find {component.Name} down since {When(outage.FromAt, reader)}."
                    ),
            now,
            cancel
        );

    internal Task Ended(DeskDb db, Component component, Outage outage, Instant now, CancellationToken cancel) =>
        Send(
            db,
            outage,
            "ended",
            reader =>
                reader.Language == Language.Nl
                    ? (
                        $"{component.NameNl}: storing voorbij",
                        $"De storing van {component.NameNl} duurde van {When(outage.FromAt, reader)} tot {When(outage.ToAt!.Value, reader)}."
                    )
                    : (
                        $"{component.Name}: outage over",
                        $"The outage of {component.Name} lasted from {When(outage.FromAt, reader)} to {When(outage.ToAt!.Value, reader)}."
                    ),
            now,
            cancel
        );

    private async Task Send(
        DeskDb db,
        Outage outage,
        string what,
        Func<Addressee, (string Subject, string Text)> words,
        Instant now,
        CancellationToken cancel
    )
    {
        foreach (var person in await db.Managers(cancel))
        {
            var (subject, text) = words(new Addressee(person.Language, person.Zone));
            db.Inserted.Add(
                new MailDraft
                {
                    Kind = MailKind.Outage,
                    From = address,
                    To = person.Email,
                    ToName = person.Name,
                    Subject = subject,
                    Text = $"{text}\n\n{address.Url}/console/availability\n",
                    MessageId = $"outage.{outage.Id:n}.{what}.{person.Id:n}@{address.Domain}",
                }.ToMail(now)
            );
        }
    }

    private static string When(Instant at, Addressee reader) =>
        DateWords.Moment(at, reader.Zone, reader.Zone, reader.Language);
}
