using Corbel.Core.Access;
using Corbel.Core.Policy;
using Corbel.Core.Sla;
using Corbel.Core.Tickets;
using Corbel.Core.Time;
using Corbel.Desk.Data;
using Corbel.Desk.Outbox;
using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Corbel.Desk.Marked;

/// <summary>Mails about marks. None of them says what the issue is about.</summary>
public sealed class MarkMails(DeskAddress address, DeskKeys keys)
{
    /// <summary>Tells who logged it where it goes (clause 11).</summary>
    internal async Task Tell(DeskDb db, JournalWriter journal, MarkNews news, Instant now, CancellationToken cancel)
    {
        var reporter = journal.State.Reporter;
        var to = await db.People.AsNoTracking().SingleAsync(x => x.Id == reporter, cancel);
        if (to.DeactivatedAt is not null || journal.Number is not { } number)
            return;
        var nl = to.Language == "nl";
        var text = nl
            ? $"Beste {to.Name},\n\n{Dutch(news, number)}\n\n{address.TicketUrl(number)}\n"
            : $"Dear {to.Name},\n\n{English(news, number)}\n\n{address.TicketUrl(number)}\n";
        var subject = nl ? $"Melding {number} is gemarkeerd" : $"Ticket {number} is marked";
        var draft = TicketMail.Draft(MailKind.MarkNotice, address, keys, number, to, subject, text, now);
        journal.With(draft.ToMail(now, journal.Ticket));
    }

    /// <summary>
    /// Tells the managers that nobody who is cleared is on duty: how many, how severe, due when, and nothing else of them.
    /// </summary>
    internal async Task Unserved(
        DeskDb db,
        IReadOnlyList<(string? Severity, Instant? Due)> tickets,
        Instant now,
        CancellationToken cancel
    )
    {
        foreach (var person in await db.Managers(cancel))
            db.Inserted.Add(Unserved(person, tickets, now).ToMail(now));
    }

    private MailDraft Unserved(Person to, IReadOnlyList<(string? Severity, Instant? Due)> tickets, Instant now)
    {
        var (reader, nl) = (new Addressee(to.Language, to.Zone), to.Language == "nl");
        var lines = tickets.Select(x =>
            (nl ? $"  ernstniveau {x.Severity ?? "onbekend"}, " : $"  severity {x.Severity ?? "not known"}, ")
            + (
                x.Due is { } due
                    ? (nl ? "uiterlijk " : "due ") + TimeText.Long(due, reader.Zone, reader.Language)
                    : (nl ? "zonder termijn" : "without a due time")
            )
        );
        return new MailDraft
        {
            Kind = MailKind.Warning,
            From = address,
            To = to.Email,
            ToName = to.Name,
            Subject = nl
                ? $"Gemarkeerde meldingen waar niemand bij kan: {tickets.Count}"
                : $"Marked tickets that nobody can open: {tickets.Count}",
            Text =
                (
                    nl
                        ? $"Er is geen gescreende medewerker aanwezig voor {tickets.Count} gemarkeerde melding(en):\n"
                        : $"No cleared person is on duty for {tickets.Count} marked ticket(s):\n"
                )
                + string.Join('\n', lines)
                + (
                    nl
                        ? $"\n\nDe klokken lopen door. Screenings staan op {address.Url}/console/clearances\n"
                        : $"\n\nThe clocks run on. Clearances stand at {address.Url}/console/clearances\n"
                ),
            MessageId = $"unserved.{Guid.CreateVersion7(now.ToDateTimeOffset()):n}@{address.Domain}",
        };
    }

    private static string English(MarkNews news, long number) =>
        news == MarkNews.MayPass
            ? $"Ticket {number} is marked. From now on only staff with the security clearance for it see it, so it may pass to another member of staff. The promised times go on as before. Its mails hold a link and nothing else: sign in to read and to answer."
            : $"Ticket {number}, which is marked, is now with a member of staff who has the security clearance for it.";

    private static string Dutch(MarkNews news, long number) =>
        news == MarkNews.MayPass
            ? $"Melding {number} is gemarkeerd. Vanaf nu zien alleen medewerkers met de vereiste screening haar; ze kan dus naar een andere medewerker gaan. De toegezegde tijden lopen gewoon door. In e-mails erover staat alleen een link: meld u aan om te lezen en te antwoorden."
            : $"Melding {number}, die gemarkeerd is, ligt nu bij een medewerker met de vereiste screening.";
}
