using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Tickets;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Holidays;

/// <summary>Tells the managers what became of the holiday lists; the owner where there is no manager.</summary>
public sealed class HolidayMails(DeskAddress address, IClock clock)
{
    /// <summary>Within the write that ends the look at the open tickets.</summary>
    internal async Task Changed(DeskDb db, HolidayEffect.Progress done, CancellationToken cancel)
    {
        var sets = await db
            .HolidaySets.AsNoTracking()
            .Where(x => x.Number == done.From || x.Number == done.To)
            .ToDictionaryAsync(x => x.Number, x => x.Text, cancel);
        var (before, after) = (HolidaySets.Lists(sets[done.From]), HolidaySets.Lists(sets[done.To]));
        var changes = after.Values.SelectMany(x => HolidayMerge.Between(before.GetValueOrDefault(x.Name), x)).ToList();
        await Send(
            db,
            reader => HolidayTexts.ChangedSubject(changes, done, reader),
            reader => HolidayTexts.Changed(changes, done, reader),
            (person, now) => $"holidays.{Guid.CreateVersion7(now.ToDateTimeOffset()):n}",
            cancel
        );
    }

    /// <summary>Once for each list and year.</summary>
    internal async Task EndSoon(DeskDb db, string list, int year, CancellationToken cancel)
    {
        var mark = $"holidays-end.{list}.{year}.";
        if (await db.Outbox.AnyAsync(x => x.MessageId.StartsWith(mark), cancel))
            return;
        await Send(
            db,
            reader => HolidayTexts.EndSubject(list, year, reader),
            reader => HolidayTexts.End(list, year, reader),
            (person, _) => $"{mark}{person:n}",
            cancel
        );
    }

    private async Task Send(
        DeskDb db,
        Func<Language, string> subject,
        Func<Language, string> text,
        Func<Guid, Instant, string> unique,
        CancellationToken cancel
    )
    {
        var now = Journal.Grain(clock.GetCurrentInstant());
        foreach (var person in await db.Managers(cancel))
            db.Inserted.Add(Mail(person, subject, text, unique, now).ToMail(now));
    }

    private MailDraft Mail(
        Person person,
        Func<Language, string> subject,
        Func<Language, string> text,
        Func<Guid, Instant, string> unique,
        Instant now
    )
    {
        var language = new Addressee(person.Language, person.Zone).Language;
        return new MailDraft
        {
            Kind = MailKind.Holidays,
            From = address,
            To = person.Email,
            ToName = person.Name,
            Subject = subject(language),
            Text = text(language),
            MessageId = $"{unique(person.Id, now)}@{address.Domain}",
        };
    }
}
